//! `--check-crates`: runs `cargo check` on all crates in one workspace, so that shared dependencies are built once; their quick starts, too.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use super::cargo_messages::Checks;
use super::generate_one::{Outcome, Row};
use super::{jobs_and_cargo, quick_start, rustc_usage};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::repository::root;

/// If Cargo itself fails, this many lines of its output are shown.
const LAST_LINES: usize = 20;

/// Checks the emitted crates, and adds errors, warnings and cost to their rows.
pub(super) fn all(rows: &mut [Row], out: &Path, jobs: usize) -> Result<(), Failure> {
    let folders: Vec<PathBuf> = rows.iter().filter_map(|row| row.folder().map(Path::to_path_buf)).collect();
    if folders.is_empty() {
        return Ok(());
    }
    let root = root()?;
    workspace(&folders, out, &root)?;
    folders.iter().try_for_each(|folder| quick_start::write(folder))?;
    let figures = out.join(".rustc");
    fs::create_dir_all(&figures).map_err(|error| Failure::io("made", &figures, &error))?;
    let mut command = cargo(&root);
    command.current_dir(out).args([
        "check",
        "--workspace",
        "--lib",
        "--examples",
        "--keep-going",
        "--message-format=json",
        "--jobs",
    ]);
    command.arg(jobs.to_string()).env("CARGO_INCREMENTAL", "0");
    let wrapper = std::env::current_exe().map_err(|error| Failure::io("found", Path::new("xtask"), &error))?;
    rustc_usage::measure(&mut command, &wrapper, &figures);
    let (checks, said, succeeded) = compile(command, folders.len())?;
    if !succeeded && checks.is_quiet() {
        // No crate has an error, so Cargo itself failed.
        let lines: Vec<&str> = said.lines().collect();
        let last = lines[lines.len().saturating_sub(LAST_LINES)..].join("\n");
        return Err(Failure { message: format!("error[E-CARGO]: `cargo check` failed\n{last}\n"), code: 3 });
    }
    for row in rows {
        if let Outcome::Emitted(emitted) = &mut row.outcome {
            let mut checked = checks.of(&emitted.folder);
            checked.usage = rustc_usage::read(&figures, &emitted.folder);
            emitted.checked = Some(checked);
        }
    }
    Ok(())
}

/// Makes the crates members of a workspace with this repository's versions of dependencies.
fn workspace(folders: &[PathBuf], out: &Path, root: &Path) -> Result<(), Failure> {
    let names = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
    let members: String = names.map(|name| format!("    \"{name}\",\n")).collect();
    // The profile is this repository's, so that its builds of the dependencies are used.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n\
         [profile.dev.package.\"*\"]\ndebug = false\n"
    );
    let path = out.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| Failure::io("written", &path, &error))?;
    let (lock, path) = (root.join("Cargo.lock"), out.join("Cargo.lock"));
    fs::copy(&lock, &path).map(drop).map_err(|error| Failure::io("copied from the repository", &path, &error))
}

/// Cargo, with this repository's target folder.
fn cargo(root: &Path) -> Command {
    let mut command = Command::new(jobs_and_cargo::cargo());
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        command.env("CARGO_TARGET_DIR", root.join("target"));
    }
    command
}

/// Runs Cargo. Gives the messages of the crates, the text on stderr, and whether Cargo succeeded.
fn compile(mut command: Command, crates: usize) -> Result<(Checks, String, bool), Failure> {
    let unusable = |error: std::io::Error| Failure::io("run", Path::new("cargo check"), &error);
    // Each is a library and an example.
    let progress = Progress::new("checking", 2 * crates);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(unusable)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        // An unreadable part is only missing from an error message.
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
