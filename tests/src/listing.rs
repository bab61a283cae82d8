//! A crate as one text, for snapshots.

use codegen::Files;

/// All files but the manifest and the runtime, each under a line with its path. `tests/compiled/build.rs` takes it apart again.
pub fn listing(files: &Files) -> String {
    let mut out = String::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/")) {
        out.push_str(&format!("\n//// {path}\n{text}"));
    }
    out
}
