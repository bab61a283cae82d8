//! The support table does not lie: what it says of each keyword is seen in the fixture that it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use codegen::diagnostics::{Code, Severity};
use codegen::document::support::{Outcome, Row, put_into, remove, rows};
use codegen::{Files, Input, Strictness, generate};
use serde_json::Value;
use tests::documents::{fixtures, sources, tree};
use tests::emitted::root;
use tests::own::read;

/// A fixture by its name: a file, or a folder of models in the words of 3.1.
fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = [format!("accepted/{name}.yaml"), format!("models/{name}/3_1.yaml"), format!("dialects/{name}.yaml")];
    let found: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).filter(|path| path.exists()).collect();
    assert_eq!(found.len(), 1, "the fixture {name} is there {} times", found.len());
    found[0].clone()
}

/// What is said of documents that the table does not describe.
const REPAIRED: &[Code] = &[Code::WType, Code::WKey, Code::WMissing, Code::WNull, Code::WBearer];

/// A document, and what comes of it.
struct Emitted {
    document: Value,
    files: Option<Files>,
    codes: Vec<Code>,
}

impl Emitted {
    fn of(document: Value) -> Self {
        let output = generate(&Input::new(sources("api.json", document.to_string()), "fixture"));
        let codes = output.diagnostics.iter().map(|found| found.code).collect();
        Self { document, files: output.files, codes }
    }

    /// The files of the crate without comments and without the runtime, which says nothing of a document.
    fn code(&self) -> Option<BTreeMap<&str, String>> {
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = |text: &str| text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        let files = self.files.as_ref()?.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
        Some(files.map(|(path, text)| (path.as_str(), code(text))).collect())
    }
}

/// Each row with a fixture: what is wrong about it, if anything is.
fn check(fixtures: &mut BTreeMap<&'static str, Emitted>, row: &Row) -> Result<(), String> {
    let name = match row.outcome {
        Outcome::Honoured { fixture } | Outcome::Documented { fixture } | Outcome::Warned { fixture, .. } => fixture,
        Outcome::NoConsequence { why: "" } => return Err("the reason is missing".to_owned()),
        Outcome::NoConsequence { .. } => return Ok(()),
        Outcome::OfItsObject => return Err("its object is used, so it needs an outcome of its own".to_owned()),
    };
    let with = fixtures.entry(name).or_insert_with(|| Emitted::of(tree(&fixture(name))));
    let mut document = with.document.clone();
    if remove(&mut document, row) == 0 {
        return Err(format!("the fixture {name} has no such keyword"));
    }
    if let Outcome::Warned { code, .. } = row.outcome {
        let is_said = with.codes.contains(&code) && code.severity() == Severity::Warning;
        return is_said.then_some(()).ok_or_else(|| format!("the fixture {name} leads to no {code}"));
    }
    let without = Emitted::of(document);
    let is_in_code = with.code() != without.code();
    let is_in_docs = with.files != without.files;
    match (row.outcome, is_in_code, is_in_docs) {
        (Outcome::Honoured { .. }, true, _) | (Outcome::Documented { .. }, false, true) => Ok(()),
        (Outcome::Documented { .. }, true, _) => Err(format!("more than the docs of {name} depend on it")),
        (_, _, true) => Err(format!("only the docs of {name} depend on it")),
        (_, _, false) => Err(format!("nothing of {name} depends on it")),
    }
}

#[test]
fn each_keyword_is_what_the_table_says() {
    let mut fixtures = BTreeMap::new();
    let mut wrong = String::new();
    for row in rows() {
        if let Err(problem) = check(&mut fixtures, &row) {
            wrong.push_str(&format!("{:?}: `{}` of {}: {problem}\n", row.versions, row.keyword, row.object));
        }
    }
    assert!(wrong.is_empty(), "correct these rows in codegen/src/document/spec, or the code:\n{wrong}");
}

