//! Generates the crate of one document, on a thread of its own, so that a panic or an endless run does not end the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use codegen::diagnostics::{Diagnostics, Severity, visible};
use codegen::{Input, Inspected, Unused};

use super::cargo_messages::Checked;
use super::find::Document;
use crate::failure::Failure;
use crate::read::sources;
use crate::round_trip_request::SchemaType;
use crate::workers::{Interrupted, Limits, alone};
use crate::write::{self, EditedFiles, RECORD, Request};

/// A document that takes longer is given up. The stack is as large as that of the main thread.
const LIMITS: Limits = Limits { longest: Duration::from_secs(60), stack: 8 * 1024 * 1024 };
/// Longer sentences are cut.
const LONGEST_SENTENCE: usize = 300;

/// The result of one document.
pub(super) struct Row {
    /// The document.
    pub(super) name: String,
    /// The version it is written in.
    pub(super) version: String,
    /// How long it took.
    pub(super) time: Duration,
    /// The result.
    pub(super) outcome: Outcome,
}

/// The result of generating one document.
pub(super) enum Outcome {
    /// A crate was emitted.
    Emitted(Box<Emitted>),
    /// The document was refused.
    Refused {
        /// The code of the first error.
        code: String,
        /// Its sentence.
        sentence: String,
    },
    /// The generator panicked.
    Panicked(String),
    /// The generator took too long.
    TimedOut,
    /// The crate could not be written.
    Unwritten(String),
}

/// An emitted crate in numbers.
pub(super) struct Emitted {
    /// Where it is.
    pub(super) folder: PathBuf,
    /// Operations that have a method.
    pub(super) operations: usize,
    /// Operations in the document.
    pub(super) declared: usize,
    pub(super) types: usize,
    /// The Rust types of the schemas.
    pub(super) schemas: Vec<SchemaType>,
    /// Values that a document describes and the generator has no type for; those it leaves free do not count.
    pub(super) untyped: usize,
    pub(super) warnings: usize,
    pub(super) lines: usize,
    /// Errors, warnings and cost, with `--check-crates`.
    pub(super) checked: Option<Checked>,
}

/// Generates a document and writes its crate.
pub(super) fn row(document: &Document, (folder, out): (&Path, &Path), unused: Unused) -> Row {
    let begun = Instant::now();
    let (path, crate_name) = (document.path.clone(), document.crate_name.clone());
    // The files of a document lie in the corpus; nothing outside is read.
    let roots = [folder.to_owned()];
    let input = move |sources| Input { unused, ..Input::new(sources, crate_name) };
    let work = move || sources(&path, &[], &roots).map(|sources| codegen::inspect(&input(sources)));
    let result = alone(&document.name, LIMITS, work);
    let time = begun.elapsed();
    let folder = out.join(&document.crate_name);
    let outcome = match result {
        Ok(Ok(inspected)) => emitted(inspected, folder.clone()),
        Ok(Err(failure)) => unreadable(&failure),
        Err(Interrupted::Panicked(message)) => Outcome::Panicked(message),
        Err(Interrupted::TimedOut) => Outcome::TimedOut,
        Err(Interrupted::NotStarted(why)) => Outcome::Unwritten(why),
    };
    if !matches!(outcome, Outcome::Emitted(_)) {
        remove_old(&folder);
    }
    Row { name: visible(&document.name, LONGEST_SENTENCE), version: visible(&document.version, 16), time, outcome }
}

/// Removes the crate that an earlier run emitted, so that it is not taken for a result of this run.
fn remove_old(folder: &Path) {
    if folder.join(RECORD).is_file() {
        // Leftovers are not compiled: the workspace does not name them.
        let _ = fs::remove_dir_all(folder.join("src"));
        let _ = fs::remove_file(folder.join("Cargo.toml"));
        // A folder with other files stays.
        let _ = fs::remove_dir(folder);
    }
}

fn emitted(inspected: Inspected, folder: PathBuf) -> Outcome {
    let (Some(files), Some(inspection)) = (inspected.files, inspected.inspection) else {
        return refused(&inspected.diagnostics);
    };
    let request = Request { out: &folder, files: &files, spec: None, document: None, edited: EditedFiles::KeepCopy };
    if let Err(error) = write::write(&request) {
        return Outcome::Unwritten(error.to_string());
    }
    let schemas = inspection.schemas.into_iter();
    Outcome::Emitted(Box::new(Emitted {
        folder,
        operations: inspection.operations.len(),
        declared: inspection.operations.len() + inspection.left_out.len(),
        types: inspection.types.len(),
        schemas: schemas.map(schema_type).collect(),
        untyped: inspection.warnings.get("W-UNTYPED").copied().unwrap_or_default(),
        warnings: inspection.warnings.values().sum(),
        lines: inspection.size.lines,
        checked: None,
    }))
}

fn schema_type(schema: codegen::inspect::Schema) -> SchemaType {
    SchemaType { file: schema.at.document, pointer: schema.at.pointer, rust: schema.rust }
}

fn refused(diagnostics: &Diagnostics) -> Outcome {
    let first = diagnostics.iter().find(|it| it.severity() == Severity::Error);
    Outcome::Refused {
        code: first.map(|it| it.code.as_str().to_owned()).unwrap_or_default(),
        sentence: first.map(|it| visible(&it.message, LONGEST_SENTENCE)).unwrap_or_default(),
    }
}

/// A file that could not be read. The failure has the form `error[CODE]: sentence`.
fn unreadable(failure: &Failure) -> Outcome {
    let line = failure.message.lines().next().unwrap_or_default();
    let (code, sentence) = line.split_once("]: ").unwrap_or(("", line));
    Outcome::Refused { code: code.replace("error[", ""), sentence: visible(sentence, LONGEST_SENTENCE) }
}
