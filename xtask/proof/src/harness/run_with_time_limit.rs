//! Runs a program with a time limit. After that, the program and its child processes are killed.

use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// How a program has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// It succeeded.
    Well,
    /// It failed, with a code or a signal.
    Badly(String),
    /// It was killed after the time limit.
    TimedOut(Duration),
}

impl fmt::Display for Ended {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well => out.write_str("success"),
            Self::Badly(status) => out.write_str(status),
            Self::TimedOut(limit) => write!(out, "stopped after {} s", limit.as_secs()),
        }
    }
}

/// Runs a program. Its stdout goes to a file, and its stderr to a file beside it.
pub(super) fn run(command: &mut Command, input: Option<&Path>, output: &Path, limit: Duration) -> io::Result<Ended> {
    let input = input.map(File::open).transpose()?.map_or_else(Stdio::null, Stdio::from);
    let (stdout, stderr) = (File::create(output)?, File::create(output.with_extension("stderr"))?);
    // A process group can be killed as one; without it a compiler would outlive Cargo.
    let mut child = command.process_group(0).stdin(input).stdout(stdout).stderr(stderr).spawn()?;
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(ended(status));
        }
        if start.elapsed() > limit {
            if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
                kill_process_group(group, Signal::KILL)?;
            }
            child.wait()?;
            return Ok(Ended::TimedOut(limit));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

fn ended(status: ExitStatus) -> Ended {
    if status.success() { Ended::Well } else { Ended::Badly(status.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_end_is_ended_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("out.txt");
        let shell = |script: &str, limit| {
            run(Command::new("sh").args(["-c", script]), None, &output, Duration::from_millis(limit)).unwrap()
        };
        let start = Instant::now();
        assert_eq!(shell("sleep 60 & echo begun; wait", 300), Ended::TimedOut(Duration::from_millis(300)));
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(std::fs::read_to_string(&output).unwrap(), "begun\n");
        assert_eq!(shell("true", 9999), Ended::Well);
        assert!(matches!(shell("exit 3", 9999), Ended::Badly(status) if status.contains('3')));
    }
}