#[test]
fn what_has_no_consequence_has_none_in_any_fixture() {
    let rows: Vec<Row> =
        rows().into_iter().filter(|row| matches!(row.outcome, Outcome::NoConsequence { .. })).collect();
    for path in fixtures() {
        let with = Emitted::of(tree(&path));
        // A description may be made to look like a keyword, and what is repaired is another document.
        let is_whole = !with.codes.iter().any(|code| REPAIRED.contains(code));
        for row in rows.iter().filter(|_| is_whole) {
            let mut document = with.document.clone();
            if remove(&mut document, row) > 0 {
                let without = Emitted::of(document);
                let same = with.files == without.files;
                assert!(same, "{}: `{}` of {} has consequences", path.display(), row.keyword, row.object);
            }
        }
    }
}

#[test]
fn a_wrong_row_is_seen() {
    let row = |keyword| rows().into_iter().find(|row| row.keyword == keyword).expect("a row");
    let problem = |row: Row| check(&mut BTreeMap::new(), &row).expect_err("wrong");
    let unread = Row { outcome: Outcome::Honoured { fixture: "parameters" }, ..row("externalDocs") };
    assert_eq!(problem(unread), "the fixture parameters has no such keyword");
    let docs_alone = Row { outcome: Outcome::Honoured { fixture: "defaults" }, ..row("default") };
    assert_eq!(problem(Row { object: "a schema", ..docs_alone }), "only the docs of defaults depend on it");
    let silent = Row { outcome: Outcome::Warned { code: Code::WUnsupported, fixture: "defaults" }, ..row("type") };
    assert_eq!(problem(Row { object: "a schema", ..silent }), "the fixture defaults leads to no W-UNSUPPORTED");
}

#[test]
fn extensions_have_an_example() {
    let without = rows().into_iter().filter(|row| row.keyword.starts_with("x-") && row.example.is_empty());
    let without: Vec<_> = without.filter(|row| !matches!(row.outcome, Outcome::NoConsequence { .. })).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The extensions that the generator asks for, in its own words.
fn extensions_in(text: &str) -> Vec<&str> {
    let literals = text.split('"').skip(1).step_by(2).filter(|literal| literal.starts_with("x-"));
    literals.filter(|literal| literal.len() > 2 && !literal.starts_with("x-openapi-")).collect()
}

#[test]
fn each_extension_that_is_read_is_in_the_table() {
    let rows = rows();
    let files =
        ["document/schema/read.rs", "document/schema/schema_builder.rs", "lower/parameter.rs", "lower/security.rs"];
    let texts: Vec<String> = files.iter().map(|file| read(&root().join("codegen/src").join(file))).collect();
    let found: Vec<&str> = texts.iter().flat_map(|text| extensions_in(text)).collect();
    assert!(found.contains(&"x-sensitive") && found.contains(&"x-idempotency-key"), "{found:?}");
    let unknown: Vec<_> = found.into_iter().filter(|key| !rows.iter().any(|row| row.keyword == *key)).collect();
    assert!(unknown.is_empty(), "give {unknown:?} a row in codegen/src/document/spec");
}

#[test]
fn a_strict_run_accepts_nothing_that_is_warned_of() {
    let mut names: Vec<&str> = Vec::new();
    for row in rows() {
        if let Outcome::Warned { fixture, .. } = row.outcome {
            names.push(fixture);
        }
    }
    names.sort_unstable();
    names.dedup();
    for name in names {
        let text = std::fs::read_to_string(fixture(name)).expect("readable");
        let mut input = Input::new(sources("api.yaml", text), "fixture");
        input.strictness = Strictness::Strict;
        assert!(generate(&input).files.is_none(), "{name} is accepted");
    }
}

#[test]
fn the_readme_has_the_table_of_today() {
    let readme = read(&root().join("README.md"));
    let renewed = put_into(&readme).expect("a place for the table");
    assert!(renewed == readme, "the support table in the README is stale: run `cargo xtask support --write`");
}
