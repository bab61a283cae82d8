//! What `diff` calls breaking in Rust breaks a user of the crate, and what it does not call so compiles: the compiler is asked.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::compare::{Reach, Verdict};
use codegen::source::{SourceText, Sources};
use codegen::{Input, compare, generate};
use rstest::rstest;
use tests::emitted::{cargo, lay};

fn input(path: &Path) -> Input {
    let text = fs::read_to_string(path).expect("readable");
    Input::new(Sources::new(SourceText { name: "api.yaml".to_owned(), text }, Vec::new()), "fixture")
}

/// What the compiler says of `user.rs`, an example of the crate; nothing if it compiles.
fn errors(input: &Input, user: &Path) -> String {
    let mut files = generate(input).files.expect("accepted");
    files.insert("examples/user.rs".to_owned(), fs::read_to_string(user).expect("readable"));
    let folder = tempfile::tempdir().expect("a folder");
    lay(&files, folder.path());
    let arguments = "check --no-default-features --example user";
    let output = cargo(folder.path(), env!("CARGO_TARGET_TMPDIR"), arguments);
    if output.status.success() { String::new() } else { String::from_utf8_lossy(&output.stderr).into_owned() }
}

#[rstest]
fn the_compiler_agrees(#[files("fixtures/diff/*/user.rs")] user: PathBuf) {
    let folder = user.parent().expect("a folder");
    let (old, new) = (input(&folder.join("old.yaml")), input(&folder.join("new.yaml")));
    let changes = compare(&old, &new).changes.expect("both are accepted");
    let breaks = |change: &codegen::compare::Change| {
        change.rule.reach() == Reach::Rust && change.rule.verdict() == Verdict::Major
    };
    assert_eq!(errors(&old, &user), "", "the user of the old crate");
    let errors = errors(&new, &user);
    assert_eq!(changes.iter().any(breaks), !errors.is_empty(), "{changes:?}\n{errors}");
    assert!(errors.is_empty() || errors.contains("examples/user.rs:"), "the fault is elsewhere: {errors}");
}
