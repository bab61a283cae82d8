//! Structs: fields, the setters of those that are sent, and the table of members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::type_ref::{Paths, argument, field_type};
use super::{docs::docs, types::derives};
use crate::ir::{Field, Presence, Struct, TypeDef};

/// ```text
/// #[derive(Clone, Default)]
/// pub struct Link { pub uri: Option<String> }
/// impl Link { pub fn new() -> Self … pub fn uri(mut self, value: impl Into<String>) -> Self … }
/// runtime::wire! { Link as "Link" { 0 uri: "uri", } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, shape: &Struct) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let derives = derives(def);
    let closed = (!def.usage.request).then(|| quote!(#[non_exhaustive]));
    let fields = shape.fields.iter().map(|field| self::field(paths, field));
    let item = quote! {
        #docs
        #derives
        #closed
        pub struct #name { #(#fields,)* }
    };
    let mut items = vec![item];
    if def.usage.request {
        let new = new(paths, shape);
        let setters =
            shape.fields.iter().filter(|field| field.presence != Presence::Required).map(|field| setter(paths, field));
        items.push(quote!(impl #name { #new #(#setters)* }));
    }
    items.push(table(def, shape));
    items
}

fn field(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let docs = docs(&field.docs);
    let name = ident(&field.name);
    let ty = field_type(paths, field);
    quote!(#docs pub #name: #ty)
}

/// ```text
/// pub fn new(id: impl Into<String>) -> Self { Self { id: id.into(), ..Self::default() } }
/// ```
fn new(paths: &Paths<'_>, shape: &Struct) -> TokenStream {
    let required: Vec<&Field> = shape.fields.iter().filter(|field| field.presence == Presence::Required).collect();
    if required.is_empty() {
        return quote!(
            pub fn new() -> Self {
                Self::default()
            }
        );
    }
    let (arguments, values): (Vec<_>, Vec<_>) = required
        .iter()
        .map(|field| {
            let name = ident(&field.name);
            let (taken, value) = argument(paths, &field.ty, &quote!(#name));
            let value = if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) };
            (quote!(#name: #taken), value)
        })
        .unzip();
    let rest = (required.len() < shape.fields.len()).then(|| quote!(..Self::default()));
    quote!(pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #rest } })
}

/// ```text
/// pub fn uri(mut self, value: impl Into<String>) -> Self { self.uri = Some(value.into()); self }
/// ```
fn setter(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let ((taken, value), wrapped) = match field.presence {
        Presence::OptionalNullable => {
            let whole = field_type(paths, field);
            ((quote!(impl Into<#whole>), quote!(value.into())), false)
        }
        _ => (argument(paths, &field.ty, &quote!(value)), true),
    };
    let value = if wrapped { quote!(Some(#value)) } else { value };
    quote! {
        pub fn #name(mut self, value: #taken) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn table(def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let root = shape.xml_root.as_ref().map_or_else(|| Literal::string(def.name.as_str()), wire);
    let rows = shape.fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        let (name, wire) = (ident(&field.name), wire(&field.wire));
        let flags = flags(field);
        quote!(#index #name: #wire #flags)
    });
    quote!(runtime::wire! { #name as #root { #(#rows,)* } })
}

fn flags(field: &Field) -> TokenStream {
    let required = field.presence.is_required().then(|| quote!(.required()));
    let name = field.xml.name.as_ref().map(wire).map(|name| quote!(.xml_name(#name)));
    let item = field.xml.item.as_ref().map(wire).map(|name| quote!(.xml_item(#name)));
    let attribute = field.xml.attribute.then(|| quote!(.xml_attribute()));
    let wrapped = field.xml.wrapped.then(|| quote!(.xml_wrapped()));
    quote!(#required #name #item #attribute #wrapped)
}
