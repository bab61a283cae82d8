//! Calls of what the document does not have.

use compiled::credentials;
use compiled::headers_of_responses::runtime::{Json, Method};
use compiled::headers_of_responses::{CallOptions, Client, ErrorKind};
use serde_json::json;

use crate::canned::{Canned, now};

#[test]
fn a_raw_call_is_a_call_like_all_others() {
    let canned = Canned::new(200, "application/json", br#"{"a":[1.50]}"#);
    let client = canned.client(Client::builder().bearer_token("t").header("x-default", "d"));
    let call = client.request(Method::POST, "/new/näme").query("q", "a b").header("x-own", "o").json(&json!({"b": 1}));
    let bytes = now(call).expect("a success");
    assert_eq!(&bytes[..], br#"{"a":[1.50]}"#);
    let request = canned.request();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://api.example.com/new/n%C3%A4me?q=a%20b");
    assert_eq!(&request.body()[..], br#"{"b":1}"#);
    let header = |name: &str| request.headers()[name].to_str().expect("ASCII").to_owned();
    assert_eq!(header("authorization"), "Bearer t");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!((header("x-default"), header("x-own")), ("d".to_owned(), "o".to_owned()));
    assert_eq!(header("accept"), "application/json, */*");
}

#[test]
fn its_answer_is_bytes_or_what_the_caller_says() {
    let canned = Canned::new(201, "application/json", br#"[1, 2]"#).header("etag", "\"1\"");
    let client = canned.client(Client::builder());
    let response = now(client.request(Method::GET, "/x").send_as::<Vec<i64>>()).expect("a success");
    assert_eq!((response.status().as_u16(), response.header("etag")), (201, Some("\"1\"")));
    assert_eq!(response.into_body(), [1, 2]);
    let json = now(client.request(Method::GET, "/x").send_as::<Json>()).expect("a success").into_body();
    assert_eq!(json, json!([1, 2]));
    let error = now(client.request(Method::GET, "/x").send_as::<Vec<bool>>()).expect_err("they are no booleans");
    assert_eq!(error.kind(), ErrorKind::Decode);
    let plain = Canned::new(200, "text/plain", b"hello");
    let client = plain.client(Client::builder());
    assert_eq!(&now(client.request(Method::GET, "/").body("text/csv", "a,b")).expect("a success")[..], b"hello");
    let request = plain.request();
    assert_eq!((&request.body()[..], &request.headers()["content-type"]), (&b"a,b"[..], &"text/csv".parse().unwrap()));
    assert_eq!(now(client.request(Method::GET, "/").send_as::<String>()).expect("a success").body(), "hello");
}

#[test]
fn a_failure_is_an_error_that_says_what_was_asked_for() {
    let canned = Canned::new(404, "application/json", b"{}");
    let client = canned.client(Client::builder());
    let error = now(client.request(Method::DELETE, "/x/1").query("key", "planted")).expect_err("a failure");
    assert_eq!(error.target(), Some("DELETE /x/1 at https://api.example.com"));
    assert!(!format!("{error} {error:?}").contains("planted"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[test]
fn a_path_that_is_none_is_an_error_before_anything_is_sent() {
    let canned = Canned::empty(204);
    let client = canned.client(Client::builder());
    for (path, words) in [
        ("x", "the path must begin with `/`"),
        ("https://other.test/", "the path must begin with `/`; another host is the call's `base_url`"),
        ("/a?b", "parameters are given by `query`"),
        ("/a#b", "parameters are given by `query`"),
        ("/a/../b", "a segment `.` or `..`"),
        ("/a/%2e%2E/b", "a segment `.` or `..`"),
        ("/a\nb", "a control character"),
    ] {
        let error = now(client.request(Method::GET, path)).expect_err("not a path");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
        assert!(error.to_string().contains(words), "{error}");
    }
    now(client.request(Method::GET, "//other.test/{id}/%7Bb+c;d=e,f")).expect("a success");
    assert_eq!(canned.request().uri(), "https://api.example.com//other.test/%7Bid%7D/%7Bb+c;d=e,f");
    struct Odd;
    impl serde::Serialize for Odd {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("planted"))
        }
    }
    let error = now(client.request(Method::GET, "/x").json(&Odd)).expect_err("no JSON");
    assert!(error.to_string().contains("the body cannot be written as JSON"), "{error}");
}

#[test]
fn it_has_the_credential_that_the_document_asks_for_everywhere_or_none() {
    let canned = Canned::empty(204);
    let builder = || credentials::Client::builder().api_key("planted");
    now(canned.client(builder().bearer_token("t")).request(Method::GET, "/x")).expect("a success");
    let request = canned.request();
    assert_eq!(request.headers()["authorization"], "Bearer t");
    assert_eq!(request.uri(), "https://api.example.com/x");
    now(canned.client(builder()).request(Method::GET, "/x")).expect("a success");
    let request = canned.request();
    assert!(!request.headers().contains_key("authorization") && request.uri().query().is_none());
}
