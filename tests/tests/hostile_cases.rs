//! The numbered hostile cases (G documents, W files, R servers): each has a test that runs, or a reason why there is none.
//!
//! A case is proved by tests that have its number in their names (`g24_…`, `w15_w16_…`, `#[case::r21_…]`) and by fixtures that have it in a
//! comment (`# G24, G28`), whose whole outcome is a snapshot. There is no list of them here that could be wrong: the tests are
//! found where cargo finds them, with everything below `mod`, and must not be ignored.

mod every_test;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use every_test::{is_run, named_rows, tests_of_the_workspace};
use syn::ItemFn;
use tests::emitted::root;

/// How many cases there are of each kind.
const CASES: [(char, u16); 3] = [('G', 66), ('W', 26), ('R', 84)];

/// Cases without a test, and why.
const WITHOUT: &[(&str, &str)] = &[];

/// The folders whose fixtures are all run, each with a snapshot.
const FIXTURES: [&str; 4] = ["accepted", "refused", "many_files", "models"];

/// Case → the tests that prove it.
type Proofs = BTreeMap<String, BTreeSet<String>>;

/// The cases that a test's name begins with: `w15_w16_a_second_run` → W15, W16.
fn numbers(name: &str) -> Vec<String> {
    let case = |word: &str| {
        let (kind, number) = word.split_at_checked(1)?;
        let kind = CASES.iter().map(|(kind, _)| *kind).find(|it| it.to_ascii_lowercase().to_string() == kind)?;
        Some(format!("{kind}{}", number.parse::<u16>().ok()?))
    };
    name.split('_').map_while(case).collect()
}

/// The fixtures with numbers in their comments, as `folder/file`.
fn fixtures() -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = FIXTURES.map(|name| root().join("tests/fixtures").join(name)).to_vec();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "yaml") {
                let text = fs::read_to_string(&path).unwrap_or_default();
                let comments = text.lines().filter_map(|line| line.split_once("# ")).map(|(_, comment)| comment);
                let words = comments.flat_map(|comment| comment.split([' ', ',', '.', ':']));
                let cases = words.filter(|word| word.starts_with('G')).map(str::to_lowercase);
                let cases: Vec<String> = cases.flat_map(|word| numbers(&word)).collect();
                let shown = path.strip_prefix(root()).expect("below the root").display().to_string();
                found.push((shown, cases));
            }
        }
    }
    found
}

fn proofs() -> Proofs {
    let mut proofs = Proofs::new();
    let tests = tests_of_the_workspace().into_iter().map(|test| {
        let name = test.rsplit("::").next().unwrap_or_default();
        (test.clone(), numbers(name))
    });
    for (place, cases) in tests.chain(fixtures()) {
        for case in cases {
            proofs.entry(case).or_default().insert(place.clone());
        }
    }
    proofs
}

#[test]
fn each_case_has_a_test_or_a_reason() {
    let proofs = proofs();
    let all: Vec<String> =
        CASES.iter().flat_map(|(kind, last)| (1..=*last).map(move |number| format!("{kind}{number}"))).collect();
    let reason = |case: &str| WITHOUT.iter().find(|(without, _)| *without == case);
    let missing: Vec<&String> =
        all.iter().filter(|case| !proofs.contains_key(*case) && reason(case).is_none()).collect();
    assert!(
        missing.is_empty(),
        "no test has the number of {missing:?}: name one after it, or give a reason in WITHOUT"
    );
    let needless: Vec<_> = WITHOUT.iter().filter(|(case, _)| proofs.contains_key(*case)).collect();
    assert!(needless.is_empty(), "these have a test by now: take them out of WITHOUT: {needless:?}");
    let unknown: Vec<&String> = proofs.keys().filter(|case| !all.contains(case)).collect();
    assert!(unknown.is_empty(), "no such cases: {unknown:?}");
    let reasons: BTreeSet<&str> = WITHOUT.iter().map(|(case, _)| *case).collect();
    assert!(reasons.iter().all(|case| all.iter().any(|it| it == case)) && reasons.len() == WITHOUT.len());
}

#[test]
fn the_numbers_are_those_at_the_beginning_of_a_name() {
    assert_eq!(numbers("w15_w16_a_second_run"), ["W15", "W16"]);
    assert_eq!(numbers("r01_waits_double_up_to_r20"), ["R1"]);
    assert!(numbers("goes_1").is_empty() && numbers("g_1").is_empty() && numbers("a_g1").is_empty());
}

#[test]
fn the_rows_of_a_table_have_numbers_too() {
    let test = "#[rstest] #[case::r21_slow(1)] #[case(2)] #[case::plain(3)] fn r20_a(#[case] it: u8) { b(it) }";
    let test = syn::parse_str::<ItemFn>(test).expect("a function");
    assert!(named_rows(&test).eq(["r21_slow", "plain"]));
}

#[test]
fn what_is_ignored_or_no_test_proves_nothing() {
    let run = |text: &str| is_run(&syn::parse_str::<ItemFn>(text).expect("a function"));
    assert!(
        run("#[test] fn g1_a() { b() }")
            && run("#[tokio::test] async fn g1_a() { b() }")
            && run("#[rstest] fn g1_a() { b() }")
    );
    assert!(!run("fn g1_a() { b() }") && !run("#[test] #[ignore] fn g1_a() { b() }") && !run("#[test] fn g1_a() {}"));
}
