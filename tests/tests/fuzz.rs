//! The fuzzer itself: its cases are the same each time, it sees every way to fail, and what it saves is small.

use std::time::Duration;

use serde_json::Value;
use tests::fuzz::{Case, Limits, Options, Outcome, Worker, case, minimise, read_seeds, run};

const QUICK: Limits = Limits { cpu: Duration::from_millis(300), clock: Duration::from_secs(30), memory: 1 << 30 };

fn worker() -> Vec<String> {
    vec![env!("CARGO_BIN_EXE_fuzz").to_owned(), "--worker".to_owned()]
}

fn shell(script: &str) -> Vec<String> {
    ["sh", "-c", script].map(str::to_owned).to_vec()
}

fn document(text: &str) -> Case {
    Case { name: "case.yaml".to_owned(), text: text.to_owned(), overlay: None }
}

#[test]
fn a_seed_is_always_the_same_case() {
    let seeds = read_seeds(None).expect("the fixtures");
    assert!(seeds.len() > 50);
    let cases: Vec<Case> = (0..300).map(|number| case(&seeds, number)).collect();
    assert!(cases.iter().zip(0..).all(|(one, number)| *one == case(&seeds, number)));
    assert!(cases.iter().any(|case| case.overlay.is_some()) && cases.iter().any(|case| case.name == "case.yaml"));
    assert!(cases.iter().all(|case| Case::from_line(&case.to_line()).as_ref() == Some(case)));
    let distinct: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    assert!(distinct.len() > 250, "{}", distinct.len());
}

#[test]
fn a_worker_tells_what_has_come_of_a_case() {
    let mut worker = Worker::start(&worker(), Limits::default()).expect("started");
    let good = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
    assert_eq!(worker.run(&document(good)).expect("run"), Outcome::Emitted);
    assert_eq!(worker.run(&document("openapi: 4.0.0")).expect("run"), Outcome::Refused);
    assert_eq!(worker.run(&document(good)).expect("run"), Outcome::Emitted);
}

/// The kind of failure that is seen of a program.
fn kind(command: &[String], limits: Limits) -> String {
    let mut worker = Worker::start(command, limits).expect("started");
    let outcomes = [(); 2].map(|()| worker.run(&document("openapi: 3.0.3\npaths: {}")).expect("run"));
    assert_eq!(outcomes[0], outcomes[1], "the next worker is as good as the first");
    let Outcome::Failed(kind, _) = &outcomes[0] else { panic!("{outcomes:?}") };
    kind.clone()
}

#[test]
fn every_way_to_fail_is_seen() {
    assert_eq!(kind(&shell("read line; kill -ABRT $$"), QUICK), "abort");
    assert_eq!(kind(&shell("read line; echo thread has overflowed its stack >&2; kill -ABRT $$"), QUICK), "abort");
    assert_eq!(kind(&shell("read line; exit 0"), QUICK), "abort");
    assert_eq!(kind(&shell("read line; while :; do :; done"), QUICK), "slow");
    assert_eq!(
        kind(&shell("read line; exec sleep 1000"), Limits { clock: Duration::from_millis(200), ..QUICK }),
        "slow"
    );
    let answer = r#"while read line; do echo '{"outcome":"panic","detail":"at 1"}'; done"#;
    assert_eq!(kind(&shell(answer), QUICK), "panic");
    assert_eq!(kind(&worker(), Limits { memory: 200_000, ..Limits::default() }), "memory");
}

#[test]
fn what_fails_becomes_small() {
    let seeds = read_seeds(None).expect("the fixtures");
    let seed = seeds.iter().find(|seed| seed.name.ends_with("shop-3.0.yaml")).expect("a fixture");
    let large = Case {
        name: "case.json".to_owned(),
        text: seed.tree.to_string(),
        overlay: Some("{\"overlay\": \"1.0.0\"}".to_owned()),
    };
    // What is wrong is a combination: an operation id, and a schema far from it.
    let mut fails = |case: &Case| {
        Ok((case.text.contains("\"operationId\"") && case.text.contains("\"schemas\"")).then(|| "x".to_owned()))
    };
    let small = minimise(&large, "x", &mut fails).expect("minimised");
    assert!(small.overlay.is_none() && small.text.len() < 120, "{}", small.text);
    assert!(serde_json::from_str::<Value>(&small.text).is_ok());
    let text = document(&format!("{}needle{}", "a".repeat(500), "b".repeat(500)));
    let mut fails = |case: &Case| Ok(case.text.contains("needle").then(|| "x".to_owned()));
    assert_eq!(minimise(&text, "x", &mut fails).expect("minimised").text, "needle");
}

#[test]
fn a_run_saves_and_lists_what_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let answer = r#"while read line; do case "$line" in *openapi*) echo '{"outcome":"panic","detail":"at 17"}';; *) echo '{"outcome":"refused"}';; esac; done"#;
    let options = Options {
        time: Duration::from_secs(60),
        runs: 6,
        seed: 1,
        workers: 2,
        limits: Limits::default(),
        sample: 0,
        save: folder.path().to_owned(),
        worker: shell(answer),
        seeds: read_seeds(None).expect("the fixtures"),
    };
    let report = run(&options).expect("run");
    assert_eq!(report.runs, 6);
    let (signature, failures) = report.failures.first_key_value().expect("a failure");
    assert!(signature == "panic: at " && failures.iter().any(|failure| failure.case.is_some()), "{report:?}");
    assert!(std::fs::read_dir(folder.path()).expect("a folder").count() > 0);
}
