//! The repository's own job, on a copy: `spec/` is edited in the five ways in which an API grows, and the crate follows.

use std::fs;
use std::path::Path;

use codegen::diagnostics::Diagnostics;
use codegen::source::{self, SourceId, SourceText, Sources};
use serde_json::{Value, json};
use tests::emitted::{cargo_succeeds, root, without_http_client};
use tests::own::{Own, document, overlays, read};
use xtask::write::{EditedFiles, Request, check, write};

type Edit = (&'static str, fn(&mut Value, &str));

/// What is done to the document. Nothing here depends on what it says today; the second argument is the text of the overlays.
const EDITS: [Edit; 5] = [
    ("an operation is added", |document, _| {
        let done =
            json!({"operationId": "AddedOperation", "tags": ["Added"], "responses": {"204": {"description": "Done."}}});
        document["paths"]["/added/{id}"] = json!({
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "delete": done,
        });
    }),
    ("a member is added", |document, _| {
        let schema = first(document, "/components/schemas", |schema| schema["properties"].is_object());
        schema["properties"]["addedMember"] = json!({"type": "integer", "format": "int64"});
    }),
    ("an enum value is added", |document, _| {
        let values = find(document, &|value| value["enum"].is_array()).expect("an enum somewhere");
        values["enum"].as_array_mut().expect("just seen").push(json!("added"));
    }),
    ("a schema is renamed", |document, overlays| {
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        let name = schemas.keys().find(|name| !overlays.contains(*name)).expect("one that no overlay names").clone();
        let renamed = document.to_string().replace(&format!("\"{name}\":"), "\"RenamedSchema\":");
        let renamed = renamed.replace(&format!("/schemas/{name}\""), "/schemas/RenamedSchema\"");
        *document = serde_json::from_str(&renamed).expect("still JSON");
    }),
    ("a response is added", |document, _| {
        let operation = find(document, &|value| value["responses"].is_object()).expect("an operation");
        operation["responses"]["418"] = json!({
            "description": "Added.",
            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}},
        });
    }),
];

/// The first member of an object that fits.
fn first<'a>(document: &'a mut Value, at: &str, fits: fn(&Value) -> bool) -> &'a mut Value {
    let members = document.pointer_mut(at).and_then(Value::as_object_mut).expect("an object");
    members.values_mut().find(|value| fits(value)).expect("one that fits")
}

/// The first node that fits.
fn find<'a>(value: &'a mut Value, fits: &dyn Fn(&Value) -> bool) -> Option<&'a mut Value> {
    if value.is_object() && fits(value) {
        return Some(value);
    }
    match value {
        Value::Object(members) => members.values_mut().find_map(|value| find(value, fits)),
        Value::Array(items) => items.iter_mut().find_map(|value| find(value, fits)),
        _ => None,
    }
}

fn tree(path: &Path) -> Value {
    let main = SourceText { name: "api.yaml".to_owned(), text: read(path) };
    source::read(&Sources::new(main, Vec::new()), SourceId::MAIN, &mut Diagnostics::new()).expect("a tree")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder") {
        let (path, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("readable");
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("copied");
        }
    }
}

#[test]
fn five_edits_and_the_crate_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let (spec, out) = (folder.path().join("spec"), folder.path().join("generated"));
    copy(&root().join("spec"), &spec);
    copy(&root().join("generated"), &out);
    let said_by_overlays: String = overlays(&spec).iter().map(|path| read(path)).collect();
    let mut document_tree = tree(&document(&spec));
    let generate = || Own::generate(&spec, Some(read(&out.join("Cargo.toml"))));
    fn request<'a>(out: &'a Path, files: &'a codegen::Files) -> Request<'a> {
        Request { out, files, spec: None, document: None, edited: EditedFiles::Refuse }
    }
    // Whether the committed crate is up to date is for another test to say.
    write(&request(&out, &generate().files)).expect("written");
    for (what, edit) in EDITS {
        edit(&mut document_tree, &said_by_overlays);
        fs::write(document(&spec), document_tree.to_string()).expect("written");
        let own = generate();
        own.assert_small();
        assert!(!check(&request(&out, &own.files)).expect("checked").is_empty(), "{what}: the crate is stale");
        assert!(!write(&request(&out, &own.files)).expect("written").is_empty(), "{what}");
        let again = check(&request(&out, &generate().files)).expect("checked");
        assert!(again.is_empty(), "{what}: a second run changes nothing");
    }
    let emitted = |path: &str| read(&out.join("src").join(path));
    assert!(emitted("added.rs").contains("pub struct AddedOperation"), "{}", emitted("added.rs"));
    let models: String =
        fs::read_dir(out.join("src/models")).expect("models").map(|it| read(&it.expect("readable").path())).collect();
    for word in ["added_member", "Added = \"added\"", "pub struct RenamedSchema"] {
        assert!(models.contains(word), "no `{word}` in the models");
    }
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).expect("copied");
    let features = without_http_client(&read(&out.join("Cargo.toml")));
    cargo_succeeds(&out, env!("CARGO_TARGET_TMPDIR"), &format!("build --lib {features}"));
}
