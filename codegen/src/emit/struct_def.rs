//! Structs: fields, the setters of those that are sent, and the table of members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::argument::{self, Setter, argument};
use super::constants::{constant, is_fixed};
use super::deprecation;
use super::docs::docs;
use super::ident::{crowded, ident, like_operator, wire};
use super::type_ref::{Paths, field_type, type_ref};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef, TypeRef};

/// ```text
/// #[derive(Clone, Default)]
/// pub struct Link { pub uri: Option<String> }
/// impl Link { pub fn new() -> Self … pub fn uri(mut self, value: impl Into<String>) -> Self … }
/// runtime::impl_model! { Link as "Link" { 0 uri: "uri", } }
/// ```
pub(super) fn emit(paths: &Paths<'_>, def: &TypeDef, shape: &Struct) -> Vec<TokenStream> {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let deprecated = deprecation::attribute(def.deprecated, &def.docs);
    let closed = (!def.usage.request).then(|| quote!(#[non_exhaustive]));
    let fields = shape.fields.iter().map(|field| self::field(paths, field));
    let fields = fields.chain(shape.rest.iter().map(|rest| self::rest(paths, rest)));
    let intricate = shape.fields.iter().any(is_intricate);
    let intricate = intricate
        .then(|| quote!(#[allow(clippy::type_complexity, reason = "the document nests lists and maps as deep")]));
    let item = quote! {
        #docs
        #deprecated
        #[derive(Clone, Default)]
        #closed
        #intricate
        pub struct #name { #(#fields,)* }
    };
    let mut items = vec![item];
    if def.usage.request {
        let new = new(paths, shape);
        let said = shape.fields.iter().filter(|field| field.access != Access::ReadOnly);
        let setters = said.filter(|field| field.presence != Presence::Required).map(|field| setter(paths, field));
        let rest = shape.rest.iter().map(|rest| rest_setter(paths, rest));
        items.push(quote!(#intricate impl #name { #new #(#setters)* #(#rest)* }));
    }
    items.push(table(def, shape));
    items
}

/// Whether clippy would rather give a part of the type a name. It counts ten for each type, times how deep it is.
fn is_intricate(field: &Field) -> bool {
    let mut around: usize = 1 + usize::from(field.presence != Presence::Required);
    let mut score = around * 10;
    let mut ty = &field.ty;
    while let TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) | TypeRef::Boxed(inner) = ty {
        around += 1;
        score += around * if let TypeRef::Map(_) = ty { 20 } else { 10 };
        ty = inner;
    }
    score + 10 > MOST_INTRICATE
}

/// The score from which clippy warns.
const MOST_INTRICATE: usize = 250;

fn field(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let docs = docs(&deprecation::docs(field.deprecated, &field.docs));
    let name = ident(&field.name);
    let ty = field_type(paths, field);
    quote!(#docs pub #name: #ty)
}

/// ```text
/// /// Other members.
/// pub additional_properties: std::collections::BTreeMap<String, i64>
/// ```
fn rest(paths: &Paths<'_>, rest: &Rest) -> TokenStream {
    let (name, ty) = (ident(&rest.name), rest_type(paths, rest));
    quote!(#[doc = " Other members."] pub #name: #ty)
}

fn rest_type(paths: &Paths<'_>, rest: &Rest) -> TokenStream {
    let value = type_ref(paths, &rest.ty);
    quote!(std::collections::BTreeMap<String, #value>)
}

fn rest_setter(paths: &Paths<'_>, rest: &Rest) -> TokenStream {
    let name = ident(&rest.name);
    let (taken, value) = argument(paths, &TypeRef::Map(Box::new(rest.ty.clone())), &quote!(value));
    quote!(pub fn #name(mut self, value: #taken) -> Self { self.#name = #value; self })
}

/// ```text
/// pub fn new(id: impl Into<String>) -> Self { Self { id: id.into(), ..Self::default() } }
/// ```
///
/// The arguments are in the order of the names on the wire: another order of the document is to swap none of them.
fn new(paths: &Paths<'_>, shape: &Struct) -> TokenStream {
    let required = constructor_arguments(paths, shape);
    let constants: Vec<TokenStream> =
        shape.fields.iter().filter_map(|field| self::constant_value(paths, field)).collect();
    if required.is_empty() && constants.is_empty() {
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
    let has_others = required.len() + constants.len() < shape.fields.len() || shape.rest.is_some();
    let values = values.into_iter().chain(constants);
    let rest = has_others.then(|| quote!(..Self::default()));
    let allowed = crowded(arguments.len());
    quote!(#allowed pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #rest } })
}

/// The fields that `new` takes, in the order of its arguments.
pub(super) fn constructor_arguments<'s>(paths: &Paths<'_>, shape: &'s Struct) -> Vec<&'s Field> {
    let mut required: Vec<&Field> = shape.fields.iter().filter(|field| is_argument(paths, field)).collect();
    required.sort_by_key(|field| &field.wire);
    required
}

/// Whether only the caller can know the value: the server says what is read-only, and one value needs no choice.
fn is_argument(paths: &Paths<'_>, field: &Field) -> bool {
    field.presence == Presence::Required && field.access != Access::ReadOnly && !is_fixed(paths, field)
}

/// `kind: "cat".into()`, for a field with one possible value that it does not have by itself.
fn constant_value(paths: &Paths<'_>, field: &Field) -> Option<TokenStream> {
    let value = constant(paths, field).filter(|_| field.access != Access::ReadOnly)?;
    let name = ident(&field.name);
    Some(match field.presence {
        Presence::Required => quote!(#name: #value),
        Presence::RequiredNullable | Presence::Optional => quote!(#name: Some(#value)),
        Presence::OptionalNullable => quote!(#name: runtime::Maybe::Value(#value)),
    })
}

/// ```text
/// pub fn uri(mut self, value: impl Into<String>) -> Self { self.uri = Some(value.into()); self }
/// ```
fn setter(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let allowed = like_operator(&field.name);
    let deprecated = deprecation::attribute(field.deprecated, &field.docs);
    let Setter { generics, taken, value } = argument::setter(paths, field);
    quote! {
        #allowed
        #deprecated
        pub fn #name #generics(mut self, value: #taken) -> Self {
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
        let flags = flags(def, field);
        quote!(#index #name: #wire #flags)
    });
    let rest = shape.rest.iter().map(|rest| ident(&rest.name));
    quote!(runtime::impl_model! { #name as #root { #(#rows,)* #(..#rest,)* } })
}

fn flags(def: &TypeDef, field: &Field) -> TokenStream {
    let required = field.presence.is_required().then(|| quote!(.required()));
    let access = match field.access {
        Access::Both => None,
        Access::ReadOnly => Some(quote!(.read_only())),
        Access::WriteOnly => Some(quote!(.write_only())),
    };
    let constant = field.constant.as_ref().map(|json| Literal::string(json)).map(|json| quote!(.constant(#json)));
    let tag = field.tag.as_ref().filter(|_| def.usage.request).map(wire).map(|text| quote!(.tag(#text)));
    let name = field.xml.name.as_ref().map(wire).map(|name| quote!(.xml_name(#name)));
    let item = field.xml.item.as_ref().map(wire).map(|name| quote!(.xml_item(#name)));
    let attribute = field.xml.attribute.then(|| quote!(.xml_attribute()));
    let wrapped = field.xml.wrapped.then(|| quote!(.xml_wrapped()));
    quote!(#required #access #constant #tag #name #item #attribute #wrapped)
}
