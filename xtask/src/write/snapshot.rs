//! A snapshot of the output folder: the manifest and every file and folder of `src`.

use std::collections::BTreeMap;
use std::fs::{self, Metadata, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{WriteError, cannot};
use super::layout::{MANIFEST, SOURCES};

/// The files found, by their path from the output folder.
#[derive(Debug)]
pub(super) struct Snapshot {
    root: PathBuf,
    manifest: Option<Stamp>,
    sources: BTreeMap<PathBuf, Stamp>,
    folders: BTreeMap<PathBuf, Folder>,
}

/// A folder: `src` or one below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    /// Its permissions.
    pub(super) permissions: Permissions,
    /// Whether it is empty.
    pub(super) is_empty: bool,
}

/// Length and time of a file: they differ if the file was changed.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Snapshot {
    /// Takes the snapshot without following links.
    pub(super) fn scan(root: &Path) -> Result<Self, WriteError> {
        let mut odd = Vec::new();
        let manifest = match look(&root.join(MANIFEST))? {
            Some(found) if !found.is_file() => {
                odd.push(root.join(MANIFEST));
                None
            }
            found => found.as_ref().map(Stamp::of),
        };
        let mut found = Self { root: root.to_path_buf(), manifest, sources: BTreeMap::new(), folders: BTreeMap::new() };
        match look(&root.join(SOURCES))? {
            Some(folder) if folder.is_dir() => found.walk(&folder, &mut odd)?,
            Some(_) => odd.push(root.join(SOURCES)),
            None => {}
        }
        if odd.is_empty() {
            return Ok(found);
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

    /// `src` and the folders below it, by their path from the output folder.
    pub(super) fn folders(&self) -> impl Iterator<Item = (&Path, &Folder)> {
        self.folders.iter().map(|(path, folder)| (path.as_path(), folder))
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

    /// Whether the same files and folders were found in `src`.
    pub(super) fn same_sources(&self, other: &Self) -> bool {
        self.sources == other.sources && self.folders.keys().eq(other.folders.keys())
    }

    /// Adds everything below `src`. `odd` receives paths that are neither files nor folders.
    fn walk(&mut self, sources: &Metadata, odd: &mut Vec<PathBuf>) -> Result<(), WriteError> {
        let mut open = vec![(PathBuf::from(SOURCES), sources.permissions())];
        while let Some((folder, permissions)) = open.pop() {
            let place = self.root.join(&folder);
            let entries = fs::read_dir(&place).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            let entries = entries.map_err(cannot("read this", &place))?;
            self.folders.insert(folder.clone(), Folder { permissions, is_empty: entries.is_empty() });
            for entry in entries {
                let path = folder.join(entry.file_name());
                // On unix and Windows this looks at the entry itself, never at a link's target.
                let found = entry.metadata().map_err(cannot("see what is here", &entry.path()))?;
                if found.is_dir() {
                    open.push((path, found.permissions()));
                } else if found.is_file() {
                    self.sources.insert(path, Stamp::of(&found));
                } else {
                    odd.push(entry.path());
                }
            }
        }
        Ok(())
    }
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self { length: found.len(), modified: found.modified().ok() }
    }
}

/// The metadata of a path. A link is not followed.
pub(super) fn look(path: &Path) -> Result<Option<Metadata>, WriteError> {
    match path.symlink_metadata() {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("see what is here", path)(error)),
    }
}
