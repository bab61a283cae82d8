//! Plans the changes: compares the generated files, the record of the last run and the files on disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Permissions;
use std::path::{Path, PathBuf};

use codegen::Files;

use super::error::WriteError;
use super::layout::{MANIFEST, RECORD};
use super::ownership::{Owner, Record, lies_in_sources};
use super::snapshot::Snapshot;

/// What to do with a generated file that was edited by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditedFiles {
    /// Write nothing and list them all.
    Refuse,
    /// Write, and keep the edited file as `<file>.orig` beside it.
    KeepCopy,
}

/// The paths a run changes, from the output folder, each list sorted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Not there before.
    pub added: Vec<String>,
    /// There before with another content.
    pub changed: Vec<String>,
    /// No longer generated.
    pub removed: Vec<String>,
}

impl Changes {
    /// Whether the folder is up to date.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    fn sort(&mut self) {
        for list in [&mut self.added, &mut self.changed, &mut self.removed] {
            list.sort();
        }
    }
}

/// The whole of the new `src`, and how it differs from the old one.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Every file the new `src` holds, ours or not.
    pub(super) tree: BTreeMap<PathBuf, Source<'a>>,
    /// The folders of the old `src` that the new one has, too, and who may use them: empty ones, and those of files.
    pub(super) folders: BTreeMap<PathBuf, Permissions>,
    /// The new manifest, if it differs from the one on disk.
    pub(super) manifest: Option<&'a str>,
    /// The changes, for the caller.
    pub(super) changes: Changes,
    edited: Vec<String>,
    foreign: BTreeSet<PathBuf>,
}

/// Where a file of the new tree comes from.
#[derive(Debug)]
pub(super) enum Source<'a> {
    /// Written anew.
    Text(Cow<'a, str>),
    /// The file that now has this path.
    Disk(PathBuf),
}

/// Whether every generated file has a path we may write to.
pub(super) fn validate(files: &Files) -> Result<(), WriteError> {
    let astray: Vec<_> = files.keys().filter(|path| *path != MANIFEST && !lies_in_sources(path)).collect();
    if astray.is_empty() {
        return Ok(());
    }
    Err(WriteError::refused(
        "E-INTERNAL",
        "the generator named files that are not below `src`",
        astray.into_iter().map(PathBuf::from).collect(),
        "nothing was changed; this is a defect of the generator, please report it",
    ))
}

impl<'a> Plan<'a> {
    /// Compares. Files that must not be replaced are only collected; [`Plan::settle`] decides about them.
    pub(super) fn new(files: &'a Files, disk: &Snapshot, record: &Record) -> Result<Self, WriteError> {
        let mut plan = Self::default();
        for (path, text) in files {
            match path.as_str() {
                MANIFEST => plan.want_manifest(text, disk)?,
                path => plan.want(path, text, disk, record)?,
            }
        }
        for path in record.paths().filter(|path| !files.contains_key(*path)) {
            plan.drop_stale(path, disk, record)?;
        }
        plan.keep_the_rest(disk);
        plan.keep_folders(disk);
        plan.find_collisions(files);
        Ok(plan)
    }

    /// The record of what this run does.
    pub(super) fn put_record(&mut self, record: &Record, disk: &Snapshot) -> Result<(), WriteError> {
        self.put(RECORD, record.to_text()?.into(), disk.read(RECORD)?.as_deref());
        self.changes.sort();
        Ok(())
    }

    /// Whether anything in `src` changes.
    pub(super) fn changes_sources(&self) -> bool {
        let written = |source: &Source<'_>| matches!(source, Source::Text(_));
        !self.changes.removed.is_empty() || self.tree.values().any(written)
    }

    fn want_manifest(&mut self, text: &'a str, disk: &Snapshot) -> Result<(), WriteError> {
        match disk.read(MANIFEST)? {
            Some(found) if found == text.as_bytes() => return Ok(()),
            Some(_) => self.changes.changed.push(MANIFEST.to_owned()),
            None => self.changes.added.push(MANIFEST.to_owned()),
        }
        self.manifest = Some(text);
        Ok(())
    }

    fn want(&mut self, path: &str, text: &'a str, disk: &Snapshot, record: &Record) -> Result<(), WriteError> {
        let found = disk.read(path)?;
        if let Some(found) = found.as_deref().filter(|found| *found != text.as_bytes()) {
            match record.owner(path, found) {
                Owner::Ours => {}
                Owner::Edited => self.edited.push(path.to_owned()),
                Owner::Foreign => _ = self.foreign.insert(path.into()),
            }
        }
        self.put(path, text.into(), found.as_deref());
        Ok(())
    }

