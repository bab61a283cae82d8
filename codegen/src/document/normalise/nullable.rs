//! `anyOf: [X, {type: null}]` → X, nullable.

use serde_json::{Map, Value, json};

use super::types;

/// Takes null out of the alternatives.
pub(super) fn normalise(members: &mut Map<String, Value>) {
    for key in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = members.get_mut(key) else { continue };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before {
            continue;
        }
        let left = std::mem::take(branches);
        members.insert("nullable".to_owned(), true.into());
        match <[Value; 1]>::try_from(left) {
            Ok([only]) => {
                members.shift_remove(key);
                put_only(members, only);
            }
            Err(left) if left.is_empty() => {
                members.shift_remove(key);
                members.append(&mut types::null());
            }
            Err(left) => {
                members.insert(key.to_owned(), Value::Array(left));
            }
        }
    }
}

/// Whether a schema, normalised already, allows null alone.
fn is_null(schema: &Value) -> bool {
    let Value::Object(members) = schema else { return false };
    members.get("enum").is_some_and(|values| *values == json!([null])) && !members.contains_key("type")
}

/// One alternative is no alternative: it moves in, if its members are not those of its new home. A reference cannot.
fn put_only(members: &mut Map<String, Value>, only: Value) {
    match only {
        Value::Object(mut only) if !only.contains_key("$ref") && only.keys().all(|key| is_free(members, key)) => {
            // The outer title and description speak of this place, so they win.
            only.retain(|key, _| !members.contains_key(key));
            members.append(&mut only);
        }
        only => {
            let all = members.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.insert(0, only);
            }
        }
    }
}

fn is_free(members: &Map<String, Value>, key: &str) -> bool {
    matches!(key, "title" | "description" | "nullable" | "example") || !members.contains_key(key)
}
