//! A change, and where it is.

use super::rules::Rule;
use crate::diagnostics::Position;

/// Which of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The old one, where something is gone.
    Old,
    /// The new one.
    New,
}

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// The document that has what is spoken of.
    pub which: Which,
    /// Where it is in there.
    pub position: Position,
    /// The item of the emitted crate: `models::User::age`.
    pub rust: String,
    /// What it is in a sentence.
    pub message: String,
}
