//! Texts made to exhaust a reader: refused or read on the stack of an ordinary thread. What they cost is in `growth.rs`.

use std::thread;

use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Input, generate};
use rstest::rstest;

/// The default of a spawned thread, and much less than that of a process.
const STACK: usize = 2 * 1024 * 1024;

/// What is said of a text, and whether a crate came of it.
fn said(name: &str, text: String) -> (String, bool) {
    let name = name.to_owned();
    let work = move || {
        let input = Input::new(Sources::new(SourceText { name, text }, Vec::new()), "fixture");
        let output = generate(&input);
        let said = render(&output.diagnostics, &input.sources, Style::Plain);
        (said, output.files.is_some())
    };
    thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread").join().expect("no panic")
}

fn with_schema(schema: &str) -> String {
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{}}, \"paths\": {{}}, \"components\": {{\"schemas\": {{\"A\": {schema}}}}}}}"
    )
}

/// Anchors of which each names the one before it nine times.
fn bomb() -> String {
    let lines = (1..12).map(|level| {
        let before = format!("*a{}", level - 1);
        format!("a{level}: &a{level} [{}]\n", vec![before; 9].join(", "))
    });
    format!("openapi: 3.0.3\na0: &a0 x\n{}", lines.collect::<String>())
}

fn merges() -> String {
    let lines = (1..3_000).map(|level| format!("m{level}: &m{level} {{<<: *m{}, k{level}: 1}}\n", level - 1));
    format!("openapi: 3.0.3\nm0: &m0 {{k: 1}}\n{}", lines.collect::<String>())
}

fn blocks() -> String {
    (0..5_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect()
}

#[rstest]
#[case::alias_bomb("a.yaml", bomb(), "its aliases stand for too much")]
#[case::merge_chain("a.yaml", merges(), "E-")]
#[case::deep_block("a.yaml", blocks(), "nested too deeply")]
#[case::deep_flow("a.yaml", "[".repeat(20_000), "nested too deeply")]
#[case::deep_json("a.json", "[".repeat(1_000_000), "recursion limit")]
#[case::deep_json_objects("a.json", "{\"a\":".repeat(1_000_000), "recursion limit")]
fn g31_refused_with_a_position(#[case] name: &str, #[case] text: String, #[case] words: &str) {
    let (said, is_emitted) = said(name, text);
    assert!(!is_emitted && said.contains(words) && said.contains(&format!("--> {name}:")), "{said}");
}

/// As deep as a text may be, every stage after the parser gets through.
#[rstest]
#[case::items("{\"type\": \"array\", \"items\": ", 120)]
#[case::types("{\"type\": [\"array\", \"string\", \"object\"], \"items\": ", 120)]
#[case::properties("{\"type\": \"object\", \"properties\": {\"a\": ", 60)]
#[case::any_of("{\"anyOf\": [", 60)]
#[case::all_of("{\"allOf\": [", 60)]
#[case::not("{\"not\": ", 120)]
#[case::additional("{\"additionalProperties\": ", 120)]
fn g44_as_deep_as_can_be(#[case] opening: &str, #[case] levels: usize) {
    let closing: String = opening
        .chars()
        .rev()
        .filter_map(|it| match it {
            '{' => Some('}'),
            '[' if !opening.contains("[\"") => Some(']'),
            _ => None,
        })
        .collect();
    // The bracket of a list of types is closed where it is.
    let schema = format!("{}{{\"type\": \"string\"}}{}", opening.repeat(levels), closing.repeat(levels));
    let (said, is_emitted) = said("a.json", with_schema(&schema));
    assert!(is_emitted, "{said}");
}

#[rstest]
#[case::long_text(format!("openapi: 3.0.3\ninfo: {{title: a, version: b, description: {}}}\npaths: {{}}\n", "a".repeat(10_000_000)))]
#[case::many_keys({
    let keys: String = (0..100_000).map(|key| format!("  x-{key}: {key}\n")).collect();
    format!("openapi: 3.0.3\ninfo:\n  title: a\n  version: b\n{keys}paths: {{}}\n")
})]
#[case::an_ordered_map({
    let keys: String = (0..20_000).map(|key| format!("- k{key}: {key}\n")).collect();
    format!("openapi: 3.0.3\ninfo: {{title: a, version: b}}\npaths: {{}}\nx-map: !!omap\n{keys}")
})]
fn g31_large_and_well_formed(#[case] text: String) {
    let (said, is_emitted) = said("a.yaml", text);
    assert!(is_emitted, "{said}");
}

/// What holds what, so many levels deep by value, compiles only if the crate says how deep it is.
#[rstest]
#[case::as_deep_as_any(30, None)]
#[case::deeper(130, Some("512"))]
#[case::much_deeper(500, Some("1024"))]
fn g44_chains_of_types_say_how_deep_they_are(#[case] levels: usize, #[case] limit: Option<&str>) {
    let link = |level| {
        let next = format!("{{\"$ref\": \"#/components/schemas/S{}\"}}", level + 1);
        format!("\"S{level}\": {{\"required\": [\"next\"], \"properties\": {{\"next\": {next}}}}}, ")
    };
    let links: String = (0..levels).map(link).collect();
    let end = format!("\"S{levels}\": {{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\"}}}}}}");
    let text = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{}}, \"paths\": {{}}, \"components\": {{\"schemas\": {{{links}{end}}}}}}}"
    );
    let input = Input::new(Sources::new(SourceText { name: "a.json".to_owned(), text }, Vec::new()), "fixture");
    let files = generate(&input).files.expect("a crate");
    let root = files.iter().find(|(path, _)| path.as_str() == "src/lib.rs").map(|(_, text)| text).expect("a root");
    assert_eq!(root.contains("recursion_limit"), limit.is_some(), "{root}");
    assert!(limit.is_none_or(|limit| root.contains(&format!("#![recursion_limit = \"{limit}\"]"))), "{root}");
}
