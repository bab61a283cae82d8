//! Required, nullable, both and neither are four different things.

use compiled::presence::models::{Letter, State, Thing, ThingLevelOrNull};
use compiled::runtime::Maybe;
use serde_json::Value;

use crate::{kept, read, refused, written};

/// What must be there, and more.
fn with(more: &str) -> String {
    format!(
        r#"{{"always":"a","always_or_null":null,"part_or_null":null,"any_of_null":null,"anything_always":null{more}}}"#
    )
}

/// A thing with one member more than it must have, as it was read.
fn kept_with(member: &str, value: &str) -> Thing {
    kept(&with(&format!(r#","{member}":{value}"#)))
}

#[test]
fn r37_absent_null_and_value_stay_apart() {
    let start = r#"{"always":"a","always_or_null":"#;
    let end = r#""part_or_null":null,"any_of_null":null,"anything_always":null}"#;
    let rows = [
        ("null,", Maybe::Absent),
        (r#"null,"perhaps_or_null":null,"#, Maybe::Null),
        (r#""b","perhaps":"c","perhaps_or_null":"d","#, Maybe::Value("d".to_owned())),
    ];
    for (middle, expected) in rows {
        let thing: Thing = kept(&format!("{start}{middle}{end}"));
        assert_eq!(thing.perhaps_or_null, expected);
    }
    let thing: Thing = read(&with(r#","perhaps":null,"part":null"#));
    assert_eq!(written(&thing), with(""), "null for what may only be left out is nothing");
}

#[test]
fn r36_what_is_required_must_be_there() {
    let rows = [
        (r#"{"always_or_null":null}"#, ": the required member `always` is missing at line 1 column 23"),
        (r#"{"always":null}"#, "/always: expected a string, found null at line 1 column 14"),
        (r#"{"always":"a"}"#, ": the required member `always_or_null` is missing at line 1 column 14"),
    ];
    for (json, expected) in rows {
        assert_eq!(refused::<Thing>(json), expected);
    }
    let without = with("").replace(r#","anything_always":null"#, "");
    assert!(refused::<Thing>(&without).starts_with(": the required member `anything_always` is missing"), "{without}");
}

#[test]
fn null_is_kept_wherever_the_document_allows_it() {
    for member in [
        "perhaps_part_or_null",
        "null_by_name",
        "state_or_null",
        "level_or_null",
        "list_or_null",
        "map_or_null",
        "inline_or_null",
        "flag_or_null",
        "day_or_null",
        "either_or_null",
        "anything",
        "only_null",
        "by_other_name",
        "by_values",
        "by_choice",
        "number_of",
        "meant_null",
        "meant_null_too",
        "object_or_null",
    ] {
        assert!(written(&kept_with(member, "null")).contains(&format!(r#""{member}":null"#)), "{member}");
    }
    kept::<Thing>(&with(""));
    assert!(kept_with("anything", "null").anything.is_some(), "null is a value of what may be anything");
    for (member, value) in [
        ("parts", "[null,{\"a\":\"b\"},{}]"),
        ("list_or_null", "[\"a\",null]"),
        ("map_or_null", "{\"a\":null,\"b\":1}"),
        ("either_or_null", "1"),
        ("either_or_null", "\"1\""),
        ("day_or_null", "\"2024-02-29\""),
        ("number_of", "0.50"),
        ("by_choice", "\"a\""),
        ("by_choice", "7"),
        ("inline_or_null", "{\"a\":\"b\"}"),
        ("flag_or_null", "false"),
    ] {
        kept_with(member, value);
    }
}

#[test]
fn enums_with_null_have_the_other_values() {
    assert_eq!(kept_with("state_or_null", "\"old\"").state_or_null, Maybe::Value(State::Old));
    assert_eq!(kept_with("by_values", "\"b\"").by_values, Maybe::Value(Letter::Unknown("b".to_owned())));
    assert_eq!(kept_with("level_or_null", "3").level_or_null, Maybe::Value(ThingLevelOrNull::Unknown(3)));
}

#[test]
fn null_is_refused_where_the_document_does_not_allow_it() {
    assert!(refused::<Thing>(&with(r#","list_or_null":[1]"#)).starts_with("/list_or_null/0: expected a string"));
    assert!(refused::<Thing>(&with(r#","parts":null,"map_or_null":{"a":""}"#)).starts_with("/map_or_null/a: "));
    let required = with("").replace(r#""always":"a""#, r#""always":null"#);
    assert!(refused::<Thing>(&required).starts_with("/always: "));
}

#[test]
fn a_request_says_what_was_set() {
    let thing = Thing::new("a", Value::Null).perhaps_or_null(Maybe::Null).null_by_name("t".to_owned());
    let expected = r#"{"always":"a","always_or_null":null,"perhaps_or_null":null,"part_or_null":null,"any_of_null":null,"null_by_name":"t","anything_always":null}"#;
    assert_eq!(written(&thing), expected);
}
