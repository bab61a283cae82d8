//! Walks a tree by the table of the specification.

use serde_json::Value;

use super::{Expected, Object, SCHEMA, ValueKind};
use crate::diagnostics::{NodePath, Pointer};

/// What to do with each object, innermost first.
pub(in crate::document) type Visit<'v> = dyn FnMut(&mut Value, &'static Object, &NodePath<'_>) + 'v;

/// Visits every object below `value` and then `value` itself. Where a boolean stands for a schema it is visited too.
pub(in crate::document) fn walk_mut(
    value: &mut Value,
    kind: &'static ValueKind,
    here: &NodePath<'_>,
    visit: &mut Visit<'_>,
) {
    match (kind.chosen(value), value) {
        (Some(ValueKind::List(inner)), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk_mut(item, inner, &NodePath::Index(here, index), visit);
            }
        }
        (Some(ValueKind::Map(inner)), Value::Object(members)) => {
            for (key, member) in members {
                walk_mut(member, inner, &NodePath::Key(here, key), visit);
            }
        }
        (Some(ValueKind::Object(object)), value) => walk_object(value, object, here, visit),
        (Some(ValueKind::Schema), value) => walk_object(value, &SCHEMA, here, visit),
        _ => {}
    }
}

fn walk_object(value: &mut Value, object: &'static Object, here: &NodePath<'_>, visit: &mut Visit<'_>) {
    if let Value::Object(members) = value {
        for (key, member) in members {
            if let Some(kind) = object.member(key) {
                walk_mut(member, kind, &NodePath::Key(here, key), visit);
            }
        }
    }
    visit(value, object, here);
}

impl Expected {
    /// What the specification says a node below this one is; `None` where it says nothing.
    pub(in crate::document) fn below(self, value: &Value, below: &Pointer) -> Option<Expected> {
        let mut expected = self;
        let mut value = value;
        for segment in below.segments() {
            let kind = match expected {
                Expected::Object(object) => object.member(&segment)?,
                Expected::Value(kind) => match kind.chosen(value)? {
                    ValueKind::List(inner) | ValueKind::Map(inner) => inner,
                    ValueKind::Object(object) => object.member(&segment)?,
                    ValueKind::Schema => SCHEMA.member(&segment)?,
                    _ => return None,
                },
            };
            expected = Expected::Value(kind);
            value = match value {
                Value::Object(members) => members.get(segment.as_ref())?,
                Value::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        let Expected::Value(kind) = expected else { return Some(expected) };
        match kind.chosen(value)? {
            ValueKind::Any => None,
            ValueKind::Object(object) => Some(Expected::Object(object)),
            ValueKind::Schema if value.is_object() => Some(Expected::Object(&SCHEMA)),
            chosen => Some(Expected::Value(chosen)),
        }
    }
}
