//! Responses of Swagger 2.0: one schema for all media types, and none where there is no body.

use serde_json::{Map, Value, json};

use super::document_defaults::{MediaTypes, Shared};
use crate::diagnostics::Pointer;
use crate::document::SourceMap;

/// Rewrites the responses of an operation that answers in the media types `produces`.
pub(super) fn convert(
    responses: &mut Map<String, Value>,
    produces: &MediaTypes,
    shared: &Shared,
    (at, source_map): (&Pointer, &mut SourceMap),
) {
    for (status, response) in responses.iter_mut() {
        let at = at.child(status);
        let mut source = at.clone();
        if let Some(name) = response.get("$ref").and_then(Value::as_str).and_then(component) {
            source = Pointer::root().at(["components", "responses", &name]);
            *response = shared.responses.get(&name).cloned().unwrap_or_else(|| json!({}));
        }
        let Value::Object(response) = response else { continue };
        let link = response.get("headers").and_then(Value::as_object).and_then(link_header);
        response.retain(|key, _| key == "description" || key == "schema" || key.starts_with("x-"));
        response.extend(link.map(|headers| ("headers".to_owned(), headers)));
        let Some(schema) = response.shift_remove("schema") else { continue };
        let mut content = Map::new();
        produces.record(&at, source_map);
        for media_type in &produces.names {
            let body = at.at(["content", media_type, "schema"]);
            source_map.record(&body, &source.child("schema"));
            content.insert(media_type.clone(), json!({ "schema": schema }));
        }
        response.insert("content".to_owned(), Value::Object(content));
    }
}

/// The header `Link`, which leads to the next page; no other one is looked at.
fn link_header(headers: &Map<String, Value>) -> Option<Value> {
    let name = headers.keys().find(|name| name.eq_ignore_ascii_case("link"))?;
    Some(json!({ name.as_str(): { "schema": { "type": "string" } } }))
}

/// The name in a reference to a component.
pub(super) fn component(reference: &str) -> Option<String> {
    let pointer = Pointer::from_escaped(reference.strip_prefix('#')?);
    let name = pointer.segments().next_back()?.into_owned();
    Some(name)
}
