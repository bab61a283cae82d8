//! Enums whose values are texts and objects of one member, as serde writes enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation;
use super::docs::docs;
use super::enumeration::wire_docs;
use super::ident::{ident, wire};
use super::type_ref::{Paths, type_ref};
use crate::ir::{KeyedVariant, TypeDef};

/// ```text
/// pub enum State { Idle, Running(Box<StateRunning>), /** Anything else. */ Other(runtime::Json) }
/// runtime::impl_keyed_enum! { State texts { Idle = "idle", } values { Running(Box<StateRunning>) = "running", } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, variants: &[KeyedVariant]) -> Vec<TokenStream> {
    let (name, about) = (ident(&def.name), docs(&def.docs));
    let deprecated = deprecation::attribute(def.deprecated, &def.docs);
    let held = |variant: &KeyedVariant| variant.ty.as_ref().map(|ty| type_ref(paths, ty));
    let declared = variants.iter().map(|variant| {
        let (docs, name) = (docs(&wire_docs(&variant.wire, &variant.name, &variant.docs)), ident(&variant.name));
        let ty = held(variant).map(|ty| quote!((#ty)));
        quote!(#docs #name #ty)
    });
    let rows = |is_text: bool| {
        let rows = variants.iter().filter(move |variant| variant.ty.is_none() == is_text).map(|variant| {
            let (name, key) = (ident(&variant.name), wire(&variant.wire));
            let ty = held(variant).map(|ty| quote!((#ty)));
            quote!(#name #ty = #key,)
        });
        rows.collect::<TokenStream>()
    };
    let (texts, values) = (rows(true), rows(false));
    let item = quote! {
        #about
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared,)*
            #[doc = " Anything else."]
            Other(runtime::Json),
        }
    };
    vec![item, quote!(runtime::impl_keyed_enum! { #name texts { #texts } values { #values } })]
}
