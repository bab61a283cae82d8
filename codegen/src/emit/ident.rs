//! Identifiers and literals as tokens.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::ir::{RustName, WireName};

/// A name that the pass `names` has made.
pub(super) fn ident(name: &RustName) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// A name of the document, which is a string and nothing else.
pub(super) fn wire(name: &WireName) -> Literal {
    Literal::string(name.as_str())
}

/// How many arguments clippy lets a function have.
const MOST_ARGUMENTS: usize = 7;

/// Lets a function have as many arguments as the document requires.
pub(super) fn crowded(arguments: usize) -> Option<TokenStream> {
    (arguments > MOST_ARGUMENTS)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]))
}
