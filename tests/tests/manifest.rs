//! `Cargo.toml` of an emitted crate: made once, then only our entries are kept up.

use codegen::source::{SourceText, Sources};
use codegen::{Input, generate};

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: \"T\\\"\\n[package]\\nbuild = 'x.rs'\", version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a: {get: {tags: [users], responses: {'200': {description: a}}}}
  /b: {get: {tags: [default], responses: {'200': {description: b}}}}
";

fn manifest(existing: Option<&str>) -> Option<String> {
    let source = SourceText { name: "api.yaml".to_owned(), text: DOCUMENT.to_owned() };
    let manifest = existing.map(str::to_owned);
    let input = Input { manifest, ..Input::new(Sources::new(source, Vec::new()), "my-client") };
    generate(&input).files.map(|files| files["Cargo.toml"].clone())
}

#[test]
fn g14_a_new_manifest_has_nothing_of_the_document_but_its_tags() {
    insta::assert_snapshot!(manifest(None).expect("accepted"));
}

#[test]
fn what_is_not_ours_stays() {
    let existing = "# mine\n[package]\nname = \"other\" # really\nversion = \"9.9.9\"\n\n[dependencies]\nserde.workspace = true\nurl = \"1\"\nmine = \"2\"\n\n[features]\nextra = []\n\n[profile.dev]\ndebug = 1\n";
    let merged = manifest(Some(existing)).expect("accepted");
    insta::assert_snapshot!(merged);
    assert_eq!(manifest(Some(&merged)), Some(merged), "a second run changes nothing");
}

#[test]
fn a_broken_manifest_is_an_error() {
    for broken in ["[package", "dependencies = 1", "features = []"] {
        assert_eq!(manifest(Some(broken)), None, "{broken}");
    }
}

#[test]
fn the_runtime_asks_for_the_same_dependencies_itself() {
    let own = include_str!("../../codegen/runtime/Cargo.toml");
    let dependencies =
        own.split("[dependencies]").nth(1).and_then(|rest| rest.split("[lints]").next()).expect("a table");
    let emitted = manifest(None).expect("accepted");
    let emitted =
        emitted.split("[dependencies]").nth(1).and_then(|rest| rest.split("[features]").next()).expect("a table");
    let names = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).filter(|name| !name.is_empty());
        lines.map(str::to_owned).collect()
    };
    assert_eq!(names(emitted), names(dependencies));
}
