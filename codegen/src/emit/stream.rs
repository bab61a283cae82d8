//! The stream of a call whose answer can be read while it arrives.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::type_ref::{Paths, type_ref};
use crate::ir::{self, CallParameter, Frames, ItemStream, Operation, Stream};

/// ```text
/// runtime::streams::impl_stream! {
///     CreateChat -> models::ChatChunk {
///         events(&["text/event-stream"]).body("/stream"),
///     }
/// }
/// ```
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = ident(&operation.name);
    Some(match operation.stream.as_ref()? {
        Stream::Bytes => quote!(runtime::streams::impl_stream!(#name);),
        Stream::Items(items) => {
            let (item, streaming) = (type_ref(paths, &items.item), streaming(items));
            quote!(runtime::streams::impl_stream! { #name -> #item { #streaming, } })
        }
    })
}

/// `events(&["text/event-stream"]).body("/stream")`
fn streaming(items: &ItemStream) -> TokenStream {
    let types = &items.media_types;
    let frames = match items.frames {
        Frames::Lines => quote!(lines(&[#(#types),*])),
        Frames::Events => quote!(events(&[#(#types),*])),
        Frames::EventsWithText => quote!(events(&[#(#types),*]).whole_text()),
        Frames::EventsWithJson => quote!(events(&[#(#types),*]).whole_json()),
    };
    let until = items.until.as_deref().map(Literal::string).map(|until| quote!(.until(#until)));
    let asked_by = items.asked_by.as_ref().map(|parameter| match parameter {
        CallParameter::Query(name) => {
            let name = wire(name);
            quote!(.query(#name))
        }
        CallParameter::Body(path) => {
            let path = Literal::string(&ir::pages::pointer(path));
            quote!(.body(#path))
        }
    });
    quote!(#frames #until #asked_by)
}
