//! Emitted crates compile without a word for any choice of features, and are clean under clippy and `missing_docs`.

use std::path::Path;

use rstest::rstest;
use tests::documents::{emitted, tree};
use tests::emitted::{cargo_succeeds, lay, without_http_client};

/// What a crate turns on that wants to hear of each public item without docs.
const LINTS: &str = "\n[lints.rust]\nmissing_docs = \"warn\"\n";

#[rstest]
#[case("tags")]
#[case("equal_types")]
#[case("webhooks")]
fn each_feature_alone_and_none(#[case] fixture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/accepted/{fixture}.yaml"));
    let (folder, target) = (tempfile::tempdir().expect("a folder"), env!("CARGO_TARGET_TMPDIR"));
    let mut files = emitted(tree(&path).to_string()).expect("accepted");
    let manifest = format!("{}{LINTS}", files["Cargo.toml"]);
    let all = without_http_client(&manifest);
    files.insert("Cargo.toml".to_owned(), manifest);
    lay(&files, folder.path());
    let (none, names) = all.split_once(" --features=").expect("all features");
    assert!(names.contains(','), "{fixture} has too few tags: {names}");
    for features in names.split(',').chain([""]) {
        cargo_succeeds(folder.path(), target, &format!("check {none} --features={features}"));
    }
    cargo_succeeds(folder.path(), target, &format!("clippy {all}"));
}
