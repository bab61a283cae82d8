//! The documents among the fixtures, as trees, and what is emitted for a tree.

use std::path::{Path, PathBuf};

use codegen::diagnostics::Diagnostics;
use codegen::source::{self, SourceId, SourceText, Sources};
use codegen::{Files, Input, generate};
use serde_json::Value;

/// One document for each feature: those that are accepted, the models in the words of 3.1, and an API in three dialects.
///
/// # Panics
/// The fixtures are not there.
pub fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = |name: &str| {
        let entries = std::fs::read_dir(folder.join(name)).expect("a folder of fixtures");
        entries.map(|entry| entry.expect("readable").path()).collect::<Vec<_>>()
    };
    let mut paths = files("accepted");
    let models = files("models").into_iter().filter(|path| path.is_dir());
    paths.extend(models.map(|folder| folder.join("3_1.yaml")));
    paths.extend(files("dialects"));
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}

/// A document as a tree.
///
/// # Panics
/// It cannot be read.
pub fn tree(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let read = source::read(&sources("api.yaml", text), SourceId::MAIN, &mut Diagnostics::new());
    read.unwrap_or_else(|| panic!("{} cannot be read", path.display()))
}

/// One document without overlays.
pub fn sources(name: &str, text: String) -> Sources {
    Sources::new(SourceText { name: name.to_owned(), text }, Vec::new())
}

/// The crate that comes of a text, unless it is refused.
pub fn emitted(text: String) -> Option<Files> {
    generate(&Input::new(sources("api.json", text), "fixture")).files
}
