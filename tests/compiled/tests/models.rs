//! What the models of the accepted snapshots keep of the values that they read.

use compiled::{access, enums, inheritance, members_undescribed, open_objects, tuples};
use compiled::{unions, unions_beside_members, unions_of_themselves};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads JSON, and sees to it that writing gives the same.
fn kept<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let model: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(serde_json::to_value(&model).expect("it has a JSON form"), value);
    model
}

fn refused<T: DeserializeOwned>(value: Value) -> String {
    match serde_json::from_value::<T>(value) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn r41_the_discriminator_decides_and_an_unknown_one_keeps_its_content() {
    use unions::models::{Pet, ThingImplicit};
    assert!(matches!(kept(json!({"kind": "cat", "lives": 9})), Pet::Cat(cat) if cat.lives == Some(9)));
    assert!(matches!(kept(json!({"kind": "kitten"})), Pet::Cat(_)));
    assert!(matches!(kept(json!({"kind": "dog", "barks": true})), Pet::Dog(_)));
    assert!(matches!(kept(json!({"kind": "cow", "milk": [1, {"a": null}]})), Pet::Other(_)));
    assert!(matches!(kept(json!({"kind": 5})), Pet::Other(_)));
    assert!(matches!(kept(json!({})), Pet::Other(_)));
    assert!(matches!(kept(json!({"kind": "Dog"})), ThingImplicit::Dog(_)));
    assert_eq!(
        refused::<Pet>(json!({"kind": "cat", "lives": "nine"})),
        "/lives: expected a whole number, found a string"
    );
}

#[test]
fn constants_tell_types_apart_as_a_discriminator_would() {
    use unions::models::{Event, ThingFlag};
    assert!(matches!(kept(json!({"type": "created", "id": "a"})), Event::Created(_)));
    assert!(matches!(kept(json!({"type": "purged", "reason": null})), Event::Deleted(_)));
    assert!(matches!(kept(json!({"type": "moved", "to": "b"})), Event::Other(_)));
    assert!(matches!(kept(json!({"ok": true, "value": "a"})), ThingFlag::OkTrue(_)));
    assert!(matches!(kept(json!({"ok": false, "value": "a"})), ThingFlag::OkFalse(_)));
}

#[test]
fn r40_without_a_tag_the_type_that_loses_nothing_is_chosen() {
    use unions::models::{Contact, ThingInline, ThingNested, ThingOverlapping};
    assert!(matches!(kept(json!({"phone": "1", "extension": 2})), Contact::Phone(_)));
    assert!(matches!(kept(json!({"email": "a@b.c"})), Contact::Email(_)));
    assert!(matches!(kept(json!({"fax": "1"})), Contact::Other(_)));
    // Each of the two would lose what the other keeps.
    assert!(matches!(kept(json!({"email": "a@b.c", "phone": "1"})), ThingOverlapping::Other(_)));
    assert!(matches!(kept(json!({"width": 1, "height": 2})), ThingInline::WithHeight(_)));
    assert!(matches!(kept(json!({"width": 1})), ThingInline::WithWidth(_)));
    assert!(matches!(kept(json!(["a", "b"])), ThingNested::StringList(_)));
    assert!(matches!(kept(json!("a")), ThingNested::String(_)));
    assert!(matches!(kept(json!(null)), ThingNested::Other(_)));
    // A member that no type knows is passed over, as in any other model.
    let contact: Contact = serde_json::from_value(json!({"email": "a@b.c", "new": 1})).expect("it fits");
    assert!(matches!(contact, Contact::Email(_)));
}

#[test]
fn a_tag_that_no_type_describes_is_kept_and_so_is_anything_else() {
    use unions::models::{Bare, Thing};
    assert!(matches!(kept(json!({"side": "Right", "right": "a"})), Bare::Right(right) if right.side.is_some()));
    kept::<Thing>(json!({"or_anything": {"email": "a"}}));
    kept::<Thing>(json!({"or_anything": [1, "b"]}));
}

#[test]
fn a_union_beside_members_has_both() {
    use unions_beside_members::models::{Payment, Shape, Thing};
    assert!(matches!(kept(json!({"amount": 1, "iban": "a"})), Payment::Transfer(_)));
    assert!(matches!(kept(json!({"id": "a", "side": 2})), Shape::WithSide(_)));
    kept::<Thing>(json!({"paged": {"offset": 1, "items": []}, "either_or_null": null}));
    kept::<Thing>(json!({"both": {"number": "1", "id": "a"}, "text": "abc", "word": "no"}));
}

#[test]
fn a_family_is_told_apart_by_its_tag() {
    use inheritance::models::{Animal, Dog};
    assert!(matches!(kept(json!({"kind": "cat", "name": "a", "lives": 9})), Animal::Cat(_)));
    assert!(matches!(kept(json!({"kind": "Animal", "name": "a"})), Animal::Base(_)));
    let dog = kept(json!({"kind": "Dog", "name": "a", "friend": {"kind": "Puppy", "name": "b", "weeks": 3}}));
    let Animal::Dog(dog) = dog else { panic!("{dog:?} is no dog") };
    let Dog::Base(dog) = *dog else { panic!("{dog:?} is a special dog") };
    assert!(matches!(dog.friend, Some(Animal::Puppy(_))));
    assert!(matches!(kept(json!({"kind": "bird", "name": "a", "wings": 2})), Animal::Other(_)));
}

#[test]
fn members_beyond_those_named_stay_where_there_is_a_place_for_them() {
    use open_objects::models::{Closed, Free, Merged, Pattern, Typed};
    let free: Free = kept(json!({"id": "a", "additional_properties": 1, "b": [1], "c": null}));
    assert_eq!((free.additional_properties, free.additional_properties_2.len()), (Some(1), 2));
    let typed: Typed = kept(json!({"id": "a", "b": {"size": 1}}));
    assert_eq!(typed.additional_properties["b"].size, Some(1));
    assert_eq!(kept::<Pattern>(json!({"x-a": "b"})).additional_properties["x-a"], "b");
    assert_eq!(kept::<Merged>(json!({"id": "a", "b": 1})).additional_properties["b"], 1);
    assert_eq!(refused::<Typed>(json!({"b": {"size": "x"}})), "/b/size: expected a whole number, found a string");
    assert_eq!(format!("{typed:?}").matches("additional_properties").count(), 1);
    assert_ne!(kept::<Typed>(json!({"b": {}})), kept::<Typed>(json!({"c": {}})));
    serde_json::from_value::<Closed>(json!({"id": "a", "b": 1})).expect("a server may say more than it should");
}

#[test]
fn r34_enums_keep_what_they_do_not_know() {
    use enums::models::{Thing, ThingLevel, ThingOdd};
    let thing: Thing = kept(json!({"kind": "thing", "version": 2, "level": -1, "mixed": "auto", "odd": ""}));
    assert_eq!(thing.level, Some(ThingLevel::ValueMinus1));
    let other: Thing = kept(json!({
        "kind": "other", "version": 3, "level": 7, "mixed": 9, "with_null": null, "without_type": "c",
        "numbers": 0.75, "flags": false, "odd": "b", "objects": {"a": 1}
    }));
    assert_eq!(other.level, Some(ThingLevel::Unknown(7)));
    for value in ["", " ", "a", "A", "a b", "1", "+1", "-1", "Unknown", "Self"] {
        assert!(!matches!(kept::<ThingOdd>(json!(value)), ThingOdd::Unknown(_)), "{value:?} is known");
    }
    // What can have one value only need not be said.
    assert_eq!(serde_json::to_value(Thing::new()).expect("it has a JSON form"), json!({"kind": "thing", "version": 2}));
}

#[test]
fn requests_leave_out_what_the_server_says() {
    use access::models::{Inner, Thing};
    use compiled::runtime::codec::{to_form, to_json, to_xml};
    let mut thing = Thing::new("a", "secret").inner(Inner::new().text("t"));
    thing.id = "made by the server".to_owned();
    thing.created = Some("yesterday".to_owned());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let json = text(to_json(&thing).expect("it has a JSON form"));
    assert_eq!(json, r#"{"name":"a","password":"secret","inner":{"text":"t"}}"#);
    let form = text(to_form(&thing, &[]).expect("it is an object"));
    assert_eq!(form, "name=a&password=secret&inner=%7B%22text%22%3A%22t%22%7D");
    let xml = text(to_xml(&thing).expect("it has an XML form"));
    assert!(!xml.contains("server") && xml.contains("<name>a</name>"), "{xml}");
    // Responses need not have what only the client says, and must have the rest.
    serde_json::from_value::<Thing>(json!({"id": "1", "name": "a"})).expect("a response");
    assert_eq!(refused::<Thing>(json!({"name": "a"})), "the required member `id` is missing");
}

#[test]
fn tuples_have_as_many_items_as_places() {
    use tuples::models::{Point, Thing};
    let point: Point = kept(json!([1, null, {"unit": "m"}]));
    assert_eq!((point.0, &point.1), (1, &None));
    kept::<Thing>(json!({"point": [1, "a", {}], "same": [1.5, 2.5], "longer": ["a", 1, 2]}));
    assert_eq!(refused::<Point>(json!([1, "a"])), "expected 3 items, found 2");
    assert_eq!(refused::<Point>(json!([1, "a", {}, 4])), "expected 3 items, found more");
    assert_eq!(refused::<Point>(json!(["x", "a", {}])), "/0: expected a whole number, found a string");
}

#[test]
fn unions_keep_each_digit_and_do_not_try_for_ever() {
    use unions_of_themselves::models::Node;
    let digits = "0.12345678901234567890123456789";
    for text in [digits.to_owned(), format!("{{\"child\":{{\"right\":\"a\",\"child\":{digits}}}}}"), "1e400".to_owned()]
    {
        let node: Node = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let again = serde_json::to_string(&node).expect("it has a JSON form");
        assert!(again.contains(text.as_str()) || again.contains(digits), "{again}");
    }
    // Each level fits both types; trying both at each would take 2^100 steps.
    let deep = format!("{}{}{}", "{\"child\":".repeat(100), "1", "}".repeat(100));
    let node: Node = serde_json::from_str(&deep).expect("deep, but not too deep");
    assert_eq!(serde_json::to_string(&node).expect("it has a JSON form"), deep);
    let too_deep = format!("{}1{}", "{\"child\":".repeat(100_000), "}".repeat(100_000));
    assert!(serde_json::from_str::<Node>(&too_deep).is_err());
}

#[test]
fn members_of_any_kind_keep_null_apart_from_nothing() {
    use members_undescribed::models::Thing;
    let thing: Thing = kept(json!({"id": "a", "missing": null, "anything": null}));
    assert_eq!(thing.anything, Some(Value::Null.into()));
    assert_eq!(kept::<Thing>(json!({"id": "a"})).missing, None);
    kept::<Vec<compiled::runtime::Number>>(json!([1, 2.5]));
}
