//! Removes the staging folders that killed runs left behind, and first heals what they left half done.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use super::WriteError;
use super::atomic_swap::{aside, recover};
use super::error::cannot;
use super::stage::EXCHANGED;

/// How the names of staging folders begin.
pub(super) const PREFIX: &str = ".generating-";
/// Lies in every staging folder from its first moment to its last, so that no other folder is taken for one.
pub(super) const MARKER: &str = "LEFT-OVER";
pub(super) const MARKER_TEXT: &str =
    "A run of the client generator was killed here. The next run removes this folder.\n";

/// Only to be called while the output folder is locked: what looks left over may be another run's.
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

/// Whether a folder has our marker, or none because its maker was killed before that was written.
pub(super) fn is_stage(folder: &Path) -> bool {
    let is_folder = folder.symlink_metadata().is_ok_and(|found| found.is_dir());
    let is_marked = || {
        let text = fs::read(folder.join(MARKER));
        text.is_ok_and(|text| MARKER_TEXT.as_bytes().starts_with(&text))
    };
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (is_marked() || is_empty())
}

/// Removes our own entries by name and the marker last; anything else keeps the folder alive.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    for name in EXCHANGED.map(|name| folder.join(name)) {
        for path in [aside(&name), name] {
            match path.symlink_metadata() {
                Ok(found) if found.is_dir() => fs::remove_dir_all(&path)?,
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
