//! Breaks documents until the time is up, and saves what the generator fails on, as small as it can be made.
//!
//! ```text
//! cargo run --release -p tests --bin fuzz -- --seconds 60 --seed 1 --documents ../corpus --save target/fuzz
//! cargo run --release -p tests --bin fuzz -- --case target/fuzz/abort-17-case.json [OVERLAY]
//! ```

use std::alloc::System;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io};

use cap::Cap;
use tests::fuzz::{self, Case, Limits, Options, Report, Worker};

/// Bounded in a worker only. Beyond the bound the process is aborted, and the message says of what.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

const USAGE: &str = "usage: fuzz [--seconds N] [--runs N] [--seed S] [--workers N] [--documents DIR] [--save DIR] [--sample N]\n       fuzz --case FILE [OVERLAY]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("--worker") => worker(&arguments),
        Some("--case") => one(&arguments),
        _ => options(&arguments).and_then(|options| run(&options)),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn worker(arguments: &[String]) -> io::Result<ExitCode> {
    let limit = arguments.get(1).and_then(|it| it.parse().ok()).ok_or_else(|| io::Error::other("no limit"))?;
    // What is in use already is more than no limit worth having.
    let _ = ALLOCATOR.set_limit(limit);
    fuzz::serve()?;
    Ok(ExitCode::SUCCESS)
}

fn command() -> io::Result<Vec<String>> {
    Ok(vec![env::current_exe()?.display().to_string(), "--worker".to_owned()])
}

/// Runs a case that was saved.
fn one(arguments: &[String]) -> io::Result<ExitCode> {
    let path = arguments.get(1).ok_or_else(|| io::Error::other("no file"))?;
    let overlay = arguments.get(2).map(fs::read_to_string).transpose()?;
    let case = Case { name: path.clone(), text: fs::read_to_string(path)?, overlay };
    let outcome = Worker::start(&command()?, Limits::default())?.run(&case)?;
    println!("{outcome:?}");
    Ok(if outcome.signature().is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn options(arguments: &[String]) -> io::Result<Options> {
    let value = |name: &str| {
        let at = arguments.iter().position(|it| it == name);
        at.map(|at| arguments.get(at + 1).ok_or_else(|| io::Error::other(format!("{name} needs a value")))).transpose()
    };
    let number = |name: &str, default: u64| match value(name)? {
        Some(text) => text.parse().map_err(|_| io::Error::other(format!("{name} needs a number"))),
        None => Ok(default),
    };
    let known = ["--seconds", "--runs", "--seed", "--workers", "--documents", "--save", "--sample"];
    if let Some(other) = arguments.iter().step_by(2).find(|it| !known.contains(&it.as_str())) {
        return Err(io::Error::other(format!("what is {other}?")));
    }
    let documents = value("--documents")?.map(PathBuf::from);
    Ok(Options {
        time: Duration::from_secs(number("--seconds", 60)?),
        runs: number("--runs", u64::MAX)?,
        seed: number("--seed", 1)?,
        workers: usize::try_from(number("--workers", 1)?).unwrap_or(1),
        limits: Limits::default(),
        sample: usize::try_from(number("--sample", 0)?).unwrap_or(0),
        save: value("--save")?.map_or_else(|| PathBuf::from("target/fuzz"), PathBuf::from),
        worker: command()?,
        seeds: fuzz::read_seeds(documents.as_deref())?,
    })
}

fn run(options: &Options) -> io::Result<ExitCode> {
    println!("{} documents, the first seed is {}", options.seeds.len(), options.seed);
    let Report { runs, emitted, failures, .. } = fuzz::run(options)?;
    for (signature, found) in &failures {
        let seeds: Vec<String> = found.iter().take(10).map(|failure| failure.seed.to_string()).collect();
        println!("\n{signature}\n  {} times, with the seeds {}", found.len(), seeds.join(", "));
        for case in found.iter().filter_map(|failure| failure.case.as_ref()).take(1) {
            println!("  {}", case.text.chars().take(1_500).collect::<String>());
            if let Some(overlay) = &case.overlay {
                println!("  with {}", overlay.chars().take(1_500).collect::<String>());
            }
        }
    }
    println!("\n{runs} cases, {emitted} emitted, {} failed", failures.values().map(Vec::len).sum::<usize>());
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
