//! Collects the examples of the document: those of a schema, and those of bodies and parameters of a component.

use std::collections::BTreeMap;

use serde_json::Value;

use super::case::Case;
use crate::document::{Document, reference};
use crate::lossless_json::Json;

/// How many examples of one component are taken from elsewhere.
const MOST: usize = 20;

/// The examples of a schema, its default among them.
pub(super) fn own(schema: &Value) -> Vec<Case> {
    let single = ["example", "x-example", "default"];
    let mut cases: Vec<Case> = single
        .iter()
        .filter_map(|keyword| Some(Case::new(format!("its {keyword}"), Json::from_value(schema.get(*keyword)?))))
        .collect();
    let several = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    cases.extend(several.map(|value| Case::new("its examples", Json::from_value(value))));
    cases
}

/// By component: the examples of bodies and parameters that are of it, or a list of it.
pub(crate) fn elsewhere(document: Document<'_>) -> BTreeMap<String, Vec<Case>> {
    let mut found = BTreeMap::new();
    walk(document, document.root, &mut found);
    found
}

fn walk(document: Document<'_>, value: &Value, found: &mut BTreeMap<String, Vec<Case>>) {
    if let Some(schema) = value.get("schema") {
        for example in given(document, value) {
            assign(document, schema, example, found);
        }
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(document, item, found)),
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "default"));
            members.for_each(|(_, value)| walk(document, value, found));
        }
        _ => {}
    }
}

/// The examples beside a schema; those of Swagger 2.0 go by media type.
fn given<'a>(document: Document<'a>, value: &'a Value) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = ["example", "x-example"].iter().filter_map(|keyword| value.get(*keyword)).collect();
    for (name, example) in value.get("examples").and_then(Value::as_object).into_iter().flatten() {
        let example = reference(example).and_then(|reference| document.resolve(reference)).unwrap_or(example);
        if name.contains('/') {
            all.extend(Some(example).filter(|_| name.contains("json")));
        } else {
            all.extend(example.get("value"));
        }
    }
    all
}

fn assign(document: Document<'_>, schema: &Value, example: &Value, found: &mut BTreeMap<String, Vec<Case>>) {
    if let Some(name) = reference(schema).and_then(|reference| document.component_name(reference)) {
        let cases = found.entry(name).or_default();
        if cases.len() < MOST {
            cases.push(Case::new("example of a body", Json::from_value(example)));
        }
    } else if let (Some(items), Some(examples)) = (schema.get("items"), example.as_array()) {
        examples.iter().for_each(|example| assign(document, items, example, found));
    }
}
