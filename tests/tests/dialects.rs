//! The same API in each dialect gives the same crate.

use std::fs;
use std::path::Path;

use codegen::diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, generate};

/// The crate, and the codes of what is said. The document goes by the same name in each dialect, because the output names it.
fn generated(version: &str) -> (Files, Vec<&'static str>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/dialects/shop-{version}.yaml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let input = Input::new(Sources::new(SourceText { name: "shop.yaml".to_owned(), text }, Vec::new()), "shop");
    let output = generate(&input);
    let said = || render(&output.diagnostics, &input.sources, Style::Plain);
    let files = output.files.clone().unwrap_or_else(|| panic!("{version}:\n{}", said()));
    (files, output.diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

#[test]
fn four_dialects_one_crate() {
    let (expected, said) = generated("3.0");
    assert!(expected.keys().any(|path| path.ends_with("good.rs")), "{:?}", expected.keys());
    for version in ["2.0", "3.1", "3.2"] {
        let (twin, of_twin) = generated(version);
        assert_eq!(of_twin, said, "{version}");
        assert_eq!(twin.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{version}");
        for (path, text) in &expected {
            assert!(twin[path] == *text, "{version}: {path} differs:\n{}\n---\n{text}", twin[path]);
        }
    }
}
