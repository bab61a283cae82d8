//! The error bodies of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::ident;
use super::{
    commonmark,
    docs::{blocks, docs, written},
    type_ref::{Paths, type_ref},
};
use crate::ir::{Operation, StatusBody, Statuses};

/// ```text
/// pub enum UpdateError { TooManyRequests(Throttled), Default(Fault) }
/// runtime::impl_error_body! { UpdateError { TooManyRequests: 429, Default: _, } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Vec<TokenStream> {
    if operation.errors.is_empty() {
        return Vec::new();
    }
    let name = ident(&operation.error_name);
    let about =
        Literal::string(&format!(" The error bodies of [`{}`], for [`runtime::CallError::typed`].", operation.name));
    if let Some(other) = &operation.error_alias_of {
        let other = ident(other);
        return vec![quote!(#[doc = #about] pub type #name = #other;)];
    }
    let variants = operation.errors.iter().map(|error| {
        let (docs, name, ty) = (status_docs(error), ident(&error.name), type_ref(paths, &error.ty));
        quote!(#docs #name(#ty))
    });
    let rows = operation.errors.iter().map(|error| {
        let (name, statuses) = (ident(&error.name), row(error));
        quote!(#name: #statuses)
    });
    vec![
        quote! {
            #[doc = #about]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name { #(#variants,)* }
        },
        quote!(runtime::impl_error_body! { #name { #(#rows,)* } }),
    ]
}

/// What a body is for: `200 in "text/csv"`.
pub(super) fn row(body: &StatusBody) -> TokenStream {
    let (statuses, media_types) = (statuses(body.statuses), &body.media_types);
    if media_types.is_empty() { statuses } else { quote!(#statuses in #(#media_types)|*) }
}

/// The status that a body is for, and what the document says of it.
pub(super) fn status_docs(body: &StatusBody) -> TokenStream {
    let status = match body.statuses {
        Statuses::One(status) => format!("Status {status}"),
        Statuses::Hundred(first) => format!("A status from {first}00 to {first}99"),
        Statuses::Rest => "Any other status".to_owned(),
    };
    let said = body.docs.trim();
    match commonmark::harmless_in_line(said) {
        _ if said.is_empty() => written(&format!("{status}.")),
        Some(text) => written(&format!("{status}: {text}")),
        None => blocks([written(&format!("{status}.")), docs(said)]),
    }
}

/// The pattern of statuses.
fn statuses(statuses: Statuses) -> TokenStream {
    match statuses {
        Statuses::One(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Statuses::Hundred(first) => {
            let (from, to) = (Literal::u16_unsuffixed(first * 100), Literal::u16_unsuffixed(first * 100 + 99));
            quote!(#from..=#to)
        }
        Statuses::Rest => quote!(_),
    }
}
