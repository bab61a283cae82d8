//! Two documents a fixture: what changes in the emitted crate, by which rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::compare::{Change, Rule};
use codegen::render_changes::render;
use codegen::source::{SourceText, Sources};
use codegen::{Input, compare, generate};
use rstest::rstest;

/// Pairs whose crates are the same to their users although the sources differ, and why.
const ANOTHER_SPELLING: &[(&str, &str)] = &[
    ("alias_written_out", "an alias is the type that it names"),
    ("everything_reordered", "nobody depends on the order of fields"),
    ("path_parameter_renamed", "the names of arguments are no part of a method"),
    ("security_of_same_schemes", "the order of scopes is only read"),
];

/// Pairs whose crates are the same although something changes for their users, and what.
const NOT_EMITTED: &[(&str, &str)] = &[("security_scope_split", "which scopes are needed together")];

/// A document of a folder; it goes by the name of the file alone, so that the snapshots are the same on every machine.
fn input(folder: &Path, name: &str) -> Input {
    let text = fs::read_to_string(folder.join(name)).expect("readable");
    Input::new(Sources::new(SourceText { name: name.to_owned(), text }, Vec::new()), "fixture")
}

fn changes(old: &Input, new: &Input) -> Vec<Change> {
    let compared = compare(old, new);
    assert!(!compared.old.has_errors() && !compared.new.has_errors(), "refused: {compared:?}");
    compared.changes.expect("both are accepted")
}

#[rstest]
fn diff(#[files("fixtures/diff/*/old.yaml")] path: PathBuf) {
    let folder = path.parent().expect("a folder");
    let (old, new) = (input(folder, "old.yaml"), input(folder, "new.yaml"));
    let found = changes(&old, &new);
    let said = render(&found, &old.sources, &new.sources);
    let stem = folder.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, if said.is_empty() { "no changes" } else { &said }));
    // Nothing is overlooked: where nothing was found, the emitted sources are the same but for the name of the document.
    let is_excused = |excused: &[(&str, &str)]| excused.iter().any(|(name, _)| *name == stem);
    let is_same = sources(&old) == sources(&new);
    assert_eq!(found.is_empty() && !is_same, is_excused(ANOTHER_SPELLING), "{stem}: is anything overlooked?");
    assert_eq!(!found.is_empty() && is_same, is_excused(NOT_EMITTED), "{stem}: is anything found that is not there?");
    assert!(changes(&old, &old).is_empty() && changes(&new, &new).is_empty(), "{stem}: a document differs from itself");
}

/// The emitted files without the lines that name the document.
fn sources(input: &Input) -> Vec<(String, String)> {
    let files = generate(input).files.expect("accepted");
    let without_name =
        |text: &str| text.lines().filter(|line| !line.starts_with("// @generated")).collect::<Vec<_>>().join("\n");
    files.iter().map(|(path, text)| (path.to_owned(), without_name(text))).collect()
}

/// Documents of all kinds are compared without a fault, and none differs from itself.
#[rstest]
fn no_document_differs_from_itself(
    #[files("fixtures/accepted/*.yaml")]
    #[files("fixtures/models/*/*.yaml")]
    #[exclude(r"\.overlay\.yaml$")]
    path: PathBuf,
) {
    let text = fs::read_to_string(&path).expect("readable");
    let input = || {
        Input::new(Sources::new(SourceText { name: "api.yaml".to_owned(), text: text.clone() }, Vec::new()), "fixture")
    };
    let compared = compare(&input(), &input());
    let said = compared.changes.map(|changes| render(&changes, &input().sources, &input().sources));
    assert_eq!(said.unwrap_or_default(), "", "{}", path.display());
}

/// All folders of fixtures.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/diff");
    let entries = fs::read_dir(root).expect("a folder").map(|entry| entry.expect("readable").path());
    entries.filter(|path| path.is_dir()).collect()
}

#[test]
fn every_rule_is_shown_by_a_fixture() {
    let all = folders();
    let found = all.iter().flat_map(|folder| changes(&input(folder, "old.yaml"), &input(folder, "new.yaml")));
    let shown: BTreeSet<Rule> = found.map(|change| change.rule).collect();
    let missing: Vec<&str> = Rule::ALL.iter().filter(|rule| !shown.contains(rule)).map(|rule| rule.as_str()).collect();
    assert!(missing.is_empty(), "no pair of documents in tests/fixtures/diff leads to {missing:?}");
}

#[test]
fn the_index_of_rules_is_in_order() {
    let index: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert!(index.is_sorted(), "the rules in codegen/src/compare/rules.rs are not in order: {index:?}");
}