    fn put(&mut self, path: &str, text: Cow<'a, str>, found: Option<&[u8]>) {
        let source = match found {
            Some(found) if found == text.as_bytes() => Source::Disk(path.into()),
            Some(_) => {
                self.changes.changed.push(path.to_owned());
                Source::Text(text)
            }
            None => {
                self.changes.added.push(path.to_owned());
                Source::Text(text)
            }
        };
        self.tree.insert(path.into(), source);
    }

    fn drop_stale(&mut self, path: &str, disk: &Snapshot, record: &Record) -> Result<(), WriteError> {
        let Some(found) = disk.read(path)? else {
            return Ok(());
        };
        if record.owner(path, &found) == Owner::Edited {
            self.edited.push(path.to_owned());
        }
        self.changes.removed.push(path.to_owned());
        Ok(())
    }

    fn keep_the_rest(&mut self, disk: &Snapshot) {
        let gone: BTreeSet<_> = self.changes.removed.iter().map(Path::new).collect();
        for path in disk.sources().filter(|path| !gone.contains(path)) {
            self.tree.entry(path.into()).or_insert_with(|| Source::Disk(path.into()));
        }
    }

    /// Keeps the folders that were empty before or that still hold a file.
    fn keep_folders(&mut self, disk: &Snapshot) {
        let empty = disk.folders().filter(|(_, folder)| folder.is_empty).map(|(path, _)| path);
        let above = self.tree.keys().flat_map(|path| path.ancestors().skip(1));
        let kept: BTreeSet<&Path> = empty.flat_map(Path::ancestors).chain(above).collect();
        let kept = disk.folders().filter(|(path, _)| kept.contains(path));
        self.folders = kept.map(|(path, folder)| (path.to_path_buf(), folder.permissions.clone())).collect();
    }

    /// Finds files of others where a folder is needed, or below a path that is needed for a file.
    fn find_collisions(&mut self, files: &Files) {
        let is_file = |folder: &&PathBuf| matches!(self.tree.get(*folder), Some(Source::Text(_)));
        self.foreign.extend(self.folders.keys().filter(is_file).cloned());
        let generated = |path: &Path| path.to_str().is_some_and(|path| files.contains_key(path));
        for path in self.tree.keys() {
            for folder in path.ancestors().skip(1).filter(|folder| self.tree.contains_key(*folder)) {
                self.foreign.insert(if generated(path) { folder.into() } else { path.clone() });
            }
        }
    }

    /// Refuses to replace files of others, and edited files unless a copy of them is to be kept.
    pub(super) fn settle(&mut self, out: &Path, edited: EditedFiles) -> Result<(), WriteError> {
        let keep_copies = edited == EditedFiles::KeepCopy;
        let foreign = (!self.foreign.is_empty()).then(|| owned_error(out, &self.foreign));
        let edited = (!keep_copies && !self.edited.is_empty()).then(|| edited_error(out, &self.edited));
        match (foreign, edited) {
            (Some(foreign), Some(edited)) => return Err(foreign.and(edited)),
            (Some(error), None) | (None, Some(error)) => return Err(error),
            (None, None) => {}
        }
        for path in std::mem::take(&mut self.edited) {
            let copy = self.free_name(&path);
            self.tree.insert(PathBuf::from(&copy), Source::Disk(path.into()));
            self.changes.added.push(copy);
        }
        self.changes.sort();
        Ok(())
    }

    /// `<path>.orig`, or with a number after it where an earlier copy has that name.
    fn free_name(&self, path: &str) -> String {
        let mut name = format!("{path}.orig");
        let mut number = 1;
        while self.tree.keys().any(|taken| taken.starts_with(&name)) {
            number += 1;
            name = format!("{path}.orig{number}");
        }
        name
    }
}

fn owned_error(out: &Path, paths: &BTreeSet<PathBuf>) -> WriteError {
    WriteError::refused(
        "E-OWNED",
        "files that were not generated stand where generated ones belong",
        paths.iter().map(|path| out.join(path)).collect(),
        "nothing was changed; move or rename them, then run again",
    )
}

fn edited_error(out: &Path, paths: &[String]) -> WriteError {
    WriteError::refused(
        "E-EDITED",
        "generated files were edited by hand and would lose those edits",
        paths.iter().map(|path| out.join(path)).collect(),
        "nothing was changed; undo the edits, or run with `--force`, which keeps each as `<file>.orig`",
    )
}
