//! OpenAPI 3.0 → IR: decides what is emitted. One file per part of an operation and per shape of a schema.

mod body;
mod operation;
mod parameter;
mod path;
mod reference;
mod response;
mod schema;
mod security;
mod server;
mod tags;

use std::collections::BTreeMap;

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Pointer};
use crate::ir::{Api, Origin, Shape, TypeDef, TypeId};

/// Lowers a document. What cannot be expressed is left out with a warning; what is wrong is reported as an error.
pub(crate) fn lower(openapi: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering =
        Lowering { openapi, diagnostics, types: Vec::new(), components: BTreeMap::new(), merging: Vec::new() };
    let mut api = Api {
        title: openapi.info.title.clone(),
        docs: openapi.info.description.clone().unwrap_or_default(),
        server: server::base_url(&mut lowering),
        ..Api::default()
    };
    schema::components(&mut lowering);
    operation::all(&mut lowering, &mut api);
    api.types = lowering.types;
    api
}

/// The document, and what has been made of it so far.
struct Lowering<'a> {
    openapi: &'a OpenAPI,
    diagnostics: &'a mut Diagnostics,
    types: Vec<TypeDef>,
    components: BTreeMap<String, TypeId>,
    /// The `allOf`s whose members are being lowered.
    merging: Vec<(Pointer, TypeId)>,
}

impl Lowering<'_> {
    /// Adds a type whose shape is not known yet, so that it can contain itself.
    fn reserve(&mut self, origin: Origin) -> TypeId {
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            origin,
            name: Default::default(),
            module: Default::default(),
            docs: String::new(),
            shape: Shape::Struct(Default::default()),
            usage: Default::default(),
            derives: Vec::new(),
            tags: None,
        });
        id
    }

    /// Says that something is left out, and what is there instead.
    fn warn(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) {
        self.diagnostics.warn(code, at, message);
    }
}
