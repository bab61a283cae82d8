//! Finds the API documents below a folder, and leaves out files that are only parts of one.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::detect_description;
use crate::command_arguments::Corpus;
use crate::crate_names;
use crate::failure::Failure;

/// A document of the corpus.
pub(crate) struct Document {
    /// Its path below the folder.
    pub(crate) name: String,
    /// Its path.
    pub(crate) path: PathBuf,
    /// The value of `openapi` or `swagger`.
    pub(super) version: String,
    /// The name of its crate, different from all others.
    pub(crate) crate_name: String,
    bytes: usize,
}

/// The documents, the largest first.
pub(crate) fn documents(arguments: &Corpus) -> Result<Vec<Document>, Failure> {
    let mut files = Vec::new();
    collect(&arguments.folder, &mut files)?;
    let mut documents = Vec::new();
    for path in files {
        let below = path.strip_prefix(&arguments.folder).unwrap_or(&path).to_owned();
        let name = below.to_string_lossy().into_owned();
        if !arguments.only.is_empty() && !arguments.only.iter().any(|word| name.contains(word)) {
            continue;
        }
        documents.extend(document(path, &below)?);
    }
    if let Some(count) = arguments.smallest {
        documents.sort_by(|a, b| (a.bytes, &a.name).cmp(&(b.bytes, &b.name)));
        documents.truncate(count);
    }
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    tell_apart(&mut documents);
    // The largest begin first, so that no long run is left alone at the end.
    documents.sort_by_key(|document| Reverse(document.bytes));
    Ok(documents)
}

/// The document of a file, if it is one; `below` is its path below the folder of all.
pub(crate) fn document(path: PathBuf, below: &Path) -> Result<Option<Document>, Failure> {
    let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let version = detect_description::find(&String::from_utf8_lossy(&bytes));
    Ok(version.map(|version| Document {
        name: below.to_string_lossy().into_owned(),
        version,
        crate_name: crate_names::made_of(&below.with_extension("")),
        bytes: bytes.len(),
        path,
    }))
}

/// Collects regular JSON and YAML files. Links and hidden folders are ignored.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))? {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        let kind = entry.file_type().map_err(|error| Failure::io("read", &entry.path(), &error))?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
        if kind.is_dir() {
            collect(&path, files)?;
        } else if kind.is_file() && matches!(extension.as_deref(), Some("json" | "yaml" | "yml")) {
            files.push(path);
        }
    }
    Ok(())
}

/// `a.json` and `a.yaml` would make the same crate.
fn tell_apart(documents: &mut [Document]) {
    let mut taken = BTreeSet::new();
    for document in documents {
        let base = document.crate_name.clone();
        let mut number = 2;
        while !taken.insert(document.crate_name.clone()) {
            document.crate_name = format!("{base}-{number}");
            number += 1;
        }
    }
}
