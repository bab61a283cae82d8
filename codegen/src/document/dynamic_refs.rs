//! `$dynamicRef` → `$ref`: a schema fills the places that the schemas it refers to leave open, and else they lead to their own anchor.

use serde_json::{Map, Value};

use super::{
    source_map::Tree,
    spec::{ValueKind, walk_mut},
};
use crate::diagnostics::{NodePath, Pointer};

static SCHEMA: ValueKind = ValueKind::Schema;

/// An anchor by its name, and the reference that leads to it.
type Anchor = (String, String);

/// Settles what the components say of one another.
pub(super) fn settle(tree: &mut Tree) {
    let at = Pointer::root().at(["components", "schemas"]);
    let Some(Value::Object(schemas)) = tree.root.pointer_mut(at.as_str()) else { return };
    if !schemas.values_mut().any(is_open) {
        return;
    }
    let before = schemas.clone();
    let mut copied = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        let anchors = anchors(&at.child(name), schema);
        copied.extend(fill(schema, &at.child(name), &anchors, &before));
        put(schema, &anchors);
    }
    for (now, name) in copied {
        tree.source_map.record(&now, &at.child(&name));
    }
}

/// Whether a schema has a `$dynamicRef` anywhere.
fn is_open(schema: &mut Value) -> bool {
    let mut found = false;
    walk_mut(schema, &SCHEMA, &NodePath::Root, &mut |value, _, _| found |= value.get("$dynamicRef").is_some());
    found
}

/// The dynamic anchors of a component: its own and those of its `$defs`.
fn anchors(at: &Pointer, schema: &Value) -> Vec<Anchor> {
    let definitions = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
    let inner = definitions.filter_map(|(key, value)| anchor(value, &at.at(["$defs", key])));
    anchor(schema, at).into_iter().chain(inner).collect()
}

/// The dynamic anchor of a schema. One that is another name for a component stands for that.
fn anchor(schema: &Value, at: &Pointer) -> Option<Anchor> {
    let name = schema.get("$dynamicAnchor")?.as_str()?;
    let target =
        schema.get("$ref").and_then(Value::as_str).filter(|_| schema.as_object().is_some_and(|it| it.len() == 2));
    Some((name.to_owned(), target.map_or_else(|| format!("#{at}"), str::to_owned)))
}

/// Puts copies in the place of references to components that leave a place open which this one fills. Where they are and which
/// component they are of.
fn fill(schema: &mut Value, at: &Pointer, anchors: &[Anchor], all: &Map<String, Value>) -> Vec<(Pointer, String)> {
    let mut copied = Vec::new();
    if let Some((name, copy)) = filled(schema, anchors, all)
        && let Value::Object(members) = schema
    {
        members.shift_remove("$ref");
        let parts = members.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(parts) = parts {
            copied.push((at.child("allOf").index(parts.len()), name));
            parts.push(copy);
        }
    }
    for (index, part) in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
        if let Some((name, copy)) = filled(part, anchors, all) {
            copied.push((at.child("allOf").index(index), name));
            *part = copy;
        }
    }
    copied
}

/// The component that a schema refers to, with its open places filled, and its name; `None` if it has none of these.
fn filled(schema: &Value, anchors: &[Anchor], all: &Map<String, Value>) -> Option<(String, Value)> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")?;
    let mut copy = all.get(name)?.clone();
    if !put(&mut copy, anchors) {
        return None;
    }
    if let Value::Object(members) = &mut copy {
        members.retain(|key, _| !["$id", "$anchor", "$dynamicAnchor", "$defs"].contains(&key.as_str()));
    }
    Some((name.to_owned(), copy))
}

/// Lets each `$dynamicRef` to one of the anchors lead there; false if there is none.
fn put(schema: &mut Value, anchors: &[Anchor]) -> bool {
    let mut is_put = false;
    walk_mut(schema, &SCHEMA, &NodePath::Root, &mut |value, _, _| {
        let Some(wanted) = value.get("$dynamicRef").and_then(Value::as_str).and_then(|it| it.strip_prefix('#')) else {
            return;
        };
        let found = anchors.iter().find(|(name, _)| name == wanted);
        if let (Some((_, reference)), Value::Object(members)) = (found, value) {
            members.shift_remove("$dynamicRef");
            members.insert("$ref".to_owned(), reference.as_str().into());
            is_put = true;
        }
    });
    is_put
}
