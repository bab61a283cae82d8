//! Unit tests of parsing and of positions.

use serde_json::{Value, json};

use super::{SourceId, SourceText, Sources, read};
use crate::diagnostics::Diagnostics;
use crate::render_diagnostics::{Style, render};

fn sources(name: &str, text: &str) -> Sources {
    Sources::new(SourceText { name: name.to_owned(), text: text.to_owned() }, Vec::new())
}

/// The tree, and what was said.
fn read_as(name: &str, text: &str) -> (Option<Value>, String) {
    let sources = sources(name, text);
    let mut diagnostics = Diagnostics::new();
    let tree = read(&sources, SourceId::MAIN, &mut diagnostics);
    (tree, render(&diagnostics, &sources, Style::Plain))
}

fn yaml(text: &str) -> Value {
    let (tree, said) = read_as("a.yaml", text);
    assert_eq!(said, "", "of {text}");
    tree.expect("a tree")
}

#[test]
fn words_that_older_yaml_reads_as_booleans_stay_text() {
    for word in ["no", "yes", "on", "off", "y", "n", "No", "YES"] {
        assert_eq!(yaml(&format!("a: {word}")), json!({"a": word}));
    }
    assert_eq!(yaml("a: [true, false, True, FALSE]"), json!({"a": [true, false, true, false]}));
}

#[test]
fn numbers_that_readers_disagree_about_stay_text() {
    assert_eq!(yaml("a: 012"), json!({"a": "012"}));
    assert_eq!(yaml("a: 1_000"), json!({"a": "1_000"}));
    assert_eq!(yaml("a: 22:30"), json!({"a": "22:30"}), "no number to the base of 60");
    assert_eq!(yaml("a: 2024-01-01"), json!({"a": "2024-01-01"}));
    assert_eq!(yaml("a: 1.2.3"), json!({"a": "1.2.3"}));
    assert_eq!(yaml("a: 0o14"), json!({"a": 12}));
    assert_eq!(yaml("a: [1.10, -0.5, 1e3, 18446744073709551615]"), json!({"a": [1.1, -0.5, 1e3, u64::MAX]}));
    for word in [".inf", "-.inf", ".nan"] {
        assert!(yaml(&format!("a: {word}"))["a"].is_string());
    }
}

#[test]
fn nothing_is_null() {
    assert_eq!(yaml("a:\nb: ~\nc: null\nd: ''"), json!({"a": null, "b": null, "c": null, "d": ""}));
}

#[test]
fn keys_are_text() {
    assert_eq!(yaml("null: a\n'x': b"), json!({"null": "a", "x": "b"}));
    assert_eq!(yaml("200: a\n'404': b\ntrue: c\n1.0: d"), json!({"200": "a", "404": "b", "true": "c", "1.0": "d"}));
}

#[test]
fn anchors_and_merges() {
    assert_eq!(yaml("a: &x {b: 1}\nc: *x"), json!({"a": {"b": 1}, "c": {"b": 1}}));
    assert_eq!(yaml("a: &x {b: 1, d: 1}\nc:\n  <<: *x\n  d: 2")["c"], json!({"b": 1, "d": 2}));
}

#[test]
fn line_ends_marks_and_tags() {
    assert_eq!(yaml("a: 1\r\nb: |\r\n  c\r\n  d\r\n"), json!({"a": 1, "b": "c\nd\n"}));
    assert_eq!(yaml("\u{feff}a: 1"), json!({"a": 1}));
    assert_eq!(yaml("---\na: 1\n..."), json!({"a": 1}));
    assert_eq!(yaml("a: !!str 1"), json!({"a": "1"}));
    assert_eq!(yaml("{openapi: 3.0.0}"), json!({"openapi": "3.0.0"}), "flow style is not JSON");
    assert_eq!(yaml("{\"a\": 1}"), json!({"a": 1}));
}

#[test]
fn json_and_its_byte_order_mark() {
    assert_eq!(read_as("a.json", "\u{feff} {\"a\": [1, 2.50, \"\\u0022\"]}").0, Some(json!({"a": [1, 2.5, "\""]})));
    let (tree, said) = read_as("a.json", "\u{feff}{\n\u{feff}}");
    assert_eq!(tree, None);
    assert!(said.contains("--> a.json:2:1"), "{said}");
}

#[test]
fn numbers_beyond_all_bounds_are_text() {
    let (tree, said) = read_as("a.json", "\u{feff}{\"a\": [1e400, 2], \"b\": 1}");
    assert_eq!(tree, Some(json!({"a": ["1e400", 2], "b": 1})));
    assert!(said.starts_with("warning[W-NUMBER]") && said.contains("--> a.json:1:9"), "{said}");
    let (tree, said) = read_as("a.json", "{\"a\": [1e400, 2],\n \"b\": x}");
    assert_eq!(tree, None);
    assert!(said.contains("--> a.json:2:7"), "{said}");
    assert_eq!(yaml("a: 1e400"), json!({"a": ".inf"}));
}

#[test]
fn texts_that_are_none() {
    for (text, words) in [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("o\0p\0", "NUL bytes"),
        ("\n<html lang='en'>", "an HTML page"),
        ("<?xml version='1.0'?><html/>", "an HTML page"),
    ] {
        let (tree, said) = read_as("a.json", text);
        assert_eq!(tree, None);
        assert!(said.starts_with("error[E-INPUT]: ") && said.contains(words), "{said}");
    }
}

#[test]
fn of_two_equal_keys_the_last_counts_and_both_are_named() {
    for (name, text) in [
        ("a.yaml", "a: 1\nb:\n  c: 1\n  d: {}\n  c: 2\n  c: 3\n"),
        ("a.json", "{\"a\": 1,\n\"b\": {\n  \"c\": 1,\n  \"d\": {},\n  \"c\": 2,\n  \"\\u0063\": 3}}"),
    ] {
        let (tree, said) = read_as(name, text);
        assert_eq!(tree.map(|tree| tree["b"].clone()), Some(json!({"c": 3, "d": {}})));
        assert_eq!(said.matches("W-DUP-KEY").count(), 2, "{said}");
        for place in ["5:3", "6:3"] {
            assert!(said.contains(&format!("--> {name}:{place}")), "{said}");
        }
        assert_eq!(said.matches(&format!("the first one is at {name}:3:3")).count(), 2, "{said}");
    }
}

#[test]
fn json_is_read_by_its_own_words_unless_it_is_called_yaml() {
    for name in ["a.json", "a"] {
        let (_, said) = read_as(name, "{\"a\": 1,}");
        assert!(said.contains("not valid JSON: trailing comma") && said.contains(":1:9"), "{said}");
    }
    assert_eq!(yaml("{\"a\": [1, 2,],}"), json!({"a": [1, 2]}));
    let (_, said) = read_as("a.yaml", "{\"a\": 1,\n \"b\" 2,\n}");
    assert!(said.contains("not valid JSON") && said.contains(":2:6"), "{said}");
}
