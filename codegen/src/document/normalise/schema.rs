//! A schema of any dialect → a schema of OpenAPI 3.0. The schemas inside have been through here before.

use serde_json::{Map, Value, json};

use super::{Warn, nullable, rest, types, values};
use crate::{
    diagnostics::{Code, Pointer},
    document::{dialect::Dialect, keywords},
};

/// Keywords that describe nothing a client could use.
const DROPPED: &[&str] =
    &["$defs", "definitions", "$id", "$schema", "$anchor", "$dynamicAnchor", "$comment", "contentSchema"];

/// Normalises one schema, or the boolean in its place.
pub(super) fn normalise(value: &mut Value, dialect: Dialect, warn: &mut Warn<'_>) {
    match value {
        Value::Bool(true) => *value = json!({}),
        Value::Bool(false) => *value = json!({"not": {}}),
        Value::Object(members) => object(members, dialect, warn),
        _ => {}
    }
}

fn object(members: &mut Map<String, Value>, dialect: Dialect, warn: &mut Warn<'_>) {
    members.retain(|key, _| !DROPPED.contains(&key.as_str()));
    if members.contains_key("$ref") {
        reference(members, dialect);
        if members.contains_key("$ref") {
            return;
        }
    }
    if members.shift_remove("$dynamicRef").is_some() {
        warn(Code::WUnsupported, "`$dynamicRef` is not followed; anything is allowed here".to_owned());
    }
    super::fit::drop_unfit(members, &crate::document::spec::SCHEMA);
    if members.get("required").is_some_and(Value::is_boolean) {
        warn(Code::WRequired, "`required` of a schema lists the names of members; the boolean is ignored".to_owned());
        members.shift_remove("required");
    }
    // The way of 2.0, which has been said of the others.
    if let Some(name) = members.get("discriminator").and_then(Value::as_str) {
        let discriminator = json!({"propertyName": name});
        members.insert("discriminator".to_owned(), discriminator);
    }
    if dialect == Dialect::Swagger2 {
        vendor_keywords(members);
    }
    exclusion(members);
    values::normalise(members);
    types::normalise(members);
    nullable::normalise(members);
    values::join(members);
    bounds(members);
    content(members);
    tuples(members);
    conditional(members);
    open(members);
    if let Some(xml) = members.shift_remove("xml") {
        members.insert(keywords::XML.to_owned(), xml);
    }
}

/// Beside a reference nothing counts in 2.0 and 3.0; since 3.1 all does.
fn reference(members: &mut Map<String, Value>, dialect: Dialect) {
    if members.len() == 1 {
        return;
    }
    if dialect == Dialect::OpenApi31 {
        let Some(target) = members.shift_remove("$ref") else { return };
        let mut all = vec![json!({"$ref": target})];
        if let Some(Value::Array(others)) = members.shift_remove("allOf") {
            all.extend(others);
        }
        members.insert("allOf".to_owned(), Value::Array(all));
    } else {
        members.retain(|key, _| key == "$ref");
    }
}

/// What 2.0 has no words for is usually said like this.
fn vendor_keywords(members: &mut Map<String, Value>) {
    for (theirs, ours) in [("x-nullable", "nullable"), ("x-anyOf", "anyOf"), ("x-oneOf", "oneOf")] {
        if let Some(value) = members.shift_remove(theirs)
            && !members.contains_key(ours)
        {
            members.insert(ours.to_owned(), value);
        }
    }
    if members.get("type").and_then(Value::as_str) == Some("file") {
        members.insert("type".to_owned(), "string".into());
        members.insert("format".to_owned(), "binary".into());
    }
}

/// What a value is not says nothing about its shape, where something else does. It is noted by nobody: like all conditions
/// it is the server's to enforce.
fn exclusion(members: &mut Map<String, Value>) {
    const SHAPES: &[&str] =
        &["type", "enum", "const", "properties", "items", "additionalProperties", "allOf", "anyOf", "oneOf"];
    if SHAPES.iter().any(|key| members.contains_key(*key)) {
        members.shift_remove("not");
    }
}

/// `exclusiveMinimum: 5` → `minimum: 5, exclusiveMinimum: true`; bounds of integers are written as integers.
fn bounds(members: &mut Map<String, Value>) {
    for (exclusive, inclusive, tighter) in
        [("exclusiveMinimum", "minimum", f64::gt as fn(&f64, &f64) -> bool), ("exclusiveMaximum", "maximum", f64::lt)]
    {
        let Some(bound) = members.get(exclusive).filter(|value| value.is_number()).cloned() else { continue };
        let other = members.get(inclusive).and_then(Value::as_f64);
        if other.zip(bound.as_f64()).is_some_and(|(other, bound)| tighter(&other, &bound)) {
            members.shift_remove(exclusive);
        } else {
            members.insert(inclusive.to_owned(), bound);
            members.insert(exclusive.to_owned(), true.into());
        }
    }
    if members.get("type").and_then(Value::as_str) == Some("integer") {
        for key in ["minimum", "maximum", "multipleOf"] {
            if let Some(whole) = members.get(key).and_then(whole) {
                members.insert(key.to_owned(), whole.into());
            }
        }
    }
}

