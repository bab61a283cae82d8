//! A document of any dialect → the frame of OpenAPI 3 that openapiv3 reads.

mod multipart;
mod openapiv3_compat;
pub(super) mod swagger2;

use serde_json::Value;

use super::{
    dialect::Dialect,
    source_map::Tree,
    spec::{self, ObjectKind, v3},
};
use crate::diagnostics::{Code, Diagnostics, NodePath, Pointer};

/// Reads the frame of a document whose schemas have been taken out. `None` if that fails, which is a fault of the generator.
pub(super) fn frame(tree: &mut Tree, dialect: Dialect, diagnostics: &mut Diagnostics) -> Option<openapiv3::OpenAPI> {
    let Tree { root, source_map, .. } = tree;
    spec::walk_mut(root, &v3::DOCUMENT, &NodePath::Root, &mut |value, object, here| {
        if object.kind != ObjectKind::Schema {
            openapiv3_compat::fit(value, object, &mut |code, message| {
                diagnostics.report(code, source_map.position(&here.pointer()), message);
            });
            if let (ObjectKind::MediaType, NodePath::Key(_, name), Value::Object(members)) = (object.kind, here, value)
            {
                multipart::fit(members, name, dialect);
            }
        }
    });
    serde_json::from_value(root.take())
        .inspect_err(|error| {
            let message = format!("the document could not be brought into the shape of OpenAPI 3.0: {error}");
            diagnostics.report(Code::EInternal, &Pointer::root(), message).help("this is a fault of the generator");
        })
        .ok()
}

/// The version of a document in its own words: `Swagger 2.0`, `OpenAPI 3.1.0`.
pub(super) fn written_in(tree: &Value) -> String {
    let version = |key: &str| tree.get(key).and_then(Value::as_str);
    match (version("swagger"), version("openapi")) {
        (Some(version), _) => format!("Swagger {version}"),
        (None, version) => format!("OpenAPI {}", version.unwrap_or_default()),
    }
}
