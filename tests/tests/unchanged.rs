//! What must not change the output: unknown extensions, other spellings, another folder, and what is added beside.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use codegen::source::{Part, PartText, SourceText};
use codegen::{Files, Input, document, generate};
use serde_json::{Value, json};
use tests::documents::{emitted, fixtures, sources, tree};

/// Keys of objects whose members are named by the author: `x-` is a name there like any other, or an example.
const MAPS: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "default",
    "definitions",
    "dependentSchemas",
    "encoding",
    "enum",
    "example",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "security",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
    "const",
    "value",
    "additionalOperations",
    "requestBodies",
    "mediaTypes",
];

/// Extensions that nobody has defined, some of which another generator would obey.
fn extensions() -> Vec<(&'static str, Value)> {
    vec![
        ("x-unknown", json!("\"; fn pWnEd(){} //")),
        ("x-nullables", json!(true)),
        ("x-rust-type", json!("std::process::Command")),
        ("x-rust-name", json!("pWnEd")),
        ("x-codegen", json!({"imports": ["pWnEd"], "template": "{{pWnEd}}", "command": "touch pWnEd"})),
        ("x-", json!([null, 1e300, {"$ref": "#/pWnEd"}])),
    ]
}

/// Adds `members` to every object that is an object of OpenAPI.
fn extend(value: &mut Value, key: &str, is_named: bool, extensions: &[(&str, Value)]) {
    // Keys in another case are repaired.
    let is_map = MAPS.iter().any(|map| map.eq_ignore_ascii_case(key)) && !is_named;
    match value {
        Value::Object(members) => {
            if members.contains_key("$ref")
                || (is_map && ["default", "enum", "example", "examples", "const", "value"].contains(&key))
            {
                return;
            }
            for (key, member) in members.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
                extend(member, key, is_map, extensions);
            }
            if !is_map {
                members.extend(extensions.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
            }
        }
        // The items of `parameters`, `allOf` and the like are objects; those of `security` are maps.
        Value::Array(items)
            if !["security", "enum", "examples", "default", "example", "const"].contains(&key) || is_named =>
        {
            items.iter_mut().for_each(|item| extend(item, "", false, extensions));
        }
        _ => {}
    }
}

/// Where two crates differ.
fn difference(other: Option<Files>, expected: &Files) -> Option<String> {
    let Some(other) = other else { return Some("refused".to_owned()) };
    let files = expected.keys().chain(other.keys()).find(|file| other.get(*file) != expected.get(*file))?;
    let text = |files: &Files, file: &str| files.get(file).cloned().unwrap_or_else(|| "(not there)".to_owned());
    Some(format!("{files} differs:\n{}\n--- instead of\n{}", text(&other, files), text(expected, files)))
}

/// Fails for each fixture that differs and is not known to, and for each that is known to and does not.
fn assert_none(differences: &[(String, String)], known: &[&str]) {
    let unknown: String = differences
        .iter()
        .filter(|(fixture, _)| !known.contains(&fixture.as_str()))
        .map(|(fixture, what)| format!("{fixture}: {what}\n"))
        .collect();
    assert!(unknown.is_empty(), "{unknown}");
    let gone: Vec<_> = known.iter().filter(|known| !differences.iter().any(|(fixture, _)| fixture == *known)).collect();
    assert!(gone.is_empty(), "{gone:?} are right by now: take them out of the list");
}

fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy().into_owned()).collect();
    format!("{}/{}", parts[1], parts[0])
}

#[test]
fn g10_g36_an_unknown_extension_changes_no_byte() {
    let mut differences = Vec::new();
    for path in fixtures() {
        let plain = tree(&path);
        let mut extended = plain.clone();
        extend(&mut extended, "", false, &extensions());
        assert_ne!(plain, extended, "{}", path.display());
        let expected = emitted(plain.to_string()).expect("accepted");
        let difference = difference(emitted(extended.to_string()), &expected);
        differences.extend(difference.map(|difference| (name(&path), difference)));
    }
    assert_none(&differences, &[]);
}

