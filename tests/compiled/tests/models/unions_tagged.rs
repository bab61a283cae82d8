//! Unions with a discriminator: it decides, and one that the document does not name keeps its content.

use compiled::inheritance::models::{Animal, Dog, Vehicle};
use compiled::runtime::Maybe;
use compiled::unions_tagged::models::*;

use crate::{kept, refused, written};

#[test]
fn r41_the_discriminator_decides_and_an_unknown_one_keeps_its_content() {
    assert!(matches!(kept(r#"{"kind":"cat","lives":9}"#), Pet::Cat(cat) if cat.lives == Some(9)));
    assert!(matches!(kept(r#"{"kind":"kitten"}"#), Pet::Cat(_)));
    assert!(matches!(kept(r#"{"kind":"dog","barks":true}"#), Pet::Dog(_)));
    assert!(matches!(kept(r#"{"kind":""}"#), Pet::Dog(_)));
    for other in [
        r#"{"kind":"cow","milk":[1,{"a":null}]}"#,
        r#"{"kind":"Cat","lives":0.5}"#,
        r#"{"kind":5}"#,
        r#"{"kind":null,"lives":9}"#,
        "{}",
        r#"["kind"]"#,
        "\"cat\"",
    ] {
        assert!(matches!(kept(other), Pet::Other(_)), "{other}");
    }
    let fault = refused::<Pet>(r#"{"kind":"cat","lives":"nine"}"#);
    assert!(fault.starts_with("/lives: expected an integer, found a string"), "{fault}");
}

#[test]
fn the_tag_may_come_last_and_in_between() {
    let pet: Pet = crate::read(r#"{"lives":9,"kind":"cat"}"#);
    assert_eq!(written(&pet), r#"{"kind":"cat","lives":9}"#);
}

#[test]
fn without_a_mapping_the_names_of_the_components_are_the_texts() {
    assert!(matches!(kept(r#"{"kind":"Dog"}"#), ThingImplicit::Dog(_)));
    assert!(matches!(kept(r#"{"kind":"Cat","lives":1}"#), ThingImplicit::Cat(_)));
    assert!(matches!(kept(r#"{"kind":"dog","x":1}"#), ThingImplicit::Other(_)));
    assert!(matches!(kept(r#"{"kind":"feline"}"#), ThingInPart::Cat(_)));
    assert!(matches!(kept(r#"{"kind":"Dog"}"#), ThingInPart::Dog(_)));
    assert!(matches!(kept(r#"{"kind":"big","size":3}"#), Spaced::BigCat(_)));
}

#[test]
fn the_texts_that_a_type_lists_are_its_tags() {
    assert!(matches!(kept(r#"{"@type":"created","id":"a"}"#), Event::Created(_)));
    assert!(matches!(kept(r#"{"@type":"purged","reason":null}"#), Event::Deleted(_)));
    assert!(matches!(kept(r#"{"@type":"moved","to":"b"}"#), Event::Other(_)));
}

#[test]
fn a_tag_that_no_type_describes_is_kept() {
    assert!(matches!(kept(r#"{"right":"a","side":"Right"}"#), Bare::Right(right) if right.side.is_some()));
    kept::<Bare>(r#"{"side":"Middle","middle":"a"}"#);
}

#[test]
fn unions_are_told_apart_in_unions_lists_and_maps() {
    assert!(matches!(kept(r#"{"kind":"dog","barks":true}"#), Nested::Pet(Pet::Dog(_))));
    assert!(matches!(kept(r#"{"kind":"bird","wings":2}"#), Nested::Bird(_)));
    let json = r#"{"mapped_or_null":null,"or_null":{"kind":"Cat"},"pets":[{"kind":"cat"},{"kind":"emu","legs":2}],"by_name":{"a":{"kind":"dog"}},"single":{"kind":"Cat"}}"#;
    let thing: Thing = kept(json);
    assert_eq!(thing.mapped_or_null, Maybe::Null);
    assert!(matches!(thing.pets.as_deref(), Some([Pet::Cat(_), Pet::Other(_)])));
}

#[test]
fn a_family_is_told_apart_by_its_tag() {
    assert!(matches!(kept(r#"{"kind":"cat","name":"a","lives":9}"#), Animal::Cat(_)));
    assert!(matches!(kept(r#"{"kind":"Animal","name":"a"}"#), Animal::Base(_)));
    let dog = kept(r#"{"kind":"Dog","name":"a","friend":{"kind":"Puppy","name":"b","weeks":3}}"#);
    let Animal::Dog(Dog::Base(dog)) = dog else { panic!("{dog:?} is no dog") };
    assert!(matches!(dog.friend, Some(Animal::Puppy(_))));
    assert!(matches!(kept(r#"{"kind":"bird","name":"a","wings":2}"#), Animal::Other(_)));
    assert!(matches!(kept(r#"{"type":"VAN","wheels":4,"doors":5}"#), Vehicle::Car(_)));
    assert!(matches!(kept(r#"{"type":"BIKE","wheels":2}"#), Vehicle::Bike(_)));
    assert!(matches!(kept(r#"{"type":"BOAT","sails":2}"#), Vehicle::Other(_)));
}

#[test]
fn a_fault_within_a_union_has_its_whole_place() {
    let rows = [
        (r#"{"mapped":{"kind":"cat","lives":"nine"}}"#, "/mapped/lives: expected an integer, found a string"),
        (r#"{"pets":[{"kind":"cow"},{"kind":"dog","barks":1}]}"#, "/pets/1/barks: expected a boolean, found a number"),
        (r#"{"by_name":{"a/b":{"kind":"dog","barks":1}}}"#, "/by_name/a~1b/barks: expected a boolean, found a number"),
        (r#"{"nested":{"kind":"cat","lives":[]}}"#, "/nested/lives: expected an integer, found an array"),
    ];
    for (json, expected) in rows {
        let fault = refused::<Thing>(json);
        assert!(fault.starts_with(expected), "{fault}");
        let by_serde = serde_json::from_str::<Thing>(json).expect_err("it does not fit").to_string();
        assert!(by_serde.starts_with(expected), "{by_serde}");
    }
}

#[test]
fn a_mapping_may_lead_to_files_in_any_spelling() {
    use compiled::tags_of_files::models::{Other, Pet};
    assert!(matches!(kept(r#"{"kind":"cat","lives":9}"#), Pet::Cat(_)));
    assert!(matches!(kept(r#"{"kind":"dog","barks":true}"#), Pet::Dog(_)));
    assert!(matches!(kept(r#"{"kind":"doggy","barks":true}"#), Other::Dog(_)));
    assert!(matches!(kept(r#"{"kind":"shark","fins":5}"#), Other::Fish(_)));
    assert!(matches!(kept(r#"{"kind":"Cat","lives":9}"#), Other::Other(_)));
}
