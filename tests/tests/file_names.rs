//! Paths of emitted files: short, plain, and good on every file system, whatever the document's names are.

use std::collections::BTreeSet;

use codegen::source::{SourceText, Sources};
use codegen::{Input, Unused, generate};
use serde_json::{Map, Value, json};

/// Names that no file may have on some system (Windows reserves the devices, with any extension).
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "conin$", "clock$"];

/// Names as a document may have them.
fn names() -> Vec<String> {
    let long = ["x".repeat(300), "a/".repeat(2_500), "Ж".repeat(200), "deep.".repeat(1_000)];
    let odd = [
        "..",
        "../../etc/x",
        "/etc/x",
        "C:\\x",
        "mod",
        "lib",
        "main",
        "build",
        "a b",
        "a.",
        "a ",
        "\u{ff0e}\u{ff0e}/x",
    ];
    let devices = DEVICES.iter().flat_map(|name| [(*name).to_owned(), name.to_uppercase(), format!("{name}.txt")]);
    long.into_iter().chain(odd.map(str::to_owned)).chain(devices).collect()
}

fn document() -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for (number, name) in names().into_iter().enumerate() {
        let key = format!("{}{number}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
        let schema = json!({"type": "object", "properties": {name.clone(): {"type": "object", "properties": {"a": {"type": "string"}}}}});
        let target = format!("#/components/schemas/{key}");
        let content = json!({"application/json": {"schema": {"$ref": target}}});
        schemas.insert(key, schema);
        let operation = json!({"operationId": name, "tags": [name], "responses": {"200": {"description": "D", "content": content}}});
        paths.insert(format!("/p{number}"), json!({"get": operation}));
    }
    json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths, "components": {"schemas": schemas}})
}

#[test]
fn w20_no_path_is_too_long_or_reserved() {
    let main = SourceText { name: "api.json".to_owned(), text: document().to_string() };
    let input = Input { unused: Unused::Keep, ..Input::new(Sources::new(main, Vec::new()), "fixture") };
    let output = generate(&input);
    let files = output.files.expect("names alone are no reason to refuse a document");
    assert!(files.len() > 60, "{}", files.len());
    let mut folded = BTreeSet::new();
    for path in files.keys() {
        assert!(path.len() < 240, "{path}");
        assert!(folded.insert(path.to_lowercase()), "{path} differs from another one by case alone");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            assert!(part.len() <= 110 && !stem.is_empty() && !DEVICES.contains(&stem), "{path}");
            assert!(
                part == "Cargo.toml" || part.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '.')),
                "{path}"
            );
        }
    }
}
