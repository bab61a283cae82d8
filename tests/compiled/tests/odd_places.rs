//! What documents say of a member where one would not look for it: values of it are kept, in the types that are meant.

use compiled::{
    enums_of_parts, free_object_beside_members, inheritance_in_the_middle, members_called_like_keywords,
    members_under_conditions, recursion_merged, tags_of_unions_in_unions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads JSON, and sees to it that writing gives the same.
fn kept<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let model: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(serde_json::to_value(&model).expect("it has a JSON form"), value);
    model
}

#[test]
fn a_member_that_is_called_like_a_keyword_is_a_member() {
    use members_called_like_keywords::models::{Borrowed, Either, Node};
    let value = json!({"type": "a", "$ref": "#/x", "$id": "1", "enum": ["b"], "inner": {"$ref": 5},
        "properties": {"$ref": {"type": "c"}, "type": {"type": "d", "items": {"type": "e"}}}});
    assert_eq!(kept::<Node>(value).inner.and_then(|inner| inner.ref_), Some(5));
    assert!(matches!(kept(json!({"$ref": "a"})), Either::Linked(linked) if linked.ref_ == "a"));
    assert_eq!(kept::<Borrowed>(json!({"$ref": "a", "own": true})).ref_.as_deref(), Some("a"));
}

#[test]
fn whoever_is_extended_stands_for_those_that_extend_it() {
    use inheritance_in_the_middle::models::{BoxModel, Entity, Shelf, Thing};
    let boxed = json!({"kind": "#box", "id": "1", "colour": "red", "width": 9007199254740993_i64});
    let crated = json!({"kind": "Crate", "width": 1, "lid": true});
    assert!(matches!(kept(boxed.clone()), Entity::BoxModel(BoxModel::Base(it)) if it.width == Some(9007199254740993)));
    assert!(matches!(kept(boxed.clone()), Thing::BoxModel(BoxModel::Base(_))));
    assert!(matches!(kept(boxed), BoxModel::Base(_)));
    assert!(matches!(kept(crated.clone()), BoxModel::Crate(it) if it.lid == Some(true)));
    assert!(matches!(kept(json!({"kind": "#thing", "colour": "red"})), Thing::Base(_)));
    assert!(matches!(kept(json!({"kind": "#entity"})), Entity::Base(_)));
    assert!(matches!(kept(json!({"kind": "of tomorrow", "x": [1]})), Thing::Other(_)));
    kept::<Shelf>(json!({"first": crated, "second": crated, "third": crated}));
}

#[test]
fn members_that_are_there_under_conditions_are_kept() {
    use members_under_conditions::models::{Headers, Order, OrderSize, Payment, Refund, Resource, Sides, Site};
    let value = json!({"method": "card", "amount": 1e3, "currency": "EUR", "card": {"number": "1"}});
    assert!(kept::<Payment>(value).card.is_some_and(|card| card.number.as_deref() == Some("1")));
    let value = json!({"method": "transfer", "iban": "a", "bic": "b", "reason": "c", "note": "d"});
    kept::<Refund>(value);
    // Where no condition holds, a member may be anything.
    kept::<Refund>(json!({"method": "card", "iban": 1, "bic": null, "note": [], "currency": {"a": 1}}));
    let size = |value: Value| serde_json::from_value::<OrderSize>(value).expect("a size");
    assert!(matches!(size(json!(1)), OrderSize::Integer(1)));
    assert!(matches!(size(json!({"height": 1})), OrderSize::Size(_)));
    assert!(matches!(size(json!("large")), OrderSize::Other(_)));
    for order in
        [json!({"kind": "gift", "wrap": "a"}), json!({"kind": 1, "wrap": 2, "size": "large"}), json!({"kind": null})]
    {
        kept::<Order>(order);
    }
    kept::<Sides>(json!({"id": "a", "value": "b"}));
    kept::<Sides>(json!({"value": true}));
    assert_eq!(kept::<Headers>(json!({"n-a": 1, "b": "c"})).len(), 2);
    assert_eq!(kept::<Site>(json!({"public": [1]})).additional_properties.get("public"), Some(&json!([1]).into()));
    assert_eq!(kept::<Resource>(json!({"kind": "a", "more": {"b": null}})).additional_properties.len(), 1);
}

