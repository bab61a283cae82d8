//! Any dialect → the shape of OpenAPI 3.0, in place.

mod fit;
mod parameter2;
mod response2;
mod swagger2;

use serde_json::Value;

use super::{
    dialect::Dialect,
    keywords,
    schema::{Schemas, take_out},
    source_map::{Reporter, Tree},
    spec::{self, ObjectKind, v3},
};
use crate::diagnostics::{Code, Diagnostics, NodePath};

/// The version all documents have afterwards.
const VERSION: &str = "3.0.3";

/// Rewrites a tree whose references are canonical, and reads its schemas.
pub(super) fn normalise(tree: &mut Tree, dialect: Dialect, diagnostics: &mut Diagnostics) -> Schemas {
    let Tree { root: tree, source_map, .. } = tree;
    let written_in = written_in(tree);
    if dialect == Dialect::Swagger2 {
        swagger2::convert(tree, source_map, diagnostics);
    }
    let schemas = take_out(tree, dialect, Reporter { source_map, diagnostics: &mut *diagnostics });
    spec::walk_mut(tree, &v3::DOCUMENT, &NodePath::Root, &mut |value, object, here| {
        if object.kind != ObjectKind::Schema {
            fit::fit(value, object, &mut |code, message| {
                diagnostics.report(code, source_map.position(&here.pointer()), message);
            });
        }
    });
    if let Value::Object(root) = tree {
        root.insert("openapi".to_owned(), VERSION.into());
        root.insert(keywords::DIALECT.to_owned(), written_in.into());
    }
    schemas
}

/// The version in the document's own words.
fn written_in(tree: &Value) -> String {
    let version = |key: &str| tree.get(key).and_then(Value::as_str);
    match (version("swagger"), version("openapi")) {
        (Some(version), _) => format!("Swagger {version}"),
        (None, version) => format!("OpenAPI {}", version.unwrap_or_default()),
    }
}

/// How a normaliser says what it could not keep: a code and a sentence.
type Warn<'w> = dyn FnMut(Code, String) + 'w;
