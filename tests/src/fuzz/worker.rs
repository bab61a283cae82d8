//! A worker process: it runs one case after the other, dies of what kills the generator, and is started again.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use codegen::diagnostics::Code;
use codegen::source::{SourceText, Sources};
use codegen::{Input, generate};
use serde_json::{Value, json};

use super::{Case, Limits, Outcome};

/// How often a worker is looked at while it works.
const GLANCE: Duration = Duration::from_millis(50);

/// The side of the fuzzer.
pub struct Worker {
    command: Vec<String>,
    limits: Limits,
    running: Running,
}

struct Running {
    child: Child,
    cases: ChildStdin,
    answers: Receiver<String>,
    last_words: thread::JoinHandle<String>,
}

impl Worker {
    /// Starts a program that serves cases: its first argument after those given is the number of bytes that it may have.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(command: &[String], limits: Limits) -> io::Result<Self> {
        Ok(Self { command: command.to_vec(), limits, running: start(command, limits)? })
    }

    /// Runs a case. A worker that dies or takes too long is replaced.
    ///
    /// # Errors
    /// No other worker can be started.
    pub fn run(&mut self, case: &Case) -> io::Result<Outcome> {
        let before = cpu(self.running.child.id());
        let begin = Instant::now();
        // A worker that is gone is noticed below.
        let _ = writeln!(self.running.cases, "{}", case.to_line()).and_then(|()| self.running.cases.flush());
        loop {
            let spent = cpu(self.running.child.id()).saturating_sub(before);
            match self.running.answers.recv_timeout(GLANCE) {
                Ok(_) if spent > self.limits.cpu => return Ok(failed("slow", "more CPU time than allowed")),
                Ok(line) => return Ok(outcome(&line)),
                Err(RecvTimeoutError::Disconnected) => {
                    let words = self.replace()?;
                    return Ok(death(&words));
                }
                Err(RecvTimeoutError::Timeout) => {
                    if spent > 2 * self.limits.cpu || begin.elapsed() > self.limits.clock {
                        self.replace()?;
                        return Ok(failed("slow", "killed"));
                    }
                }
            }
        }
    }

    /// Ends the process and starts another. Gives back what the old one said last.
    fn replace(&mut self) -> io::Result<String> {
        let next = start(&self.command, self.limits)?;
        let mut old = std::mem::replace(&mut self.running, next);
        let _ = old.child.kill();
        let _ = old.child.wait();
        Ok(old.last_words.join().unwrap_or_default())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.running.child.kill();
        let _ = self.running.child.wait();
    }
}

fn start(command: &[String], limits: Limits) -> io::Result<Running> {
    let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("no worker"))?;
    let mut child = Command::new(program)
        .args(arguments)
        .arg(limits.memory.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let taken = || io::Error::other("a pipe is missing");
    let cases = child.stdin.take().ok_or_else(taken)?;
    let (stdout, stderr) = (child.stdout.take().ok_or_else(taken)?, child.stderr.take().ok_or_else(taken)?);
    let (sender, answers) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let last_words = thread::spawn(move || {
        let mut words = Vec::new();
        let _ = BufReader::new(stderr).read_to_end(&mut words);
        String::from_utf8_lossy(&words).into_owned()
    });
    Ok(Running { child, cases, answers, last_words })
}

fn failed(kind: &str, detail: &str) -> Outcome {
    Outcome::Failed(kind.to_owned(), detail.to_owned())
}

fn outcome(line: &str) -> Outcome {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    match (value["outcome"].as_str(), value["detail"].as_str()) {
        (Some("emitted"), _) => Outcome::Emitted,
        (Some("refused"), _) => Outcome::Refused,
        (Some(kind), Some(detail)) => failed(kind, detail),
        _ => failed("abort", "an answer that is none"),
    }
}

/// What a process has died of.
fn death(words: &str) -> Outcome {
    if words.contains("memory allocation of") {
        return failed("memory", "more memory than allowed");
    }
    let line = words.lines().find(|line| line.contains("overflowed its stack")).or(words.lines().last());
    // A thread without a name has a number.
    let line = line.map(|line| line.split('(').next().unwrap_or_default().to_owned() + "…");
    failed("abort", &line.unwrap_or_else(|| "no last words".to_owned()))
}

/// The CPU time of a process so far; zero where the system does not tell.
fn cpu(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in parentheses may hold anything; user and system time are the 12th and 13th words after it.
    let words = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = words.skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The side of the worker: reads cases from the input until it ends.
///
/// # Errors
/// Input or output fails.
pub fn serve() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let Some(case) = Case::from_line(&line?) else { process::exit(2) };
        let (outcome, detail) = judged(&case);
        writeln!(output, "{}", json!({"outcome": outcome, "detail": detail}))?;
        output.flush()?;
    }
    Ok(())
}

fn judged(case: &Case) -> (&'static str, String) {
    let main = SourceText { name: case.name.clone(), text: case.text.clone() };
    let overlay = |text: &String| SourceText { name: "overlay.json".to_owned(), text: text.clone() };
    let input = Input::new(Sources::new(main, case.overlay.iter().map(overlay).collect()), "fixture");
    let output = match catch_unwind(AssertUnwindSafe(|| generate(&input))) {
        Ok(output) => output,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
            return ("panic", text.unwrap_or_default());
        }
    };
    let internal = output.diagnostics.iter().find(|it| it.code == Code::EInternal);
    match (internal, output.files.is_some(), output.diagnostics.has_errors()) {
        (Some(found), ..) => ("internal", found.message.clone()),
        (None, true, false) => ("emitted", String::new()),
        (None, false, true) => ("refused", String::new()),
        (None, is_emitted, _) => ("internal", format!("emitted: {is_emitted}, and the errors say otherwise")),
    }
}
