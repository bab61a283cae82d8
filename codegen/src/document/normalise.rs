//! Any dialect → the shape of OpenAPI 3.0, in place.

mod fit;
mod names;
mod parameter2;
mod references;
mod response2;
mod swagger2;

use serde_json::Value;

use super::{
    keywords,
    refs::Resolved,
    schema::{Schemas, take_out},
    tables::{self, SCHEMA, v3},
    version::Dialect,
};
use crate::diagnostics::{Code, Diagnostics, Way};

/// The version all documents have afterwards.
const VERSION: &str = "3.0.3";

/// Rewrites a tree that was validated. The diagnostics learn where its nodes were before.
pub(super) fn normalise(
    tree: &mut Value,
    dialect: Dialect,
    references: Vec<Resolved>,
    diagnostics: &mut Diagnostics,
) -> Schemas {
    let written_in = written_in(tree);
    references::canonicalise(tree, dialect, references, diagnostics.moves());
    if dialect == Dialect::Swagger2 {
        swagger2::convert(tree, diagnostics.moves());
    }
    names::restore(tree, diagnostics.moves());
    let schemas = take_out(tree, dialect, diagnostics);
    tables::walk_mut(tree, &v3::DOCUMENT, &Way::Root, &mut |value, object, way| {
        if *object != SCHEMA {
            fit::fit(value, object, way, &mut |code, message| {
                diagnostics.report(code, &way.pointer(), message);
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
