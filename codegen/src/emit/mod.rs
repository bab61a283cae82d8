//! IR → tokens: one file per construct of the output. Nothing is decided here and nothing can fail.

mod client;
mod commonmark;
mod docs;
mod enumeration;
mod error_bodies;
mod ident;
mod library;
mod model;
mod operation;
mod outputs;
mod outside;
mod parameter;
mod tag;
mod tuple;
mod type_ref;
mod types;
mod union;

pub(crate) use outside::type_text;
use proc_macro2::TokenStream;

use crate::ir::{Api, RustName, TagId};

/// A source file of the emitted crate, not yet text.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// Its path in the crate, made of identifiers only.
    pub path: String,
    /// What its first line says it is; no text of the document.
    pub about: String,
    /// Its items.
    pub items: Vec<TokenStream>,
}

/// One file to be emitted. Tokens stay in their thread, so the files are handed out to threads before they are tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit<'a> {
    /// The root of the crate.
    Library,
    /// The client. The text is what it calls itself on the wire.
    Client(&'a str),
    /// A handle and its operations.
    Tag(TagId),
    /// The list of models.
    Models,
    /// A module of models.
    Model(&'a RustName),
}

/// All files but the runtime and the manifest.
pub(crate) fn units<'a>(api: &'a Api, crate_name: &'a str) -> Vec<Unit<'a>> {
    let mut units = vec![Unit::Library, Unit::Client(crate_name), Unit::Models];
    units.extend((0..api.tags.len()).map(|index| Unit::Tag(TagId(index))));
    let mut modules: Vec<&RustName> = api.types.iter().map(|def| &def.module).collect();
    modules.dedup();
    units.extend(modules.into_iter().map(Unit::Model));
    units
}

/// Emits one file.
pub(crate) fn emit(api: &Api, unit: Unit<'_>) -> SourceFile {
    match unit {
        Unit::Library => library::emit(api),
        Unit::Client(crate_name) => client::emit(api, crate_name),
        Unit::Tag(id) => tag::emit(api, id),
        Unit::Models => types::index(api),
        Unit::Model(module) => types::emit(api, module),
    }
}
