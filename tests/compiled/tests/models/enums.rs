//! Enums are open: what the document does not name is kept, and can be said.

use compiled::enums::models::*;
use compiled::runtime::Maybe;
use serde_json::json;

use crate::{kept, refused, written};

/// A thing with one member more than it must have, as it was read.
fn with(member: &str, value: &str) -> Thing {
    kept(&format!(r#"{{"color":"red","kind":"thing","version":2,"{member}":{value}}}"#))
}

#[test]
fn r34_values_that_differ_in_little_stay_apart() {
    for (wire, state) in [
        ("active", ThingState::Active),
        ("in-active", ThingState::InActive),
        ("", ThingState::Empty),
        ("1st", ThingState::V1st),
        ("FOO", ThingState::UpperFoo),
        ("Foo", ThingState::Foo),
        ("foo", ThingState::LowerFoo),
        ("N\\A", ThingState::NA),
        ("\"quoted\"", ThingState::Quoted),
        ("fOO", ThingState::Unknown("fOO".to_owned())),
        ("Active", ThingState::Unknown("Active".to_owned())),
    ] {
        assert_eq!(kept::<ThingState>(&json!(wire).to_string()), state);
    }
    for value in ["", " ", "a", "A", "a b", "1", "+1", "-1", "Unknown", "Self"] {
        assert!(!matches!(kept::<ThingOdd>(&json!(value).to_string()), ThingOdd::Unknown(_)), "{value:?} is known");
    }
    for value in ["é", "É", "ß", "SS", "日本", "🦀", "a\u{301}", "á", "line\nbreak", "null", "true"] {
        let known: ThingOtherLetters = kept(&json!(value).to_string());
        assert!(!matches!(known, ThingOtherLetters::Unknown(_)), "{value:?} is known");
    }
    assert!(matches!(kept::<ThingOtherLetters>("\"ss\""), ThingOtherLetters::Unknown(_)));
}

#[test]
fn r34_what_the_document_does_not_name_is_kept() {
    assert_eq!(kept::<Color>("\"blue\""), Color::Unknown("blue".to_owned()));
    assert_eq!(kept::<ThingLevel>("7"), ThingLevel::Unknown(7));
    assert_eq!(kept::<ThingLevel>("-1"), ThingLevel::ValueMinus1);
    let text = r#"{"color":"blue","thingState":"new","kind":"other","version":3,"level":7,"mixed":9,"with_null":null,"without_type":"c","numbers":0.75,"flags":false,"odd":"b","objects":{"a":1}}"#;
    let other: Thing = kept(text);
    assert_eq!((other.kind, other.level), (ThingKind::Unknown("other".to_owned()), Some(ThingLevel::Unknown(7))));
    assert_eq!(written(&Thing::new("violet")), r#"{"color":"violet","kind":"thing","version":2}"#);
    assert_eq!(with("keys", r#"{"a":"red","b":"blue"}"#).keys.map(|keys| keys.len()), Some(2));
    assert_eq!(with("list", r#"["x","z"]"#).list, Some(vec![ThingList::X, ThingList::Unknown("z".to_owned())]));
}

#[test]
fn values_of_another_kind_are_refused_with_their_place() {
    assert!(refused::<Thing>(r#"{"color":1}"#).starts_with("/color: expected a string, found a number"));
    let rows = [
        ("level", "\"1\""),
        ("level", "1.5"),
        ("level", "9223372036854775808"),
        ("with_null", "1"),
        ("list", "[null]"),
    ];
    for (member, value) in rows {
        let text = format!(r#"{{"color":"red","kind":"thing","version":2,"{member}":{value}}}"#);
        assert!(refused::<Thing>(&text).starts_with(&format!("/{member}")), "{text}");
    }
}

#[test]
fn whole_numbers_are_as_wide_as_they_may_be() {
    assert_eq!(with("wide", "-9223372036854775808").wide, Some(ThingWide::ValueMinus9223372036854775808));
    assert_eq!(with("wide", "9223372036854775807").wide, Some(ThingWide::Value9223372036854775807));
    assert_eq!(with("wide", "9223372036854775806").wide, Some(ThingWide::Unknown(9_223_372_036_854_775_806)));
    assert_eq!((with("named", "1").named, with("titled", "2").titled), (Some(ThingNamed::On), Some(ThingTitled::High)));
}

#[test]
fn values_of_several_kinds_and_null_come_back_as_they_were() {
    for (member, value) in [
        ("mixed", "\"auto\""),
        ("mixed", "1"),
        ("mixed", "\"1\""),
        ("mixed", "1.5"),
        ("mixed", "true"),
        ("mixed", "[]"),
        ("digits_too", "1"),
        ("digits_too", "\"1\""),
        ("digits_too", "\"2\""),
        ("mixed_or_null", "null"),
        ("mixed_or_null", "\"a\""),
        ("mixed_or_null", "1"),
        ("digits", "\"1.0\""),
        ("rate", "0.50"),
        ("open", "\"medium\""),
        ("either", "\"two\""),
        ("either", "\"three\""),
        ("twice", "\"b\""),
        ("of_color", "\"green\""),
    ] {
        with(member, value);
    }
    assert_eq!(with("empty_or_null", "\"\"").empty_or_null, Maybe::Value(ThingOnlyEmpty::Empty));
    assert_eq!(with("empty_or_null", "null").empty_or_null, Maybe::Null);
    assert_eq!(with("with_null", "null").with_null, Maybe::Null);
    assert_eq!(with("with_null", "\"null\"").with_null, Maybe::Value(ThingWithNull::Unknown("null".to_owned())));
}

#[test]
fn values_have_the_type_that_is_said_of_them() {
    use compiled::values_of_other_kinds::models::{Thing, ThingLevel, ThingVersion};
    let json = r#"{"level":2,"version":"1","flag":false,"word":"true","rate":0.50,"only":7,"mixed":"a","huge":18446744073709551615,"beyond":-1}"#;
    let thing: Thing = kept(json);
    assert_eq!((thing.level, thing.version), (Maybe::Value(ThingLevel::Value2), Some(ThingVersion::V1)));
    kept::<Thing>(r#"{"level":null,"version":"2.0","mixed":1,"beyond":18446744073709551615}"#);
}
