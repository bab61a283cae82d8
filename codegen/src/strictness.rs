//! Whether a run goes on after its findings: errors always stop it, warnings stop a strict one.

use crate::diagnostics::{Code, Diagnostics, Pointer};
use crate::options::Strictness;

/// What was made of the document, if its findings allow to go on.
pub(crate) fn accepted<T>(made: Option<T>, strictness: Strictness, diagnostics: &mut Diagnostics) -> Option<T> {
    if strictness == Strictness::Strict {
        // Which of two equal keys was meant is more than a loss: nobody can know.
        diagnostics.promote(Code::WDupKey, Code::EDupKey);
        let warnings = diagnostics.iter().count() - diagnostics.error_count();
        if made.is_some() && warnings > 0 {
            let message = format!("{warnings} of the findings are warnings, and a strict run accepts none");
            let remedy = "mend what they name, in the document or in an overlay, or do without strictness";
            diagnostics.report(Code::EStrict, &Pointer::root(), message).help(remedy);
        }
    }
    made.filter(|_| !diagnostics.has_errors())
}
