//! The root of the emitted crate: `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{blocks, inner, paragraphs};
use super::ident::ident;
use super::quick_start;
use super::source_file::SourceFile;
use crate::ir::{Api, Tag};

/// ```text
/// mod client;
/// pub mod users;
/// pub mod models;
/// pub mod runtime;
/// pub use client::Client;
/// ```
///
/// rustfmt is kept out: its settings are the user's, and a file that it has changed is no longer the one that was written.
pub(super) fn emit(api: &Api, crate_name: &str) -> SourceFile {
    let about = paragraphs([api.title.as_str(), api.docs.as_str()]);
    let docs = inner(&blocks([about, quick_start::emit(api, crate_name)]));
    let limit = api.recursion_limit.map(|depth| depth.to_string()).map(|depth| quote!(#![recursion_limit = #depth]));
    let has_deprecated = api.types.iter().any(|def| def.deprecated);
    let allowed = has_deprecated
        .then(|| quote!(#[allow(deprecated, reason = "the API itself still uses what it advises against")]));
    let tags = api.tags.iter().map(|tag| {
        let (cfg, module) = (cfg_feature(tag), ident(&tag.module));
        (tag.module.as_str(), quote!(#[rustfmt::skip] #cfg #allowed pub mod #module;))
    });
    let own = [
        ("client", quote! { #[rustfmt::skip] mod client; }),
        (
            "models",
            quote! {
                #[rustfmt::skip]
                #[allow(missing_docs, reason = "the document does not describe each member")]
                #allowed
                pub mod models;
            },
        ),
        ("runtime", quote! { #[rustfmt::skip] pub mod runtime; }),
    ];
    let has_headers = !api.response_headers.is_empty();
    let headers_used = if has_headers {
        quote! { pub use response_headers::ResponseHeaders; }
    } else {
        TokenStream::new()
    };
    let headers = has_headers.then(|| ("response_headers", quote! { #[rustfmt::skip] mod response_headers; }));
    let urls = (!api.servers.is_empty()).then(|| ("base_urls", quote! { #[rustfmt::skip] pub mod base_urls; }));
    let mut modules: Vec<(&str, TokenStream)> = own.into_iter().chain(headers).chain(urls).chain(tags).collect();
    modules.sort_by_key(|(name, _)| *name);
    let modules = modules.into_iter().map(|(_, module)| module);
    let items = vec![
        quote! { #docs #![forbid(unsafe_code)] #limit },
        quote! { #(#modules)* },
        quote! { pub use client::Client; },
        headers_used,
        quote! {
            #[cfg(feature = "blocking")]
            pub use runtime::Wait;
            pub use runtime::{AccessToken, Secret, TokenProvider};
            pub use runtime::{CallError, CallOptions, Error, ErrorKind, Response};
        },
    ];
    SourceFile { path: "src/lib.rs".to_owned(), about: String::new(), items }
}

/// `#[cfg(feature = "users")]`, if tags have features.
pub(super) fn cfg_feature(tag: &Tag) -> TokenStream {
    tag.feature.as_ref().map(|name| quote!(#[cfg(feature = #name)])).unwrap_or_default()
}
