//! `cargo check` of every crate: one workspace with one lock file, so that what the crates depend on is built once.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use super::cargo_messages::Checks;
use super::run::{Outcome, Row};
use super::{failed, usage};
use crate::cli::Failure;
use crate::generate::root;
use crate::progress::Progress;

/// How much of what Cargo says is shown if it fails.
const LAST_LINES: usize = 20;

/// Compiles the crates of all rows that have one, and notes what the compiler said of each.
pub(super) fn all(rows: &mut [Row], out: &Path, jobs: usize) -> Result<(), Failure> {
    let folders: Vec<PathBuf> = rows.iter().filter_map(|row| row.folder().map(Path::to_path_buf)).collect();
    if folders.is_empty() {
        return Ok(());
    }
    let root = root()?;
    workspace(&folders, out, &root)?;
    let figures = out.join(".rustc");
    fs::create_dir_all(&figures).map_err(|error| failed("made", &figures, &error))?;
    let mut command = cargo(&root);
    command.current_dir(out).args(["check", "--workspace", "--keep-going", "--message-format=json", "--jobs"]);
    command.arg(jobs.to_string()).env("CARGO_INCREMENTAL", "0");
    let wrapper = std::env::current_exe().map_err(|error| failed("found", Path::new("xtask"), &error))?;
    usage::measure(&mut command, &wrapper, &figures);
    let (checks, said, succeeded) = compile(command, folders.len())?;
    if !succeeded && checks.is_quiet() {
        // No crate has an error, so it is Cargo that has one.
        let lines: Vec<&str> = said.lines().collect();
        let last = lines[lines.len().saturating_sub(LAST_LINES)..].join("\n");
        return Err(Failure { message: format!("error[E-CARGO]: `cargo check` failed\n{last}\n"), code: 3 });
    }
    for row in rows {
        if let Outcome::Emitted(emitted) = &mut row.outcome {
            let mut checked = checks.of(&emitted.folder);
            checked.usage = usage::read(&figures, &emitted.folder);
            emitted.checked = Some(checked);
        }
    }
    Ok(())
}

/// Makes the crates members of a workspace that has the versions this repository has.
fn workspace(folders: &[PathBuf], out: &Path, root: &Path) -> Result<(), Failure> {
    let names = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
    let members: String = names.map(|name| format!("    \"{name}\",\n")).collect();
    // The same profile as this repository's: what is built there already is not built again.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n"
    );
    let path = out.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| failed("written", &path, &error))?;
    let (lock, path) = (root.join("Cargo.lock"), out.join("Cargo.lock"));
    fs::copy(&lock, &path).map(drop).map_err(|error| failed("copied from the repository", &path, &error))
}

/// The Cargo that runs us, with a folder for what it builds that all runs share.
fn cargo(root: &Path) -> Command {
    let mut command = Command::new(super::cargo());
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        command.env("CARGO_TARGET_DIR", root.join("target"));
    }
    command
}

/// Runs Cargo and reads what it says; whether it was content comes last.
fn compile(mut command: Command, crates: usize) -> Result<(Checks, String, bool), Failure> {
    let unusable = |error: std::io::Error| failed("run", Path::new("cargo check"), &error);
    let progress = Progress::new("checking", crates);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(unusable)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        // What cannot be read is only missing from a message.
        let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut said));
        String::from_utf8_lossy(&said).into_owned()
    });
    let checks = read(stdout, &progress).map_err(unusable)?;
    let status = child.wait().map_err(unusable)?;
    progress.finish();
    Ok((checks, said.join().unwrap_or_default(), status.success()))
}

fn read(stdout: Option<ChildStdout>, progress: &Progress) -> std::io::Result<Checks> {
    let mut checks = Checks::default();
    for line in stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines()) {
        if let Some(finished) = checks.read(&line?) {
            progress.done(&finished);
        }
    }
    Ok(checks)
}
