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
        let headers = response.get("headers").and_then(Value::as_object);
        let headers = headers.map(|all| headers_of_3((all, &source), &at, source_map));
        response.retain(|key, _| key == "description" || key == "schema" || key.starts_with("x-"));
        response.extend(headers.map(|headers| ("headers".to_owned(), headers)));
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

/// Headers with schemas. A list that is not divided by commas is a text, since there is one style of headers.
fn headers_of_3((headers, source): (&Map<String, Value>, &Pointer), at: &Pointer, source_map: &mut SourceMap) -> Value {
    let mut all = Map::new();
    for (name, header) in headers {
        let has = |key: &str| header.get(key).cloned();
        let is_divided_otherwise = header.get("collectionFormat").is_some_and(|format| format != "csv");
        let mut schema = Map::new();
        if is_divided_otherwise {
            schema.insert("type".to_owned(), json!("string"));
        } else {
            schema.extend(["type", "format", "items"].into_iter().filter_map(|key| Some((key.to_owned(), has(key)?))));
        }
        let mut converted = Map::from_iter([("schema".to_owned(), Value::Object(schema))]);
        converted.extend(has("description").map(|text| ("description".to_owned(), text)));
        source_map.record(&at.at(["headers", name, "schema"]), &source.at(["headers", name]));
        all.insert(name.clone(), Value::Object(converted));
    }
    Value::Object(all)
}

/// The name in a reference to a component.
pub(super) fn component(reference: &str) -> Option<String> {
    let pointer = Pointer::from_escaped(reference.strip_prefix('#')?);
    let name = pointer.segments().next_back()?.into_owned();
    Some(name)
}
