//! `diff` from outside: exit codes, the text for people, the JSON for tools, and revisions of Git.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Fixture, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    get:
      tags: [a]
      operationId: getA
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: Done.}}
";

/// A folder with documents: `same.yaml` is `old.yaml`, `breaking.yaml` breaks its users, `more.yaml` has one operation more.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let more = "  /b: {get: {tags: [a], operationId: listB, responses: {'200': {description: Done.}}}}\n";
    let rows = [
        ("old.yaml", DOCUMENT.to_owned()),
        ("same.yaml", DOCUMENT.to_owned()),
        ("breaking.yaml", DOCUMENT.replace("type: integer", "type: string")),
        ("more.yaml", DOCUMENT.to_owned() + more),
        ("refused.yaml", "openapi: 9.9.9\n".to_owned()),
    ];
    for (name, text) in rows {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn diff(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("diff").args(arguments.split_whitespace()).output().expect("it runs")
}

fn said(folder: &Path, arguments: &str) -> String {
    let output = diff(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn changes_are_said_with_their_places_and_the_next_version() {
    let folder = folder();
    insta::assert_snapshot!("breaking", said(folder.path(), "old.yaml breaking.yaml"));
    insta::assert_snapshot!("breaking_json", said(folder.path(), "old.yaml breaking.yaml --json --from 1.4.2"));
    insta::assert_snapshot!("more", said(folder.path(), "old.yaml more.yaml"));
    insta::assert_snapshot!("same", said(folder.path(), "old.yaml same.yaml"));
    insta::assert_snapshot!("same_json", said(folder.path(), "old.yaml same.yaml --json"));
}

#[test]
fn each_outcome_has_its_exit_code() {
    let folder = folder();
    let rows = [
        ("old.yaml breaking.yaml --deny-breaking", 1, "error[E-BREAKING]"),
        ("old.yaml more.yaml --deny-breaking", 0, ""),
        ("old.yaml same.yaml --deny-breaking", 0, ""),
        ("old.yaml refused.yaml", 1, "refused.yaml:1:"),
        ("refused.yaml old.yaml", 1, "refused.yaml:1:"),
        ("old.yaml more.yaml --include-tag none", 1, "E-FILTER"),
        ("old.yaml more.yaml --from 1", 2, "three numbers"),
        ("", 2, "<OLD>"),
        ("missing.yaml old.yaml", 3, "neither a file nor a revision"),
        ("old.yaml --exec", 2, "--exec"),
        ("old.yaml more.yaml --overlay missing.yaml", 3, "E-IO"),
    ];
    for (arguments, code, word) in rows {
        let output = diff(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        assert!(said.contains(word), "{arguments}: {said}");
    }
}

#[test]
fn a_part_of_the_documents_can_be_compared() {
    let folder = folder();
    let part = said(folder.path(), "old.yaml more.yaml --include-path /a");
    assert_eq!(part, "no changes: the version stays 0.1.0\n");
}

#[test]
fn the_rules_are_listed() {
    let rules = said(Path::new("."), "--rules");
    let first: Vec<&str> = rules.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let names = codegen::compare::Rule::ALL.iter().map(|rule| rule.as_str());
    assert_eq!(first, ["rule"].into_iter().chain(names).collect::<Vec<_>>(), "{rules}");
}

/// Runs Git without the settings of the machine.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]).args(arguments);
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn revisions_have_their_own_document_and_overlays() {
    let folder = folder();
    let at = folder.path();
    let overlay = |action: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{title: Fixture, version: '1'}}\nactions:\n  - target: $.paths['/a'].get\n    {action}\n"
        )
    };
    fs::create_dir_all(at.join("spec/overlays")).expect("made");
    fs::write(at.join("spec/partner-center.yaml"), DOCUMENT).expect("written");
    fs::write(at.join("spec/overlays/README.md"), "no overlay").expect("written");
    git(at, &["init", "--quiet", "--initial-branch", "main"]);
    git(at, &["add", "spec"]);
    git(at, &["commit", "--quiet", "--message", "one"]);
    fs::write(at.join("spec/overlays/010-old.yaml"), overlay("update: {deprecated: true}")).expect("written");
    git(at, &["add", "spec"]);
    git(at, &["commit", "--quiet", "--message", "two"]);
    fs::remove_dir_all(at.join("spec")).expect("removed");

    let said_of_both = said(at, "main~1 main");
    assert!(said_of_both.contains("minor[deprecated]: `a().get` is deprecated"), "{said_of_both}");
    assert!(said_of_both.contains("--> main:spec/partner-center.yaml:6:5"), "{said_of_both}");
    assert_eq!(
        said(at, "main~1 old.yaml"),
        "no changes: the version stays 0.1.0\n",
        "without the overlay of the other"
    );
    let output = diff(at, "main --deny-breaking");
    assert_eq!(output.status.code(), Some(1), "this repository's own document has nothing of the fixture");
    assert!(String::from_utf8_lossy(&output.stdout).contains("is gone, the call of `GET /a`"), "{output:?}");

    git(at, &["rm", "--quiet", "--cached", "spec/partner-center.yaml"]);
    git(at, &["commit", "--quiet", "--message", "three"]);
    let output = diff(at, "main old.yaml");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(3) && said.contains("`spec/partner-center.yaml` cannot be read"), "{said}");
}

#[test]
fn names_drive_neither_git_nor_the_terminal() {
    let folder = folder();
    for arguments in [["old.yaml", "--output=made\u{1b}[2J"], ["--output=made\u{1b}[2J", "old.yaml"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(folder.path()).args(["diff", "--"]).args(arguments);
        let output = command.output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(!said.contains('\u{1b}') && !folder.path().join("made\u{1b}[2J").exists(), "{said}");
    }
}
