//! The output folder: checked, created and locked, so that one run writes at a time.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::{WriteError, cannot};
use super::interruption;
use super::snapshot::look;

/// How long a run waits for another one. Writing takes far less.
const PATIENCE: Duration = Duration::from_secs(5);

/// An existing folder, locked until this is dropped if the file system supports locks.
#[derive(Debug)]
pub(super) struct OutFolder {
    pub(super) path: PathBuf,
    /// The folders that this run created, outermost first.
    made: Vec<PathBuf>,
    lock: Option<File>,
}

impl OutFolder {
    /// Creates the folder if it is missing, and locks it.
    pub(super) fn open(path: &Path) -> Result<Self, WriteError> {
        let mut folder = Self { path: path.to_path_buf(), made: Vec::new(), lock: None };
        if !exists(path)? {
            folder.made = missing(path);
            fs::create_dir_all(path).map_err(cannot("make the output folder", path))?;
        }
        folder.lock = lock(path)?;
        Ok(folder)
    }

    /// Without a lock another run may be at work, and a staging folder may be in use.
    pub(super) fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// Removes the folders that this run created, after a failure.
    pub(super) fn remove_if_new(&self) {
        for folder in self.made.iter().rev() {
            // Fails if the folder is not empty, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether the folder exists. Anything else of that name is an error.
pub(super) fn exists(path: &Path) -> Result<bool, WriteError> {
    // With a trailing slash the system would follow a link.
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
            Err(TryLockError::WouldBlock) => {
                interruption::check()?;
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// The folder and its ancestors that do not exist, outermost first.
fn missing(path: &Path) -> Vec<PathBuf> {
    let unnamed = |folder: &&Path| !folder.as_os_str().is_empty();
    let mut folders: Vec<_> = path.ancestors().filter(unnamed).take_while(|folder| !folder.exists()).collect();
    folders.reverse();
    folders.into_iter().map(Path::to_path_buf).collect()
}
