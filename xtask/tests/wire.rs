//! `wire` from outside: what it says where there is nothing to call, or no mock to call. The calls themselves are made by `.ci/run`.

use std::path::Path;
use std::process::{Command, Output};

fn wire(path: &Path, out: &Path, programs: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("wire").arg(path).arg("--out").arg(out).env("PATH", programs);
    command.output().expect("xtask runs")
}

#[test]
fn there_is_nothing_to_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = wire(folder.path(), &folder.path().join("out"), folder.path());
    assert_eq!(run.status.code(), Some(1));
    let words = String::from_utf8_lossy(&run.stderr);
    assert!(words.contains("error[E-CORPUS]: there is no document in `"), "{words}");
}

#[test]
fn a_document_that_is_refused_is_not_called() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: [1]\n").expect("a file");
    let run = wire(&path, &folder.path().join("out"), folder.path());
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!(String::from_utf8_lossy(&run.stderr).contains("error["), "{run:?}");
}

#[test]
fn one_document_is_not_chosen_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/dialects/shop-3.0.yaml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("wire").arg(document).args(["--only", "shop", "--out"]).arg(folder.path());
    let run = command.output().expect("xtask runs");
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(String::from_utf8_lossy(&run.stderr).contains("`--only` and `--smallest`"), "{run:?}");
}

#[test]
fn there_is_no_mock_without_npm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    if root.join("target/wire-mock").exists() {
        println!("SKIPPED: the mock is installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let document = root.join("tests/fixtures/dialects/shop-3.0.yaml");
    let run = wire(&document, &folder.path().join("out"), folder.path());
    assert_eq!(run.status.code(), Some(3), "{run:?}");
    let words = String::from_utf8_lossy(&run.stderr);
    assert!(words.contains("error[E-MOCK]: there is no mock to call\n  = note: npm does not start: "), "{words}");
}
