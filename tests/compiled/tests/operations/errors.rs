//! The error of a call knows the enum of its operation, and is an error like any other.

use compiled::errors::things::DeleteError;
use compiled::errors::{CallError, Client, Error};
use compiled::runtime::ErrorKind;

use crate::canned::{Canned, now};

const JSON: &str = "application/json";

fn error(status: u16, body: &'static [u8]) -> CallError<DeleteError> {
    let canned = Canned::new(status, JSON, body);
    now(canned.client(Client::builder()).things().delete()).expect_err("an error")
}

#[test]
fn the_type_of_the_body_is_known() {
    match error(404, b"{}").typed() {
        Some(DeleteError::NotFound(_)) => {}
        other => panic!("{other:?}"),
    }
    assert!(error(404, b"[]").typed().is_none());
}

/// A function that makes several calls has one type of error.
#[test]
fn it_becomes_any_other_error() {
    fn plain() -> Result<(), Error> {
        Err(error(404, b"{}"))?
    }
    fn boxed() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Err(error(404, b"{}"))?
    }
    fn settings_too() -> Result<Client, CallError<DeleteError>> {
        Ok(Client::builder().base_url("no URL").build()?)
    }
    let text = error(404, b"{}").to_string();
    let plain = plain().expect_err("an error");
    assert_eq!(plain.to_string(), text);
    assert!(matches!(plain.typed(), Some(DeleteError::NotFound(_))));
    assert_eq!(boxed().expect_err("an error").to_string(), text);
    assert_eq!(settings_too().expect_err("an error").kind(), ErrorKind::Request);
    let moved = error(404, b"{}").into_error();
    assert_eq!(format!("{moved:?}"), format!("{:?}", error(404, b"{}")));
}

#[test]
fn the_servers_own_words_are_given_only_if_they_are_asked_for() {
    for (body, message) in [
        (r#"{"message":"Not here"}"#, Some("Not here")),
        (r#"{"error":{"code":7,"message":"Not\nhere"}}"#, Some("Not here")),
        (r#"{"title":"Gone","detail":"Not here"}"#, Some("Not here")),
        (r#"{"title":"Gone"}"#, Some("Gone")),
        (r#"{"error":"invalid_grant","error_description":"Not here"}"#, Some("Not here")),
        (r#"{"errors":[{"message":"Not here"}]}"#, Some("Not here")),
        (r#""Not here""#, Some("Not here")),
        (r#"{"message":""}"#, None),
        (r#"{"code":7}"#, None),
        ("Not here", None),
        ("", None),
    ] {
        let error = error(500, body.as_bytes());
        assert_eq!(error.server_message().as_deref(), message, "{body}");
        assert!(!format!("{error} {error:?}").contains("here"), "{error}");
    }
    let long = format!("\u{feff}{{\"message\":\"{}\"}}", "a".repeat(5_000));
    let error = error(500, long.leak().as_bytes());
    assert!(error.server_message().is_some_and(|text| text.len() < 1_000));
}
