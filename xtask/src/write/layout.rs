//! The files and folders of a crate that the writer knows by name.

/// The manifest, which the generator shares with the user.
pub(super) const MANIFEST: &str = "Cargo.toml";
/// The folder that is exchanged as a whole.
pub(super) const SOURCES: &str = "src";
/// What a run exchanges, in order. The manifest goes first; the head of the module `write` says why.
pub(super) const EXCHANGED: [&str; 2] = [MANIFEST, SOURCES];
/// The record of generated files.
pub(crate) const RECORD: &str = "src/.generated.json";
