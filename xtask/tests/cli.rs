//! The command line from outside: exit codes, and what is left on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Fixture, version: '1'}
servers: [{url: https://api.example.com}]
paths: {/a: {get: {tags: [a], operationId: getA, responses: {'200': {description: Done.}}}}}
";

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("generate").args(arguments.split_whitespace());
    command.output().expect("it runs")
}

fn code(folder: &Path, arguments: &str) -> i32 {
    run(folder, arguments).status.code().expect("no signal")
}

fn folder(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document).expect("written");
    folder
}

#[test]
fn w15_w16_a_second_run_and_a_check_write_nothing() {
    let folder = folder(DOCUMENT);
    let at = folder.path();
    assert_eq!(code(at, "--spec api.yaml --out client --check"), 1, "nothing is there yet");
    assert!(!at.join("client").exists(), "a check writes nothing");
    assert_eq!(code(at, "--spec api.yaml --out client"), 0);
    let changed = |path: &str| fs::metadata(at.join(path)).and_then(|it| it.modified()).expect("a time");
    let before = (changed("client/src"), changed("client/src/lib.rs"), changed("client/Cargo.toml"));
    assert_eq!(code(at, "--spec api.yaml --out client"), 0);
    assert_eq!(code(at, "--spec api.yaml --out client --check"), 0);
    assert_eq!(before, (changed("client/src"), changed("client/src/lib.rs"), changed("client/Cargo.toml")));
    fs::write(at.join("api.yaml"), DOCUMENT.replace("getA", "getB")).expect("written");
    let stale = run(at, "--spec api.yaml --out client --check");
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stderr).contains("changed: src/a.rs"));
    assert_eq!(before.0, changed("client/src"));
}

#[test]
fn each_failure_has_its_exit_code_and_writes_nothing() {
    let rows = [
        (DOCUMENT.replace("3.0.3", "4.0.0"), "--spec api.yaml --out client", 1),
        (DOCUMENT.replace("['200'", "['200"), "--spec api.yaml --out client --strict --name 1", 2),
        (DOCUMENT.replace("operationId", "operationid"), "--spec api.yaml --out client --strict", 1),
        (DOCUMENT.to_owned(), "--spec api.yaml --out 1", 2),
        (DOCUMENT.to_owned(), "--spec api.yaml", 2),
        (DOCUMENT.to_owned(), "--frobnicate", 2),
        (DOCUMENT.to_owned(), "--spec missing.yaml --out client", 3),
        (DOCUMENT.to_owned(), "--spec api.yaml --out client --overlay missing.yaml", 3),
        (DOCUMENT.to_owned(), "--spec . --out client", 1),
        (DOCUMENT.to_owned(), "--spec /dev/zero --out client", 1),
    ];
    for (document, arguments, expected) in rows {
        let folder = folder(&document);
        let output = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{arguments}: {said}");
        assert!(said.contains("error"), "{arguments}: {said}");
        assert!(!folder.path().join("client").exists(), "{arguments}");
    }
}

#[test]
fn a_warning_is_said_and_the_rest_is_written() {
    let folder = folder(&DOCUMENT.replace("operationId", "operationid"));
    let output = run(folder.path(), "--spec api.yaml --out client");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("warning[W-UNKNOWN]"));
    assert!(run(folder.path(), "--spec api.yaml --out client --quiet").stderr.is_empty());
    assert!(folder.path().join("client/src/a.rs").exists());
}
