//! `TypeRef` → the tokens of a Rust type, and of the arguments that take one.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use crate::ir::{Api, Field, Operation, Presence, RustName, Shape, TextFormat, TypeDef, TypeId, TypeRef, type_walks};

/// How defined types are called in a file.
pub(super) struct Paths<'a> {
    api: &'a Api,
    prefix: TokenStream,
}

impl<'a> Paths<'a> {
    /// Among the models: `Link`.
    pub(super) fn among_models(api: &'a Api) -> Self {
        Self { api, prefix: TokenStream::new() }
    }

    /// Elsewhere: `models::Link`. A handle or a call may well have the name of a model.
    pub(super) fn elsewhere(api: &'a Api) -> Self {
        Self { api, prefix: quote!(models::) }
    }

    /// The handle that begins the calls of an operation.
    pub(super) fn handle(&self, operation: &Operation) -> &RustName {
        &self.api.tags[operation.tag.0].handle
    }

    /// The crate that the types are of.
    pub(super) fn api(&self) -> &'a Api {
        self.api
    }

    /// What a defined type is called.
    pub(super) fn name(&self, id: TypeId) -> &str {
        self.api.type_def(id).name.as_str()
    }

    /// Whether a type is an enum with a single known value.
    pub(super) fn has_one_value(&self, ty: &TypeRef) -> bool {
        matches!(self.shape(ty), Some(Shape::Enum(shape)) if shape.variants.len() == 1)
    }

    /// The type that a name stands for in the end.
    pub(super) fn target<'t>(&self, ty: &'t TypeRef) -> &'t TypeRef
    where
        'a: 't,
    {
        type_walks::resolve(&self.api.types, ty)
    }

    /// Whether a caller would rather give something else, such as `&str`.
    pub(super) fn converts(&self, ty: &TypeRef) -> bool {
        match self.target(ty) {
            TypeRef::String
            | TypeRef::Secret
            | TypeRef::Text(_)
            | TypeRef::Number
            | TypeRef::F64
            | TypeRef::Bytes
            | TypeRef::File
            | TypeRef::Json => true,
            defined => matches!(self.shape(defined), Some(Shape::Enum(_) | Shape::Union(_) | Shape::Keyed(_))),
        }
    }

    /// A defined type.
    pub(super) fn type_def(&self, id: TypeId) -> &TypeDef {
        self.api.type_def(id)
    }

    /// The shape of a defined type.
    pub(super) fn shape(&self, ty: &TypeRef) -> Option<&Shape> {
        match self.target(ty) {
            TypeRef::Named(id) => Some(&self.api.type_def(*id).shape),
            _ => None,
        }
    }
}

/// The type of a value: `Vec<Link>`.
pub(super) fn type_ref(paths: &Paths<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Unit => quote!(()),
        TypeRef::String => quote!(String),
        TypeRef::Secret => quote!(runtime::Secret),
        TypeRef::Bool => quote!(bool),
        TypeRef::Text(format) => text_format(*format),
        TypeRef::I32 => quote!(i32),
        TypeRef::I64 => quote!(i64),
        TypeRef::U32 => quote!(u32),
        TypeRef::U64 => quote!(u64),
        TypeRef::Number => quote!(runtime::Number),
        TypeRef::F64 => quote!(f64),
        TypeRef::Bytes => quote!(runtime::Bytes),
        TypeRef::File => quote!(runtime::FilePart),
        TypeRef::Json => quote!(runtime::Json),
        TypeRef::List(inner) => {
            let inner = type_ref(paths, inner);
            quote!(Vec<#inner>)
        }
        TypeRef::Map(inner) => {
            let inner = type_ref(paths, inner);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
        TypeRef::Nullable(inner) => {
            let inner = type_ref(paths, inner);
            quote!(Option<#inner>)
        }
        TypeRef::Boxed(inner) => {
            let inner = type_ref(paths, inner);
            quote!(Box<#inner>)
        }
        TypeRef::Named(id) => {
            let (prefix, name) = (&paths.prefix, ident(&paths.api.type_def(*id).name));
            quote!(#prefix #name)
        }
    }
}

/// The type of a string with a format: `runtime::dates::Date`.
fn text_format(format: TextFormat) -> TokenStream {
    match format {
        TextFormat::DateTime => quote!(runtime::dates::DateTime),
        TextFormat::Date => quote!(runtime::dates::Date),
        TextFormat::Time => quote!(runtime::dates::Time),
        TextFormat::Duration => quote!(runtime::dates::Duration),
        TextFormat::Uuid => quote!(runtime::Uuid),
        TextFormat::Ipv4 => quote!(runtime::Ipv4),
        TextFormat::Ipv6 => quote!(runtime::Ipv6),
        TextFormat::Base64 => quote!(runtime::base64::Base64),
        TextFormat::Base64Url => quote!(runtime::base64::Base64Url),
        TextFormat::Decimal => quote!(runtime::Decimal),
    }
}

/// The type of a field: `Option<Vec<Link>>`.
pub(super) fn field_type(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let inner = type_ref(paths, &field.ty);
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#inner>),
        Presence::OptionalNullable => quote!(runtime::Maybe<#inner>),
    }
}

/// Whether a value is a single one that prints as it is sent. Numbers with a point can be infinite, so they do not.
pub(super) fn is_text(paths: &Paths<'_>, ty: &TypeRef) -> bool {
    match paths.target(ty) {
        TypeRef::String | TypeRef::Text(_) | TypeRef::Bool => true,
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => true,
        defined => matches!(paths.shape(defined), Some(Shape::Enum(_))),
    }
}
