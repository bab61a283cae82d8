//! Over schemas of our own: which instances are made, and that the validator accepts them.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::case::GenerateError;
use super::{InstanceGenerator, Validity};
use crate::bundle::bundle;
use crate::document::Document;
use crate::validator::{Judgement, Validator};

/// The instances of the component `Tried`, by label; every one that claims to be valid is.
fn made(mut root: Value, schemas: Value) -> Vec<(String, String)> {
    let place = if root.get("swagger").is_some() { "definitions" } else { "components" };
    root[place] = if place == "components" { json!({"schemas": schemas}) } else { schemas };
    let document = Document::new(&root).unwrap();
    let components = document.components();
    let generator = InstanceGenerator::new(document, &components);
    let validator = Validator::new(document, &components).unwrap();
    let index = components.iter().position(|component| component.name == "Tried").unwrap();
    let made = generator.component(&components[index], 400);
    assert_eq!(made.failures, [], "all can be made");
    for case in &made.cases {
        let judged = validator.judge(index, case.value.to_value());
        let valid = case.validity == Validity::Valid;
        assert!(judged == Judgement::Valid || !valid, "{}: {} {judged:?}", case.label, case.value);
    }
    made.cases.into_iter().map(|case| (case.label, case.value.to_string())).collect()
}

fn v3_0(schemas: Value) -> Vec<(String, String)> {
    made(json!({"openapi": "3.0.3"}), schemas)
}

fn v3_1(schemas: Value) -> Vec<(String, String)> {
    made(json!({"openapi": "3.1.0"}), schemas)
}

fn has(made: &[(String, String)], label: &str, value: &str) {
    let found = made.iter().any(|(name, text)| name.starts_with(label) && text == value);
    assert!(found, "{label} {value} is not among\n{made:#?}");
}

