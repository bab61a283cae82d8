//! Unions: one of several types, told apart by their values.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::{
    docs::docs,
    type_ref::{Paths, type_ref},
    types::derives,
};
use crate::ir::{TypeDef, Union};

/// ```text
/// pub enum Code { Integer(i64), String(String), /** Anything else … */ Other(serde_json::Value) }
/// runtime::union! { Code { Integer(i64), String(String), } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, shape: &Union) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let derives = derives(def);
    let variants = shape.variants.iter().map(|variant| {
        let (name, ty) = (ident(&variant.name), type_ref(paths, &variant.ty));
        quote!(#name(#ty))
    });
    let variants: Vec<TokenStream> = variants.collect();
    let item = quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " Anything else."]
            Other(serde_json::Value),
        }
    };
    vec![item, quote!(runtime::union! { #name { #(#variants,)* } })]
}
