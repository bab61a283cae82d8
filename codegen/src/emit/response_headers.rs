//! The headers of responses: one trait with a method for each that the document declares.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, written};
use super::ident::{ident, wire};
use super::source_file::SourceFile;
use super::type_ref::{Paths, type_ref};
use super::{deprecation, docs::code};
use crate::ir::{Api, ResponseHeader};

/// ```text
/// pub trait ResponseHeaders {
///     fn x_total(&self) -> Result<Option<i64>, runtime::HeaderError> { runtime::read_header(self.header_map(), "X-Total") }
/// }
/// ```
pub(super) fn emit(api: &Api) -> SourceFile {
    let paths = Paths::elsewhere(api);
    let methods = api.response_headers.iter().map(|header| method(&paths, header));
    let items = vec![
        quote!(
            use crate::runtime::{self, HeaderMap};
        ),
        quote! {
            /// The headers that the document declares for responses. The headers of a response have these methods, and those of an error.
            ///
            /// A header that is not there is `None`. One that is not what the document says is an error of its own: the response stays.
            pub trait ResponseHeaders {
                #(#methods)*

                #[doc(hidden)]
                fn header_map(&self) -> &HeaderMap;
            }
        },
        quote! {
            impl ResponseHeaders for HeaderMap {
                fn header_map(&self) -> &HeaderMap { self }
            }
        },
    ];
    let about = "The headers of responses by their types.".to_owned();
    SourceFile { path: "src/response_headers.rs".to_owned(), about, items }
}

fn method(paths: &Paths<'_>, header: &ResponseHeader) -> TokenStream {
    let about = match header.docs.trim() {
        "" => written(&format!("The header {}.", code(header.wire.as_str()))),
        said => docs(said),
    };
    let deprecated = deprecation::attribute(header.deprecated, &header.docs);
    let (name, wire, ty) = (ident(&header.name), wire(&header.wire), type_ref(paths, &header.ty));
    quote! {
        #about
        #deprecated
        fn #name(&self) -> Result<Option<#ty>, runtime::HeaderError> { runtime::read_header(self.header_map(), #wire) }
    }
}
