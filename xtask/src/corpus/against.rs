//! `--against`: compares the emitted crates with those of an earlier run, file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, shown};
use crate::first_difference::first_difference;
use crate::table::counted;
use crate::write::RECORD;

/// More files of one crate than this are counted, not listed.
const MOST_FILES: usize = 20;
const MANIFEST: &str = "Cargo.toml";

/// The result of comparing two output folders.
pub(super) struct Comparison {
    compared: usize,
    /// The crates that differ, with one line for each difference.
    different: BTreeMap<String, Vec<String>>,
}

/// The names of the crates in an output folder: those of its subfolders that hold the record of generated files.
pub(super) fn crates(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))? {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        if entry.path().join(RECORD).is_file() {
            names.extend(entry.file_name().into_string());
        }
    }
    Ok(names)
}

/// Compares the crates of these names in the two folders.
pub(super) fn compare(names: &BTreeSet<String>, before: &Path, after: &Path) -> Result<Comparison, Failure> {
    let mut comparison = Comparison { compared: 0, different: BTreeMap::new() };
    for name in names {
        let [old, new] = [before, after].map(|folder| folder.join(name));
        let lines = match (old.join(RECORD).is_file(), new.join(RECORD).is_file()) {
            (false, false) => continue,
            (true, false) => vec!["the crate is no longer emitted".to_owned()],
            (false, true) => vec!["the crate is new".to_owned()],
            (true, true) => differences(&files(&old)?, &files(&new)?),
        };
        comparison.compared += 1;
        if !lines.is_empty() {
            comparison.different.insert(name.clone(), lines);
        }
    }
    Ok(comparison)
}

impl Comparison {
    /// The differing crates and files, and a total.
    pub(super) fn text(&self, before: &Path) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        for (name, lines) in &self.different {
            let _ = writeln!(out, "\n{name}: {}", counted(lines.len(), "difference"));
            for line in lines.iter().take(MOST_FILES) {
                let _ = writeln!(out, "  {line}");
            }
            if lines.len() > MOST_FILES {
                let _ = writeln!(out, "  and {} more", lines.len() - MOST_FILES);
            }
        }
        let before = shown(before);
        let total = counted(self.compared, "crate");
        let _ = match self.different.len() {
            0 => writeln!(out, "\n{total} compared with those in `{before}`: no difference"),
            count => writeln!(out, "\n{total} compared with those in `{before}`: {count} different"),
        };
        out
    }

    /// How many crates differ.
    pub(super) fn different(&self) -> usize {
        self.different.len()
    }
}

/// One line for each file that differs.
fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let line = |path: &String| match (old.get(path), new.get(path)) {
        (Some(old), Some(new)) => (old != new).then(|| format!("{path}:{}", first_difference(old, new, "    "))),
        (Some(_), None) => Some(format!("{path}: removed")),
        (None, _) => Some(format!("{path}: added")),
    };
    paths.into_iter().filter_map(line).collect()
}

/// The manifest and the sources of a crate. The record is left out: it holds hashes of the others.
fn files(root: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    let mut open: Vec<PathBuf> = vec![root.join("src")];
    let mut paths = vec![root.join(MANIFEST)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))? {
            let entry = entry.map_err(|error| Failure::io("read", &folder, &error))?;
            let kind = entry.file_type().map_err(|error| Failure::io("read", &entry.path(), &error))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                paths.push(entry.path());
            }
        }
    }
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        if name != RECORD && path.is_file() {
            let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
            found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(found)
}
