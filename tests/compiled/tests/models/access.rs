//! What only the server says is in no request, and what only the client says need not be in a response.

use compiled::access::models::{Child, Inner, More, State, Thing, ThingEither};
use compiled::runtime::Maybe;
use compiled::runtime::codec::{to_form, to_xml};

use crate::{read, refused, written};

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}

#[test]
fn requests_leave_out_what_the_server_says() {
    let mut thing = Thing::new("a", "secret").inner(Inner::new().text("t"));
    thing.id = "set by the server".to_owned();
    thing.created = Some("yesterday".to_owned());
    thing.changed = Some("today".to_owned());
    thing.made = "yesterday".to_owned();
    thing.made_or_null = Maybe::Value("yesterday".to_owned());
    thing.state = State::Old;
    thing.total = Some(1);
    thing.erased = Maybe::Null;
    thing.links = vec![Inner::new()];
    thing.owner = Maybe::Null;
    assert_eq!(written(&thing), r#"{"name":"a","password":"secret","inner":{"text":"t"}}"#);
    let form = text(to_form(&thing, &[]).expect("it is an object"));
    assert_eq!(form, "name=a&password=secret&inner=%7B%22text%22%3A%22t%22%7D");
    let xml = text(to_xml(&thing).expect("it has an XML form"));
    let unsaid = ["server", "yesterday", "today", "made", "old", "total", "erased", "links", "owner"];
    assert!(!unsaid.iter().any(|word| xml.contains(word)) && xml.contains("<name>a</name>"), "{xml}");
}

#[test]
fn members_within_members_are_left_out_too() {
    let mut inner = Inner::new().text("t");
    inner.etag = "set by the server".to_owned();
    let mut child = Child::new().text("u");
    (child.etag, child.size) = ("set by the server".to_owned(), 7);
    let mut more = More::new().key("k");
    (more.id, more.additional_properties) = (9, [("x".to_owned(), "y".to_owned())].into());
    let thing = Thing::new("a", "s")
        .inners(vec![inner.clone()])
        .by_name([("n", inner.clone())])
        .either(ThingEither::from(inner))
        .child(child)
        .more(more);
    let expected = concat!(
        r#"{"name":"a","password":"s","inners":[{"text":"t"}],"by_name":{"n":{"text":"t"}},"either":{"text":"t"},"#,
        r#""child":{"text":"u"},"more":{"key":"k","x":"y"}}"#
    );
    assert_eq!(written(&thing), expected);
}

#[test]
fn responses_must_have_what_the_server_says_and_need_not_have_the_rest() {
    let json = r#"{"id":"1","made":"m","state":"old","total":null,"links":[{"etag":"e"}],"name":"a"}"#;
    let thing: Thing = read(json);
    assert_eq!((thing.id.as_str(), thing.state, thing.total), ("1", State::Old, None));
    assert_eq!((thing.links[0].etag.as_str(), thing.note, thing.hint), ("e", None, None));
    for member in ["id", "made", "state", "total", "links", "name"] {
        let mut object: serde_json::Map<_, _> = serde_json::from_str(json).expect("an object");
        object.remove(member);
        let without = serde_json::to_string(&object).expect("JSON");
        assert!(
            refused::<Thing>(&without).starts_with(&format!(": the required member `{member}` is missing")),
            "{member}"
        );
    }
    let either: Thing = read(&json.replace(r#""name""#, r#""either":{"etag":"e","text":"t"},"name""#));
    assert!(matches!(either.either, Some(ThingEither::Inner(inner)) if inner.etag == "e"));
}
