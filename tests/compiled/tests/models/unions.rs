//! Unions without a discriminator: what distinguishes the types decides, and nothing is lost.

use compiled::unions::models::*;
use compiled::unions_beside_members::models::{Open, Payment, Shape, Tagged};
use compiled::{unions, unions_beside_members};

use crate::{kept, read, refused};

#[test]
fn constants_tell_types_apart_as_a_discriminator_would() {
    assert!(matches!(kept(r#"{"type":"created","id":"a"}"#), Event::Created(_)));
    assert!(matches!(kept(r#"{"type":"purged","reason":null}"#), Event::Deleted(_)));
    assert!(matches!(kept(r#"{"type":"moved","to":"b"}"#), Event::Other(_)));
    assert!(matches!(kept(r#"{"ok":true,"value":"a"}"#), ThingFlag::OkTrue(_)));
    assert!(matches!(kept(r#"{"ok":false,"value":"a"}"#), ThingFlag::OkFalse(_)));
    assert!(matches!(kept(r#"{"v":1,"value":"a"}"#), ThingNumberConstant::V1(_)));
    assert!(matches!(kept(r#"{"v":2,"value":"a"}"#), ThingNumberConstant::V2(_)));
    kept::<ThingNumberConstant>(r#"{"v":3,"value":"a"}"#);
}

#[test]
fn r40_the_type_that_loses_nothing_is_chosen() {
    assert!(matches!(kept(r#"{"phone":"1","extension":2}"#), Contact::Phone(_)));
    assert!(matches!(kept(r#"{"email":"a@b.c"}"#), Contact::Email(_)));
    assert!(matches!(kept(r#"{"fax":"1"}"#), Contact::Other(_)));
    // Each of the two would lose what the other keeps.
    assert!(matches!(kept(r#"{"email":"a@b.c","phone":"1"}"#), ThingOverlapping::Other(_)));
    assert!(matches!(kept(r#"{"width":1,"height":2}"#), ThingInline::WithWidthAndHeight(_)));
    assert!(matches!(kept(r#"{"width":1}"#), ThingInline::WithWidth(_)));
    assert!(matches!(kept(r#"{"radius":1}"#), ThingInline::Circle(_)));
    assert!(matches!(kept(r#"{"street":"a","name":"b"}"#), ThingNestedByName::Address(_)));
    assert!(matches!(kept(r#"{"phone":"a","name":"b"}"#), ThingNestedByName::Contact(Contact::Phone(_))));
    assert!(matches!(kept(r#"{"in":["a"]}"#), ThingFilter::Among(_)));
    // A member that no type knows is passed over, as in any other model.
    assert!(matches!(read(r#"{"email":"a@b.c","new":1}"#), Contact::Email(_)));
}

#[test]
fn types_and_formats_of_members_tell_types_apart() {
    assert!(matches!(kept(r#"{"value":"1"}"#), ThingByType::Text(_)));
    assert!(matches!(kept(r#"{"value":1}"#), ThingByType::Whole(_)));
    assert!(matches!(kept(r#"{"value":["1"]}"#), ThingByType::Several(_)));
    assert!(matches!(kept(r#"{"value":1.5}"#), ThingByType::Other(_)));
    kept::<ThingByType>("{}");
    assert!(matches!(kept(r#"{"at":"2024-02-29"}"#), ThingByFormat::Day(_)));
    assert!(matches!(kept(r#"{"at":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#), ThingByFormat::Key(_)));
    assert!(matches!(kept(r#"{"at":"soon"}"#), ThingByFormat::Other(_)));
    assert!(matches!(kept(r#"{"a":"b"}"#), ThingEmptyOrFilled::Something(_)));
    kept::<ThingEmptyOrFilled>("{}");
}

#[test]
fn scalars_lists_and_maps_come_back_as_they_were() {
    assert!(matches!(kept("60002"), ThingCode::Integer(60002)));
    assert!(matches!(kept("\"60002\""), ThingCode::String(_)));
    for other in ["1.5", "1.0", "[1]", "null", "true"] {
        assert!(matches!(kept(other), ThingCode::Other(_)), "{other}");
    }
    for any in ["true", "1", "1.0", "9007199254740993", "1e400", "0.10", "\"\"", "\"true\"", "[]", "{}"] {
        kept::<ThingAnyScalar>(any);
    }
    assert!(matches!(kept("\"a\""), ThingOneOrMany::String(_)));
    assert!(matches!(kept("[\"a\",\"b\"]"), ThingOneOrMany::StringList(_)));
    assert!(matches!(kept("[1,2]"), ThingLists::IntegerList(_)));
    assert!(matches!(kept("[\"1\"]"), ThingLists::StringList(_)));
    assert!(matches!(kept("[1,\"2\"]"), ThingLists::Other(_)));
    kept::<ThingLists>("[]");
    assert!(matches!(kept("{\"a\":\"b\"}"), ThingListOrMap::StringMap(_)));
    assert!(matches!(kept("[\"a\"]"), ThingListOrMap::StringList(_)));
    assert!(matches!(kept(r#"[{"email":"a"},{"email":"b","name":"c"}]"#), ThingFilled::EmailList(_)));
    assert!(matches!(kept(r#"{"email":"a"}"#), ThingFilled::Email(_)));
}

#[test]
fn formats_and_values_come_before_any_string() {
    assert!(matches!(kept("\"2024-02-29T10:00:00\""), ThingWhen::DateTime(_)));
    assert!(matches!(kept("1709201472"), ThingWhen::Integer(_)));
    assert!(matches!(kept("\"soon\""), ThingWhen::Other(_)));
    kept::<ThingWhen>("\"2024-02-29\"");
    assert!(matches!(kept("\"67e55044-10b1-426f-9247-bb680e5fe0c8\""), ThingId::Uuid(_)));
    assert!(matches!(kept("\"abc\""), ThingId::String(_)));
    for state in ["\"on\"", "0", "\"broken\"", "7"] {
        kept::<ThingState>(state);
    }
    assert!(matches!(kept("\"maybe\""), Word::Unknown(_)));
}

#[test]
fn nulls_and_unions_within_unions() {
    for json in [
        r#"{"or_null":null,"nested_or_null":null,"only_one_or_null":null,"code_or_null":null}"#,
        r#"{"or_null":{"email":"a"},"nested_or_null":{"email":"a"},"only_one_or_null":{"email":"a"},"code_or_null":1}"#,
        r#"{"nested":"a","nested_or_null":7,"or_anything":[1,"b"],"only_one":false}"#,
        r#"{"nested":["a"],"nested_or_null":true,"or_anything":{"mail":"a","x":1},"same":"a"}"#,
        r#"{"or_anything":null}"#,
    ] {
        kept::<unions::models::Thing>(json);
    }
    assert!(matches!(kept("[\"a\",\"b\"]"), ThingNested::StringList(_)));
    assert!(matches!(kept("\"a\""), ThingNested::String(_)));
    assert!(matches!(kept("null"), ThingNested::Other(_)));
    assert!(refused::<unions::models::Thing>(r#"{"only_one":"yes"}"#).starts_with("/only_one: expected a boolean"));
}

#[test]
fn a_union_beside_members_has_both() {
    assert!(matches!(kept(r#"{"amount":1,"iban":"a"}"#), Payment::Transfer(_)));
    assert!(matches!(kept(r#"{"id":"a","side":2}"#), Shape::WithSide(_)));
    assert!(matches!(kept(r#"{"by":"transfer","amount":1,"iban":"a"}"#), Tagged::Transfer(_)));
    assert!(matches!(kept(r#"{"by":"cash","amount":1}"#), Tagged::Other(_)));
    kept::<Open>(r#"{"amount":1,"number":"2","x":"y"}"#);
    for json in [
        r#"{"paged":{"offset":1,"items":[]}}"#,
        r#"{"either_or_null":null,"payment_or_null":null}"#,
        r#"{"either_required":{"email":"a"}}"#,
        r#"{"both":{"number":"1","id":"a"},"text":"abc","word":"no","number":0.10,"list":["a"]}"#,
    ] {
        kept::<unions_beside_members::models::Thing>(json);
    }
}
