//! The index of codes: every code that is used is in it, every code in it is used, and each is shown by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostics::codes::CODES;

/// Codes that no document leads to, and why they are there nevertheless.
const WITHOUT_PROOF: &[(&str, &str)] = &[
    ("E-INTERNAL", "a fault of the generator: what is known to cause one is mended"),
    ("E-MANIFEST", "the fault is in a file beside the document: see tests/tests/manifest.rs"),
    ("E-REF-SIZE", "the smallest document that has it is too large to be kept"),
    ("W-PATH-REF", "references of paths are put in place before; this is the last line of defence"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// The texts of all files below a folder that end in one of these ways.
fn texts(folder: &Path, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(texts(&path, endings));
        } else if path.extension().and_then(|it| it.to_str()).is_some_and(|ending| endings.contains(&ending)) {
            found.push(fs::read_to_string(&path).expect("UTF-8"));
        }
    }
    found
}

/// The codes in quotes in the generator itself, its tests and its index left out.
fn used() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for text in texts(&root().join("codegen/src"), &["rs"]) {
        if text.contains("pub const CODES") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let words = code.split('"').filter(|word| word.starts_with("E-") || word.starts_with("W-"));
        let is_code = |word: &&str| word.len() > 2 && word.chars().all(|it| it.is_ascii_uppercase() || it == '-');
        codes.extend(words.filter(is_code).map(str::to_owned));
    }
    codes
}

#[test]
fn the_index_is_complete_and_in_order() {
    let index: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert!(index.is_sorted(), "CODES in codegen/src/diagnostics/codes.rs is not in order");
    let used = used();
    for code in &used {
        assert!(
            index.contains(&code.as_str()),
            "`{code}` is used and not explained: add (\"{code}\", \"what it means.\") to CODES in \
             codegen/src/diagnostics/codes.rs"
        );
    }
    for code in index {
        assert!(used.contains(code), "`{code}` is explained and not used: remove it from CODES");
    }
}

#[test]
fn every_code_is_shown_by_a_fixture() {
    let mut shown = texts(&root().join("tests"), &["snap"]);
    shown
        .extend(texts(&root().join("tests/tests"), &["rs"]).into_iter().filter(|text| !text.contains("WITHOUT_PROOF")));
    let excused = |code: &str| WITHOUT_PROOF.iter().any(|(without, _)| *without == code);
    let is_shown = |code: &str| shown.iter().any(|text| text.contains(code));
    let codes = CODES.iter().map(|(code, _)| *code);
    let missing: Vec<&str> = codes.filter(|code| !excused(code) && !is_shown(code)).collect();
    assert!(
        missing.is_empty(),
        "{missing:?} are shown by no test: add a document for each to tests/fixtures/accepted (W-…) or refused (E-…)"
    );
}
