//! Twice as much of something costs twice as much: the bytes that the generator allocates for n and for 2n of it are compared.
//!
//! No clock is looked at, so a busy machine changes nothing. All that is allocated in this process counts, so one test measures at
//! a time.

use std::alloc::System;
use std::sync::{Mutex, PoisonError};

use cap::Cap;
use codegen::document::complete;
use codegen::source::{Part, PartText, SourceText, Sources};
use codegen::{Input, generate};
use rstest::rstest;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Twice, and a tenth for tables that grow by doubling.
const TWICE: f64 = 2.2;

/// The bytes allocated for one run, whatever comes of the document.
fn cost(sources: impl FnOnce() -> Sources) -> usize {
    let before = ALLOCATOR.total_allocated();
    drop(generate(&Input::new(sources(), "fixture")));
    ALLOCATOR.total_allocated() - before
}

fn assert_linear(n: usize, text: impl Fn(usize) -> String) {
    assert_linear_of(n, |n| Sources::new(SourceText { name: "api.yaml".to_owned(), text: text(n) }, Vec::new()));
}

fn assert_linear_of(n: usize, sources: impl Fn(usize) -> Sources) {
    assert_grows((n, TWICE), sources);
}

fn assert_grows((n, most): (usize, f64), sources: impl Fn(usize) -> Sources) {
    // Held until the message of a failure is printed, which allocates, too.
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // What is made once and kept is made before.
    cost(|| sources(1));
    let (once, twice) = (cost(|| sources(n)), cost(|| sources(2 * n)));
    #[expect(clippy::cast_precision_loss, reason = "bytes are far fewer than 2^53")]
    let ratio = twice as f64 / once as f64;
    assert!(ratio <= most, "{n}: {once} bytes, {}: {twice} bytes, {ratio:.2} times as many", 2 * n);
}

fn repeated(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect()
}

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{{paths}}}, components: {{schemas: {{{schemas}}}}}}}"
    )
}

const OBJECT: &str = "{type: object, properties: {a: {type: string}}}";
const DONE: &str = "responses: {'204': {description: D}}";

fn next(level: usize) -> String {
    format!("{{$ref: '#/components/schemas/S{}'}}", level + 1)
}

/// Schemas S0 to Sn, each made of the next one; the last is an object.
fn chain(n: usize, link: impl Fn(usize) -> String) -> String {
    let links = repeated(n, |level| format!("S{level}: {},", link(level)));
    document("", &format!("{links} S{n}: {OBJECT}"))
}

#[rstest]
#[case::members(|level| format!("{{required: [a], properties: {{a: {}}}}}", next(level)))]
#[case::items(|level| format!("{{type: array, items: {}}}", next(level)))]
#[case::nullable(|level| format!("{{anyOf: [{}, {{type: 'null'}}]}}", next(level)))]
#[case::unions(|level| format!("{{oneOf: [{}, {{type: string}}]}}", next(level)))]
fn g66_chains(#[case] link: fn(usize) -> String) {
    assert_linear(300, |n| chain(n, link));
}

/// Found by the fuzzer: each level of a tuple doubles the work.
#[test]
fn g66_tuples_in_tuples() {
    assert_linear(5, |n| {
        document("", &format!("S: {}{{type: string}}{}", "{prefixItems: [".repeat(n), "]}".repeat(n)))
    });
}

/// Each of n types has n members, so twice as many are four times as much.
#[test]
fn members_merged_from_the_schema_that_they_are_in() {
    let base = "{$ref: '#/components/schemas/S'}";
    let member = |at| format!("m{at}: {{allOf: [{base}, {{properties: {{o{at}: {{type: string}}}}}}]}},");
    assert_grows((20, 2.0 * TWICE), |n| {
        let text = document("", &format!("S: {{type: object, properties: {{{}}}}}", repeated(n, member)));
        Sources::new(SourceText { name: "api.yaml".to_owned(), text }, Vec::new())
    });
}

#[test]
fn g66_unions_of_references() {
    assert_linear(250, |n| {
        let schemas = repeated(n, |at| {
            format!("S{at}: {{type: object, required: [a{at}], properties: {{a{at}: {{type: string}}}}}},")
        });
        let branches = repeated(n, |at| format!("{{$ref: '#/components/schemas/S{at}'}},"));
        document("", &format!("{schemas} U: {{oneOf: [{branches}]}}"))
    });
}

#[test]
fn g66_tagged_unions() {
    assert_linear(250, |n| {
        let schemas =
            repeated(n, |at| format!("S{at}: {{type: object, required: [t], properties: {{t: {{type: string}}}}}},"));
        let branches = repeated(n, |at| format!("{{$ref: '#/components/schemas/S{at}'}},"));
        document("", &format!("{schemas} U: {{discriminator: {{propertyName: t}}, oneOf: [{branches}]}}"))
    });
}

