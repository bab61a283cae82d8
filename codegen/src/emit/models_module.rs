//! The module `models`: a file per component, with what is inside of it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::{
    deprecation,
    docs::docs,
    enumeration, keyed,
    source_file::SourceFile,
    struct_def, tuple,
    type_ref::{Paths, type_ref},
    union,
};
use crate::ir::{Api, Shape, TypeDef, TypeRef};

/// The root of `models`. Types are in the order of their modules.
pub(super) fn index(api: &Api) -> SourceFile {
    let modules = modules(api).map(|defs| {
        let cfg = cfg_features(api, &defs[0]);
        let module = ident(&defs[0].module);
        let names = defs.iter().map(|def| ident(&def.name));
        let names = if defs.len() == 1 { quote!(#(#names)*) } else { quote!({ #(#names),* }) };
        (quote!(#cfg mod #module;), quote!(#cfg pub use #module::#names;))
    });
    let (mut items, uses): (Vec<_>, Vec<_>) = modules.unzip();
    items.extend(uses);
    SourceFile {
        path: "src/models/mod.rs".to_owned(),
        about: "The types that travel, one file each.".to_owned(),
        items,
    }
}

/// The types of each module, which stand together.
pub(super) fn modules(api: &Api) -> impl Iterator<Item = &[TypeDef]> {
    api.types.chunk_by(|a, b| a.module == b.module)
}

/// One module of `models`.
pub(super) fn emit(api: &Api, defs: &[TypeDef]) -> SourceFile {
    let paths = Paths::among_models(api);
    let mut items = imports(api, defs);
    for def in defs {
        items.extend(match &def.shape {
            Shape::Struct(shape) => struct_def::emit(&paths, def, shape),
            Shape::Enum(shape) => enumeration::emit(def, shape),
            Shape::Union(shape) => union::emit(&paths, def, shape),
            Shape::Keyed(variants) => keyed::emit(&paths, def, variants),
            Shape::Tuple(items) => tuple::emit(&paths, def, items),
            Shape::Alias(target) => vec![alias(&paths, def, target)],
        });
    }
    let about = match defs {
        [only] => format!("The type `{}`.", only.name),
        [first, ..] => format!("The type `{}`, and those that only it has.", first.name),
        [] => String::new(),
    };
    let path = defs.first().map(|first| format!("src/models/{}.rs", first.module)).unwrap_or_default();
    SourceFile { path, about, items }
}

/// ```text
/// pub type SecureString = runtime::Secret;
/// ```
fn alias(paths: &Paths<'_>, def: &TypeDef, target: &TypeRef) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs(&def.docs);
    let deprecated = deprecation::attribute(def.deprecated, &def.docs);
    let target = type_ref(paths, target);
    quote!(#docs #deprecated pub type #name = #target;)
}

/// The runtime, and the types of other files.
fn imports(api: &Api, defs: &[TypeDef]) -> Vec<TokenStream> {
    let mut others = BTreeSet::new();
    for part in defs.iter().flat_map(|def| def.shape.parts()) {
        let other = part.named().map(|id| api.type_def(id));
        others.extend(other.filter(|other| other.module != defs[0].module).map(|other| &other.name));
    }
    let others: Vec<_> = others.into_iter().map(ident).collect();
    let mut items = Vec::new();
    match others.as_slice() {
        [] => {}
        [one] => items.push(quote!(use super::#one;)),
        many => items.push(quote!(use super::{ #(#many),* };)),
    }
    let mut uses_runtime = defs.iter().any(|def| !matches!(def.shape, Shape::Alias(_)));
    uses_runtime |= defs.iter().flat_map(|def| def.shape.parts()).any(is_of_runtime);
    if uses_runtime {
        items.push(quote!(
            use crate::runtime;
        ));
    }
    items
}

/// Whether a type is one of the runtime's.
fn is_of_runtime(ty: &TypeRef) -> bool {
    matches!(ty.innermost(), TypeRef::Secret | TypeRef::Text(_) | TypeRef::Number | TypeRef::Json)
}

/// `#[cfg(any(feature = "users", feature = "groups"))]`, where not every feature needs the type.
fn cfg_features(api: &Api, def: &TypeDef) -> TokenStream {
    let Some(tags) = &def.tags else { return TokenStream::new() };
    let features = tags.iter().filter_map(|tag| api.tags[tag.0].feature.as_ref()).map(|name| quote!(feature = #name));
    let features: Vec<_> = features.collect();
    match features.as_slice() {
        [one] => quote!(#[cfg(#one)]),
        many => quote!(#[cfg(any(#(#many),*))]),
    }
}
