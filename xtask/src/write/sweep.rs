//! Removes the staging folders of killed runs, after restoring files that were being exchanged.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::atomic_swap::{aside, recover};
use super::error::{WriteError, cannot};
use super::layout::EXCHANGED;

/// How the names of staging folders begin.
pub(super) const PREFIX: &str = ".generating-";
/// The file that marks a staging folder, created first and removed last, so that no other folder is taken for one.
pub(super) const MARKER: &str = "LEFT-OVER";
pub(super) const MARKER_TEXT: &str =
    "A run of the client generator was killed here. The next run removes this folder.\n";

/// Call this only while the output folder is locked: otherwise a staging folder may be in use by another run.
pub(super) fn sweep(out: &Path) -> Result<(), WriteError> {
    for entry in fs::read_dir(out).map_err(cannot("read this folder", out))? {
        let entry = entry.map_err(cannot("read this folder", out))?;
        let folder = entry.path();
        if !is_stage_name(&entry.file_name()) || !is_stage(&folder) {
            continue;
        }
        for name in EXCHANGED {
            let live = out.join(name);
            recover(&folder.join(name), &live).map_err(cannot("restore this", &live))?;
        }
        remove(&folder).map_err(cannot("remove what a killed run left here", &folder))?;
    }
    Ok(())
}

/// Whether a folder of this name may be a staging folder.
pub(super) fn is_stage_name(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(PREFIX.as_bytes())
}

/// Whether a folder has our marker, or is empty because its run was killed before the marker was written.
pub(super) fn is_stage(folder: &Path) -> bool {
    let is_folder = folder.symlink_metadata().is_ok_and(|found| found.is_dir());
    let marker = folder.join(MARKER);
    let is_marked = || {
        // Opening a pipe would wait for ever.
        let is_file = marker.symlink_metadata().is_ok_and(|found| found.is_file());
        is_file && fs::read(&marker).is_ok_and(|text| MARKER_TEXT.as_bytes().starts_with(&text))
    };
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (is_marked() || is_empty())
}

/// Removes our own entries by name, the marker last. If anything else is in the folder, the folder stays.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    for name in EXCHANGED.map(|name| folder.join(name)) {
        for path in [aside(&name), name] {
            match path.symlink_metadata() {
                Ok(found) if found.is_dir() => remove_folder(&path)?,
                Ok(_) => fs::remove_file(&path)?,
                Err(_) => {}
            }
        }
    }
    let marker = folder.join(MARKER);
    if marker.symlink_metadata().is_ok() {
        fs::remove_file(marker)?;
    }
    fs::remove_dir(folder)
}

/// Removes a folder with its content, also if a folder in it is read-only.
fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            make_writable(folder)?;
            fs::remove_dir_all(folder)
        }
        result => result,
    }
}

/// Makes a folder and all folders below writable. Links are not followed.
fn make_writable(folder: &Path) -> io::Result<()> {
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        #[cfg(unix)]
        fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            }
        }
    }
    Ok(())
}
