//! The bodies of an operation's successes, where they differ by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::error_bodies::{row, status_docs};
use super::ident::ident;
use super::type_ref::{Paths, type_ref};
use crate::ir::{Operation, TypeRef};

/// Whether the media type decides too, in words.
fn by_media_type(operation: &Operation) -> &'static str {
    let is_one = operation.output.variants.iter().all(|variant| variant.media_types.is_empty());
    if is_one { "" } else { " and media type" }
}

/// ```text
/// pub enum CreateOutput { Created(Thing), Accepted, Other }
/// runtime::impl_output! { CreateOutput { Created(Thing): 201, Accepted: 202, } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Vec<TokenStream> {
    let output = &operation.output;
    if output.variants.is_empty() {
        return Vec::new();
    }
    let name = ident(&output.name);
    let about = Literal::string(&format!(
        " What a success of [`{}`] gives, by its status{}.",
        operation.name,
        by_media_type(operation)
    ));
    let held = output.variants.iter().map(|variant| match &variant.ty {
        TypeRef::Unit => TokenStream::new(),
        ty => {
            let ty = type_ref(paths, ty);
            quote!((#ty))
        }
    });
    let held: Vec<TokenStream> = held.collect();
    let variants = output.variants.iter().zip(&held).map(|(variant, held)| {
        let (docs, name) = (status_docs(variant), ident(&variant.name));
        quote!(#docs #name #held)
    });
    let rows = output.variants.iter().zip(&held).map(|(variant, held)| {
        let (name, statuses) = (ident(&variant.name), row(variant));
        quote!(#name #held: #statuses)
    });
    vec![
        quote! {
            #[doc = #about]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A success that the document does not declare. Its body is not read.
                Other,
            }
        },
        quote!(runtime::impl_output! { #name { #(#rows,)* } }),
    ]
}
