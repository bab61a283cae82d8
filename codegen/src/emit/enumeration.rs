//! Open enums of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::{ident, wire};
use super::{docs::docs, types::derives};
use crate::ir::{Enum, TypeDef};

/// ```text
/// pub enum State { Active, Inactive, /** A value that … */ Unknown(String) }
/// runtime::open_enum! { State { Active = "active", Inactive = "inactive", } }
/// ```
pub(super) fn emit(def: &TypeDef, shape: &Enum) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let derives = derives(def);
    let variants = shape.variants.iter().map(|variant| ident(&variant.name));
    let rows = shape.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), wire(&variant.wire));
        quote!(#name = #wire)
    });
    let item = quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that the document does not name."]
            Unknown(String),
        }
    };
    vec![item, quote!(runtime::open_enum! { #name { #(#rows,)* } })]
}
