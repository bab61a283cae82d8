//! Text of a document never becomes code: a payload in each of its strings and names, one at a time (oracles 1 and 2).

mod canary;
mod oracle;

use std::collections::BTreeMap;
use std::path::Path;

use codegen::source::{Part, PartText, SourceText, Sources};
use codegen::{Files, Input, document, generate};
use oracle::{faults, skeleton};
use serde_json::{Value, json};
use tests::documents::{emitted, fixtures, sources, tree};

/// Each would declare or call `pWnEd` if it ever left its literal.
const PAYLOADS: &[&str] = &[
    "\"; fn pWnEd(){} //",
    "*/ fn pWnEd(){} /*",
    "\n fn pWnEd(){}\r\npWnEd!()\u{2028}pWnEd",
    "\"#; pWnEd \u{202e}",
    "```rust\npWnEd\n```\n#![pWnEd] {pWnEd}",
    "x\n    pWnEd\n> ```\n> pWnEd\n- ~~~\n  pWnEd\n<script>pWnEd</script>",
    "'''\n[package]\nbuild = \"pWnEd\"\n",
];

/// Objects whose keys are names that the author chose.
const MAPS: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
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
];

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Pointers to all nodes that fit.
fn places(value: &Value, at: String, fits: &dyn Fn(&str, &Value) -> bool, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, format!("{at}/{index}"), fits, found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| places(member, format!("{at}/{}", escaped(key)), fits, found));
        }
        _ => {}
    }
    if fits(&at, value) {
        found.push(at);
    }
}

fn strings(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    places(tree, String::new(), &|_, value| value.is_string(), &mut found);
    found
}

/// Pointers to what has a name that the author chose.
fn named(tree: &Value) -> Vec<String> {
    let is_named = |at: &str, _: &Value| {
        let mut segments = at.rsplit('/').skip(1);
        segments.next().is_some_and(|parent| MAPS.contains(&parent))
    };
    let mut found = Vec::new();
    places(tree, String::new(), &is_named, &mut found);
    found.retain(|at| at.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_err()));
    found
}

/// Gives what is at `at` another name, and leads the references along.
fn rename(tree: &mut Value, at: &str, name: &str) {
    let (parent, old) = at.rsplit_once('/').expect("not the root");
    let old = old.replace("~1", "/").replace("~0", "~");
    let parent_of = |value: &mut Value| value.as_object_mut().map(std::mem::take);
    let Some(members) = tree.pointer_mut(parent).and_then(parent_of) else { return };
    let renamed =
        members.into_iter().map(|(key, value)| if key == old { (name.to_owned(), value) } else { (key, value) });
    let renamed: serde_json::Map<String, Value> = renamed.collect();
    *tree.pointer_mut(parent).expect("just seen") = Value::Object(renamed);
    refer(tree, &format!("#{at}"), &format!("#{parent}/{}", escaped(name)), (&old, name));
}

fn refer(value: &mut Value, from: &str, to: &str, names: (&str, &str)) {
    match value {
        Value::String(text) if *text == from => *text = to.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, from, to, names)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                // The names of security schemes are keys wherever they are required.
                if key == "security"
                    && let Some(required) = member.as_array_mut()
                {
                    for scheme in required.iter_mut().filter_map(Value::as_object_mut) {
                        scheme.remove(names.0).map(|scopes| scheme.insert(names.1.to_owned(), scopes));
                    }
                }
                refer(member, from, to, names);
            }
        }
        _ => {}
    }
}

/// Places of one kind that are broken: more of them find nothing that these do not.
const OF_EACH_KIND: usize = 2 * PAYLOADS.len();

/// The kind of a place: the keywords that lead to it, without names and numbers, the last three of them.
fn kind(at: &str) -> String {
    let mut kind = Vec::new();
    let mut is_name = false;
    for segment in at.split('/').skip(1) {
        let shown = if is_name || segment.parse::<usize>().is_ok() { "*" } else { segment };
        is_name = !is_name && MAPS.contains(&segment);
        kind.push(shown);
    }
    kind[kind.len().saturating_sub(3)..].join("/")
}

/// Breaks the fixtures in `places` of each kind, and judges what is emitted. All payloads in turn, not each in each place.
fn judge(places: fn(&Value) -> Vec<String>, break_at: fn(&mut Value, &str, &str)) -> usize {
    let mut accepted = 0;
    let mut number = 0;
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for path in fixtures() {
        let tree = tree(&path);
        let innocent = emitted(tree.to_string()).expect("accepted");
        for at in places(&tree) {
            let seen = kinds.entry(kind(&at)).or_default();
            *seen += 1;
            if *seen > OF_EACH_KIND {
                continue;
            }
            number += 1;
            let mut hostile = tree.clone();
            break_at(&mut hostile, &at, PAYLOADS[number % PAYLOADS.len()]);
            let Some(files) = emitted(hostile.to_string()) else { continue };
            accepted += 1;
            assert_eq!(
                faults(&files, &innocent),
                [""; 0],
                "{}: payload {} at {at}",
                path.display(),
                number % PAYLOADS.len()
            );
        }
    }
    accepted
}

