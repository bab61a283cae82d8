//! The same API in each dialect gives the same crate.

use std::path::{Path, PathBuf};

use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, Strictness, generate};
use tests::own::read;
use tests::twins::Twin;

fn dialects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dialects")
}

fn shop(version: &str) -> Twin {
    Twin::of("shop", &dialects().join(format!("shop-{version}.yaml")))
}

#[test]
fn g54_four_dialects_one_crate() {
    let expected = shop("3.0");
    assert!(expected.files.keys().any(|path| path.ends_with("good.rs")), "{:?}", expected.files.keys());
    for version in ["2.0", "3.1", "3.2"] {
        expected.assert_same(&shop(version), version);
    }
}

/// An API with long names, with or without the overlays in the words of its dialect.
fn partner_center(version: &str, overlays: &[PathBuf]) -> Files {
    let overlay = |path: &PathBuf| SourceText { name: path.display().to_string(), text: read(path) };
    let text = read(&dialects().join(format!("partner-center-{version}.yaml")));
    let main = SourceText { name: "api.yaml".to_owned(), text };
    let sources = Sources::new(main, overlays.iter().map(overlay).collect());
    // In 2.0 a bearer token can only be hinted at, which is a warning.
    let strictness = if version == "2.0" { Strictness::Lenient } else { Strictness::Strict };
    let input = Input { strictness, ..Input::new(sources, "fixture") };
    generate(&input).files.unwrap_or_else(|| panic!("{version} is refused"))
}

fn overlays(version: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dialects().join(format!("overlays-{version}"))).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

#[test]
fn three_dialects_with_original_names_one_crate() {
    for version in ["2.0", "3.1"] {
        assert_same(version, &partner_center(version, &[]), &partner_center("3.0", &[]));
    }
}

#[test]
fn three_dialects_with_their_own_overlays_one_crate() {
    let expected = partner_center("3.0", &overlays("3.0"));
    assert_ne!(expected, partner_center("3.0", &[]), "the overlays change something");
    for version in ["2.0", "3.1"] {
        assert_same(version, &partner_center(version, &overlays(version)), &expected);
    }
}

fn assert_same(version: &str, twin: &Files, expected: &Files) {
    assert_eq!(twin.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{version}");
    for (path, text) in expected {
        assert_eq!(&twin[path], text, "{version}: {path}");
    }
}
