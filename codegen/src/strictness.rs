//! Whether a run goes on after its findings: errors always stop it, warnings stop a strict one.

use crate::diagnostics::{Code, Diagnostics, Pointer, Severity};
use crate::options::{Input, Strictness};

/// What was made of the document, if its findings allow to go on.
pub(crate) fn accepted<T>(made: Option<T>, input: &Input, diagnostics: &mut Diagnostics) -> Option<T> {
    if input.strictness == Strictness::Strict {
        // Which of two equal keys was meant is more than a loss: nobody can know.
        diagnostics.promote(Code::WDupKey, Code::EDupKey);
        let warnings = diagnostics.iter().filter(|it| it.severity() == Severity::Warning);
        let warnings = warnings.filter(|it| !input.allowed_warnings.contains(&it.code)).count();
        if made.is_some() && warnings > 0 {
            let message = format!("{warnings} of the findings are warnings, and a strict run accepts none");
            let remedy = "mend what they name, in the document or in an overlay, or do without strictness";
            diagnostics.report(Code::EStrict, &Pointer::root(), message).help(remedy);
        }
    }
    made.filter(|_| !diagnostics.has_errors())
}
