//! `corpus` from outside: the table, the crates, the exit code.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn corpus(out: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    command.current_dir(fixtures).args(["corpus", "--out"]).arg(out).args(arguments.split_whitespace());
    command.output().expect("it runs")
}

/// What was printed, without the times.
fn table(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_time = |word: &str| word.split_once('.').is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.len() == 2);
    let words = |line: &str| {
        line.split(' ').map(|word| if is_time(word) { "0.00" } else { word }.to_owned()).collect::<Vec<_>>()
    };
    text.lines().map(|line| words(line).join(" ") + "\n").collect()
}

#[test]
fn documents_are_generated_and_parts_are_not() {
    let out = tempfile::tempdir().expect("a folder");
    let output = corpus(out.path(), "corpus");
    assert_eq!(output.status.code(), Some(0), "a refusal is no failure");
    assert!(output.stderr.is_empty(), "no terminal, no progress: {}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!("table", table(&output));
    let mut folders: Vec<String> = fs::read_dir(out.path())
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    assert_eq!(folders, ["old", "pets"]);
    assert!(out.path().join("pets/src/pets.rs").exists());
}

#[test]
fn a_file_that_is_no_text_is_a_refusal() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.yaml"), b"openapi: 3.0.3\ninfo: {title: \xe9, version: '1'}\npaths: {}\n")
        .expect("written");
    let output = corpus(&folder.path().join("out"), &folder.path().display().to_string());
    let said = table(&output);
    assert!(said.contains("a.yaml: refused E-INPUT: ") && said.contains("it is not UTF-8"), "{said}");
}

#[test]
fn the_number_of_refusals_can_be_limited() {
    let out = tempfile::tempdir().expect("a folder");
    for (limit, code) in [(0, 1), (1, 0)] {
        let output = corpus(out.path(), &format!("corpus --max-refused {limit} --jobs 1"));
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn some_of_the_documents_can_be_chosen() {
    let out = tempfile::tempdir().expect("a folder");
    let only = table(&corpus(out.path(), "corpus --only old pets"));
    assert!(only.contains("2 documents: 2 ok, 0 refused"), "{only}");
    let smallest = table(&corpus(out.path(), "corpus --smallest 1"));
    assert!(smallest.contains("broken.json") && smallest.contains("1 document: 0 ok, 1 refused"), "{smallest}");
}

#[test]
fn a_crate_goes_when_its_document_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (documents, out) = (folder.path().join("documents"), folder.path().join("out"));
    fs::create_dir(&documents).expect("made");
    let arguments = documents.display().to_string();
    for (version, there) in [("3.0.3", true), ("9.0.0", false)] {
        let text = format!("openapi: {version}\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n");
        fs::write(documents.join("a.yaml"), text).expect("written");
        assert_eq!(corpus(&out, &arguments).status.code(), Some(0));
        assert_eq!(out.join("a").exists(), there, "{version}");
    }
}

#[test]
fn two_runs_are_compared_file_by_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
    let against = |more: &str| corpus(&new, &format!("corpus --against {} {more}", old.display()));
    assert_eq!(against("").status.code(), Some(3), "there is no earlier run");
    assert_eq!(corpus(&old, "corpus").status.code(), Some(0));
    let equal = against("");
    assert_eq!(equal.status.code(), Some(0), "{}", String::from_utf8_lossy(&equal.stderr));
    assert!(String::from_utf8_lossy(&equal.stdout).contains(": no difference"));

    let lib = old.join("pets/src/lib.rs");
    let text = fs::read_to_string(&lib).expect("emitted");
    fs::write(&lib, text.replacen('\n', "\n// changed\u{1b}\n", 1)).expect("written");
    fs::rename(old.join("pets/src/pets.rs"), old.join("pets/src/cats.rs")).expect("renamed");
    fs::create_dir_all(old.join("gone/src")).expect("made");
    fs::copy(old.join("old/src/.generated.json"), old.join("gone/src/.generated.json")).expect("copied");
    let different = against("");
    assert_eq!(different.status.code(), Some(1));
    let said = String::from_utf8_lossy(&different.stdout).into_owned();
    let said = said.split_once("\ngone:").map(|(_, rest)| format!("gone:{rest}")).expect("the crate is missing");
    insta::assert_snapshot!(said.replace(&old.display().to_string(), "<old>"), @r"
    gone: 1 difference
      the crate is no longer emitted

    pets: 3 differences
      src/cats.rs: removed
      src/lib.rs:2:
        - // changed\u{1b}
        + //!
      src/pets.rs: added

    3 crates compared with those in `<old>`: 2 different
    ");
    assert_eq!(against("--only old").status.code(), Some(0), "the crates of other documents do not count");
}

#[test]
fn each_failure_has_its_exit_code() {
    let out = tempfile::tempdir().expect("a folder");
    let rows =
        [("missing", 3, "E-IO"), ("corpus/parts", 1, "E-CORPUS"), ("", 2, "<DIR>"), ("corpus --jobs 0", 2, "--jobs")];
    for (arguments, code, word) in rows {
        let output = corpus(out.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        assert!(said.contains(word), "{arguments}: {said}");
    }
}
