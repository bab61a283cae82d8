//! Open enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::deprecation;
use super::docs::docs;
use super::ident::{ident, wire};
use crate::ir::{Enum, EnumBase, RustName, TypeDef, Variant, WireName};
use crate::markdown::code;

/// ```text
/// pub enum State { /** `active` */ Active, /** `inactive` */ Inactive, /** A value that … */ Unknown(String) }
/// runtime::impl_string_enum! { State { Active = "active", Inactive = "inactive", } }
/// ```
pub(super) fn emit(def: &TypeDef, shape: &Enum) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let about = docs(&def.docs);
    let deprecated = deprecation::attribute(def.deprecated, &def.docs);
    let variants = shape.variants.iter().map(|variant| {
        let docs = docs(&wire_docs(&variant.wire, &variant.name, &variant.docs));
        let name = ident(&variant.name);
        quote!(#docs #name)
    });
    let rows = shape.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), value(shape.base, variant));
        quote!(#name = #value)
    });
    // Any text is taken, as servers know values before their documents do. That a typo is then one of them is said.
    let (unknown, table, about_unknown) = match shape.base {
        EnumBase::String => (
            quote!(String),
            quote!(impl_string_enum),
            " A value that the document does not name; a misspelt text becomes one, a misspelt variant does not compile.",
        ),
        EnumBase::Integer => (quote!(i64), quote!(impl_integer_enum), " A value that the document does not name."),
    };
    let item = quote! {
        #about
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = #about_unknown]
            Unknown(#unknown),
        }
    };
    vec![item, quote!(runtime::#table! { #name { #(#rows,)* } })]
}

/// `` `active`: It can sign in. `` The value is left out where it is the name.
pub(super) fn wire_docs(wire: &WireName, name: &RustName, said: &str) -> String {
    let (wire, said) = (wire.as_str(), said.trim());
    let is_told = wire != name.as_str() && wire.chars().count() <= LONGEST_VALUE;
    match (is_told, wire, said) {
        (false, _, said) => said.to_owned(),
        (true, "", "") => "An empty text.".to_owned(),
        (true, "", said) => format!("An empty text: {said}"),
        (true, wire, "") => code(wire),
        (true, wire, said) => format!("{}: {said}", code(wire)),
    }
}

/// A longer value is no help to a reader.
const LONGEST_VALUE: usize = 100;

fn value(base: EnumBase, variant: &Variant) -> TokenStream {
    let literal = match (base, variant.wire.as_str().parse()) {
        (EnumBase::Integer, Ok(number)) => Literal::i64_unsuffixed(number),
        _ => wire(&variant.wire),
    };
    quote!(#literal)
}
