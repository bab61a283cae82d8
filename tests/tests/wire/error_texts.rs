//! What an error says: the place, what was expected and what kind was found, in at most 1 KiB, and no text of the server's.

use std::collections::BTreeMap;
use std::error::Error as _;

use partner_center::runtime::{
    Call, ClientBuilder, Decimal, Error, ErrorKind, Ipv4, Ipv6, Number, Operation, Output, Uuid,
};
use tests::server::{Reply, Server};

use crate::support::Bare;

static GET: Operation = Operation {
    id: "Get",
    response_types: &["application/json", "application/xml"],
    correlation_id: Some("x-correlation"),
    ..Operation::PLAIN
};

/// The error of a call whose response is to be of this type.
async fn error_of<T: Output + Send + std::fmt::Debug + 'static>(reply: Reply) -> Error {
    let server = Server::always(reply);
    let client: Bare = ClientBuilder::new(server.url(), "test").retry(1).build().expect("the settings are good");
    Call::new(&client.0, &GET).send::<T>().await.expect_err("the response does not match")
}

/// Checks that nothing of an error holds a secret, and that all of it is short.
#[track_caller]
fn assert_is_discreet(error: &Error, expected: &str) {
    let text = error.to_string();
    assert!(text.contains(expected), "{text}");
    let mut all = vec![text, format!("{error:?}"), format!("{error:#?}"), format!("{:?}", error.decode_error())];
    let mut cause = error.source();
    while let Some(error) = cause {
        all.extend([error.to_string(), format!("{error:?}")]);
        cause = error.source();
    }
    for text in all {
        assert!(text.len() <= 1_024, "{} bytes: {text}", text.len());
        assert!(!text.contains("planted"), "{text}");
    }
}

#[tokio::test]
async fn r79_no_value_of_a_member_is_shown() {
    type Members<T> = BTreeMap<String, T>;
    let json = || Reply::json(200, r#"{"a/b":"planted-secret"}"#);
    assert_is_discreet(&error_of::<Members<Uuid>>(json()).await, r#"at "/a~1b": expected a UUID, found another text"#);
    assert_is_discreet(&error_of::<Members<Ipv4>>(json()).await, "expected an IPv4 address, found another text");
    assert_is_discreet(&error_of::<Members<Ipv6>>(json()).await, "expected an IPv6 address, found another text");
    assert_is_discreet(&error_of::<Members<Decimal>>(json()).await, "expected a decimal number, found another text");
    assert_is_discreet(&error_of::<Members<Number>>(json()).await, "expected a number, found a string");
    assert_is_discreet(&error_of::<Members<bool>>(json()).await, "expected a boolean, found a string");
    let number = |text: &str| Reply::json(200, format!("[{text}]"));
    for text in ["4111111111111111.5", "41111111111111111111", "4.1111111111111111e17"] {
        for error in [error_of::<Vec<i32>>(number(text)).await, error_of::<Vec<bool>>(number(text)).await] {
            assert!(!error.to_string().contains("1111"), "{error}");
        }
    }
    let xml = Reply::new(200).header("Content-Type", "application/xml").body("<a><b>planted</b></a>");
    assert_is_discreet(&error_of::<Members<Number>>(xml).await, r#"at "/b": expected a number"#);
}

#[tokio::test]
async fn r79_keys_are_cut_and_long_paths_are_short() {
    let key = format!("{}planted", "k".repeat(3_000_000));
    let error = error_of::<BTreeMap<String, bool>>(Reply::json(200, format!(r#"{{"{key}":1}}"#))).await;
    assert_is_discreet(&error, &format!(r#"at "/{}…": expected a boolean, found a number"#, "k".repeat(64)));
    type Nested<T> = BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<String, T>>>>>;
    let key = format!("{}planted", "\\u202e\\n".repeat(100));
    let json = format!(r#"{{"{key}":{{"{key}":{{"{key}":{{"{key}":{{"{key}":1}}}}}}}}}}"#);
    let error = error_of::<Nested<bool>>(Reply::json(200, json)).await;
    assert_is_discreet(&error, "expected a boolean, found a number");
    assert!(!error.to_string().contains('\u{202e}') && !error.to_string().contains('\n'), "{error}");
}

#[tokio::test]
async fn r79_no_header_is_shown() {
    let of_type = |media_type: &str| Reply::new(200).header("Content-Type", media_type).body("x");
    for media_type in ["planted/planted", "text/planted", &format!("text/html; a={}", "planted".repeat(10_000))] {
        let error = error_of::<bool>(of_type(media_type)).await;
        assert_eq!(error.kind(), ErrorKind::MediaType);
        assert_is_discreet(&error, "expected application/json, application/xml, found ");
    }
    assert_is_discreet(&error_of::<bool>(of_type("text/html")).await, "found text/html");
    let refusal = Reply::new(400).header("x-correlation", "planted").header("ms-requestid", "planted");
    assert_is_discreet(&error_of::<bool>(refusal).await, "the server responded with 400");
}

#[test]
fn r80_a_tokio_runtime_without_drivers_is_a_typed_error() {
    let server = Server::always(Reply::json(200, "true"));
    let build = |io: bool, time: bool| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        if io {
            builder.enable_io();
        }
        if time {
            builder.enable_time();
        }
        builder.build().expect("a runtime")
    };
    for (io, time) in [(false, false), (true, false), (false, true)] {
        let client: Bare = ClientBuilder::new(server.url(), "test").build().expect("the settings are good");
        let error = build(io, time).block_on(Call::new(&client.0, &GET).send::<bool>()).expect_err("no drivers");
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains("build it with `enable_all`"), "{error}");
    }
    let client: Bare = ClientBuilder::new(server.url(), "test").build().expect("the settings are good");
    let response = build(true, true).block_on(Call::new(&client.0, &GET).send::<bool>());
    assert!(*response.expect("all drivers are there").body());
}
