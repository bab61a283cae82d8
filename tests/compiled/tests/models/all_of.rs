//! allOf: one type with all that its parts say.

use compiled::all_of::models::{Base, Color, Deep, Narrow, Refined, Thing, ThingOnly};
use compiled::runtime::Maybe;

use crate::{kept, refused, written};

#[test]
fn a_struct_has_the_members_of_all_parts() {
    let thing: Thing = kept(r#"{"id":"1","extra":"a","related":null,"described":{"id":"2"}}"#);
    assert_eq!((thing.related, thing.described), (Maybe::Null, Some(Base::new().id("2"))));
    assert!(refused::<Thing>(r#"{"extra":"a"}"#).starts_with(": the required member `id` is missing"));
    kept::<Deep>(r#"{"id":"1","b":"2","c":"3"}"#);
    assert!(refused::<Deep>("{}").starts_with(": the required member `c` is missing"));
    assert_eq!(written(&Thing::new("1").related(Base::new())), r#"{"id":"1","related":{}}"#);
}

#[test]
fn what_one_part_names_another_may_require() {
    assert_eq!(kept::<Narrow>(r#"{"a":"1","b":null,"c":2}"#).b, None);
    for (json, member) in [(r#"{"b":null,"c":2}"#, "a"), (r#"{"a":"1","c":2}"#, "b"), (r#"{"a":"1","b":"2"}"#, "c")] {
        assert!(refused::<Narrow>(json).starts_with(&format!(": the required member `{member}` is missing")), "{json}");
    }
}

#[test]
fn what_says_most_of_a_value_is_its_type() {
    let json = r#"{"id":"1","short":"a","few":["b"],"only":"red","color":"green","whole":7,"choice":"c","maps":{"a":1},"twice":{"id":"2"},"strange":[1,null]}"#;
    let thing: Thing = kept(json);
    assert_eq!((thing.only, thing.color, thing.whole), (Some(ThingOnly::Red), Some(Color::Green), Some(7)));
    assert!(refused::<Thing>(r#"{"id":"1","whole":2147483648}"#).starts_with("/whole: "));
    assert!(refused::<Thing>(r#"{"id":"1","color":5}"#).starts_with("/color: expected a string"));
}

#[test]
fn members_that_are_described_twice_are_both() {
    let json = r#"{"kind":"refined","meta":{"a":"1","b":2},"any":["x"],"maybe":"y","clash":{"z":[]},"same":3,"list":[{"a":"1","b":"2"}]}"#;
    kept::<Refined>(json);
    kept::<Refined>(r#"{"kind":"other","meta":{"b":2}}"#);
    assert!(
        refused::<Refined>(r#"{"kind":"refined","meta":{}}"#).starts_with("/meta: the required member `b` is missing")
    );
    kept::<Thing>(r#"{"id":"1","closed":{"id":"2","own":"3"}}"#);
}

#[test]
fn serde_reads_and_writes_the_same() {
    let error = serde_json::from_str::<Thing>(r#"{"id":[]}"#).expect_err("it does not fit");
    assert_eq!(error.to_string(), "/id: expected a string, found an array at line 1 column 8");
}
