//! Open enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::docs;
use super::ident::{ident, wire};
use crate::ir::{Enum, EnumBase, TypeDef, Variant};

/// ```text
/// pub enum State { Active, Inactive, /** A value that … */ Unknown(String) }
/// runtime::impl_string_enum! { State { Active = "active", Inactive = "inactive", } }
/// ```
pub(super) fn emit(def: &TypeDef, shape: &Enum) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let variants = shape.variants.iter().map(|variant| ident(&variant.name));
    let rows = shape.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), value(shape.base, variant));
        quote!(#name = #value)
    });
    let (unknown, table) = match shape.base {
        EnumBase::String => (quote!(String), quote!(impl_string_enum)),
        EnumBase::Integer => (quote!(i64), quote!(impl_integer_enum)),
    };
    let item = quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that the document does not name."]
            Unknown(#unknown),
        }
    };
    vec![item, quote!(runtime::#table! { #name { #(#rows,)* } })]
}

fn value(base: EnumBase, variant: &Variant) -> TokenStream {
    let literal = match (base, variant.wire.as_str().parse()) {
        (EnumBase::Integer, Ok(number)) => Literal::i64_unsuffixed(number),
        _ => wire(&variant.wire),
    };
    quote!(#literal)
}
