//! Why a command failed, and the exit code for that.

use std::io;
use std::path::Path;

use codegen::diagnostics::visible;

/// Longer paths are cut in messages; no system has them.
const LONGEST_PATH: usize = 4096;

/// Why a command failed: the text to print, and the exit code.
#[derive(Debug)]
pub struct Failure {
    /// What to print.
    pub message: String,
    /// The exit code.
    pub code: u8,
}

impl Failure {
    /// The system would not do something with a path: `cannot be read`, `cannot be written`.
    pub fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        let path = shown(path);
        Self { message: format!("error[E-IO]: `{path}` cannot be {what}\n  = note: {error}\n"), code: 3 }
    }
}

/// A path as messages and the emitted files show it: as given, or below the repository.
pub(crate) fn shown(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(""));
    visible(&path.strip_prefix(root).unwrap_or(path).to_string_lossy(), LONGEST_PATH)
}
