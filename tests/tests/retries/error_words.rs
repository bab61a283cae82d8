//! What an error says: what was sent where, after how many attempts, whether the outcome is known, and what to do about it.

use std::error::Error as _;

use partner_center::runtime::TransportFailure::{Broken, NotConnected, Tls};
use partner_center::runtime::{BoxFuture, Call, Chunks, ErrorKind, Operation, RequestBody, Transport, TransportError};
use partner_center::{CallOptions, Error};
use rstest::rstest;

use crate::server::{Part, Server, Step, fail, half, hang, ok, status};
use crate::{Bare, Tried, bare, builder, secs, update};

/// An operation without a key.
static ADD: Operation = Operation {
    id: "AddUser",
    method: "POST",
    path: "/users/{group}",
    response_types: &["application/json"],
    ..Operation::PLAIN
};
static GET: Operation = Operation { id: "GetUser", method: "GET", ..ADD };

/// The error of a call without a key.
fn error_of(operation: &'static Operation, steps: impl IntoIterator<Item = Step>) -> Error {
    let server = Server::new(steps);
    let client: Bare = bare(&server).header("x-default", "planted").build().expect("good settings");
    let call = Tried(Call::new(&client.0, operation).path("planted")).query("q", "planted").header("x-own", "planted");
    server.clock.run(call.0.send::<bool>()).expect_err("the steps fail")
}

#[rstest]
#[case::status(
    &ADD, [status(404).header("x-echo", "planted").body([Part::Bytes("planted")])],
    "AddUser (POST /users/{group} at https://api.test): the server responded with 404 Not Found"
)]
#[case::credentials(
    &ADD, [status(401)],
    "AddUser (POST /users/{group} at https://api.test): the server responded with 401 Unauthorized; give the client a credential that \
     is valid"
)]
#[case::forbidden(
    &ADD, [status(403)],
    "AddUser (POST /users/{group} at https://api.test): the server responded with 403 Forbidden; the credential does not allow it"
)]
#[case::outcome_unknown(
    &ADD, [fail(Broken)],
    "AddUser (POST /users/{group} at https://api.test): the connection broke, outcome unknown: as the script says; find out whether it \
     was carried out before you make it again"
)]
#[case::nothing_done(
    &GET, [fail(Broken), fail(Broken), fail(Broken)],
    "GetUser (GET /users/{group} at https://api.test): the connection broke, 3 attempts, outcome unknown: as the script says; make the \
     same call again"
)]
#[case::busy(
    &ADD, [status(429), status(429), status(429)],
    "AddUser (POST /users/{group} at https://api.test): the server responded with 429 Too Many Requests, 3 attempts; make the same call \
     again later"
)]
#[case::connect(
    &ADD, [fail(NotConnected), fail(NotConnected), fail(NotConnected)],
    "AddUser (POST /users/{group} at https://api.test): no connection to the server, 3 attempts: as the script says; check the base \
     URL, and give the transport a `proxy` where the network needs one: the environment's is not used"
)]
#[case::tls(
    &ADD, [fail(Tls)],
    "AddUser (POST /users/{group} at https://api.test): no TLS connection to the server: as the script says; an authority of your own \
     is trusted if the transport has its `root_certificate`"
)]
#[case::timeout(
    &ADD, [hang()],
    "AddUser (POST /users/{group} at https://api.test): the call timed out, outcome unknown: no response; find out whether it was \
     carried out before you make it again"
)]
#[case::decode(
    &ADD, [ok(r#""planted""#)],
    "AddUser (POST /users/{group} at https://api.test): the response does not match its type with 200 OK: at \"\": expected a boolean, \
     found a string at line 1 column 9; correct the document in an overlay; the bytes are in `Error::body`"
)]
#[case::half(
    &ADD, [half("tr")],
    "AddUser (POST /users/{group} at https://api.test): the response does not match its type with 200 OK, outcome unknown: at \"\": the \
     body ended after 2 bytes: as the script says; find out whether it was carried out before you make it again"
)]
#[case::media_type(
    &ADD, [status(200).header("content-type", "text/html").body([Part::Bytes("planted")])],
    "AddUser (POST /users/{group} at https://api.test): the response has an undeclared media type with 200 OK: expected \
     application/json, found text/html; ask for another one by `accept`, or add it to the document in an overlay"
)]
fn an_error_in_words(
    #[case] operation: &'static Operation,
    #[case] steps: impl IntoIterator<Item = Step>,
    #[case] words: &str,
) {
    let error = error_of(operation, steps);
    assert_eq!(error.to_string(), words);
    assert_eq!(error.remedy().is_some_and(|remedy| words.ends_with(&format!("; {remedy}"))), words.contains("; "));
    assert!(!format!("{error:?} {error:#?}").contains("planted"));
    assert_eq!(error.target(), Some(&*format!("{} /users/{{group}} at https://api.test", operation.method)));
}

#[test]
fn with_a_key_the_same_call_can_be_made_again() {
    let server = Server::new([hang()]);
    let client = builder(&server).deadline(secs(5)).build().unwrap();
    let error = server.clock.run(update(&client).send()).unwrap_err();
    let key = error.idempotency_key().expect("a key").to_owned();
    let call = "UpdateCustomer (PATCH /v1/customers/{customer_id}/users/{user_id} at https://api.test)";
    let words = format!(
        "{call}: the call timed out, outcome unknown, request id {key}: no response; make the same call again, with the \
         idempotency key of this error"
    );
    assert_eq!(error.to_string(), words);
}

#[test]
fn a_key_that_is_no_uuid_is_not_shown() {
    let server = Server::new([status(404)]);
    let client = builder(&server).build().unwrap();
    let error = server.clock.run(update(&client).idempotency_key("planted").send()).unwrap_err();
    assert_eq!(error.idempotency_key(), Some("planted"));
    assert!(!format!("{error} {error:?}").contains("planted"), "{error}");
}

#[test]
fn before_anything_is_sent_an_error_says_as_much() {
    let server = Server::new([]);
    let client = builder(&server).build().unwrap();
    let error = server.clock.run(update(&client).header("x", "planted\nx").send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.outcome_unknown()), (ErrorKind::Request, 0, false));
    let call = "UpdateCustomer (PATCH /v1/customers/{customer_id}/users/{user_id} at https://api.test)";
    let cause = "the header `x` contains a character that is not visible ASCII, such as a line break";
    assert_eq!(error.to_string(), format!("{call}: the call cannot be sent: {cause}"));
}

/// Fails with an error that has causes of its own.
struct Failing;

impl Transport for Failing {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        let root = std::io::Error::other("the root");
        let cause = std::io::Error::other(TransportError::new(NotConnected, root));
        Box::pin(async { Err(TransportError::new(Tls, cause)) })
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[test]
fn the_causes_are_a_chain_to_the_root() {
    let client: Bare = bare(&Server::new([])).transport(Failing).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let error = runtime.block_on(Call::new(&client.0, &ADD).path("g").send::<bool>()).unwrap_err();
    let mut chain = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push(cause.to_string());
        source = cause.source();
    }
    assert_eq!(chain.len(), 2, "{chain:?}");
    assert!(chain[0].contains("no connection"), "{chain:?}");
    assert_eq!(chain[1], "the root");
}
