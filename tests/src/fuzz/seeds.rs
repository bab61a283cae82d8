//! The documents that the fuzzer breaks: those of the tests, and real ones from a folder.

use std::path::Path;
use std::{fs, io};

use codegen::diagnostics::Diagnostics;
use codegen::source::{self, SourceId};
use serde_json::Value;

use crate::documents;

/// A document, as text and as a tree.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Where it is from.
    pub name: String,
    /// As it was written.
    pub text: String,
    /// What was read of it.
    pub tree: Value,
}

/// Larger documents are broken in small pieces only, so that many cases fit into a second.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The fixtures, and what can be read below a folder.
///
/// # Errors
/// A file cannot be read.
pub fn read(folder: Option<&Path>) -> io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for path in documents::fixtures() {
        seeds.extend(seed(&path)?);
    }
    let mut open: Vec<_> = folder.into_iter().map(Path::to_owned).collect();
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.retain(|path| path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml"));
    files.sort();
    for path in files {
        seeds.extend(seed(&path)?);
    }
    Ok(seeds)
}

fn seed(path: &Path) -> io::Result<Option<Seed>> {
    if fs::metadata(path)?.len() > LARGEST {
        return Ok(None);
    }
    let Ok(text) = fs::read_to_string(path) else { return Ok(None) };
    let name = path.display().to_string();
    let read = source::read(&documents::sources(&name, text.clone()), SourceId::MAIN, &mut Diagnostics::new());
    let is_document = |tree: &Value| tree["openapi"].is_string() || tree["swagger"].is_string();
    Ok(read.filter(is_document).map(|tree| Seed { name, text, tree }))
}
