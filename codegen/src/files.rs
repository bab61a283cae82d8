//! The result of a run: paths and texts, not yet written anywhere.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics, Pointer};

/// Every file of the emitted crate: path relative to the crate's folder (`/` between parts, ASCII) → text.
///
/// `Cargo.toml` is merged with what is there before it gets here; all else is wholly ours and lies below `src/`.
pub type Files = BTreeMap<String, String>;

/// All files of the crate: the rendered ones, the runtime's and the manifest. `None` if one of them could not be made.
pub(crate) fn assembled(
    rendered: Result<Files, String>,
    runtime: impl Iterator<Item = (String, String)>,
    manifest: Result<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let at = &Pointer::root();
    match (rendered, manifest) {
        (Ok(mut files), Ok(manifest)) => {
            files.extend(runtime);
            files.insert("Cargo.toml".to_owned(), manifest);
            Some(files)
        }
        (Err(problem), _) => {
            diagnostics.report(Code::EInternal, at, format!("the emitted tokens are no Rust: {problem}"));
            None
        }
        (_, Err(problem)) => {
            let message = format!("the Cargo.toml of the crate cannot be kept up: {problem}");
            diagnostics.report(Code::EManifest, at, message).help("mend it, or remove it to have a new one");
            None
        }
    }
}
