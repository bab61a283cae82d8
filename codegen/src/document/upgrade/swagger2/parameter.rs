//! Parameters of Swagger 2.0: bodies and form fields among them, and schemas spelled out in place.

use serde_json::{Map, Value, json};

use super::document_defaults::{MediaTypes, Shared};
use super::response::component;
use crate::diagnostics::Pointer;
use crate::document::{SourceMap, internal_extensions, spec::v2};

/// A parameter and where it is declared.
#[derive(Clone)]
pub(super) struct Found {
    members: Map<String, Value>,
    source: Pointer,
}

impl Found {
    /// What makes two parameters the same.
    pub(super) fn key(&self) -> (Option<&str>, Option<&str>) {
        (self.text("name"), self.text("in"))
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.members.get(key).and_then(Value::as_str)
    }
}

/// A list of parameters, with those of the document in place of references to them.
pub(super) fn resolved(list: Vec<Value>, at: &Pointer, shared: &Shared) -> Vec<Found> {
    let found = |(index, parameter): (usize, Value)| match parameter {
        Value::Object(members) => follow(Found { members, source: at.index(index) }, shared),
        _ => None,
    };
    list.into_iter().enumerate().filter_map(found).collect()
}

/// The parameter at the end of a chain of references, which is no longer than there are parameters.
fn follow(mut found: Found, shared: &Shared) -> Option<Found> {
    for _ in 0..=shared.parameters.len() {
        let Some(name) = found.text("$ref").and_then(component) else { return Some(found) };
        let members = shared.parameters.get(&name)?.as_object()?.clone();
        found = Found { members, source: Pointer::root().at(["components", "parameters", &name]) };
    }
    None
}

/// Puts parameters where OpenAPI 3.0 has them: in `parameters` or in `requestBody`.
pub(super) fn convert(
    operation: &mut Map<String, Value>,
    all: Vec<Found>,
    consumes: &MediaTypes,
    (at, source_map): (&Pointer, &mut SourceMap),
) {
    let mut plain = Vec::new();
    let mut fields = Vec::new();
    for found in all {
        match found.text("in") {
            Some("body") => body(operation, found, consumes, (&at.child("requestBody"), source_map)),
            Some("formData") => fields.push(found),
            _ => {
                let at = at.child("parameters").index(plain.len());
                source_map.record(&at, &found.source);
                if !found.members.contains_key("schema") {
                    // The parameter is its own schema.
                    source_map.record(&at.child("schema"), &found.source);
                }
                plain.push(Value::Object(with_schema(found.members)));
            }
        }
    }
    if !plain.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(plain));
    }
    if !fields.is_empty() {
        form(operation, fields, consumes, (&at.child("requestBody"), source_map));
    }
}

fn body(
    operation: &mut Map<String, Value>,
    found: Found,
    consumes: &MediaTypes,
    (at, source_map): (&Pointer, &mut SourceMap),
) {
    let mut out = Map::new();
    source_map.record(at, &found.source);
    let mut members = found.members;
    let schema = members.shift_remove("schema");
    let source = if schema.is_some() { found.source.child("schema") } else { found.source };
    let schema = schema.unwrap_or_else(|| json!({}));
    let mut content = Map::new();
    consumes.record(at, source_map);
    for media_type in &consumes.names {
        source_map.record(&at.at(["content", media_type, "schema"]), &source);
        content.insert(media_type.clone(), json!({ "schema": schema }));
    }
    members.retain(|key, _| matches!(key.as_str(), "description" | "required") || key.starts_with("x-"));
    out.append(&mut members);
    out.insert("content".to_owned(), Value::Object(content));
    operation.insert("requestBody".to_owned(), Value::Object(out));
}

