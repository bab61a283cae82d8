//! OpenAPI 3.0 → IR: decides what is emitted. One file per part of an operation and per shape of a schema.

mod body;
mod form;
mod operation;
mod parameter;
mod parameter_style;
mod path;
mod reference;
mod response;
mod schema;
mod security;
mod server;
mod shared;
mod tags;
mod webhooks;

use std::collections::BTreeMap;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Code, Pointer};
use crate::document::{Reporter, keywords};
use crate::ir::{Api, Origin, SchemaUse, Shape, TypeDef, TypeId, WireName};

/// Lowers a document. What cannot be expressed is left out with a warning; what is wrong is reported as an error.
pub(crate) fn lower(openapi: &OpenAPI, mut diagnostics: Reporter<'_>) -> Api {
    let hooks = webhooks::read(openapi);
    let (others, skipped) = operation::others(openapi, &mut diagnostics);
    let mut lowering = Lowering {
        openapi,
        diagnostics,
        types: Vec::new(),
        components: BTreeMap::new(),
        families: schema::family::all(openapi),
        nulls: Default::default(),
        distributed: 0,
        merging: Vec::new(),
        schemas: Vec::new(),
    };
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        dialect: extension(openapi, keywords::DIALECT).and_then(Value::as_str).unwrap_or_default().to_owned(),
        webhooks: webhooks(openapi),
        docs: openapi.info.description.clone().unwrap_or_default(),
        server: server::base_url(&mut lowering),
        skipped,
        references: shared::references(openapi),
        ..Api::default()
    };
    schema::components(&mut lowering);
    operation::all(&mut lowering, &others, &mut api);
    api.webhook_bodies = webhooks::bodies(&mut lowering, &hooks);
    api.types = lowering.types;
    api.schemas = lowering.schemas;
    api
}

fn extension<'a>(openapi: &'a OpenAPI, key: &str) -> Option<&'a Value> {
    openapi.extensions.get(key)
}

/// What the document says that its server calls, in its order.
fn webhooks(openapi: &OpenAPI) -> Vec<WireName> {
    let named = extension(openapi, keywords::WEBHOOKS).and_then(Value::as_object);
    named.into_iter().flatten().map(|(name, _)| WireName::new(&**name)).collect()
}

/// The document, and what has been made of it so far.
struct Lowering<'a> {
    openapi: &'a OpenAPI,
    diagnostics: Reporter<'a>,
    types: Vec<TypeDef>,
    components: BTreeMap<String, TypeId>,
    families: schema::family::Families,
    nulls: schema::nulls::Nulls,
    /// How many structs unions beside members have been made into.
    distributed: usize,
    /// The `allOf`s whose members are being lowered.
    merging: Vec<(Pointer, TypeId)>,
    /// What the schemas have become so far.
    schemas: Vec<SchemaUse>,
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
            tags: None,
        });
        id
    }

    /// Says that something is left out, and what is there instead.
    fn warn(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        self.diagnostics.report(code, at, message).help(remedy(code));
    }
}

/// What the author of a document can do about something that is left out.
fn remedy(code: Code) -> &'static str {
    match code {
        Code::WConstraint => "correct the schema in an overlay; the client sends and takes any value of the type",
        Code::WDiscriminator => "map it to one of the schemas of the union, or add the schema there",
        Code::WEncoding => "nothing, if the server does without them",
        Code::WMediaType => {
            "give all media types of a body the same schema, or remove those that are not needed in an overlay"
        }
        Code::WMethod => "correct the method in an overlay, or remove the operation there",
        Code::WParameter => "correct the name in an overlay, or remove the parameter there",
        Code::WPathRef | Code::WRef => "bundle the document, so that all it refers to is a component",
        Code::WResponse => "remove the body in an overlay, or declare it for another status",
        Code::WStream => "take the text apart at its line breaks, or ask for another media type",
        Code::WUntyped => "describe the value in an overlay by one type, or read the JSON as it is",
        Code::WXmlNamespace => "nothing, if the server does not insist on the namespace",
        _ => "correct the document with an overlay",
    }
}
