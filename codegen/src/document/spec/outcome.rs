//! What becomes of a keyword in the emitted crate.

use crate::diagnostics::Code;

/// What becomes of a keyword. A fixture is named by its file or folder below `tests/fixtures`; it has the keyword, and shows what
/// is said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The emitted code depends on it.
    Honoured {
        /// Where it is seen.
        fixture: &'static str,
    },
    /// It is in the docs of the emitted crate.
    Documented {
        /// Where it is seen.
        fixture: &'static str,
    },
    /// A client has no use for it.
    NoConsequence {
        /// In a few words.
        why: &'static str,
    },
    /// It ought to matter and does not, which is said.
    Warned {
        /// By a warning with this code.
        code: Code,
        /// Where it is seen.
        fixture: &'static str,
    },
    /// The whole object that it belongs to has no consequence or is warned of.
    OfItsObject,
}

impl Outcome {
    /// Whether anything becomes of the values that a keyword has.
    pub(in crate::document) fn is_used(&self) -> bool {
        matches!(self, Outcome::Honoured { .. } | Outcome::Documented { .. })
    }
}
