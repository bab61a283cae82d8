//! OpenAPI → IR: decides what is emitted. One file per part of an operation and per shape of a schema.

mod body;
mod form;
mod lowering;
mod media_type_schema;
mod merge_patch;
mod operation;
mod pages;
mod parameter;
mod parameter_style;
mod path;
mod prose;
mod reference;
mod response;
mod response_headers;
mod schema;
mod security;
mod security_conflicts;
mod security_scheme;
mod server;
mod server_choice;
mod stream;
mod tags;
mod unstyled;
mod webhooks;

use openapiv3::OpenAPI;
use serde_json::Value;

use self::lowering::Lowering;
use crate::document::schema::Schemas;
use crate::document::{Reporter, internal_extensions};
use crate::ir::{Api, WireName};

/// Lowers a document. What cannot be expressed is left out with a warning; what is wrong is reported as an error.
pub(crate) fn lower(openapi: &OpenAPI, schemas: Schemas, mut diagnostics: Reporter<'_>) -> Api {
    let hooks = webhooks::read(openapi);
    let (others, skipped) = operation::others(openapi, &mut diagnostics);
    let hierarchies = schema::inheritance::all(&schemas);
    let mut lowering = Lowering::new(openapi, (schemas, hierarchies), diagnostics);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        webhooks: webhooks(openapi),
        docs: openapi.info.description.clone().unwrap_or_default(),
        server: server::base_url(&mut lowering),
        server_docs: server::docs(&openapi.servers),
        servers: server_choice::servers(&openapi.servers),
        skipped,
        ..Api::default()
    };
    schema::components(&mut lowering);
    let hints = operation::all(&mut lowering, &others, &mut api);
    api.webhook_bodies = webhooks::bodies(&mut lowering, &hooks);
    api.types = std::mem::take(&mut lowering.types);
    pages::find(&mut lowering, &mut api, &hints.pages);
    stream::settle(&mut lowering, &mut api, &hints.streams);
    api.schemas = lowering.uses;
    api
}

/// What the document says that its server calls, in its order.
fn webhooks(openapi: &OpenAPI) -> Vec<WireName> {
    let named = openapi.extensions.get(internal_extensions::WEBHOOKS).and_then(Value::as_object);
    named.into_iter().flatten().map(|(name, _)| WireName::new(&**name)).collect()
}
