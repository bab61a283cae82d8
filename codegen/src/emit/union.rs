//! Unions: one of several types, told apart by their values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::union_sources;
use super::{
    deprecation,
    docs::docs,
    type_ref::{Paths, type_ref},
};
use crate::ir::{TypeDef, Union, UnionVariant, Untagged};

/// ```text
/// pub enum Code { Integer(i64), String(String), /** Anything else … */ Other(runtime::Json) }
/// runtime::impl_union! { Code { 0 Integer(i64) from i64, 1 String(String) from String | &str, } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, shape: &Union) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let deprecated = deprecation::attribute(def.deprecated, &def.docs);
    let variants = shape.variants.iter().map(|variant| {
        let (name, ty) = (ident(&variant.name), type_ref(paths, &variant.ty));
        quote!(#name(#ty))
    });
    let variants: Vec<TokenStream> = variants.collect();
    let item = quote! {
        #docs
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " Anything else."]
            Other(runtime::Json),
        }
    };
    let sources = union_sources::sources(paths, def, shape);
    let rows = shape.variants.iter().enumerate().zip(&sources).map(|(variant, sources)| row(paths, variant, sources));
    let tag = shape.tag.as_ref().map(wire).map(|tag| {
        let unnamed = unnamed(shape);
        quote!(by #tag #unnamed)
    });
    vec![item, quote!(runtime::impl_union! { #name #tag { #(#rows,)* } })]
}

/// `else 3` or `default 3`, where a variant takes values whose tag names none.
fn unnamed(shape: &Union) -> Option<TokenStream> {
    let position =
        |takes| shape.variants.iter().position(|variant| variant.takes == takes).map(Literal::usize_unsuffixed);
    let default = position(Untagged::Everything).map(|index| quote!(default #index));
    default.or_else(|| position(Untagged::Fitting).map(|index| quote!(else #index)))
}

/// `0 Integer(i64) from i64 = "a" | "b"`
fn row(paths: &Paths<'_>, (index, variant): (usize, &UnionVariant), sources: &[TokenStream]) -> TokenStream {
    let from = (!sources.is_empty()).then(|| quote!(from #(#sources)|*));
    let tags = variant.tags.iter().map(wire);
    let tags = (!variant.tags.is_empty()).then(|| quote!(= #(#tags)|*));
    let (index, name, ty) = (Literal::usize_unsuffixed(index), ident(&variant.name), type_ref(paths, &variant.ty));
    quote!(#index #name(#ty) #from #tags)
}
