//! A finding of a pass: what was decided and the user should know.

use crate::diagnostics::{Code, Pointer};

/// A diagnostic that does not know yet where its node was written.
pub(crate) struct Finding {
    /// The kind of finding.
    pub(crate) code: Code,
    /// The node of the document.
    pub(crate) at: Pointer,
    /// One sentence.
    pub(crate) message: String,
    /// The remedy.
    pub(crate) help: &'static str,
}
