//! Text of a document never becomes code: a payload in each of its strings, one at a time (oracles 1 and 2, cases G1–G6, G16).

use std::path::{Path, PathBuf};

use codegen::diagnostics::Diagnostics;
use codegen::source::{self, SourceId, SourceText, Sources};
use codegen::{Files, Input, generate};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

/// Each would declare or call `pWnEd` if it ever left its literal. No identifier made of it is spelled like that.
const PAYLOADS: &[&str] = &[
    "\"; fn pWnEd(){} //",
    "*/ fn pWnEd(){} /*",
    "\n fn pWnEd(){}\r\npWnEd!()\u{2028}pWnEd",
    "\"#; pWnEd \u{202e}",
    "```rust\npWnEd\n```\n#![pWnEd] {pWnEd}",
];

fn tree(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("readable");
    let sources = Sources::new(SourceText { name: "api.yaml".to_owned(), text }, Vec::new());
    source::read(&sources, SourceId::MAIN, &mut Diagnostics::new()).expect("a tree")
}

fn documents() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: PathBuf| {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()).collect::<Vec<_>>()
    };
    let mut paths = files(tests.join("fixtures/accepted"));
    let models = files(tests.join("fixtures/models")).into_iter().filter(|path| path.is_dir());
    paths.extend(models.map(|folder| folder.join("3_1.yaml")));
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.push(tests.join("fixtures/dialects/partner-center-3.0.yaml"));
    paths.sort();
    paths
}

fn emitted(tree: &Value) -> Option<Files> {
    let text = tree.to_string();
    let input = Input::new(Sources::new(SourceText { name: "api.json".to_owned(), text }, Vec::new()), "fixture");
    let mut files = generate(&input).files?;
    files.retain(|path, _| path.ends_with(".rs") && !path.starts_with("src/runtime/"));
    Some(files)
}

/// Pointers to all strings.
fn strings(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| strings(item, format!("{at}/{index}"), found));
        }
        Value::Object(members) => {
            for (key, member) in members {
                strings(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

fn tokens(path: &str, text: &str, at: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{path} is no Rust with a payload at {at}: {error}\n{text}"))
}

fn has_sentinel(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_sentinel(group.stream()),
        TokenTree::Ident(ident) => ident == "pWnEd",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The tokens as text, without what literals say and without documentation.
fn skeleton(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Literal(_) => out.push_str("_ "),
            TokenTree::Group(group) => {
                out.push('(');
                skeleton(group.stream(), out);
                out.push(')');
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!'));
                let attribute = tokens.next().map(|token| token.to_string()).unwrap_or_default();
                if !attribute.starts_with("[doc") {
                    out.push_str(&attribute);
                }
            }
            other => out.push_str(&other.to_string()),
        }
    }
}

#[test]
fn g1_g2_g6_g16_a_payload_in_any_string_stays_a_literal() {
    let mut accepted = 0;
    for path in documents() {
        let tree = tree(&path);
        let mut places = Vec::new();
        strings(&tree, String::new(), &mut places);
        for (index, at) in places.iter().enumerate() {
            // All payloads in turn, not each in each place: five times the time for little more.
            let payload = PAYLOADS[index % PAYLOADS.len()];
            let mut hostile = tree.clone();
            *hostile.pointer_mut(at).expect("it is there") = payload.into();
            let Some(files) = emitted(&hostile) else { continue };
            accepted += 1;
            for (file, text) in &files {
                assert!(!has_sentinel(tokens(file, text, at)), "{}: {at} becomes code in {file}", path.display());
            }
        }
    }
    assert!(accepted > 200, "only {accepted} payloads came as far as the output");
}

#[test]
fn g1_what_a_description_says_changes_no_code() {
    let prose = |at: &&String| ["description", "summary"].iter().any(|key| at.ends_with(&format!("/{key}")));
    for path in documents() {
        let mut tree = tree(&path);
        let mut places = Vec::new();
        strings(&tree, String::new(), &mut places);
        let mut skeletons = Vec::new();
        for text in PAYLOADS.iter().chain(&["x"]) {
            for at in places.iter().filter(prose) {
                *tree.pointer_mut(at).expect("it is there") = (*text).into();
            }
            let files = emitted(&tree).unwrap_or_else(|| panic!("{} refused with {text:?}", path.display()));
            let mut out = String::new();
            files.iter().for_each(|(file, text)| skeleton(tokens(file, text, "descriptions"), &mut out));
            skeletons.push(out);
        }
        skeletons.dedup();
        assert_eq!(skeletons.len(), 1, "{}", path.display());
    }
}
