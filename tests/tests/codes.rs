//! The index of diagnostic codes: every code is used by the generator, and each is shown by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostics::Code;

/// Codes that no document leads to, and why they are there nevertheless.
const WITHOUT_PROOF: &[(Code, &str)] = &[
    (Code::EInternal, "a fault of the generator: what is known to cause one is mended"),
    (Code::EManifest, "the fault is in a file beside the document: see tests/tests/manifest.rs"),
    (Code::ERefSize, "the smallest document that has it is too large to be kept"),
    (Code::WPathRef, "references of paths are put in place before; this is the last line of defence"),
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

/// The codes in a text, each as a whole word: `W-PATH-PARAM` does not hold `W-PATH`.
fn codes_in(text: &str) -> BTreeSet<Code> {
    let words = text.split(|it: char| !it.is_ascii_uppercase() && it != '-');
    words.filter_map(Code::from_text).collect()
}

#[test]
fn codes_are_whole_words() {
    assert_eq!(codes_in("warning[W-PATH-PARAM]: x"), BTreeSet::from([Code::WPathParam]));
    assert_eq!(codes_in("`W-PATH`, W-PATHS"), BTreeSet::from([Code::WPath]));
}

#[test]
fn the_index_is_in_order() {
    let index: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(index.is_sorted(), "the codes in codegen/src/diagnostics/codes.rs are not in order: {index:?}");
}

fn first_word(text: &str) -> &str {
    text.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default()
}

#[test]
fn every_code_is_used() {
    let sources = texts(&root().join("codegen/src"), &["rs"]);
    let code = sources.iter().filter_map(|text| text.split("#[cfg(test)]").next());
    let used: BTreeSet<&str> = code.flat_map(|text| text.split("Code::").skip(1)).map(first_word).collect();
    let unused: Vec<&Code> = Code::ALL.iter().filter(|code| !used.contains(&*format!("{code:?}"))).collect();
    assert!(unused.is_empty(), "{unused:?} are used nowhere: remove them from codegen/src/diagnostics/codes.rs");
}

#[test]
fn every_code_is_shown_by_a_fixture() {
    let snapshots = texts(&root().join("tests"), &["snap"]);
    let tests = texts(&root().join("tests/tests"), &["rs"]).into_iter().filter(|text| !text.contains("WITHOUT_PROOF"));
    let shown: BTreeSet<Code> = snapshots.into_iter().chain(tests).flat_map(|text| codes_in(&text)).collect();
    let excused = |code: &Code| WITHOUT_PROOF.iter().any(|(without, _)| without == code);
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !excused(code) && !shown.contains(code)).map(|code| code.as_str()).collect();
    assert!(
        missing.is_empty(),
        "{missing:?} are shown by no test: add a document for each to tests/fixtures/accepted (W-…) or refused (E-…)"
    );
}