/// `1.0` and `1e3` as integers, where they are exact.
fn whole(value: &Value) -> Option<i64> {
    let number = value.as_f64().filter(|_| !value.is_i64())?;
    // Up to 2^53 every integer has its own floating-point number.
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}

/// `contentEncoding` and `contentMediaType` → the formats of 3.0; the first of several examples.
fn content(members: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = members.shift_remove("examples")
        && !members.contains_key("example")
        && let Some(first) = examples.into_iter().next()
    {
        members.insert("example".to_owned(), first);
    }
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    let has_format = members.contains_key("format");
    match (encoding, media_type) {
        (Some(encoding), media_type) => {
            if encoding == "base64" && !has_format {
                members.insert("format".to_owned(), "byte".into());
            } else {
                members.insert(keywords::CONTENT_ENCODING.to_owned(), encoding);
            }
            if let Some(media_type) = media_type {
                members.insert(keywords::CONTENT_MEDIA_TYPE.to_owned(), media_type);
            }
        }
        (None, Some(media_type)) if media_type == "application/octet-stream" && !has_format => {
            members.insert("format".to_owned(), "binary".into());
        }
        (None, Some(media_type)) => {
            members.insert(keywords::CONTENT_MEDIA_TYPE.to_owned(), media_type);
        }
        (None, None) => {}
    }
}

/// A tuple becomes a list of whatever its places hold. Older drafts write it as a list under `items`.
fn tuples(members: &mut Map<String, Value>) {
    let first = match (members.shift_remove("prefixItems"), members.get("items")) {
        (Some(Value::Array(first)), _) => first,
        (_, Some(Value::Array(_))) => match members.shift_remove("items") {
            Some(Value::Array(first)) => first,
            _ => return,
        },
        _ => return,
    };
    let mut any: Vec<Value> = Vec::new();
    // `items: false` closes the tuple; any other schema describes what may follow. A second list says nothing.
    let following = members.shift_remove("items").filter(|items| items.is_object() && *items != json!({"not": {}}));
    for item in first.iter().cloned().chain(following) {
        if !any.contains(&item) {
            any.push(item);
        }
    }
    let items = match any.len() {
        0 => json!({}),
        1 => any.swap_remove(0),
        _ => json!({"anyOf": any}),
    };
    members.insert("items".to_owned(), items);
    members.insert(keywords::PREFIX_ITEMS.to_owned(), Value::Array(first));
}

/// What says in other words that an object has members beyond those that are named.
const OPEN: [&str; 2] = ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"];

/// A place for members that are not named, where there is said to be one.
fn open(members: &mut Map<String, Value>) {
    let is_open = OPEN.iter().any(|key| members.get(*key) == Some(&Value::Bool(true)));
    if is_open && members.contains_key("properties") && !members.contains_key("additionalProperties") {
        members.insert("additionalProperties".to_owned(), true.into());
    }
}

/// Members that are there under conditions only. Whether they hold is the server's to say; a reader has to expect them.
fn conditional(members: &mut Map<String, Value>) {
    let mut all: Map<String, Value> = Map::new();
    let mut add = |place: &str, schema: Option<Value>| {
        let Some(Value::Object(mut schema)) = schema else { return };
        if let Some(Value::Object(properties)) = schema.shift_remove("properties") {
            // What must not be there needs no place.
            let described = properties.into_iter().filter(|(_, schema)| !rest::allows_nothing(schema));
            all.insert(format!("{place}/properties"), described.collect());
        }
        if let Some(Value::Object(inner)) = schema.shift_remove(keywords::CONDITIONAL) {
            all.extend(inner.into_iter().map(|(below, properties)| (format!("{place}/{below}"), properties)));
        }
    };
    for key in ["then", "else"] {
        add(key, members.shift_remove(key));
    }
    if let Some(Value::Object(dependent)) = members.shift_remove("dependentSchemas") {
        for (name, schema) in dependent {
            add(Pointer::root().at(["dependentSchemas", &name]).as_str().trim_start_matches('/'), Some(schema));
        }
    }
    if !all.is_empty() {
        members.insert(keywords::CONDITIONAL.to_owned(), Value::Object(all));
    }
}