/// Form fields are the members of one object.
fn form(
    operation: &mut Map<String, Value>,
    fields: Vec<Found>,
    consumes: &MediaTypes,
    (at, source_map): (&Pointer, &mut SourceMap),
) {
    const URL_ENCODED: &str = "application/x-www-form-urlencoded";
    const MULTIPART: &str = "multipart/form-data";
    let has_file = fields.iter().any(|field| field.text("type") == Some("file"));
    let mut media_types: Vec<&str> =
        consumes.names.iter().map(String::as_str).filter(|it| [URL_ENCODED, MULTIPART].contains(it)).collect();
    if media_types.is_empty() {
        media_types.push(if has_file { MULTIPART } else { URL_ENCODED });
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut encoding = Map::new();
    // The object is written as a list of parameters.
    let list = fields.first().and_then(|field| field.source.parent()).unwrap_or_default();
    for media_type in &media_types {
        source_map.record(&at.at(["content", media_type, "schema"]), &list);
    }
    for field in fields {
        let name = field.text("name").unwrap_or_default().to_owned();
        encoding.extend(joined(&field).map(|style| (name.clone(), style)));
        if field.members.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::from(name.clone()));
        }
        for media_type in &media_types {
            source_map.record(&at.at(["content", media_type, "schema", "properties", &name]), &field.source);
        }
        let description = field.members.get("description").cloned();
        let mut schema = split(field.members).0;
        schema.extend(description.map(|text| ("description".to_owned(), text)));
        properties.insert(name, Value::Object(schema));
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    let is_required = !required.is_empty();
    if is_required {
        schema["required"] = Value::Array(required);
    }
    let content = media_types.iter().map(|name| {
        let mut media_type = json!({ "schema": schema });
        if !encoding.is_empty() {
            media_type["encoding"] = Value::Object(encoding.clone());
        }
        ((*name).to_owned(), media_type)
    });
    let content: Map<_, _> = content.collect();
    operation.insert("requestBody".to_owned(), json!({ "required": is_required, "content": content }));
}

/// How the items of a form field are joined; 3.0 repeats the name, which 2.0 calls `multi`.
fn joined(field: &Found) -> Option<Value> {
    let format = field.text("collectionFormat").unwrap_or("csv");
    let formats = formats(format, &field.members);
    if field.text("type") != Some("array") || (format == "multi" && formats.is_none()) {
        return None;
    }
    let mut encoding = json!({ "style": "form", "explode": format == "multi" });
    if let Some(formats) = formats {
        encoding[internal_extensions::COLLECTION_FORMAT] = formats.into();
    }
    Some(encoding)
}

/// The formats of an array and of the arrays in it, if no style of 3.0 says the same.
fn formats(format: &str, schema: &Map<String, Value>) -> Option<String> {
    let items = schema.get("items").and_then(Value::as_object);
    let nested = items.filter(|items| items.get("type").is_some_and(|name| name == "array"));
    let nested = nested.map(|items| items.get("collectionFormat").and_then(Value::as_str).unwrap_or("csv"));
    match (format, nested) {
        ("ssv" | "tsv" | "pipes", None) => Some(format.to_owned()),
        (_, None) => None,
        (format, Some(nested)) => Some(format!("{format} {nested}")),
    }
}

/// Splits what describes the value from what describes the parameter. A schema beside, in the manner of OpenAPI 3, is
/// the description of the value.
fn split(members: Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    const OWN: &[&str] = &["name", "in", "description", "required", "allowEmptyValue", "collectionFormat", "example"];
    let (mut value, own): (Map<_, _>, Map<_, _>) = members
        .into_iter()
        .partition(|(key, _)| !OWN.contains(&key.as_str()) && (!key.starts_with("x-") || key == "x-nullable"));
    if let Some(Value::Object(schema)) = value.shift_remove("schema") {
        value = schema;
    } else {
        // What is not known of plain values was not looked at.
        value.retain(|key, _| v2::ITEMS.member(key).is_some() || key == "x-nullable");
    }
    (value, own)
}

fn with_schema(members: Map<String, Value>) -> Map<String, Value> {
    let (schema, mut own) = split(members);
    let format = own.shift_remove("collectionFormat");
    if schema.get("type").is_some_and(|typ| typ == "array") {
        let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
        let formats = formats(format, &schema);
        own.extend(formats.map(|formats| (internal_extensions::COLLECTION_FORMAT.to_owned(), formats.into())));
        own.insert("explode".to_owned(), (format == "multi").into());
    }
    own.insert("schema".to_owned(), Value::Object(without_formats(schema)));
    own
}

/// How nested arrays are joined has no place in a schema.
fn without_formats(mut schema: Map<String, Value>) -> Map<String, Value> {
    schema.shift_remove("collectionFormat");
    if let Some(Value::Object(items)) = schema.shift_remove("items") {
        schema.insert("items".to_owned(), Value::Object(without_formats(items)));
    }
    schema
}
