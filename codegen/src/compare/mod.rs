//! What changes between two crates: in the Rust API, on the wire and in the docs, and how large each change is by semver.
//!
//! Items are compared as they are emitted, so a change of the document that leads to the same crate is none. [`Rule`] is the index
//! of all kinds of changes.

mod answers;
mod body;
mod change;
mod client;
mod comparison;
mod docs;
mod fields;
mod operations;
mod pairs;
mod parameters;
mod rules;
mod security;
mod spot;
mod types;
mod variants;
mod version;

pub use change::{Change, Which};
pub(crate) use comparison::Side;
pub use rules::{Reach, Rule, Verdict};
pub use version::next_version;

/// All changes, the largest first.
pub(crate) fn changes(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let mut comparison = comparison::Comparison::new(old, new);
    operations::compare(&mut comparison);
    types::compare(&mut comparison);
    client::compare(&mut comparison);
    security::of_client(&mut comparison);
    docs::compare(&mut comparison);
    comparison.into_changes()
}
