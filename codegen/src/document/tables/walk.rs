//! Walks a tree by the tables.

use serde_json::Value;

use super::{Kind, Object, SCHEMA};
use crate::diagnostics::Way;

/// What to do with each object, innermost first.
pub(in crate::document) type Visit<'v> = dyn FnMut(&mut Value, &'static Object, &Way<'_>) + 'v;

/// Visits every object below `value` and then `value` itself. Where a boolean stands for a schema it is visited too.
pub(in crate::document) fn walk_mut(value: &mut Value, kind: &'static Kind, way: &Way<'_>, visit: &mut Visit<'_>) {
    match (kind.chosen(value), value) {
        (Some(Kind::List(inner)), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk_mut(item, inner, &Way::Index(way, index), visit);
            }
        }
        (Some(Kind::Map(inner)), Value::Object(members)) => {
            for (key, member) in members {
                walk_mut(member, inner, &Way::Key(way, key), visit);
            }
        }
        (Some(Kind::Object(object)), value) => walk_object(value, object, way, visit),
        (Some(Kind::Schema), value) => walk_object(value, &SCHEMA, way, visit),
        _ => {}
    }
}

fn walk_object(value: &mut Value, object: &'static Object, way: &Way<'_>, visit: &mut Visit<'_>) {
    if let Value::Object(members) = value {
        for (key, member) in members {
            if let Some(kind) = object.member(key) {
                walk_mut(member, kind, &Way::Key(way, key), visit);
            }
        }
    }
    visit(value, object, way);
}

/// What is expected in the member or item `segment` of something of this kind.
pub(in crate::document) fn child_kind(kind: &'static Kind, value: &Value, segment: &str) -> Option<&'static Kind> {
    match kind.chosen(value)? {
        Kind::List(inner) | Kind::Map(inner) => Some(inner),
        Kind::Object(object) => object.member(segment),
        Kind::Schema => SCHEMA.member(segment),
        _ => None,
    }
}
