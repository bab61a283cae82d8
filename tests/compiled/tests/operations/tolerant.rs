//! Answers that do not match their types, decoded strictly and tolerantly.

use std::sync::{Arc, Mutex};

use compiled::runtime::codec::{DecodeError, from_json, from_json_tolerantly};
use compiled::runtime::{CallOptions, Decoding, ErrorKind, Maybe, Middleware};
use compiled::tolerant::Client;
use compiled::tolerant::models::{Part, Widget, WidgetPet};

use crate::canned::{Canned, now};

const WHOLE: &str =
    r#"{"name":"n","size":1,"state":"new","made":"2024-01-01T00:00:00Z","parts":[],"pet":{"kind":"Dog"}}"#;

/// Every member wrong in its own way.
const BROKEN: &str = r#"{"name":null,"size":"1","state":7,"parts":[{"id":"a","weight":1.5},{"id":5},"p",{"weight":"w"}],
    "pet":{"kind":"Cat","lives":"nine"},"note":1,"count":{},"labels":{"a":1,"b":"2"},"about":[],"either":{"id":5}}"#;

fn found(json: &str, value: &mut Widget) -> Vec<String> {
    let found = from_json_tolerantly(json.as_bytes(), value).expect("an object");
    found.into_iter().map(|DecodeError { path, message }| format!("{path}: {message}")).collect()
}

#[test]
fn each_member_that_does_not_match_is_listed_and_keeps_its_default() {
    let mut widget = Widget::default();
    let expected = [
        "/name: expected a string, found null",
        "/size: expected an integer, found a string",
        "/state: expected a string, found a number",
        "/parts/1/id: expected a string, found a number",
        "/parts/1: the required member `weight` is missing",
        "/parts/2: expected an object, found a string",
        "/parts/3/weight: expected a number, found a string",
        "/parts/3: the required member `id` is missing",
        "/pet/lives: expected an integer, found a string",
        "/note: expected a string, found a number",
        "/count: expected an integer, found an object",
        "/labels/b: expected an integer, found a string",
        "/about: expected an object, found an array",
        ": the required member `made` is missing",
    ];
    assert_eq!(found(BROKEN, &mut widget), expected);
    assert_eq!((&*widget.name, widget.size, widget.parts.len()), ("", 0, 4));
    assert_eq!((&*widget.parts[0].id, widget.parts[0].weight), ("a", 1.5));
    assert!(matches!(&widget.pet, WidgetPet::Cat(cat) if cat.lives == 0));
    assert_eq!((&widget.note, widget.count, &widget.about), (&Maybe::Absent, None, &None));
    assert_eq!(
        widget.labels.expect("a map").into_iter().collect::<Vec<_>>(),
        [("a".to_owned(), 1), ("b".to_owned(), 0)]
    );
    // What fits no branch is kept as it is in any case.
    assert_eq!(serde_json::to_string(&widget.either).expect("JSON"), r#"{"id":5}"#);
}

#[test]
fn what_matches_is_the_same_either_way() {
    let (mut strict, mut tolerant) = (Widget::default(), Widget::default());
    from_json(WHOLE.as_bytes(), &mut strict).expect("it matches");
    assert_eq!(found(WHOLE, &mut tolerant), [""; 0]);
    assert_eq!(strict, tolerant);
}

#[test]
fn what_is_no_value_of_the_type_at_all_is_an_error_either_way() {
    for (text, cause) in [("[]", "expected an object, found an array"), ("{\"a\":", "EOF"), ("\u{0}", "expected value")]
    {
        let error = from_json_tolerantly(text.as_bytes(), &mut Widget::default()).expect_err("no widget");
        assert!(error.message.contains(cause), "{error:?}");
    }
    assert!(from_json_tolerantly(b"{\"name\":\"\xff\"}", &mut Widget::default()).is_err());
}

#[test]
fn a_thousand_places_are_listed() {
    let json = format!(r#"{{"parts":[{}0]}}"#, "0,".repeat(5_000));
    let mut widget = Widget::default();
    assert_eq!((found(&json, &mut widget).len(), widget.parts.len()), (1_000, 5_001));
}

#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

impl Middleware for Listener {
    fn mismatched(&self, operation: &'static str, mismatches: &[DecodeError]) {
        let paths = mismatches.iter().map(|mismatch| format!("{operation} {}", mismatch.path));
        self.0.lock().expect("no panic").extend(paths);
    }
}

impl Listener {
    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }
}

#[test]
fn the_client_or_the_call_chooses() {
    let canned = Canned::new(200, "application/json", br#"[{"name":5}]"#);
    let listener = Listener::default();
    let client = canned.client(Client::builder().middleware(listener.clone()));
    let call = || client.widgets().list();
    assert_eq!(now(call().send()).expect_err("strict").kind(), ErrorKind::Decode);
    let response = now(call().decoding(Decoding::Tolerant).send()).expect("tolerant");
    assert_eq!((response.body().len(), response.mismatches().len()), (1, 6));
    let paths: Vec<&str> = response.mismatches().iter().map(|mismatch| &*mismatch.path).collect();
    assert_eq!(paths, ["/0/name", "/0", "/0", "/0", "/0", "/0"]);
    assert_eq!(listener.heard().len(), 6);
    let client = canned.client(Client::builder().decoding(Decoding::Tolerant).middleware(listener.clone()));
    assert_eq!(now(client.widgets().list()).expect("tolerant").len(), 1);
    assert_eq!(listener.heard()[0], "listWidgets /0/name");
    let error = now(client.widgets().list().decoding(Decoding::Strict)).expect_err("strict");
    assert_eq!(error.decode_error().map(|error| &*error.path), Some("/0/name"));
    assert!(listener.heard().is_empty());
}

fn part(id: &str, weight: f64) -> Part {
    let mut part = Part::default();
    (part.id, part.weight) = (id.to_owned(), weight);
    part
}

#[test]
fn items_of_streams_are_decoded_in_the_same_way() {
    let canned =
        Canned::new(200, "application/x-ndjson", b"{\"id\":1,\"weight\":1}\n{\"id\":\"b\",\"weight\":2}\n[]\n");
    let listener = Listener::default();
    let client = canned.client(Client::builder().decoding(Decoding::Tolerant).middleware(listener.clone()));
    let mut parts = client.widgets().stream().stream();
    assert_eq!(now(parts.next()).expect("an item").expect("tolerant"), part("", 1.0));
    assert_eq!(listener.heard(), ["streamWidgets /id"]);
    assert_eq!(now(parts.next()).expect("an item").expect("it matches"), part("b", 2.0));
    assert_eq!(now(parts.next()).expect("an item").expect_err("no part").kind(), ErrorKind::Decode);
    assert!(listener.heard().is_empty());
}
