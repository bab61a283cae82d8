//! Looks at a text before it is parsed: things that are no document at all deserve a better word than "syntax error".

use super::{SourceId, SourceText, without_bom};
use crate::diagnostics::{Diagnostics, Place};

/// Why a text is no document, and what to do about it.
pub(super) struct Unfit {
    message: &'static str,
    help: &'static str,
}

impl Unfit {
    pub(super) fn report(self, id: SourceId, diagnostics: &mut Diagnostics) {
        diagnostics.error("E-INPUT", (id, Place::Byte(0)), self.message).help(self.help);
    }
}

/// Refuses what cannot be an API description or a part of one.
pub(super) fn check(source: &SourceText) -> Result<(), Unfit> {
    let text = without_bom(&source.text).trim_start();
    let (message, help) = if text.is_empty() {
        ("the file is empty", "check that it was written or downloaded completely")
    } else if looks_like_html(text) {
        (
            "this is an HTML page, not an API description",
            "it was probably saved from a browser, or the server answered with a login or error page; download the raw file",
        )
    } else if text.contains('\0') {
        ("the file holds NUL bytes: it is binary or UTF-16", "save it as UTF-8 text")
    } else {
        return Ok(());
    };
    Err(Unfit { message, help })
}

fn looks_like_html(text: &str) -> bool {
    let start: String = text.chars().take(400).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<') && start.contains("<html"))
}
