//! Types that contain themselves: boxed where they must be, and read to a bounded depth.

use compiled::recursion::models::{Expression, Folder, Left, Node, Thing, Tree};
use compiled::runtime::codec::{from_json, from_xml};

use crate::{kept, written};

#[test]
fn what_contains_itself_comes_back_as_it_was() {
    kept::<Thing>(
        r#"{"parent":{"parent_or_null":null,"children":[{},{"parent":{}}]},"by_name":{"a":{"owner":{"thing":{}}}}}"#,
    );
    kept::<Thing>(r#"{"tree":{"a":{"b":{}}},"forest":{"a":[{},{"b":[]}]},"nest":[[],[[]]],"choice":"a"}"#);
    kept::<Thing>(r#"{"choice":5,"flat":{"owner":{"name":"a"},"owners":[{}]}}"#);
    kept::<Folder>(r#"{"name":"a","entry":{"folder":{"entries":[{"folder":{}},{}]}}}"#);
    // What no value could have to the end may be left out.
    kept::<Thing>(r#"{"hen":{"egg":{}},"same":"a"}"#);
    kept::<Thing>(r#"{"hen":{"egg":{"hen":{"egg":{}}}},"same":true,"choice":[5]}"#);
    let json = r#"{"op":"+","of":[1,{"op":"-","of":"x","or":null}],"or":{"op":"*","of":0.10}}"#;
    assert!(matches!(kept(json), Expression::OperationModel(_)));
    assert!(matches!(kept(r#"{"left":"a","child":{"right":"b","child":7}}"#), Node::Left(_)));
}

#[test]
fn there_is_a_box_where_it_must_be_and_nowhere_else() {
    let thing = Thing::new().parent(Thing::new());
    let _: &Option<Box<Thing>> = &thing.parent;
    let _: &Option<Vec<Thing>> = &thing.children;
    let _: &Option<compiled::recursion::models::Leaf> = &compiled::recursion::models::Flat::new().owner;
    let _: &Option<Node> = &Left::new().child;
    let tree = Tree { additional_properties: [("a".to_owned(), Tree::default())].into() };
    assert_eq!(written(&tree), r#"{"a":{}}"#);
}

#[test]
fn r32_nesting_is_bounded() {
    let read = |text: &str| from_json(text.as_bytes(), &mut Thing::default()).is_ok();
    let nested = |depth: usize| format!("{}{}", r#"{"parent":"#.repeat(depth) + "{}", "}".repeat(depth));
    assert!(read(&nested(100)) && !read(&nested(10_000)));
    let nested = |depth: usize| format!(r#"{{"nest":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(100)) && !read(&nested(100_000)));
    let step = |depth: usize| r#"{"kind":"Group","first":"#.repeat(depth) + r#"{"kind":"Single"}"# + &"}".repeat(depth);
    let nested = |depth: usize| format!(r#"{{"step":{}}}"#, step(depth));
    assert!(read(&nested(100)) && !read(&nested(200)) && !read(&nested(10_000)));
    let read = |text: &str| from_xml(text.as_bytes(), &mut Thing::default()).is_ok();
    let nested = |depth: usize| format!("{}{}", "<parent>".repeat(depth), "</parent>".repeat(depth));
    assert!(read(&nested(100)) && !read(&nested(10_000)));
}

#[test]
fn unions_keep_each_digit_and_do_not_try_for_ever() {
    let digits = "0.12345678901234567890123456789";
    kept::<Node>(digits);
    kept::<Node>(&format!(r#"{{"child":{{"child":{digits},"right":"a"}}}}"#));
    // Each level fits both types; trying both at each would take 2^100 steps.
    kept::<Node>(&format!("{}{}{}", "{\"child\":".repeat(100), "1", "}".repeat(100)));
    let too_deep = format!("{}1{}", "{\"child\":".repeat(100_000), "}".repeat(100_000));
    assert!(from_json(too_deep.as_bytes(), &mut Node::default()).is_err());
}
