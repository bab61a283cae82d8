//! What the document advises against is deprecated in Rust, with the document's word for what to use instead.

#![deny(unfulfilled_lint_expectations)]

use compiled::deprecated::models::Fresh;
use compiled::deprecated::{Client, models};
use compiled::names_of_traits;
use compiled::names_of_traits::models::Patch;

use crate::canned::{Canned, now};

#[test]
fn whoever_uses_it_is_told() {
    let canned = Canned::new(200, "application/json", b"{}");
    let api = canned.client(Client::builder()).api();
    #[expect(deprecated, reason = "the type")]
    let body = models::Old::new("x");
    #[expect(deprecated, reason = "the member")]
    let body = body.y("y");
    #[expect(deprecated, reason = "the operation")]
    let call = api.old(body);
    let call = call.b("b");
    #[expect(deprecated, reason = "the parameter")]
    let call = call.a("a");
    let found: Fresh = now(call).expect("a success");
    assert!(found.kind.is_none());
    assert_eq!(canned.target(), "/old?b=b&a=a");
}

#[test]
fn the_document_says_what_to_use_instead() {
    let text = include_str!("../../../fixtures/accepted/deprecated.snap");
    for shown in [
        "#[deprecated = \"Use `new` instead.\"]\n    pub fn old(",
        "#[deprecated = \"Use `b`.\"]\n    pub fn a(",
        "/// Deprecated.\n    pub x: ",
        "/// Deprecated. Use x.\n    pub y: ",
    ] {
        assert!(text.contains(shown), "{shown}");
    }
}

#[test]
fn methods_may_be_called_like_those_of_traits() {
    let canned = Canned::empty(204);
    let client = canned.client(names_of_traits::Client::builder());
    now(client.new().new(Patch::new().add("a").not("b"))).expect("a success");
    assert_eq!(&canned.request().body()[..], br#"{"add":"a","not":"b"}"#);
    now(client.new().cmp()).expect("a success");
    now(client.add().not().new("n").eq("e")).expect("a success");
    assert!(canned.take().iter().any(|request| request.uri().query() == Some("new=n&eq=e")));
}
