//! This repository: its folder, its own API description and the name of its own crate.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The name of this repository's own crate.
pub(crate) const OWN_NAME: &str = "partner-center";

/// This repository's folder.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::canonicalize(&root).map_err(|error| Failure::io("read", &root, &error))
}

/// This repository's own API: the document and its overlays.
pub(crate) fn own() -> Result<(PathBuf, Vec<PathBuf>), Failure> {
    let root = root()?;
    let mut overlays = Vec::new();
    let folder = root.join("spec/overlays");
    for entry in fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))? {
        overlays.push(entry.map_err(|error| Failure::io("read", &folder, &error))?.path());
    }
    overlays.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    overlays.sort();
    Ok((root.join("spec/partner-center.yaml"), overlays))
}
