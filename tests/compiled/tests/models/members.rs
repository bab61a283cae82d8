//! Members of objects: those with names of all kinds, those without a name, and those that are not described.

use compiled::objects::models::{Closed, Free, Merged, Nullable, Thing, Typed, Unnamed};
use compiled::{names, pattern_properties};
use serde_json::{Value, json};

use crate::{kept, read, refused, written};

#[test]
fn members_beyond_those_named_stay_where_there_is_a_place_for_them() {
    let free: Free = kept(r#"{"id":"a","additional_properties":1,"b":[1],"c":null}"#);
    assert_eq!((free.additional_properties, free.additional_properties_2.len()), (Some(1), 2));
    let typed: Typed = kept(r#"{"id":"a","b":{"size":1}}"#);
    assert_eq!(typed.additional_properties["b"].size, Some(1));
    assert_eq!(kept::<Merged>(r#"{"id":"a","b":1}"#).additional_properties["b"], 1);
    assert_eq!(kept::<Nullable>(r#"{"id":1,"a":null,"b":"c"}"#).additional_properties["a"], None);
    assert!(refused::<Typed>(r#"{"b":{"size":"x"}}"#).starts_with("/b/size: expected an integer, found a string"));
    assert_eq!(format!("{typed:?}").matches("additional_properties").count(), 1);
    assert_ne!(kept::<Typed>(r#"{"b":{}}"#), kept::<Typed>(r#"{"c":{}}"#));
    kept::<Thing>(
        r#"{"empty":{},"any_object":{"b":[0.5],"a":null},"by_name":{"x":{"y":{}}},"lists_by_name":{"z":["a",null]}}"#,
    );
}

#[test]
fn a_server_may_say_more_than_it_should() {
    assert_eq!(written(&read::<Closed>(r#"{"id":"a","b":1}"#)), r#"{"id":"a"}"#);
    assert_eq!(written(&read::<Thing>(r#"{"implied":{"a":"b","new":{}}}"#)), r#"{"implied":{"a":"b"}}"#);
}

#[test]
fn members_by_pattern_are_kept_whatever_else_there_is() {
    use pattern_properties::models::{Beside, Named, Several, Thing};
    assert_eq!(kept::<Named>(r#"{"id":"1","x-a":"b"}"#).additional_properties["x-a"], "b");
    assert_eq!(kept::<Several>(r#"{"n":1,"t":"2"}"#).len(), 2);
    kept::<Beside>(r#"{"id":"1","n":2,"other":"3"}"#);
    kept::<Thing>(r#"{"alone":{"1":2,"3":null,"x":[{}]},"inline":{"x-a":{"size":1},"y":"z"}}"#);
}

#[test]
fn members_of_any_kind_keep_null_apart_from_nothing() {
    let thing: Thing = kept(r#"{"anything":null,"undescribed":null}"#);
    assert_eq!((thing.anything, thing.needed), (Some(Value::Null.into()), None));
    // What is required but not described has no field, and is kept.
    assert_eq!(thing.additional_properties.get("undescribed"), Some(&Value::Null.into()));
    kept::<Thing>(r#"{"anything":{"a":[1,null,"x",1.5,true,{}]},"undescribed":7}"#);
    kept::<Thing>(r#"{"anything":{"a":[1e3,1e400,18446744073709551617]},"undescribed":0.10000000000000000001}"#);
    // It is not insisted on: where it is a slip of the pen, no server sends it.
    assert!(kept::<Thing>("{}").additional_properties.is_empty());
    kept::<Unnamed>(r#"{"id":"1","missing":"a"}"#);
}

#[test]
fn names_that_no_identifier_has_are_sent_as_they_are() {
    let wire = [
        "type", "self", "Self", "foo_bar", "fooBar", "FooBar", "new", "default", "1st", "2", "", "_", "$id", "@id",
        "a.b", "a/b~c", "été", "Ünï", "r#type",
    ];
    for name in wire {
        kept::<names::models::Thing>(&json!({name: name}).to_string());
    }
    kept::<names::models::Thing>(
        r#"{"foo-bar":"a","foo bar":"c","-1":-1,"+1":1,"async":true,"into":{"fn":"f","crate":"c"}}"#,
    );
    let fault = refused::<names::models::Thing>(r#"{"a/b~c":1}"#);
    assert!(fault.starts_with("/a~1b~0c: expected a string"), "{fault}");
    let thing = names::models::Thing::new().type_("t").new_("n").empty("e");
    assert_eq!(written(&thing), r#"{"type":"t","new":"n","":"e"}"#);
    assert_ne!(thing, names::models::Thing::new());
}
