//! The output folder: what it may be, its making, and the lock that lets one run in at a time.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::WriteError;
use super::error::cannot;
use super::snapshot::look;

/// How long a run waits for another one; far longer than any takes to write.
const PATIENCE: Duration = Duration::from_secs(5);

/// A folder that exists and, where the file system knows locks, is ours until this is dropped.
#[derive(Debug)]
pub(super) struct OutFolder {
    pub(super) path: PathBuf,
    /// The folders that had to be made, outermost first.
    made: Vec<PathBuf>,
    lock: Option<File>,
}

impl OutFolder {
    /// Makes the folder if it is missing, and locks it.
    pub(super) fn open(path: &Path) -> Result<Self, WriteError> {
        let mut folder = Self { path: path.to_path_buf(), made: Vec::new(), lock: None };
        if !exists(path)? {
            folder.made = missing(path);
            fs::create_dir_all(path).map_err(cannot("make the output folder", path))?;
        }
        folder.lock = lock(path)?;
        Ok(folder)
    }

    /// Without a lock another run may be at work, and what looks left over may be its own.
    pub(super) fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// Takes back the making of the folder, after a run that failed.
    pub(super) fn remove_if_new(&self) {
        for folder in self.made.iter().rev() {
            // Fails where something lies in it, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether the folder is there; what is there but is no folder is an error.
pub(super) fn exists(path: &Path) -> Result<bool, WriteError> {
    // A trailing slash would make the system follow a link.
    let path: PathBuf = path.components().collect();
    let Some(found) = look(&path)? else {
        return Ok(false);
    };
    if found.is_dir() {
        return Ok(true);
    }
    let (cause, help) = match found.is_symlink() {
        true => ("the output folder is a symbolic link", "name the folder it leads to instead"),
        false => ("the output folder is not a folder", "name a folder, or one that does not exist yet"),
    };
    Err(WriteError::failed("E-OUT", cause, &path, help))
}

/// Waits until no other run works in the folder.
///
/// The folder itself is locked, so no file is left behind and a killed run's lock dies with it. Where the file
/// system cannot lock folders (NFS) there is none: every run still exchanges a whole tree.
pub(super) fn lock(path: &Path) -> Result<Option<File>, WriteError> {
    if cfg!(not(unix)) {
        return Ok(None);
    }
    let folder = File::open(path).map_err(cannot("open the output folder", path))?;
    let start = Instant::now();
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => {
                return Err(WriteError::failed(
                    "E-LOCKED",
                    "another run is writing to the output folder",
                    path,
                    "nothing was changed; wait until it ends, then run again",
                ));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// The folder and those above it that do not exist, outermost first.
fn missing(path: &Path) -> Vec<PathBuf> {
    let unnamed = |folder: &&Path| !folder.as_os_str().is_empty();
    let mut folders: Vec<_> = path.ancestors().filter(unnamed).take_while(|folder| !folder.exists()).collect();
    folders.reverse();
    folders.into_iter().map(Path::to_path_buf).collect()
}