#[test]
fn objects_with_each_member_alone() {
    let made = v3_0(json!({"Tried": {
        "type": "object", "required": ["id"],
        "properties": {
            "id": {"type": "integer", "format": "int32"},
            "at": {"type": "string", "format": "date", "nullable": true, "readOnly": true},
            "kind": {"type": "string", "enum": ["a", "b"]},
            "own": {"$ref": "#/components/schemas/Tried"},
        }, "additionalProperties": {"type": "boolean"},
    }}));
    has(&made, "minimal", r#"{"id":1}"#);
    has(&made, "full", r#"{"id":1,"at":"2024-02-29","kind":"a","own":{"id":1},"extra1":true}"#.replace(r#","extra1":true"#, "").as_str());
    has(&made, "at: null", r#"{"id":1,"at":null}"#);
    has(&made, "kind: enum value", r#"{"id":1,"kind":"b"}"#);
    has(&made, "kind: unknown enum value", r#"{"id":1,"kind":"a-value-of-tomorrow"}"#);
    has(&made, "id: largest of its format", r#"{"id":2147483647}"#);
    has(&made, "own: minimal", r#"{"id":1,"own":{"id":1}}"#);
    has(&made, "unknown member", r#"{"id":1,"zone-1":true}"#);
    has(&made, "two unknown members", r#"{"id":1,"zone-1":true,"Zweite Zone":true}"#);
}

#[test]
fn numbers_are_tried_in_spellings_that_careless_parsers_round() {
    let number = |more: Value| {
        let mut schema = json!({"type": "number"});
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        v3_1(json!({"Tried": schema}))
    };
    let doubles = number(json!({"format": "double"}));
    has(&doubles, "number", "31.245270191439438");
    for spelling in ["random fraction", "random double", "random widened single", "random bits"] {
        let made: Vec<_> = doubles.iter().filter(|(label, _)| label.starts_with(spelling)).collect();
        assert_eq!(made.len(), 8, "{spelling}");
        // The shortest digits that mean the double, so that a correct reader and writer give them back.
        let is_shortest = |text: &str| serde_json::to_string(&text.parse::<f64>().unwrap()).unwrap() == text;
        assert!(made.iter().all(|(_, text)| is_shortest(text)), "{made:?}");
    }
    assert_eq!(doubles, number(json!({"format": "double"})), "every run makes the same");
    let any = number(json!({}));
    assert!(any.iter().any(|(label, text)| label.starts_with("random digits") && text.len() == 22), "{any:?}");
    let bounded = number(json!({"minimum": 5, "exclusiveMaximum": 6.5}));
    let random: Vec<_> = bounded.iter().filter(|(label, _)| label.starts_with("random")).collect();
    assert!(random.len() > 15, "within the bounds, too: {random:?}");
    let integers = v3_1(json!({"Tried": {"type": "integer", "format": "uint8"}}));
    assert_eq!(integers.iter().filter(|(label, _)| label.starts_with("random integer")).count(), 8, "{integers:?}");
}

#[test]
fn members_are_made_up_only_where_there_is_a_place_for_them() {
    let made = v3_1(json!({"Tried": {"type": "object", "properties": {"a": {"type": "string"}}}}));
    assert!(made.iter().all(|(label, _)| !label.contains("unknown member")), "{made:#?}");
    let made = v3_1(
        json!({"Tried": {"type": "object", "patternProperties": {"^x-": {"type": "number"}}, "additionalProperties": false}}),
    );
    has(&made, "member by pattern", r#"{"x-":1.5}"#);
}

#[test]
fn branches_carry_the_tag_of_the_discriminator() {
    let made = v3_0(json!({
        "Tried": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"woof": "Dog"}},
        },
        "Cat": {"type": "object", "required": ["kind", "lives"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind", "name"], "properties": {"kind": {"type": "string"}, "name": {"type": "string"}}},
    }));
    has(&made, "Cat: minimal", r#"{"kind":"Cat","lives":1}"#);
    has(&made, "Dog: minimal", r#"{"kind":"woof","name":"text"}"#);
    has(&made, "Dog: unknown tag", r#"{"kind":"a-tag-of-tomorrow","name":"text"}"#);
}

#[test]
fn heirs_of_a_base_are_its_branches() {
    let schemas = json!({
        "Tried": {"type": "object", "required": ["kind"], "discriminator": "kind", "properties": {"kind": {"type": "string"}}},
        "Cat": {"allOf": [{"$ref": "#/definitions/Tried"}, {"type": "object", "properties": {"lives": {"type": "integer"}}}]},
    });
    let made = made(json!({"swagger": "2.0"}), schemas);
    has(&made, "Cat: full", r#"{"kind":"Cat","lives":1}"#);
    has(&made, "descendant/1: minimal", r#"{"kind":"Tried"}"#);
}

#[test]
fn nulls_arrays_tuples_and_numbers() {
    let made = v3_1(
        json!({"Tried": {"type": ["array", "null"], "prefixItems": [{"const": "x"}], "items": {"type": "number"}, "minItems": 2}}),
    );
    has(&made, "null", "null");
    has(&made, "smallest array", r#"["x",1.5]"#);
    let made =
        v3_1(json!({"Tried": {"type": "array", "uniqueItems": true, "minItems": 2, "items": {"type": "string"}}}));
    has(&made, "smallest array", r#"["text",""]"#);
    let made = v3_0(json!({"Tried": {"type": "number"}}));
    for digits in ["0.1", "9007199254740993", "1e400", "1e300"] {
        has(&made, "number", digits);
    }
    let made = v3_0(
        json!({"Tried": {"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 2, "multipleOf": 0.5}}),
    );
    has(&made, "number at a bound", "0.5");
    has(&made, "number at a bound", "2");
    assert!(made.iter().all(|(_, text)| text != "0"));
}

#[test]
fn texts_by_pattern_length_and_format() {
    let made = v3_0(json!({"Tried": {"type": "string", "pattern": "^[A-Z]{2}-\\d+$", "minLength": 6}}));
    has(&made, "text", r#""AA-111""#);
    let made = v3_0(json!({"Tried": {"type": "string", "minLength": 2, "maxLength": 3}}));
    has(&made, "longest text", r#""xxx""#);
    for format in ["date-time", "date", "time", "duration", "uuid", "uri", "email", "ipv4", "ipv6", "byte", "hostname"]
    {
        let made = v3_1(json!({"Tried": {"type": "string", "format": format}}));
        assert!(
            made.iter().any(|(label, _)| label == "text") && !made.iter().any(|(_, text)| text == "\"text\""),
            "{format}"
        );
    }
}

#[test]
fn all_of_and_any_of_are_merged() {
    let made = v3_0(json!({
        "Base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
        "Tried": {"allOf": [{"$ref": "#/components/schemas/Base"}], "anyOf": [
            {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
            {"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}},
        ]},
    }));
    has(&made, "anyOf/0: minimal", r#"{"a":"text","b":"text"}"#);
    has(&made, "all branches of anyOf", r#"{"a":"text","b":"text","c":"text"}"#);
}

#[test]
fn recursion_ends_where_it_may() {
    let made = v3_0(json!({"Tried": {"type": "object", "required": ["children"], "properties": {
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tried"}}}}}));
    has(&made, "minimal", r#"{"children":[]}"#);
    has(&made, "full", r#"{"children":[{"children":[]}]}"#);
}

#[test]
fn what_is_only_required_is_made_of_anything() {
    let made =
        v3_0(json!({"Tried": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}}}}));
    has(&made, "minimal", r#"{"a":"text","b":"anything"}"#);
}

/// Members of a schema, each a reference to all the others or to nothing that can be made.
fn tangle(count: usize, impossible: Value) -> Value {
    let name = |index: usize| format!("N{index}");
    let branches: Vec<Value> =
        (0..count).map(|index| json!({"$ref": format!("#/components/schemas/{}", name(index))})).collect();
    let member = json!({"anyOf": branches});
    let members: serde_json::Map<String, Value> =
        (0..count).map(|index| (format!("m{index}"), member.clone())).collect();
    let required: Vec<&String> = members.keys().collect();
    let node = json!({"type": "object", "required": required, "properties": members});
    let mut schemas: serde_json::Map<String, Value> = (0..count).map(|index| (name(index), node.clone())).collect();
    schemas.insert(name(count - 1), impossible);
    json!({"openapi": "3.1.0", "components": {"schemas": schemas}})
}

#[test]
fn what_is_tangled_comes_to_an_end() {
    // Each would take as good as for ever if what fails, or is too large, were tried anew wherever it is referred to.
    for last in [json!({"type": "string", "minLength": 9, "maxLength": 1}), json!({"type": "boolean"})] {
        let root = tangle(8, last);
        let document = Document::new(&root).unwrap();
        let components = document.components();
        let generator = InstanceGenerator::new(document, &components);
        for component in &components {
            let made = generator.component(component, 400);
            assert!(
                made.failures.iter().all(|(_, why)| *why != GenerateError::Effort),
                "{}: {:?}",
                component.name,
                made.failures
            );
            assert!(!made.cases.is_empty() || !made.failures.is_empty(), "{}", component.name);
        }
    }
}

#[test]
fn long_chains_are_too_large_and_no_end_of_the_stack() {
    let name = |index: usize| json!({"$ref": format!("#/components/schemas/N{index}")});
    let link = |index: usize| json!({"type": "object", "required": ["next"], "properties": {"next": name(index + 1)}});
    let mut schemas: serde_json::Map<String, Value> =
        (0..3000).map(|index| (format!("N{index}"), link(index))).collect();
    schemas.insert("N3000".into(), json!({"type": "string"}));
    let root = json!({"openapi": "3.0.0", "components": {"schemas": schemas}});
    let document = Document::new(&root).unwrap();
    let components = document.components();
    let made = InstanceGenerator::new(document, &components).component(&components[0], 400);
    assert!(made.cases.is_empty() && made.failures.iter().all(|(_, why)| *why == GenerateError::Large), "{made:?}");
}

#[test]
fn beyond_its_share_of_the_work_nothing_is_made_and_it_is_said() {
    let members: serde_json::Map<String, Value> =
        (0..3000).map(|index| (format!("m{index}"), json!({"type": "string"}))).collect();
    let large = json!({"type": "object", "properties": members});
    let schemas: serde_json::Map<String, Value> = (0..2000).map(|index| (format!("N{index}"), json!(true))).collect();
    let mut root = json!({"openapi": "3.1.0", "components": {"schemas": schemas}});
    root["components"]["schemas"]["N0"] = large;
    let document = Document::new(&root).unwrap();
    let components = document.components();
    let generator = InstanceGenerator::new(document, &components);
    let made = generator.component(&components[0], 400);
    let why: Vec<String> = made.failures.iter().map(|(_, why)| why.to_string()).collect();
    assert_eq!(why, ["the schema's share of the work on the document was used up"]);
    assert!(!made.cases.is_empty(), "what was made before stays");
    assert!(!generator.component(&components[1], 400).cases.is_empty(), "the next schema has a share of its own");
}

#[test]
fn what_cannot_be_made_says_why() {
    let root = json!({"openapi": "3.0.0", "components": {"schemas": {
        "Endless": {"type": "object", "required": ["own"], "properties": {"own": {"$ref": "#/components/schemas/Endless"}}},
        "Elsewhere": {"$ref": "other.yaml#/X"},
        "Never": {"type": "string", "allOf": [{"enum": ["a"]}, {"enum": ["b"]}]},
    }}});
    let document = Document::new(&root).unwrap();
    let components = document.components();
    let generator = InstanceGenerator::new(document, &components);
    for (component, why) in components.iter().zip(["itself", "other.yaml", "nothing fits"]) {
        let made = generator.component(component, 400);
        assert!(made.cases.is_empty(), "{:?}", made.cases);
        assert!(made.failures[0].1.to_string().contains(why), "{:?}", made.failures);
    }
}

/// What one document may take; without optimisation it takes several times as long as the command does.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
#[ignore = "needs a document, whose path is in `ROUND_TRIP_DOCUMENT`"]
fn a_document_of_somebody_else() {
    let path = std::env::var("ROUND_TRIP_DOCUMENT").unwrap();
    let root = bundle(&xtask::read::sources(Path::new(&path), &[], &[]).unwrap()).unwrap().root;
    let document = Document::new(&root).unwrap();
    let mut components = document.components();
    components.extend(document.files(|pointer| pointer.contains("schemas") || pointer.contains("models")));
    let validator = Validator::new(document, &components).unwrap();
    let generator = InstanceGenerator::new(document, &components);
    let (mut making, mut judging) = (Duration::ZERO, Duration::ZERO);
    let (mut cases, mut valid, mut failures) = (0, 0, 0);
    for (index, component) in components.iter().enumerate() {
        let begun = Instant::now();
        let made = generator.component(component, 100);
        let took = begun.elapsed();
        let is_valid = |value| !matches!(validator.judge(index, value), Judgement::Invalid(_));
        valid += made.cases.iter().filter(|case| is_valid(case.value.to_value())).count();
        making += took;
        judging += begun.elapsed() - took;
        cases += made.cases.len();
        failures += made.failures.len();
        for (label, why) in made.failures {
            println!("{}: {label}: {why}", component.name);
        }
        if took > LONGEST / 100 {
            println!("{took:.1?} {}", component.name);
        }
    }
    println!("{} schemas: making {making:.1?}, judging {judging:.1?}", components.len());
    println!("{cases} instances, {valid} valid, {failures} not made");
    assert!(making < LONGEST);
}
