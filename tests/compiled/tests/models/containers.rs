//! Lists and maps, with values that may be null.

use compiled::containers::models::Thing;
use compiled::inline_types;
use compiled::runtime::Maybe;

use crate::{kept, read, refused};

#[test]
fn lists_and_maps_come_back_as_they_were() {
    let json = concat!(
        r#"{"names":["a",""],"holes":[1,null],"grid":[[0.50],[]],"others":[{}],"counts":{"a":1,"b":2},"gaps":{"x":null,"y":{}},"#,
        r#""anything":[null,1.0,"a",[{}]],"states":["on",null,"broken"],"list":[null,7],"free":{"x":[]}}"#
    );
    kept::<Thing>(json);
    kept::<Thing>(r#"{"names":[],"holes":[],"counts":{},"gaps":{},"anything":[],"list":[],"free":{}}"#);
    assert_eq!(kept::<Thing>(r#"{"list":null}"#).list, Maybe::Null);
}

#[test]
fn r36_a_fault_names_its_place() {
    let rows = [
        (r#"{"others":[{},{"counts":{"a/b":"x"}}]}"#, "/others/1/counts/a~1b: expected an integer, found a string"),
        (r#"{"names":["a",null]}"#, "/names/1: expected a string, found null"),
        (r#"{"counts":{"a":null}}"#, "/counts/a: expected an integer, found null"),
        (r#"{"names":{"a":"b"}}"#, "/names: expected an array, found an object"),
        (r#"{"free":[]}"#, "/free: expected an object, found an array"),
        (r#"{"gaps":{"x":{"holes":[null,true]}}}"#, "/gaps/x/holes/1: expected an integer, found a boolean"),
    ];
    for (json, expected) in rows {
        let fault = refused::<Thing>(json);
        assert!(fault.starts_with(expected), "{fault}");
    }
}

#[test]
fn r33_of_a_repeated_member_the_last_counts() {
    let thing: Thing = read(r#"{"names":["a","b"],"others":[{}],"names":["c"],"counts":{"a":1,"a":2}}"#);
    assert_eq!((thing.names, thing.counts.map(|map| map["a"])), (Some(vec!["c".to_owned()]), Some(2)));
    let thing: inline_types::models::Thing = read(r#"{"home":{"city":"a"},"home":{}}"#);
    assert_eq!(thing.home.and_then(|home| home.city), None);
}

#[test]
fn a_dynamic_reference_is_what_its_user_says() {
    use compiled::dynamic_references::models::{User, UserPage, WordPage};
    let page: UserPage = crate::kept(r#"{"items":[{"login":"a"}]}"#);
    let items: Vec<User> = page.items;
    assert_eq!(items[0].login, "a");
    let words: Vec<String> = crate::kept::<WordPage>(r#"{"items":["a"]}"#).items;
    assert_eq!(words, ["a"]);
}
