//! Refuses output folders that are too precious to write to: a home folder, a repository's root, the file system's root.

use std::env;
use std::fs;
use std::path::Path;

use super::error::{WriteError, cannot};
use super::layout::RECORD;
use super::sweep;

/// Refuses a precious folder, unless it is empty or holds a generated crate.
pub(super) fn check(out: &Path, spec: Option<&Path>) -> Result<(), WriteError> {
    let Ok(real) = out.canonicalize() else {
        // The folder does not exist or cannot be opened, which the next step reports.
        return Ok(());
    };
    let Some(reason) = reason(&real, spec) else {
        return Ok(());
    };
    if is_empty(&real)? || real.join(RECORD).is_file() {
        return Ok(());
    }
    Err(WriteError::refused(
        "E-OUT",
        format!("the output folder {reason}, and no generated crate lies in it yet"),
        vec![out.to_path_buf()],
        "nothing was changed; name a folder of its own for the crate, new or empty",
    ))
}

fn reason(real: &Path, spec: Option<&Path>) -> Option<&'static str> {
    if real.parent().is_none() {
        Some("is the root of the file system")
    } else if env::home_dir().and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(real)) {
        Some("is your home folder or holds it")
    } else if real.join(".git").symlink_metadata().is_ok() {
        Some("is the root of a git repository")
    } else if spec.is_some_and(|spec| holds(real, spec)) {
        Some("is the one the description lies in")
    } else {
        None
    }
}

/// Whether the file, or the target if it is a link, lies directly in the folder.
fn holds(real: &Path, file: &Path) -> bool {
    let named = file.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let named = named.and_then(|folder| folder.canonicalize().ok());
    let target = file.canonicalize().ok();
    named.as_deref() == Some(real) || target.as_deref().and_then(Path::parent) == Some(real)
}

/// Whether the folder is empty. Staging folders of killed runs do not count.
fn is_empty(folder: &Path) -> Result<bool, WriteError> {
    let mut entries = fs::read_dir(folder).map_err(cannot("read this folder", folder))?;
    Ok(entries.all(|entry| entry.is_ok_and(|entry| sweep::is_stage_name(&entry.file_name()))))
}