#[test]
fn g1_g2_g6_g12_g16_a_payload_in_any_string_stays_a_literal() {
    let accepted = judge(strings, |tree, at, payload| {
        *tree.pointer_mut(at).expect("it is there") = payload.into();
    });
    assert!(accepted > 500, "only {accepted} payloads came as far as the output");
}

/// Schemas, members, parameters, paths, media types, status codes, headers, security schemes, variables, mappings.
#[test]
fn g11_g12_g13_a_payload_in_any_name_stays_a_literal() {
    let accepted = judge(named, rename);
    assert!(accepted > 200, "only {accepted} payloads came as far as the output");
}

#[test]
fn g1_what_a_description_says_changes_no_code() {
    // What a server is described as is its name.
    let prose = |at: &&String| {
        !at.starts_with("/servers/") && ["description", "summary"].iter().any(|key| at.ends_with(&format!("/{key}")))
    };
    for path in fixtures() {
        let mut tree = tree(&path);
        let places = strings(&tree);
        let mut skeletons = Vec::new();
        for text in PAYLOADS.iter().chain(&["x"]) {
            for at in places.iter().filter(prose) {
                *tree.pointer_mut(at).expect("it is there") = (*text).into();
            }
            let mut files =
                emitted(tree.to_string()).unwrap_or_else(|| panic!("{} refused with {text:?}", path.display()));
            files.retain(|file, _| file.ends_with(".rs") && !file.starts_with("src/runtime/"));
            let mut out = String::new();
            files.values().for_each(|text| skeleton(text.parse().expect("Rust"), &mut out));
            skeletons.push(out);
        }
        skeletons.dedup();
        assert_eq!(skeletons.len(), 1, "{}", path.display());
    }
}

fn shop() -> Value {
    tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dialects/shop-3.0.yaml"))
}

fn crate_of(sources: Sources) -> Option<Files> {
    generate(&Input::new(sources, "fixture")).files
}

#[test]
fn g1_what_an_overlay_says_stays_a_literal() {
    let shop = shop().to_string();
    let innocent = emitted(shop.clone()).expect("accepted");
    for payload in PAYLOADS {
        let overlay = json!({
            "overlay": "1.0.0", "info": {"title": payload, "version": payload}, "x-note": payload,
            "actions": [
                {"target": "$.info", "description": payload, "update": {"title": payload, "description": payload, "x-a": payload}},
                {"target": "$.paths.*.*", "update": {"summary": payload, "tags": [payload], "x-b": {payload.to_string(): payload}}},
                {"target": "$.components.schemas", "update": {payload.to_string(): {"type": "object", "title": payload}}},
            ],
        });
        for name in ["overlay.json".to_owned(), format!("{payload}.json")] {
            let main = SourceText { name: "api.json".to_owned(), text: shop.clone() };
            let overlay = SourceText { name, text: overlay.to_string() };
            let files = crate_of(Sources::new(main, vec![overlay])).expect("accepted");
            assert_ne!(files, innocent);
            assert_eq!(faults(&files, &innocent), [""; 0], "{payload}");
        }
    }
}

/// The name of the document is in a comment of every file.
#[test]
fn g1_the_name_of_a_file_stays_a_name() {
    for payload in PAYLOADS {
        let files = crate_of(sources(payload, shop().to_string())).expect("accepted");
        for (path, text) in
            files.iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"))
        {
            let hidden = text.replace("// @generated from", "//@");
            let lines: Vec<&str> = hidden.lines().filter(|line| !line.starts_with("//@")).collect();
            assert!(!lines.join("\n").contains(oracle::SENTINEL), "{path} with a document called {payload:?}:\n{text}");
            text.parse::<proc_macro2::TokenStream>().expect("Rust");
        }
    }
}

#[test]
fn g1_the_name_of_a_file_that_is_referred_to_stays_a_name() {
    let of = |reference: &str| {
        let mut tree = shop();
        tree["components"]["schemas"]["Part"] = json!({"$ref": reference});
        tree["components"]["schemas"]["Whole"] = json!({"properties": {"part": {"$ref": reference}}});
        tree["paths"]["/whole"] = json!({"get": {"responses": {"200": {"description": "D", "content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/Whole"}}}}}}});
        let mut sources = sources("api.json", tree.to_string());
        document::complete(&mut sources, &mut |path| {
            let text = "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}".to_owned();
            Part::Text(PartText::new(SourceText { name: path.to_owned(), text }))
        });
        crate_of(sources)
    };
    let innocent = of("part.json").expect("accepted");
    let mut accepted = 0;
    for payload in PAYLOADS {
        let Some(files) = of(&format!("{payload}.json")) else { continue };
        accepted += 1;
        assert_eq!(faults(&files, &innocent), [""; 0], "{payload}");
    }
    assert!(accepted > 3, "only {accepted} names came as far as the output");
}
