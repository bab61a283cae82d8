//! Defaults are the server's business: they are in the docs, and nothing is put in their place.

use compiled::defaults::models::{Color, Thing};

use crate::{kept, read, written};

#[test]
fn what_is_left_out_stays_out() {
    let thing: Thing = kept(r#"{"kept":"y"}"#);
    assert_eq!((thing.text, thing.whole, thing.color, thing.flag), (None, None, None, None));
    assert_eq!(written(&Thing::new("x")), r#"{"kept":"x"}"#);
}

#[test]
fn a_value_that_is_the_default_is_sent() {
    let thing = Thing::new("x").whole(-5).flag(true).own_color(Color::Green);
    assert_eq!(written(&thing), r#"{"whole":-5,"flag":true,"own_color":"green","kept":"x"}"#);
    kept::<Thing>(
        r#"{"text":"a b","empty":"","part":0.5,"list":["a","b"],"inner":{"size":3},"anything":[1,{"a":null}],"kept":""}"#,
    );
    assert_eq!(read::<Thing>(r#"{"kept":"","nothing":null}"#).nothing, compiled::runtime::Maybe::Null);
}

#[test]
fn the_docs_say_each_kind_of_default() {
    let snapshot = include_str!("../../../fixtures/models/defaults.snap");
    for (docs, field) in [
        ("What it says. Default: `a b`.", "text: Option<String>"),
        ("Default: `\"\"`.", "empty: "),
        ("Default: `-5`.", "whole: Option<i64>"),
        ("Default: `0.5`.", "part: "),
        ("Whether it is on. Default: `true`.", "flag: Option<bool>"),
        ("Default: `[\"a\",\"b\"]`.", "list: "),
        ("Default: `{\"a\":1}`.", "map: "),
        ("Default: `{\"size\":4}`.", "inner: "),
        ("Default: `new`.", "state: "),
        ("Default: `2`.", "level: "),
        ("What it looks like. Default: `green`.", "own_color: Option<Color>"),
        ("Said in a part. Default: `green`.", "in_part: Option<Color>"),
        ("Default: `2024-02-29`.", "day: "),
        ("Default: `auto`.", "either: "),
    ] {
        assert!(snapshot.contains(&format!("    /// {docs}\n    pub {field}")), "{field}");
    }
    for (docs, name) in [("A color. Default: `red`.", "enum Color"), ("Default: `{\"deep\":true}`.", "struct Options")]
    {
        let (before, _) = snapshot.split_once(&format!("pub {name}")).expect("it is there");
        assert!(before.lines().rev().take(5).any(|line| line == format!("/// {docs}")), "{name}");
    }
    assert!(snapshot.contains("/// At least 1. Default: `10`.\npub type Size = u64;"));
}
