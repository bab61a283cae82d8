//! The members of an object that are not named: `patternProperties` and `unevaluatedProperties` → `additionalProperties`.

use serde_json::{Map, Value, json};

use crate::diagnostics::{NodePath, Pointer};
use crate::document::{SourceMap, keywords};

/// Where 3.0 describes the members that are not named.
const REST: &str = "additionalProperties";

/// Where 3.1 may describe them as well.
const UNEVALUATED: &str = "unevaluatedProperties";

/// Where 3.1 describes those whose names match a pattern.
const PATTERNS: &str = "patternProperties";

/// Patterns that each name matches.
const ALL_NAMES: &[&str] = &["", ".", ".*", ".+", "^.*", "^.+", "^.*$", "^.+$"];

/// Leaves one schema for all of them. The diagnostics learn where it was before.
pub(super) fn normalise(value: &mut Value, here: &NodePath<'_>, source_map: &mut SourceMap) {
    let Value::Object(members) = value else { return };
    if let Some(schema @ Value::Object(_)) = members.shift_remove(UNEVALUATED)
        && !members.contains_key(REST)
    {
        members.insert(REST.to_owned(), schema);
        source_map.record(&here.pointer().child(REST), &here.pointer().child(UNEVALUATED));
    }
    if let Some(Value::Object(patterns)) = members.shift_remove(PATTERNS) {
        join(members, &patterns, (&here.pointer(), source_map));
        members.insert(keywords::PATTERN_PROPERTIES.to_owned(), Value::Object(patterns));
    }
}

/// Any of the patterns' schemas. Nobody compares names with patterns when a value is read, so what a name that matches
/// none may have is among them.
fn join(members: &mut Map<String, Value>, patterns: &Map<String, Value>, (at, source_map): (&Pointer, &mut SourceMap)) {
    if patterns.is_empty() {
        return;
    }
    let (rest, by_pattern) = (at.child(REST), at.child(PATTERNS));
    let others = match members.get(REST) {
        Some(rest) if allows_nothing(rest) => None,
        Some(Value::Bool(_)) => Some(json!({})),
        Some(rest) => Some(rest.clone()),
        None if patterns.keys().any(|pattern| ALL_NAMES.contains(&pattern.as_str())) => None,
        None => Some(json!({})),
    };
    let described = patterns.iter().map(|(pattern, schema)| (schema.clone(), by_pattern.child(pattern)));
    let mut any: Vec<(Value, Pointer)> = Vec::new();
    for (schema, place) in described.chain(others.map(|schema| (schema, rest.clone()))) {
        if !any.iter().any(|(known, _)| *known == schema) {
            any.push((schema, place));
        }
    }
    let places: Vec<_> = any.iter().map(|(_, place)| source_map.source(place)).collect();
    let schema = match <[_; 1]>::try_from(any) {
        Ok([(only, place)]) => {
            source_map.record(&rest, &place);
            only
        }
        Err(any) => {
            source_map.record(&rest, &by_pattern);
            for (index, (id, place)) in places.iter().enumerate() {
                source_map.place(&rest.child("anyOf").index(index), *id, place);
            }
            json!({"anyOf": any.into_iter().map(|(schema, _)| schema).collect::<Vec<_>>()})
        }
    };
    members.insert(REST.to_owned(), schema);
}

/// Whether a schema, normalised already, is `false`.
pub(super) fn allows_nothing(schema: &Value) -> bool {
    *schema == Value::Bool(false) || *schema == json!({"not": {}})
}
