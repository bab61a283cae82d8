//! What lies in the output folder: every file below `src`, and the manifest.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::cannot;
use super::{MANIFEST, SOURCES, WriteError};

/// The files found, by their path from the output folder.
#[derive(Debug)]
pub(super) struct Snapshot {
    root: PathBuf,
    manifest: Option<Stamp>,
    sources: BTreeMap<PathBuf, Stamp>,
}

/// Changes when a file does.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Snapshot {
    /// Looks at the folder without following a single link.
    pub(super) fn scan(root: &Path) -> Result<Self, WriteError> {
        let mut odd = Vec::new();
        let manifest = match look(&root.join(MANIFEST))? {
            Some(found) if !found.is_file() => {
                odd.push(root.join(MANIFEST));
                None
            }
            found => found.as_ref().map(Stamp::of),
        };
        let mut sources = BTreeMap::new();
        match look(&root.join(SOURCES))? {
            Some(found) if found.is_dir() => walk(root, Path::new(SOURCES), &mut sources, &mut odd)?,
            Some(_) => odd.push(root.join(SOURCES)),
            None => {}
        }
        if odd.is_empty() {
            return Ok(Self { root: root.to_path_buf(), manifest, sources });
        }
        odd.sort();
        Err(WriteError::refused(
            "E-LINK",
            "these are not the ordinary files and folders that a run may replace",
            odd,
            "nothing was changed; a link could lead a run elsewhere: put what it stands for in its place, or remove it",
        ))
    }

    /// The paths of all files below `src`.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Path> {
        self.sources.keys().map(PathBuf::as_path)
    }

    /// The bytes of a file, if there is one of that name.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
        let there = match path {
            MANIFEST => self.manifest.is_some(),
            path => self.sources.contains_key(Path::new(path)),
        };
        let place = self.place(path);
        there.then(|| fs::read(&place)).transpose().map_err(cannot("read this", &place))
    }

    /// Where a path from the output folder is on disk.
    pub(super) fn place(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// Whether the same manifest was found.
    pub(super) fn same_manifest(&self, other: &Self) -> bool {
        self.manifest == other.manifest
    }

    /// Whether the same files were found below `src`.
    pub(super) fn same_sources(&self, other: &Self) -> bool {
        self.sources == other.sources
    }
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self { length: found.len(), modified: found.modified().ok() }
    }
}

/// What is at a path, not where a link there leads.
pub(super) fn look(path: &Path) -> Result<Option<Metadata>, WriteError> {
    match path.symlink_metadata() {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("see what is here", path)(error)),
    }
}

fn walk(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<PathBuf, Stamp>,
    odd: &mut Vec<PathBuf>,
) -> Result<(), WriteError> {
    let place = root.join(folder);
    let entries = fs::read_dir(&place).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    for entry in entries.map_err(cannot("read this", &place))? {
        let path = folder.join(entry.file_name());
        // On unix and Windows this looks at the entry itself, never at a link's target.
        let found = entry.metadata().map_err(cannot("see what is here", &entry.path()))?;
        if found.is_dir() {
            walk(root, &path, files, odd)?;
        } else if found.is_file() {
            files.insert(path, Stamp::of(&found));
        } else {
            odd.push(entry.path());
        }
    }
    Ok(())
}
