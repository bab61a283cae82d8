//! OpenAPI → IR: decides what is emitted. One file per part of an operation and per shape of a schema.

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
mod tags;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Code, Pointer};
use crate::document::schema::{Schema, SchemaId, Schemas};
use crate::document::{Reporter, keywords};
use crate::ir::{Api, Origin, SchemaUse, Shape, TypeDef, TypeId, WireName};

/// Lowers a document. What cannot be expressed is left out with a warning; what is wrong is reported as an error.
pub(crate) fn lower(openapi: &OpenAPI, schemas: Schemas, mut diagnostics: Reporter<'_>) -> Api {
    let hooks = webhooks::read(openapi);
    let (others, skipped) = operation::others(openapi, &mut diagnostics);
    let mut lowering = Lowering {
        openapi,
        diagnostics,
        types: Vec::new(),
        components: BTreeMap::new(),
        hierarchies: schema::inheritance::all(&schemas),
        schemas,
        nulls: Default::default(),
        distributed: 0,
        defining: Vec::new(),
        open: BTreeSet::new(),
        uses: Vec::new(),
        warned: BTreeSet::new(),
    };
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        dialect: extension(openapi, keywords::DIALECT).and_then(Value::as_str).unwrap_or_default().to_owned(),
        webhooks: webhooks(openapi),
        docs: openapi.info.description.clone().unwrap_or_default(),
        server: server::base_url(&mut lowering),
        skipped,
        ..Api::default()
    };
    schema::components(&mut lowering);
    operation::all(&mut lowering, &others, &mut api);
    api.webhook_bodies = webhooks::bodies(&mut lowering, &hooks);
    api.types = lowering.types;
    api.schemas = lowering.uses;
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
    schemas: Schemas,
    diagnostics: Reporter<'a>,
    types: Vec<TypeDef>,
    /// The types of the components.
    components: BTreeMap<SchemaId, TypeId>,
    hierarchies: schema::inheritance::Hierarchies,
    nulls: schema::nulls::Nulls,
    /// How many structs unions beside members have been made into.
    distributed: usize,
    /// The schemas whose members, items or branches are being lowered, and the types that they are to become.
    defining: Vec<(Pointer, TypeId)>,
    /// The inline schemas that are being lowered: a schema that is merged into its own member comes back to itself.
    open: BTreeSet<SchemaId>,
    /// What the schemas have become so far.
    uses: Vec<SchemaUse>,
    /// What has been warned of: a schema that several operations share is lowered for each.
    warned: BTreeSet<(Pointer, String)>,
}

impl Lowering<'_> {
    fn schema(&self, id: SchemaId) -> Rc<Schema> {
        self.schemas.get(id)
    }

    /// The schema that a reference leads to in the end, or the schema itself.
    fn target(&self, id: SchemaId) -> Option<Rc<Schema>> {
        Some(self.schemas.get(self.schemas.target(id)?))
    }

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
        let message = message.into();
        if self.warned.insert((at.clone(), message.clone())) {
            self.diagnostics.report(code, at, message).help(remedy(code));
        }
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
