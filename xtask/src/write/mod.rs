//! Writes the generated files into a crate's folder: all of them or none, and never over files of others.
//!
//! A whole new `src` is staged in a hidden folder beside the old one and the two are exchanged in one step, so
//! a reader finds the old tree or the new one at any moment. The one file outside `src` is `Cargo.toml`.
//! It is shared with the user and exchanged on its own, *before* `src`: a run killed between the two leaves old
//! sources under a manifest that already names every new dependency, which builds, where new sources under the
//! old manifest would not. The next run finds `src` out of date and finishes the work.
//!
//! `src/.generated.json` records the files that are ours and their hashes. It lies in `src`, so it can never
//! disagree with the tree it describes.

mod atomic_swap;
mod error;
mod folder;
mod interruption;
mod layout;
mod ownership;
mod plan;
mod protected_paths;
mod snapshot;
mod stage;
mod sweep;

use std::path::Path;

use codegen::Files;

use folder::OutFolder;
use layout::MANIFEST;
use ownership::Record;
use plan::Plan;
use snapshot::Snapshot;
use stage::Stage;

pub use error::WriteError;
pub(crate) use layout::RECORD;
pub use plan::{Changes, EditedFiles};

/// One run of the writer.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The crate's folder; made if it is missing.
    pub out: &'a Path,
    /// All that was generated: `Cargo.toml`, already merged with the one on disk, and files below `src/`.
    pub files: &'a Files,
    /// The API description. Its folder is refused as an output folder.
    pub spec: Option<&'a Path>,
    /// The hash of what was generated from, for the record.
    pub document: Option<&'a str>,
    /// What to do with generated files that were edited by hand.
    pub edited: EditedFiles,
}

/// Lists what [`write()`] would change, and writes nothing.
///
/// A file edited by hand counts as changed; whether it may be replaced is for `write` to say.
pub fn check(request: &Request<'_>) -> Result<Changes, WriteError> {
    plan::validate(request.files)?;
    let _lock = match folder::exists(request.out)? {
        true => folder::lock(request.out)?,
        false => None,
    };
    Ok(survey(request.out, request.files, request.document)?.1.changes)
}

/// The crate's manifest, if there is one; `E-LINK` if something else than a file has its name.
pub fn manifest(out: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    if folder::exists(out)? { generated_file(out, MANIFEST) } else { Ok(None) }
}

/// The bytes of a generated file or the manifest as they are on disk; `None` if there is no such file.
pub(crate) fn generated_file(out: &Path, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
    Snapshot::scan(out)?.read(path)
}

/// Writes the generated files, or fails and leaves the folder as it was.
pub fn write(request: &Request<'_>) -> Result<Changes, WriteError> {
    plan::validate(request.files)?;
    protected_paths::check(request.out, request.spec)?;
    // Dropped last: a signal ends the process after the staging folder is gone.
    let _interruption = interruption::Guard::new();
    let folder = OutFolder::open(request.out)?;
    let result = replace(&folder, request);
    if result.is_err() {
        folder.remove_if_new();
    }
    result
}

/// The write itself, in a locked folder.
fn replace(folder: &OutFolder, request: &Request<'_>) -> Result<Changes, WriteError> {
    if folder.is_locked() {
        sweep::sweep(&folder.path)?;
    }
    let (disk, mut plan) = survey(&folder.path, request.files, request.document)?;
    plan.settle(&folder.path, request.edited)?;
    if !plan.changes.is_empty() {
        let stage = Stage::create(&folder.path)?;
        stage.fill(&plan)?;
        stage.commit(&disk)?;
    }
    Ok(plan.changes)
}

/// Compares the folder with the generated files.
fn survey<'a>(out: &Path, files: &'a Files, document: Option<&str>) -> Result<(Snapshot, Plan<'a>), WriteError> {
    let disk = Snapshot::scan(out)?;
    let record = Record::load(&disk)?;
    let mut plan = Plan::new(files, &disk, &record)?;
    plan.put_record(&Record::of(files, document), &disk)?;
    Ok((disk, plan))
}
