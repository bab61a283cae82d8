//! Identifiers and literals as tokens.

use proc_macro2::{Ident, Literal, Span};

use crate::ir::{RustName, WireName};

/// A name that the pass `names` has made.
pub(super) fn ident(name: &RustName) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// A name of the document, which is a string and nothing else.
pub(super) fn wire(name: &WireName) -> Literal {
    Literal::string(name.as_str())
}
