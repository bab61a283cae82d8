//! Exchanges two paths in one atomic step, or by renames where the system has no such step.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Exchanges `staged` and `live`. If there is no `live` yet, `staged` is moved there.
pub(super) fn swap(staged: &Path, live: &Path) -> io::Result<()> {
    patiently(|| {
        if !is_there(live) {
            return fs::rename(staged, live);
        }
        match exchange(staged, live) {
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => {
                swap_by_renames(staged, live)
            }
            result => result,
        }
    })
}

/// Undoes a [`swap`].
pub(super) fn undo(staged: &Path, live: &Path) -> io::Result<()> {
    if is_there(staged) { swap(staged, live) } else { patiently(|| fs::rename(live, staged)) }
}

/// Restores `live` after a [`swap_by_renames`] that was killed half-way.
pub(super) fn recover(staged: &Path, live: &Path) -> io::Result<()> {
    let old = aside(staged);
    if is_there(&old) && !is_there(live) { fs::rename(old, live) } else { Ok(()) }
}

/// The path to which [`swap_by_renames`] moves `live` first.
pub(super) fn aside(staged: &Path) -> PathBuf {
    staged.with_added_extension("old")
}

/// Makes renames in a folder durable: they survive a loss of power.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only unix opens folders as files.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(staged: &Path, live: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, staged, CWD, live, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn swap_by_renames(staged: &Path, live: &Path) -> io::Result<()> {
    let old = aside(staged);
    fs::rename(live, &old)?;
    if let Err(error) = fs::rename(staged, live) {
        fs::rename(&old, live)?;
        return Err(error);
    }
    fs::rename(&old, staged)
}

/// Retries: network shares and virus scanners hold files open for a moment.
fn patiently(step: impl Fn() -> io::Result<()>) -> io::Result<()> {
    for pause in [10, 50, 250] {
        match step() {
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ResourceBusy) => {
                thread::sleep(Duration::from_millis(pause));
            }
            result => return result,
        }
    }
    step()
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_swapping_do_the_same() {
        for way in [swap, swap_by_renames] {
            let folder = tempfile::tempdir().unwrap();
            let [staged, live] = ["staged", "live"].map(|name| folder.path().join(name));
            for path in [&staged, &live] {
                fs::create_dir(path).unwrap();
                fs::write(path.join("was"), path.file_name().unwrap().as_encoded_bytes()).unwrap();
            }
            way(&staged, &live).unwrap();
            assert_eq!(fs::read_to_string(live.join("was")).unwrap(), "staged");
            assert_eq!(fs::read_to_string(staged.join("was")).unwrap(), "live");
            assert!(!is_there(&aside(&staged)));
            undo(&staged, &live).unwrap();
            assert_eq!(fs::read_to_string(live.join("was")).unwrap(), "live");
        }
    }

    #[test]
    fn w19_a_file_that_is_held_open_for_a_moment_is_waited_for() {
        for (kind, failures, expected) in [
            (ErrorKind::PermissionDenied, 3, (4, true)),
            (ErrorKind::ResourceBusy, 1, (2, true)),
            (ErrorKind::ResourceBusy, usize::MAX, (4, false)),
            (ErrorKind::StorageFull, 1, (1, false)),
        ] {
            let attempts = std::cell::Cell::new(0);
            let step = || {
                attempts.set(attempts.get() + 1);
                if attempts.get() > failures { Ok(()) } else { Err(kind.into()) }
            };
            let result = patiently(step);
            assert_eq!((attempts.get(), result.is_ok()), expected, "{kind:?}, {failures} times");
        }
    }

    #[test]
    fn the_first_swap_is_undone_too() {
        let folder = tempfile::tempdir().unwrap();
        let [staged, live] = ["staged", "live"].map(|name| folder.path().join(name));
        fs::write(&staged, "new").unwrap();
        swap(&staged, &live).unwrap();
        undo(&staged, &live).unwrap();
        assert!(is_there(&staged) && !is_there(&live));
    }
}
