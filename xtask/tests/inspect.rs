//! `inspect` from outside: the page for people, the JSON for tools.

use std::path::Path;
use std::process::{Command, Output};

fn inspect(arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    command.current_dir(fixtures).arg("inspect").args(arguments.split_whitespace());
    command.output().expect("it runs")
}

fn said(arguments: &str) -> String {
    let output = inspect(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn this_repositorys_own_api() {
    insta::assert_snapshot!("own", said(""));
    insta::assert_snapshot!("own_json", said("--json"));
}

#[test]
fn a_document_with_something_of_everything() {
    insta::assert_snapshot!("everything", said("--spec everything.yaml"));
    insta::assert_snapshot!("everything_json", said("--spec everything.yaml --json --name some-client"));
}

#[test]
fn json_is_the_same_each_time_and_json() {
    let first = said("--spec everything.yaml --json");
    assert_eq!(first, said("--spec everything.yaml --json"));
    let tree: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(tree["crate_path"], "everything");
}

#[test]
fn parts_of_a_document_can_be_chosen() {
    let all = said("--spec everything.yaml --all-schemas");
    assert!(all.contains("models::Unused") && !said("--spec everything.yaml").contains("models::Unused"));
    let pets = said("--spec everything.yaml --include-tag pets");
    assert!(pets.contains("pets()") && !pets.contains("shops()"), "{pets}");
}

#[test]
fn each_failure_has_its_exit_code() {
    let rows = [
        ("--spec everything.yaml --include-tag none", 1, "E-FILTER"),
        ("--spec corpus/broken.json", 1, "E-VERSION"),
        ("--spec everything.yaml --name 1", 2, "a crate's name"),
        ("--overlay x.yaml", 2, "--spec"),
        ("--spec missing.yaml", 3, "E-IO"),
    ];
    for (arguments, code, word) in rows {
        let output = inspect(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        assert!(said.contains(word) && output.stdout.is_empty(), "{arguments}: {said}");
    }
}
