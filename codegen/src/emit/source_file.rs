//! A source file of the emitted crate as tokens, not yet text.

use proc_macro2::TokenStream;

/// A source file of the emitted crate.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// The path in the crate, made of identifiers only.
    pub(crate) path: String,
    /// The first line, which says what the file is; no text of the document.
    pub(crate) about: String,
    /// The items.
    pub(crate) items: Vec<TokenStream>,
}
