//! How the arguments of methods, constructors and setters are taken, and how they become values.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Paths, type_ref};
use crate::ir::{Field, Presence, TypeRef};

/// How an argument is taken, and how it becomes a value: `impl Into<String>` and `value.into()`.
pub(super) fn argument(paths: &Paths<'_>, ty: &TypeRef, name: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = type_ref(paths, ty);
    match (ty, paths.target(ty)) {
        (TypeRef::Boxed(inner), _) => (type_ref(paths, inner), quote!(Box::new(#name))),
        (TypeRef::List(inner), _) => list(paths, inner, name),
        (TypeRef::Map(inner), _) => map(paths, inner, name),
        // What an alias is a list of, the file may not have imported.
        (_, TypeRef::List(inner)) if inner.named().is_none() => named_list(paths, ty, inner, name),
        _ if paths.converts(ty) => (quote!(impl Into<#plain>), quote!(#name.into())),
        _ => (plain, quote!(#name)),
    }
}

/// ```text
/// impl IntoIterator<Item: Into<String>>    runtime::list(value)
/// impl IntoIterator<Item = i64>            runtime::list::<i64>(value)
/// ```
fn list(paths: &Paths<'_>, inner: &TypeRef, name: &TokenStream) -> (TokenStream, TokenStream) {
    let item = type_ref(paths, inner);
    if paths.converts(inner) {
        return (quote!(impl IntoIterator<Item: Into<#item>>), quote!(runtime::list(#name)));
    }
    (quote!(impl IntoIterator<Item = #item>), quote!(runtime::list::<#item>(#name)))
}

/// ```text
/// impl IntoIterator<Item: Into<String>>    value.into_iter().map(Into::into).collect::<Tags>()
/// ```
fn named_list(paths: &Paths<'_>, ty: &TypeRef, inner: &TypeRef, name: &TokenStream) -> (TokenStream, TokenStream) {
    let whole = type_ref(paths, ty);
    let converted = paths.converts(inner).then(|| quote!(.map(Into::into)));
    (list(paths, inner, name).0, quote!(#name.into_iter() #converted .collect::<#whole>()))
}

/// ```text
/// impl IntoIterator<Item = (impl Into<String>, impl Into<f64>)>    runtime::map::<f64>(value)
/// ```
fn map(paths: &Paths<'_>, inner: &TypeRef, name: &TokenStream) -> (TokenStream, TokenStream) {
    let item = type_ref(paths, inner);
    let value = if paths.converts(inner) { quote!(impl Into<#item>) } else { item.clone() };
    (quote!(impl IntoIterator<Item = (impl Into<String>, #value)>), quote!(runtime::map::<#item>(#name)))
}

/// What a setter needs: its generics, the type of its argument, and what it sets.
pub(super) struct Setter {
    pub(super) generics: Option<TokenStream>,
    pub(super) taken: TokenStream,
    pub(super) value: TokenStream,
}

/// The setter of a field. Where null can be set, its argument may be `None`:
///
/// ```text
/// fn name<K>(mut self, value: impl runtime::IntoMaybe<String, K>)    value.into_maybe()
/// fn count(mut self, value: impl Into<runtime::Maybe<i64>>)          value.into()
/// ```
pub(super) fn setter(paths: &Paths<'_>, field: &Field) -> Setter {
    let plain = type_ref(paths, &field.ty);
    let target = paths.target(&field.ty);
    // A value converts into its box, so what is boxed because it contains itself is taken without one.
    let converts = paths.converts(&field.ty) || matches!(field.ty, TypeRef::Boxed(_));
    let is_exact = !converts || matches!(target, TypeRef::Json);
    let converted =
        |value| Setter { generics: Some(quote!(<K>)), taken: quote!(impl runtime::IntoMaybe<#plain, K>), value };
    let exact = |whole| Setter { generics: None, taken: quote!(impl Into<#whole>), value: quote!(value.into()) };
    match field.presence {
        Presence::OptionalNullable if is_exact => exact(quote!(runtime::Maybe<#plain>)),
        Presence::OptionalNullable => converted(quote!(value.into_maybe())),
        Presence::RequiredNullable if !is_exact => converted(quote!(value.into_nullable())),
        Presence::RequiredNullable if is_single(target) => exact(quote!(Option<#plain>)),
        Presence::RequiredNullable | Presence::Required | Presence::Optional => {
            let (taken, value) = argument(paths, &field.ty, &quote!(value));
            Setter { generics: None, taken, value: quote!(Some(#value)) }
        }
    }
}

/// Whether a value is taken as it is.
fn is_single(ty: &TypeRef) -> bool {
    !matches!(ty, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Json)
}
