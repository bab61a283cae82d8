//! The root of the crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::{SourceFile, docs::paragraphs};
use crate::ir::{Api, Tag};

/// ```text
/// mod client;
/// pub mod users;
/// pub mod models;
/// pub mod runtime;
/// pub use client::Client;
/// ```
pub(super) fn emit(api: &Api) -> SourceFile {
    let docs = inner(&paragraphs([api.title.as_str(), api.docs.as_str()]));
    let tags = api.tags.iter().map(|tag| {
        let (gate, module) = (gate(tag), ident(&tag.module));
        quote!(#gate pub mod #module;)
    });
    let items = vec![
        quote!(#docs #![forbid(unsafe_code)]),
        quote!(
            mod client;
        ),
        quote!(#(#tags)*),
        quote!(
            pub mod models;
        ),
        quote!(
            pub mod runtime;
        ),
        quote!(
            pub use client::Client;
        ),
        quote!(
            pub use runtime::{AccessToken, Error, ErrorKind, Response, Secret, TokenProvider};
        ),
    ];
    SourceFile { path: "src/lib.rs".to_owned(), about: String::new(), items }
}

/// Doc comments of the file instead of the next item.
fn inner(docs: &TokenStream) -> TokenStream {
    let tokens = docs.clone().into_iter().flat_map(|token| match &token {
        proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '#' => quote!(#!),
        _ => token.into(),
    });
    tokens.collect()
}

/// `#[cfg(feature = "users")]`, if tags have features.
pub(super) fn gate(tag: &Tag) -> TokenStream {
    tag.feature.as_ref().map(|name| quote!(#[cfg(feature = #name)])).unwrap_or_default()
}