#[test]
fn g66_inline_branches() {
    assert_linear(250, |n| {
        let branches =
            repeated(n, |at| format!("{{type: object, required: [a{at}], properties: {{a{at}: {{type: string}}}}}},"));
        document("", &format!("U: {{anyOf: [{branches}]}}"))
    });
}

#[test]
fn g66_duplicate_ids() {
    assert_linear(250, |n| document(&repeated(n, |at| format!("/p{at}: {{get: {{operationId: same, {DONE}}}}},")), ""));
}

#[rstest]
#[case::members(|n| document("", &format!("S: {{type: object, properties: {{{}}}}}", repeated(n, |at| format!("a{at}: {{type: string}},")))))]
#[case::inline_objects(|n| document("", &format!("S: {{type: object, properties: {{{}}}}}", repeated(n, |at| format!("a{at}: {OBJECT},")))))]
#[case::schemas(|n| document("", &repeated(n, |at| format!("S{at}: {OBJECT},"))))]
#[case::names_that_collide(|n| document("", &repeated(n, |at| format!("'S{}': {OBJECT},", "-".repeat(at % 7) + &"_".repeat(at / 7)))))]
#[case::enum_values(|n| document("", &format!("S: {{type: string, enum: [{}]}}", repeated(n, |at| format!("v{at},")))))]
#[case::required_twice(|n| document("", &format!("S: {{type: object, required: [{}]}}", repeated(n, |at| format!("r{at},")))))]
#[case::operations(|n| document(&repeated(n, |at| format!("/p{at}/{{x}}: {{get: {{tags: [t], {DONE}}}}},")), ""))]
#[case::tags(|n| document(&repeated(n, |at| format!("/p{at}: {{get: {{tags: [t{at}], {DONE}}}}},")), ""))]
#[case::parameters(|n| document(&format!("/p: {{get: {{parameters: [{}], {DONE}}}}}", repeated(n, |at| format!("{{name: a{at}, in: query, schema: {{type: string}}}},"))), ""))]
#[case::warnings(|n| document(&repeated(n, |at| format!("p{at}: {{get: {{{DONE}}}}},")), ""))]
#[case::missing_references(|n| document("", &repeated(n, |at| format!("S{at}: {{$ref: '#/components/schemas/T{at}'}},"))))]
fn many_of_one_kind(#[case] text: fn(usize) -> String) {
    assert_linear(250, text);
}

#[rstest]
#[case::long_text(|n| document("", "").replace("title: T", &format!("title: T, description: {}", "a".repeat(5_000 * n))))]
#[case::keys(|n| document("", "").replace("title: T", &format!("title: T{}", repeated(50 * n, |at| format!(", x-{at}: {at}")))))]
#[case::ordered_map(|n| format!("openapi: 3.0.3\ninfo: {{title: a, version: b}}\npaths: {{}}\nx-map: !!omap\n{}", repeated(10 * n, |at| format!("- k{at}: {at}\n"))))]
#[case::quotes(|n| document("", &format!("S: {{type: string, description: '{}'}}", "> ".repeat(n / 4))))]
#[case::lists(|n| document("", &format!("S: {{type: string, description: '{}'}}", "- ".repeat(n / 4))))]
#[case::flow(|n| "[".repeat(n))]
#[case::objects(|n| "{\"a\":".repeat(n))]
fn g31_g63_texts(#[case] text: fn(usize) -> String) {
    assert_linear(1_000, text);
}

/// Files of which each has the next one twice.
fn doubling(levels: usize, part: impl Fn(usize) -> String, main: &str) -> Sources {
    let text = format!("{{openapi: 3.0.3, info: {{title: T, version: '1'}}, paths: {{/a: {main}}}}}");
    let mut sources = Sources::new(SourceText { name: "api.yaml".to_owned(), text }, Vec::new());
    complete(&mut sources, &mut |path| {
        let level = path.trim_end_matches(".yaml").parse::<usize>().expect("a number");
        let text = if level == levels { OBJECT.to_owned() } else { part(level + 1) };
        Part::Text(PartText::new(SourceText { name: path.to_owned(), text }))
    });
    sources
}

#[test]
fn g45_a_component_that_each_refers_to_twice_is_there_once() {
    let main = "{get: {operationId: a, responses: {'200': {description: D, content: {application/json: {schema: {$ref: 0.yaml}}}}}}}";
    let part = |next| format!("allOf: [{{$ref: {next}.yaml}}, {{$ref: {next}.yaml}}]");
    assert_linear_of(20, |n| doubling(n, part, main));
}

#[test]
fn g45_what_is_put_in_place_twice_at_each_level_is_bounded() {
    let part = |next| {
        let both = format!("x: {{$ref: {next}.yaml}}, y: {{$ref: {next}.yaml}}");
        format!("get: {{callbacks: {{a: {{{both}}}}}, responses: {{}}}}")
    };
    assert_linear_of(30, |n| doubling(n, part, "{$ref: 0.yaml}"));
}
