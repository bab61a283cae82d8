//! Successes that differ by status (G43, R44).

use compiled::outputs::models::{MakeThingResponse, Thing};
use compiled::outputs::things::{AnyError, MakeOutput};
use compiled::outputs::{Client, things::ThingsApi};
use compiled::runtime::{Bytes, ErrorKind};
use compiled::webhooks;

use crate::canned::{Canned, now};

const JSON: &str = "application/json";

fn things(canned: &Canned) -> ThingsApi {
    canned.client(Client::builder()).things()
}

#[test]
fn g43_each_status_has_its_body() {
    let mut created = MakeThingResponse::default();
    created.id = Some("1".to_owned());
    let mut thing = Thing::default();
    thing.name = Some("a".to_owned());
    let rows = [
        (Canned::new(200, JSON, br#"{"name":"a"}"#), MakeOutput::Ok(thing)),
        (Canned::new(201, JSON, br#"{"id":"1"}"#), MakeOutput::Created(created)),
        (Canned::empty(202), MakeOutput::Accepted),
        (Canned::new(206, "application/pdf", b"%PDF"), MakeOutput::PartialContent(Bytes::from_static(b"%PDF"))),
        (Canned::new(207, "text/html", b"<p>"), MakeOutput::Other),
    ];
    for (canned, expected) in rows {
        assert_eq!(now(things(&canned).make()).expect("a success"), expected);
        assert_eq!(canned.request().headers()["accept"], "application/json, application/pdf");
    }
    let response = now(things(&Canned::empty(202)).make().send()).expect("a success");
    assert_eq!((response.status().as_u16(), response.into_body()), (202, MakeOutput::Accepted));
    let error = now(things(&Canned::new(200, JSON, b"[]")).make()).expect_err("no thing");
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn g43_one_body_or_none() {
    let there = Canned::new(200, JSON, br#"{"name":"a"}"#);
    assert!(now(things(&there).perhaps()).expect("a success").is_some());
    assert_eq!(now(things(&Canned::empty(204)).perhaps()).expect("a success"), None);
    assert_eq!(now(things(&Canned::new(201, JSON, b"{}")).same()).expect("a success"), Thing::default());
    now(things(&Canned::new(200, JSON, b"")).is_there()).expect("HEAD has no body");
}

#[test]
fn g43_default_is_the_success_and_the_error() {
    assert_eq!(now(things(&Canned::new(200, JSON, b"{}")).any()).expect("a success"), Thing::default());
    let error = now(things(&Canned::new(404, JSON, b"{}")).any()).expect_err("an error");
    assert_eq!(error.typed(), Some(AnyError::Default(Thing::default())));
}

#[test]
fn g51_bodies_of_webhooks_are_models() {
    let thing: webhooks::models::Thing = serde_json::from_str(r#"{"name":"a"}"#).expect("it fits");
    assert_eq!(thing.name, "a");
    let gone: webhooks::models::OnThingGoneBody = serde_json::from_str(r#"{"id":"1"}"#).expect("it fits");
    assert_eq!(gone.id.as_deref(), Some("1"));
}
