//! Unions: one of several types, told apart by their values.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::{
    deprecation,
    docs::docs,
    type_ref::{Paths, type_ref},
};
use crate::ir::{TypeDef, TypeRef, Union, UnionVariant, Untagged};

/// ```text
/// pub enum Code { Integer(i64), String(String), /** Anything else … */ Other(runtime::Json) }
/// runtime::impl_union! { Code { 0 Integer(i64) from i64, 1 String(String) from String, } }
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
    let mut holders: BTreeMap<&TypeRef, usize> = BTreeMap::new();
    shape.variants.iter().for_each(|variant| *holders.entry(held(paths, variant)).or_default() += 1);
    let is_source = |held: &TypeRef| {
        let is_itself = matches!(held, TypeRef::Named(id) if paths.name(*id) == def.name.as_str());
        holders.get(held) == Some(&1) && !is_itself && !matches!(held, TypeRef::Map(_) | TypeRef::Json)
    };
    let rows = shape.variants.iter().enumerate().map(|(index, variant)| {
        let source = is_source(held(paths, variant)).then(|| type_ref(paths, unboxed(&variant.ty)));
        row(paths, (index, variant), source)
    });
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

/// The type that a variant holds, without its box and behind its aliases.
fn held<'a>(paths: &Paths<'a>, variant: &'a UnionVariant) -> &'a TypeRef {
    paths.target(unboxed(&variant.ty))
}

/// `0 Integer(i64) from i64 = "a" | "b"`. What several variants hold, none can be made from; nor can a union from itself.
fn row(paths: &Paths<'_>, (index, variant): (usize, &UnionVariant), source: Option<TokenStream>) -> TokenStream {
    let from = source.map(|source| quote!(from #source));
    let tags = variant.tags.iter().map(wire);
    let tags = (!variant.tags.is_empty()).then(|| quote!(= #(#tags)|*));
    let (index, name, ty) = (Literal::usize_unsuffixed(index), ident(&variant.name), type_ref(paths, &variant.ty));
    quote!(#index #name(#ty) #from #tags)
}

fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    }
}
