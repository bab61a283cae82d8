//! The repository's own API: the whole emitted crate, and the same from each dialect.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, Strictness, generate, runtime};
use tests::listing::listing;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Generates without a single word said. `name` stands for the document in the output.
fn generated(name: &str, document: &Path, overlays: &[PathBuf]) -> Files {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let overlay = |path: &PathBuf| SourceText { name: path.display().to_string(), text: read(path) };
    let main = SourceText { name: name.to_owned(), text: read(document) };
    let input = Input {
        manifest: Some(read(&root().join("generated/Cargo.toml"))),
        strictness: Strictness::Strict,
        ..Input::new(Sources::new(main, overlays.iter().map(overlay).collect()), "partner-center")
    };
    let output = generate(&input);
    output.files.unwrap_or_else(|| panic!("{}", render(&output.diagnostics, &input.sources, Style::Plain)))
}

fn overlays(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

fn own() -> Files {
    generated("spec/partner-center.yaml", &root().join("spec/partner-center.yaml"), &overlays("spec/overlays"))
}

#[test]
fn the_whole_crate() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path(root().join("tests/fixtures"));
    settings.bind(|| insta::assert_snapshot!("partner_center", listing(&own())));
}

#[test]
fn the_committed_crate_is_up_to_date() {
    for (path, text) in own() {
        let committed = fs::read_to_string(root().join("generated").join(&path)).unwrap_or_default();
        assert!(committed == text, "{path} is stale: run `cargo xtask generate`");
    }
}

#[test]
fn the_crate_is_small() {
    let emitted: usize = own()
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
        .map(|(_, text)| text.lines().count())
        .sum();
    assert!(emitted <= 600, "{emitted} lines beside the runtime");
}

#[test]
fn each_dialect_gives_the_same_crate() {
    let dialects = root().join("tests/fixtures/dialects");
    let expected = generated("x", &root().join("spec/partner-center.yaml"), &[]);
    for version in ["2.0", "3.1"] {
        let twin = generated("x", &dialects.join(format!("partner-center-{version}.yaml")), &[]);
        assert_same(version, &twin, &expected);
    }
}

#[test]
fn each_dialect_with_its_own_overlays_gives_the_same_crate() {
    let dialects = root().join("tests/fixtures/dialects");
    let expected = generated("x", &root().join("spec/partner-center.yaml"), &overlays("spec/overlays"));
    for version in ["2.0", "3.1"] {
        let overlays = overlays(&format!("tests/fixtures/dialects/overlays-{version}"));
        let twin = generated("x", &dialects.join(format!("partner-center-{version}.yaml")), &overlays);
        assert_same(version, &twin, &expected);
    }
}

fn assert_same(version: &str, twin: &Files, expected: &Files) {
    assert_eq!(twin.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{version}");
    for (path, text) in expected {
        assert_eq!(&twin[path], text, "{version}: {path}");
    }
}

#[test]
fn the_runtime_is_copied_whole_and_verbatim() {
    let folder = root().join("codegen/runtime/src");
    let mut on_disk = Vec::new();
    collect(&folder, &mut on_disk);
    let mut listed: Vec<PathBuf> = runtime::FILES.iter().map(|(path, _)| folder.join(path)).collect();
    on_disk.sort();
    listed.sort();
    assert_eq!(listed, on_disk, "codegen/src/runtime.rs lists what is in codegen/runtime/src");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
