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

/// What clippy takes for methods of the traits of operators and of `std::borrow` and the like.
const OPERATORS: [&str; 18] = [
    "add", "as_ref", "bitand", "bitor", "bitxor", "borrow", "cmp", "deref", "div", "eq", "hash", "index", "mul", "neg",
    "rem", "shl", "shr", "sub",
];

/// Lets a method be called like one of a trait.
pub(super) fn like_operator(name: &RustName) -> Option<TokenStream> {
    OPERATORS
        .contains(&name.as_str())
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the document calls it so")]))
}

/// Lets a method that is called `new` give something else than its own type.
pub(super) fn like_constructor(name: &RustName) -> Option<TokenStream> {
    (name.as_str() == "new").then(|| quote!(#[allow(clippy::new_ret_no_self, reason = "the document calls it so")]))
}

/// How many arguments clippy lets a function have.
const MOST_ARGUMENTS: usize = 7;

/// Lets a function have as many arguments as the document requires.
pub(super) fn crowded(arguments: usize) -> Option<TokenStream> {
    (arguments > MOST_ARGUMENTS)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]))
}
