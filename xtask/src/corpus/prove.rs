//! `--round-trip`: has the package `proof` built and run by Cargo, on demand, because only this option needs its dependencies.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::find::Document;
use super::generate_one::Row;
use super::jobs_and_cargo::{cargo, jobs};
use crate::command_arguments::Corpus;
use crate::failure::Failure;
use crate::repository::root;
use crate::round_trip_request::{self, Demand, Request};

/// Proves all emitted crates. The proof prints its own table.
pub(super) fn all(
    rows: &[Row],
    (documents, out): (&[Document], &Path),
    arguments: &Corpus,
    demand: Demand,
) -> Result<(), Failure> {
    let root = root()?;
    let emitted = rows.iter().filter_map(|row| Some((row, row.emitted()?)));
    let emitted = emitted.filter_map(|(row, emitted)| {
        let document = documents.iter().find(|document| document.name == row.name)?;
        Some(round_trip_request::Document {
            name: document.name.clone(),
            path: document.path.clone(),
            crate_name: document.crate_name.clone(),
            crate_folder: emitted.folder.clone(),
            schemas: emitted.schemas.clone(),
        })
    });
    let request = Request {
        documents: emitted.collect(),
        corpus: arguments.folder.clone(),
        out: out.to_owned(),
        lock: root.join("Cargo.lock"),
        jobs: jobs(arguments.jobs),
        demand,
        verbose: arguments.verbose,
    };
    let file = out.join("round-trip.json");
    let text = serde_json::to_string(&request).map_err(|error| Failure::io("written", &file, &error.into()))?;
    fs::write(&file, text).map_err(|error| Failure::io("written", &file, &error))?;
    run(&root, &[file.as_os_str()])
}

/// Runs the proof in our own profile and working folder, to which the paths of the request are relative.
pub(crate) fn run(root: &Path, arguments: &[&OsStr]) -> Result<(), Failure> {
    let mut command = Command::new(cargo());
    command.arg("run").arg("--manifest-path").arg(root.join("Cargo.toml")).args(["--package", "proof"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let status = command.arg("--").args(arguments).status();
    let status = status.map_err(|error| Failure::io("run", Path::new("cargo run --package proof"), &error))?;
    match status.code() {
        Some(0) => Ok(()),
        // The proof, or Cargo, has said why.
        code => {
            Err(Failure { message: String::new(), code: code.and_then(|code| u8::try_from(code).ok()).unwrap_or(3) })
        }
    }
}
