//! Moves each schema from the document's tree into the arena, and leaves a reference with its id in the frame.

use serde_json::{Map, Value, json};

use super::arena::Schemas;
use super::read::Reader;
use crate::{
    diagnostics::{NodePath, Pointer},
    document::{
        dialect::Dialect,
        source_map::Reporter,
        spec::{ValueKind, v3},
    },
};

/// Reads all schemas of a document. In the place of each stays a reference that holds its id.
pub(in crate::document) fn take_out(tree: &mut Value, dialect: Dialect, reporter: Reporter<'_>) -> Schemas {
    let components = match tree.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(components)) => components,
        _ => Map::new(),
    };
    let mut reader = Reader::new(Schemas::with_components(components.keys()), dialect, reporter);
    let at = Pointer::root().at(["components", "schemas"]);
    for (name, value) in components {
        let schema = reader.schema(value, at.child(&name));
        if let Some(id) = reader.schemas.components().get(&name) {
            reader.schemas.fill(*id, schema);
        }
    }
    if let Some(Value::Object(components)) = tree.get_mut("components") {
        components.shift_remove("schemas");
    }
    each_outermost(tree, &v3::DOCUMENT, &NodePath::Root, &mut |value, here| {
        let id = reader.read(value.take(), here.pointer());
        *value = json!({ "$ref": id.slot() });
    });
    reader.schemas
}

/// Visits each schema that is not inside of another.
fn each_outermost(
    value: &mut Value,
    kind: &'static ValueKind,
    here: &NodePath<'_>,
    visit: &mut dyn FnMut(&mut Value, &NodePath<'_>),
) {
    match (kind.chosen(value), value) {
        (Some(ValueKind::List(inner)), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                each_outermost(item, inner, &NodePath::Index(here, index), visit);
            }
        }
        (Some(ValueKind::Map(inner)), Value::Object(members)) => {
            for (key, member) in members {
                each_outermost(member, inner, &NodePath::Key(here, key), visit);
            }
        }
        (Some(ValueKind::Object(object)), Value::Object(members)) => {
            for (key, member) in members {
                if let Some(kind) = object.member(key) {
                    each_outermost(member, kind, &NodePath::Key(here, key), visit);
                }
            }
        }
        (Some(ValueKind::Schema), value) => visit(value, here),
        _ => {}
    }
}
