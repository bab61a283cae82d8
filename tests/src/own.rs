//! This repository's own API: what is in `spec/` or a copy of it, and what is generated from it.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, Inspection, Strictness, inspect};

/// What comes of the document and the overlays in a folder.
#[derive(Debug)]
pub struct Own {
    /// The crate.
    pub files: Files,
    /// What is in it.
    pub inspection: Inspection,
}

impl Own {
    /// Generates from `folder` without a single warning, into a crate that has this `Cargo.toml`.
    ///
    /// # Panics
    /// Something cannot be read, or is refused.
    pub fn generate(folder: &Path, manifest: Option<String>) -> Self {
        let main = SourceText { name: "spec/partner-center.yaml".to_owned(), text: read(&document(folder)) };
        let overlays =
            overlays(folder).into_iter().map(|path| SourceText { name: path.display().to_string(), text: read(&path) });
        let sources = Sources::new(main, overlays.collect());
        let input = Input { manifest, strictness: Strictness::Strict, ..Input::new(sources, "partner-center") };
        let found = inspect(&input);
        match (found.files, found.inspection) {
            (Some(files), Some(inspection)) => Self { files, inspection },
            _ => panic!("{}", render(&found.diagnostics, &input.sources, Style::Plain)),
        }
    }

    /// Fails if the crate has grown beyond what its API accounts for: so many lines for the client, for each operation and for
    /// each type. One more operation is no reason to change a number here.
    ///
    /// # Panics
    /// The crate is too large.
    pub fn assert_small(&self) {
        const CLIENT: usize = 70;
        const OPERATION: usize = 130;
        const TYPE: usize = 45;
        let own = self.files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"));
        let lines: usize = own.map(|(_, text)| text.lines().count()).sum();
        let (operations, types) = (self.inspection.operations.len(), self.inspection.types.len());
        let budget = CLIENT + OPERATION * operations + TYPE * types;
        assert!(
            lines <= budget,
            "{lines} lines beside the runtime for {operations} operations and {types} types: {budget} at most"
        );
    }
}

/// The document in a folder like `spec/`.
pub fn document(folder: &Path) -> PathBuf {
    folder.join("partner-center.yaml")
}

/// The overlays in a folder like `spec/`, in the order in which they apply.
///
/// # Panics
/// There are none.
pub fn overlays(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("overlays")).expect("a folder of overlays");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// The text of a file.
///
/// # Panics
/// It cannot be read.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