#[test]
fn an_object_of_any_members_keeps_them_beside_others() {
    use free_object_beside_members::models::{ByReference, InPlace, OfKind};
    let value = json!({"id": "a", "name": "b", "more": {"c": [null]}});
    assert_eq!(kept::<ByReference>(value.clone()).additional_properties.len(), 2);
    assert_eq!(kept::<InPlace>(value).additional_properties.len(), 1);
    assert_eq!(kept::<OfKind>(json!({"id": "a", "more": 1})).additional_properties.get("more"), Some(&1));
}

#[test]
fn a_merged_schema_contains_itself() {
    use recursion_merged::models::Style;
    let value = json!({"hover": {"delay": 1, "focus": {"ring": "a", "hover": {"delay": 2, "hover": {"delay": 3}}}},
        "children": [{"slot": "b", "children": [{"after": {"gap": 1.5}}]}]});
    let focus = kept::<Style>(value).hover.and_then(|hover| hover.focus).and_then(|focus| focus.hover);
    assert_eq!(focus.and_then(|hover| hover.delay), Some(2));
}

#[test]
fn values_listed_in_several_places_make_one_type() {
    use enums_of_parts::models::{
        Amount, Choice, HighOnly, Lists, Narrowed, NarrowedLevel, Odd, Person, Step, StepOrName, Wide,
    };
    assert_eq!(kept::<HighOnly>(json!("high")), HighOnly::High);
    assert_eq!(kept::<HighOnly>(json!("low")), HighOnly::Unknown("low".to_owned()));
    assert_eq!(kept::<Narrowed>(json!({"level": "low", "size": 3})).level, Some(NarrowedLevel::Low));
    assert_eq!((kept::<Step>(json!(2)), kept::<Step>(json!(3))), (Step::Second, Step::Unknown(3)));
    assert!(matches!(kept(json!("a")), StepOrName::String(_)));
    for odd in [json!("auto"), json!(""), json!(1), json!(2.5), json!(true), json!("new")] {
        assert!(!matches!(kept(odd), Odd::Other(_)));
    }
    kept::<Choice>(json!({"one": null, "two": null}));
    kept::<Choice>(json!({"one": "b", "two": 2}));
    assert!(matches!(kept(json!(1.5)), Amount::Number(_)));
    let beyond: Amount = serde_json::from_str("18446744073709551617").expect("a number");
    assert_eq!(serde_json::to_string(&beyond).expect("JSON"), "18446744073709551617");
    kept::<Lists>(json!({"list": [{"a": "1", "b": "2"}, null]}));
    kept::<Wide>(json!(18446744073709551615_u64));
    assert_eq!(kept::<Person>(json!({"_name": "a", "name": "b"})).name.as_deref(), Some("b"));
}

#[test]
fn the_tag_of_a_union_is_kept_below_unions_in_it() {
    use tags_of_unions_in_unions::models::{Base, Colour, Entry, Pet, Thing};
    assert!(matches!(kept(json!({"kind": "Pet", "lives": 9})), Thing::Pet(Pet::Cat(_))));
    assert!(matches!(kept(json!({"kind": "Stone", "weight": 1.5})), Thing::Stone(_)));
    // A tag that is missing is written, for a server may not do without it.
    let untagged: Thing = serde_json::from_value(json!({"lives": 9})).expect("a cat");
    assert!(matches!(untagged, Thing::Pet(Pet::Cat(_))));
    assert_eq!(serde_json::to_value(&untagged).expect("JSON"), json!({"lives": 9, "kind": "Pet"}));
    assert!(matches!(kept(json!({"type": "message", "text": "a"})), Entry::Message(_)));
    assert!(matches!(kept(json!({"type": "reference", "id": "a"})), Entry::Reference(_)));
    assert!(matches!(kept(json!({"type": "Gone", "why": "a"})), Entry::Gone(_)));
    let untagged: Entry = serde_json::from_value(json!({"text": "a"})).expect("a message");
    assert!(matches!(untagged, Entry::Message(_)));
    assert_eq!(serde_json::to_value(&untagged).expect("JSON"), json!({"type": "message", "text": "a"}));
    assert!(matches!(kept(json!({"type": "of tomorrow", "text": "a"})), Entry::Other(_)));
    assert!(matches!(kept(json!({"hue": "Blue", "blue": 1, "red": 2})), Colour::Blue(blue) if blue.blue == Some(1)));
    assert!(matches!(kept(json!({"kind": "heir", "more": "a"})), Base::Heir(heir) if heir.more.is_some()));
}
