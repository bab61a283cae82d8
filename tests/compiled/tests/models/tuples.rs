//! Tuples have as many items as places, each of its own type.

use compiled::tuples::models::{Point, Thing};

use crate::{kept, refused};

#[test]
fn tuples_have_as_many_items_as_places() {
    let point: Point = kept(r#"[1,null,{"unit":"m"}]"#);
    assert_eq!((point.0, &point.1), (1, &None));
    kept::<Thing>(r#"{"point":[1,"a",{}],"same":[1.5,2.5],"longer":["a",1,2]}"#);
    let rows = [
        (r#"[1,"a"]"#, ": expected 3 items, found 2"),
        (r#"[1,"a",{},4]"#, ": expected 3 items, found more"),
        (r#"["x","a",{}]"#, "/0: expected an integer, found a string"),
    ];
    for (json, expected) in rows {
        let fault = refused::<Point>(json);
        assert!(fault.starts_with(expected), "{fault}");
    }
}

#[test]
fn what_may_follow_the_first_items_is_kept() {
    let thing: Thing = kept(r#"{"closed":[1,"a"],"open":[1,"x",null,{"a":[]}],"short":[1]}"#);
    assert_eq!(thing.open.map(|open| open.len()), Some(4));
    assert!(refused::<Thing>(r#"{"closed":[1,"a",2]}"#).starts_with("/closed: expected 2 items, found more"));
}
