//! Which dialect a document is written in.

use serde_json::{Map, Value};

use super::{
    dialect::Dialect,
    not_openapi,
    source_map::{Reporter, Tree},
};
use crate::diagnostics::{Code, Diagnostics, Pointer, quote};

const SUPPORTED: &str =
    "supported are Swagger 2.0 (`swagger: \"2.0\"`) and OpenAPI 3.0, 3.1 and 3.2 (`openapi: 3.1.0`)";

/// Longer texts are more than a line.
const LONGEST_SHOWN: usize = 200;

/// Reads the version, or says what is wrong with it.
pub(super) fn detect(tree: &Tree, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let root = Pointer::root();
    let diagnostics = &mut Reporter { source_map: &tree.source_map, diagnostics };
    let Value::Object(members) = &tree.root else {
        let found = match &tree.root {
            Value::Null => "the file holds nothing",
            Value::Array(_) => "this is an array",
            Value::String(text) if text.len() <= LONGEST_SHOWN => "this is a line of text",
            _ => "this is a plain value",
        };
        diagnostics.report(Code::EVersion, &root, format!("an API description is an object; {found}")).help(SUPPORTED);
        return None;
    };
    match (members.get("swagger"), members.get("openapi")) {
        (Some(_), Some(_)) => {
            diagnostics
                .report(
                    Code::EVersion,
                    &root.child("openapi"),
                    "the document names two versions: `swagger` and `openapi`",
                )
                .help("keep the one it is written in");
            None
        }
        (Some(version), None) => known(version, "swagger", diagnostics),
        (None, Some(version)) => known(version, "openapi", diagnostics),
        (None, None) => {
            unknown(members, diagnostics);
            None
        }
    }
}

/// An object without a version.
fn unknown(members: &Map<String, Value>, diagnostics: &mut Reporter<'_>) {
    let root = Pointer::root();
    if let Some(foreign) = not_openapi::recognised(members) {
        diagnostics
            .report(Code::EInput, &root, format!("this is {}, not an API description", foreign.name))
            .help(foreign.help);
        return;
    }
    let keys: Vec<_> = members.keys().take(5).map(|key| quote(key)).collect();
    let found = if keys.is_empty() { "it is empty".to_owned() } else { format!("it begins with {}", keys.join(", ")) };
    diagnostics
        .report(
            Code::EVersion,
            &root,
            format!("this is no API description: neither `openapi` nor `swagger` is there; {found}"),
        )
        .help(SUPPORTED);
}

fn known(version: &Value, key: &str, diagnostics: &mut Reporter<'_>) -> Option<Dialect> {
    let at = Pointer::root().child(key);
    let text = match version {
        Value::String(text) => text.clone(),
        // A number is what YAML makes of an unquoted version; `2.0` and `3.1` still say what they mean.
        Value::Number(number) => {
            let help = format!("quote it: {key}: \"{number}\"");
            diagnostics
                .report(Code::EVersion, &at, format!("the version has to be a string, and this is the number {number}"))
                .help(help);
            return None;
        }
        _ => {
            diagnostics.report(Code::EVersion, &at, "the version has to be a string").help(SUPPORTED);
            return None;
        }
    };
    let dialect = match (key, text.split('.').collect::<Vec<_>>().as_slice()) {
        ("swagger", ["2", "0"]) => Some(Dialect::Swagger2),
        ("openapi", ["3", "0", ..]) => Some(Dialect::OpenApi30),
        ("openapi", ["3", "1" | "2", ..]) => Some(Dialect::OpenApi31),
        _ => None,
    };
    if dialect.is_none() {
        let name = if key == "swagger" { "Swagger" } else { "OpenAPI" };
        diagnostics.report(Code::EVersion, &at, format!("{name} {} is not supported", quote(&text))).help(SUPPORTED);
    }
    dialect
}
