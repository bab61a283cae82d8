//! The streams of a call whose answer comes in pages.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::type_ref::{Paths, type_ref};
use crate::ir::{self, CallParameter, NextPage, Operation, Pages, Presence, TypeRef, WireName, type_walks};

/// ```text
/// runtime::pages::impl_pages! {
///     ListUsers -> models::UserPage {
///         models::User: page => page.data,
///         cursor("/data", "/next_cursor").query("cursor"),
///     }
/// }
/// ```
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Option<TokenStream> {
    let pages = operation.pages.as_ref()?;
    let (items, item) = taken_out(paths, &operation.output.ty, &pages.items)?;
    let (name, page, item) = (ident(&operation.name), type_ref(paths, &operation.output.ty), type_ref(paths, item));
    let paging = paging(pages);
    Some(quote! {
        runtime::pages::impl_pages! { #name -> #page { #item: page => #items, #paging, } }
    })
}

/// `page.meta?.items`, and the type of an item. Where a value may be missing, there are no items without it.
fn taken_out<'a>(paths: &Paths<'a>, page: &'a TypeRef, items: &[WireName]) -> Option<(TokenStream, &'a TypeRef)> {
    let types = &paths.api().types;
    let (mut value, mut ty) = opened(paths, quote!(page), page);
    for name in items {
        let field = ir::type_walks::fields(types, ty).iter().find(|field| field.wire == *name)?;
        let name = ident(&field.name);
        let there = match field.presence {
            Presence::Required => quote!(#value.#name),
            Presence::RequiredNullable | Presence::Optional => quote!(#value.#name?),
            Presence::OptionalNullable => quote!(#value.#name.into_option()?),
        };
        (value, ty) = opened(paths, there, &field.ty);
    }
    Some((value, ir::type_walks::item_of(types, ty)?))
}

/// A value without the options and boxes around it.
fn opened<'a>(paths: &Paths<'a>, value: TokenStream, ty: &'a TypeRef) -> (TokenStream, &'a TypeRef) {
    let (mut value, mut ty) = (value, ty);
    for _ in 0..=paths.api().types.len() {
        match type_walks::resolve(&paths.api().types, ty) {
            TypeRef::Nullable(inner) => (value, ty) = (quote!(#value?), inner),
            TypeRef::Boxed(inner) => (value, ty) = (quote!((*#value)), inner),
            other => return (value, other),
        }
    }
    (value, ty)
}

/// `cursor("/data", "/next_cursor").query("cursor")`
fn paging(pages: &Pages) -> TokenStream {
    let text = |path: &[WireName]| Literal::string(&ir::pages::pointer(path));
    let items = text(&pages.items);
    let (by, first, last) = match &pages.next {
        NextPage::LinkHeader => (quote!(link_header(#items)), 0, None),
        NextPage::Link(next) => {
            let next = text(next);
            (quote!(link(#items, #next)), 0, None)
        }
        NextPage::Cursor(next, _) => {
            let next = text(next);
            (quote!(cursor(#items, #next)), 0, None)
        }
        NextPage::LastItem(next, _) => {
            let next = text(next);
            (quote!(last_item(#items, #next)), 0, None)
        }
        NextPage::Page { first, last, .. } => (quote!(page(#items)), *first, last.as_ref()),
        NextPage::Offset { first, .. } => (quote!(offset(#items)), *first, None),
    };
    let parameter = pages.next.parameter().map(|parameter| match parameter {
        CallParameter::Query(name) => {
            let name = wire(name);
            quote!(.query(#name))
        }
        CallParameter::Body(path) => {
            let path = text(path);
            quote!(.body(#path))
        }
    });
    let first = (first > 0).then(|| Literal::u64_unsuffixed(first)).map(|first| quote!(.first(#first)));
    let last = last.map(|last| text(last)).map(|last| quote!(.last(#last)));
    let more = pages.more.as_deref().map(text).map(|more| quote!(.more(#more)));
    quote!(#by #parameter #first #last #more)
}
