//! `fuzz`: has Cargo build and run the fuzzer of the package `tests`, then compiles and proves some of what was accepted.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::command_arguments::Fuzz;
use crate::corpus;
use crate::corpus::{cargo, jobs};
use crate::failure::Failure;
use crate::output::print;
use crate::repository::root;

/// Runs the command.
pub(crate) fn run(arguments: &Fuzz) -> Result<(), Failure> {
    let root = root()?;
    let save = arguments.save.clone().unwrap_or_else(|| root.join("target/fuzz"));
    let accepted = save.join("accepted");
    emptied(&accepted)?;
    let seed = arguments.seed.unwrap_or_else(seconds_since_1970);
    fuzzer(arguments, &root, &save, seed)?;
    if arguments.sample == 0 {
        return Ok(());
    }
    print("\nThe sample of what was accepted: each crate is compiled, and given instances that are broken.\n")?;
    corpus::sample(&accepted, &save.join("crates"))
}

/// A seed that differs from run to run. It is printed, so that a run can be repeated.
fn seconds_since_1970() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs())
}

/// Removes the sample of an earlier run.
fn emptied(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::io("removed", folder, &error)),
        _ => Ok(()),
    }
}

/// Runs the fuzzer in our own profile. It says itself what it has found.
fn fuzzer(arguments: &Fuzz, root: &Path, save: &Path, seed: u64) -> Result<(), Failure> {
    let mut command = Command::new(cargo());
    command.arg("run").arg("--manifest-path").arg(root.join("Cargo.toml"));
    command.args(["--quiet", "--package", "tests", "--bin", "fuzz"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command.arg("--");
    let mut option = |name: &str, value: OsString| _ = command.arg(name).arg(value);
    option("--seconds", arguments.seconds.to_string().into());
    option("--seed", seed.to_string().into());
    option("--workers", jobs(arguments.jobs).to_string().into());
    option("--sample", arguments.sample.to_string().into());
    option("--save", save.into());
    if let Some(runs) = arguments.runs {
        option("--runs", runs.to_string().into());
    }
    let documents: Option<&PathBuf> = arguments.documents.as_ref();
    if let Some(documents) = documents {
        option("--documents", documents.into());
    }
    let status = command.status();
    let status =
        status.map_err(|error| Failure::io("run", Path::new("cargo run --package tests --bin fuzz"), &error))?;
    match status.code() {
        Some(0) => Ok(()),
        code => {
            let code = code.and_then(|code| u8::try_from(code).ok()).unwrap_or(3);
            Err(Failure { message: String::new(), code })
        }
    }
}
