//! Tuples: arrays in which each place has a type of its own.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::ident;
use super::{
    docs::docs,
    type_ref::{Paths, type_ref},
};
use crate::ir::{TypeDef, TypeRef};

/// ```text
/// pub struct Point(pub f64, pub String);
/// runtime::impl_tuple! { Point { 0, 1, } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, items: &[TypeRef]) -> Vec<TokenStream> {
    let (name, docs) = (ident(&def.name), docs(&def.docs));
    let types = items.iter().map(|item| type_ref(paths, item));
    let places = (0..items.len()).map(Literal::usize_unsuffixed);
    vec![
        quote!(#docs #[derive(Clone, Default)] pub struct #name(#(pub #types),*);),
        quote!(runtime::impl_tuple! { #name { #(#places,)* } }),
    ]
}
