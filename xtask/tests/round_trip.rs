//! `corpus --round-trip` from outside, over a small document of our own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Garden, version: "1" }
paths: {}
components:
  schemas:
    Bed:
      type: object
      required: [id]
      properties:
        id: { type: integer, format: int64 }
        note: { type: [string, "null"], maxLength: 20 }
        soil: { $ref: "#/components/schemas/Soil" }
        plants: { type: array, items: { $ref: "#/components/schemas/Plant" } }
    Soil: { type: string, enum: [clay, sand] }
    Plant:
      type: object
      required: [name]
      properties:
        name: { type: string, pattern: "^[A-Z][a-z]+$" }
        height: { type: integer, format: int32, minimum: 1 }
      example: { name: Rose, nickname: Rosie }
    Anything: {}
    Stock: { type: object, additionalProperties: { type: boolean } }
"##;

fn corpus(folder: &Path, more: &[&str]) -> Output {
    // Below the target folder, what the harness depends on stays compiled.
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round-trip");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("corpus").arg(folder).args(["--round-trip", "--jobs", "1", "--out"]).arg(out).args(more);
    command.output().expect("xtask runs")
}

#[test]
fn a_document_goes_through_its_types_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("garden.yaml"), DOCUMENT).expect("written");
    let output = corpus(folder.path(), &["--verbose"]);
    let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{failed}");
    let total = said.lines().rfind(|line| line.trim_start().starts_with("total")).expect("a total");
    let cells: Vec<&str> = total.split_whitespace().collect();
    let number = |at: usize| cells[at].parse::<usize>().expect("a number");
    assert_eq!((number(1), number(2)), (5, 1), "schemas, and those without a type: {said}");
    assert!(number(3) > 20 && number(3) == number(4) + 1, "tried and exact: {said}");
    assert_eq!([5, 6, 7, 8, 11, 12].map(number), [0; 6], "lost, added, refused, panics, not valid, not made: {said}");
    assert_eq!(number(9), 1, "passed over: {said}");
    assert!(number(10) > 0, "untyped: {said}");
    assert_eq!(cells.last(), Some(&"100.00"));
}

#[test]
fn it_cannot_be_asked_for_less_without_being_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.arg("corpus").arg(folder.path()).args(["--min-exact", "0"]).output().expect("xtask runs");
    assert_eq!(output.status.code(), Some(2));
}
