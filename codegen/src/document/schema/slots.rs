//! Schemas in the frame: each is taken out of its place, which keeps a reference that holds the schema's id.

use serde_json::{Map, Value, json};

use super::{Schemas, read::Reader};
use crate::{
    diagnostics::{Diagnostics, Pointer, Way},
    document::{
        tables::{Kind, v3},
        version::Dialect,
    },
};

/// Reads all schemas of a document. In the place of each stays a reference that holds its id.
pub(in crate::document) fn take_out(tree: &mut Value, dialect: Dialect, diagnostics: &mut Diagnostics) -> Schemas {
    let components = match tree.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(components)) => components,
        _ => Map::new(),
    };
    let mut reader = Reader::new(Schemas::with_components(components.keys()), dialect, diagnostics);
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
    each_outermost(tree, &v3::DOCUMENT, &Way::Root, &mut |value, way| {
        let id = reader.read(value.take(), way.pointer());
        *value = json!({ "$ref": id.slot() });
    });
    reader.schemas
}

/// Visits each schema that is not inside of another.
fn each_outermost(value: &mut Value, kind: &'static Kind, way: &Way<'_>, visit: &mut dyn FnMut(&mut Value, &Way<'_>)) {
    match (kind.chosen(value), value) {
        (Some(Kind::List(inner)), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                each_outermost(item, inner, &Way::Index(way, index), visit);
            }
        }
        (Some(Kind::Map(inner)), Value::Object(members)) => {
            for (key, member) in members {
                each_outermost(member, inner, &Way::Key(way, key), visit);
            }
        }
        (Some(Kind::Object(object)), Value::Object(members)) => {
            for (key, member) in members {
                if let Some(kind) = object.member(key) {
                    each_outermost(member, kind, &Way::Key(way, key), visit);
                }
            }
        }
        (Some(Kind::Schema), value) => visit(value, way),
        _ => {}
    }
}