/// JSON in which each character of each text is an escape.
fn escaped(value: &Value, out: &mut String) {
    let text = |text: &str, out: &mut String| {
        out.push('"');
        for unit in text.encode_utf16() {
            let _ = write!(out, "\\u{unit:04x}");
        }
        out.push('"');
    };
    match value {
        Value::String(string) => text(string, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                escaped(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                text(key, out);
                out.push(':');
                escaped(member, out);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[test]
fn g15_an_escape_is_the_character_itself() {
    for path in fixtures() {
        let tree = tree(&path);
        let expected = emitted(tree.to_string()).expect("accepted");
        let mut text = String::new();
        escaped(&tree, &mut text);
        let difference = difference(emitted(text), &expected);
        assert_eq!(difference, None, "{}", path.display());
    }
}

/// What a child process prints of a document in many files: the folder, the order in which its files were made, the language,
/// the time zone and the number of threads are its own.
#[test]
#[ignore = "run by g54_another_process_elsewhere_gives_the_same_bytes"]
fn child() {
    let (output, said) = from_disk(Path::new("."));
    print!("<<{:?}{said}>>", output.expect("accepted"));
}

fn from_disk(folder: &Path) -> (Option<Files>, String) {
    let mut sources = sources("api.yaml", std::fs::read_to_string(folder.join("api.yaml")).expect("readable"));
    document::complete(&mut sources, &mut |path| match std::fs::read_to_string(folder.join(path)) {
        Ok(text) => Part::Text(PartText::new(SourceText { name: path.to_owned(), text })),
        Err(_) => Part::Missing(Vec::new()),
    });
    let input = Input::new(sources, "fixture");
    let output = generate(&input);
    let said = codegen::render_diagnostics::render(
        &output.diagnostics,
        &input.sources,
        codegen::render_diagnostics::Style::Plain,
    );
    (output.files, said)
}

#[test]
fn g54_another_process_elsewhere_gives_the_same_bytes() {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/many_files/files_of_3_0");
    let mut printed = Vec::new();
    for (language, zone, threads, reversed) in [("C", "UTC", "1", false), ("tr_TR.UTF-8", "Asia/Kathmandu", "7", true)]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = Vec::new();
        list(&from, &mut files);
        files.sort();
        if reversed {
            files.reverse();
        }
        for file in files {
            let to = folder.path().join(file.strip_prefix(&from).expect("below"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            std::fs::copy(&file, to).expect("copied");
        }
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command.args(["--exact", "child", "--ignored", "--nocapture"]).current_dir(folder.path());
        command.env("LC_ALL", language).env("LANG", language).env("TZ", zone).env("RAYON_NUM_THREADS", threads);
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let (_, text) = text.split_once("<<").expect("what the child prints");
        printed.push(text.rsplit_once(">>").expect("its end").0.to_owned());
    }
    assert!(printed[0].contains("src/lib.rs"), "{}", printed[0]);
    assert_eq!(printed[0], printed[1]);
}

fn list(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

/// Adds an operation with a tag and types of its own, all of which have `word` in their names.
fn add_operation(tree: &mut Value, word: &str) {
    let schema = json!({"type": "object", "required": [format!("{word}Stripes")], "properties": {
        format!("{word}Stripes"): {"type": "integer", "format": "int64"},
        format!("{word}Herd"): {"type": "object", "properties": {format!("{word}Count"): {"type": "number"}}},
    }});
    let is_old = tree["swagger"].is_string();
    let prefix = if is_old { "#/definitions" } else { "#/components/schemas" };
    let reference = json!({"$ref": format!("{prefix}/{word}Unrelated")});
    let response = if is_old {
        json!({"description": "Z", "schema": reference})
    } else {
        json!({"description": "Z", "content": {"application/json": {"schema": reference}}})
    };
    let members = tree.as_object_mut().expect("an object");
    match is_old {
        true => members.entry("definitions").or_insert(json!({}))[format!("{word}Unrelated")] = schema,
        false => members.entry("components").or_insert(json!({}))["schemas"][format!("{word}Unrelated")] = schema,
    }
    let mut operation =
        json!({"tags": [word], "operationId": format!("unrelated_{word}"), "responses": {"200": response}});
    if is_old {
        operation["produces"] = json!(["application/json"]);
    }
    members.entry("paths").or_insert(json!({}))[format!("/{word}")] = json!({"get": operation});
}

/// Whether all lines of `old` are in `new`, in their order.
fn only_adds(old: &str, new: &str) -> bool {
    let mut new = new.lines();
    old.lines().all(|line| new.any(|other| other == line))
}

#[test]
fn g56_an_operation_that_is_added_touches_nothing_else() {
    let mut differences = Vec::new();
    for path in fixtures() {
        let mut tree = tree(&path);
        // A second tag brings features, and a first operation takes away what no operation needs.
        ["giraffe", "okapi"].iter().for_each(|word| add_operation(&mut tree, word));
        let before = emitted(tree.to_string()).expect("accepted");
        add_operation(&mut tree, "zebra");
        let after = emitted(tree.to_string()).expect("accepted");
        assert!(
            after.contains_key("src/zebra.rs") && after.contains_key("src/models/zebra_unrelated.rs"),
            "{}: {:?}",
            path.display(),
            after.keys()
        );
        for (file, text) in &before {
            let shared = ["src/lib.rs", "src/client.rs", "src/models/mod.rs", "Cargo.toml"].contains(&file.as_str());
            // The one line that lists all features is longer.
            let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with("default = [")).collect();
            let same = if shared { only_adds(&text, &after[file]) } else { after[file] == text };
            if !same {
                differences.push((name(&path), format!("{file} differs:\n{}\n--- before\n{text}", after[file])));
            }
        }
    }
    assert_none(&differences, &[]);
}

#[test]
fn g53_a_secret_in_an_example_or_default_is_not_copied() {
    let secret = "sk_live_51HyperSecret";
    let password = json!({"type": "string", "format": "password", "default": secret, "example": secret});
    let marked =
        json!({"type": "string", "x-sensitive": true, "default": secret, "example": secret, "enum": [secret, "other"]});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {
            "operationId": "a",
            "parameters": [{"name": "key", "in": "query", "schema": password, "example": secret}],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}, "example": {"word": secret}}}},
            "responses": {"200": {"description": "D", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/A"}, "examples": {"one": {"value": {"word": secret}}}}}}},
        }}},
        "components": {"schemas": {"A": {"type": "object", "example": {"word": secret}, "properties": {
            "word": password, "mark": marked, "plain": {"type": "string", "example": secret},
        }}}},
    });
    let files = emitted(document.to_string()).expect("accepted");
    for (path, text) in &files {
        assert!(!text.contains(secret), "{path} holds a secret of the document:\n{text}");
    }
}
