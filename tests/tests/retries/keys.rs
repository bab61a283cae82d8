//! A repeated request is the same request: one key, made for one call, and the same bytes.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use partner_center::runtime::Operation;
use partner_center::runtime::TransportFailure::{Broken, NotConnected};
use partner_center::{AccessToken, Client, ErrorKind};
use rstest::rstest;

use crate::server::{Seen, Server, Step, fail, half, hang, ok, status};
use crate::{Bare, KEY, USER, builder, client, operation, refused, secs, update, updated};

fn keys(server: &Server) -> Vec<String> {
    server.seen().iter().map(|seen| seen.header(KEY).to_owned()).collect()
}

fn is_uuid_v4(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    let hex = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    lengths == [8, 4, 4, 4, 12] && hex && groups[2].starts_with('4') && groups[3].starts_with(['8', '9', 'a', 'b'])
}

#[track_caller]
fn assert_same(seen: &[Seen]) {
    for other in &seen[1..] {
        assert_eq!(other.body, seen[0].body);
        assert_eq!(other.headers, seen[0].headers);
        assert_eq!((&other.method, &other.url), (&seen[0].method, &seen[0].url));
    }
}

#[rstest]
#[case(fail(Broken))]
#[case(fail(NotConnected))]
#[case(half(r#"{"usageLocation":"DE""#))]
#[case(status(408))]
#[case(status(429).header("retry-after", "1"))]
#[case(status(500))]
#[case(status(504))]
#[case(hang())]
fn r09_every_attempt_has_the_same_key_and_the_same_bytes(#[case] step: Step) {
    let server = Server::new([step.clone(), step, ok(USER)]);
    let client = builder(&server).deadline(secs(300)).first_byte_timeout(secs(60)).build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert_same(&seen);
    assert_eq!(seen[0].body, r#"{"usageLocation":"DE"}"#);
    assert!(is_uuid_v4(seen[0].header(KEY)), "{}", seen[0].header(KEY));
    assert_ne!(seen[0].header(KEY), seen[0].header("ms-correlationid"));
}

#[test]
fn r09_the_error_has_the_key_and_another_call_can_go_on_with_it() {
    let server = Server::new([fail(Broken), fail(Broken), fail(Broken), ok(USER)]);
    let client = client(&server);
    let error = server.clock.run(update(&client).send()).unwrap_err();
    let key = error.idempotency_key().expect("a key");
    assert!(is_uuid_v4(key) && error.is_retryable());
    assert_eq!(error.request_id(), Some(key));
    server.clock.run(update(&client).ms_requestid(key).send()).unwrap();
    assert_eq!(keys(&server), [key; 4]);
}

#[test]
fn r09_a_new_token_does_not_make_it_a_new_call() {
    let server = Server::new([status(503), status(401), ok(USER)]);
    let asked = AtomicU32::new(0);
    let provider = move || {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        async move { Ok(AccessToken::new(format!("token-{number}"))) }
    };
    let client = builder(&server).token_provider(provider).build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    let seen = server.seen();
    let tokens: Vec<_> = seen.iter().map(|seen| seen.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer token-0", "Bearer token-0", "Bearer token-1"]);
    assert!(seen.iter().all(|other| other.header(KEY) == seen[0].header(KEY) && other.body == seen[0].body));
}

#[test]
fn r10_a_thousand_calls_have_a_thousand_keys() {
    let server = Server::always(ok(USER));
    let client = client(&server);
    server.clock.run_all((0..1000).map(|_| update(&client).send()));
    let keys: BTreeSet<_> = keys(&server).into_iter().collect();
    assert_eq!(keys.len(), 1000);
    assert!(keys.iter().all(|key| is_uuid_v4(key)));
}

#[test]
fn r10_a_failed_call_that_is_made_anew_has_a_new_key() {
    let server = Server::new([status(400), ok(USER)]);
    let client = client(&server);
    server.clock.run(update(&client).send()).unwrap_err();
    server.clock.run(update(&client).send()).unwrap();
    assert_ne!(keys(&server)[0], keys(&server)[1]);
}

#[test]
fn r10_a_clone_is_a_call_of_its_own() {
    let server = Server::always(ok(USER));
    let call = update(&client(&server));
    server.clock.run(call.clone().send()).unwrap();
    server.clock.run(call.send()).unwrap();
    assert_ne!(keys(&server)[0], keys(&server)[1]);
}

#[test]
fn r10_a_clone_keeps_the_key_that_the_caller_has_set() {
    let server = Server::always(ok(USER));
    let call = update(&client(&server)).ms_requestid("mine");
    server.clock.run(call.clone().send()).unwrap();
    server.clock.run(call.send()).unwrap();
    assert_eq!(keys(&server), ["mine", "mine"]);
}

/// A server that knows the key does not carry out the second call: the update would be lost without a word.
#[test]
fn r10_a_header_of_every_call_is_not_the_key_of_every_call() {
    let server = Server::always(ok(USER));
    let Ok(client) = builder(&server).header("MS-RequestId", "fixed").build() else { return };
    let results = [(); 2].map(|()| server.clock.run(update(&client).send()));
    if results.iter().all(Result::is_ok) {
        assert_ne!(keys(&server)[0], keys(&server)[1], "two calls, one key");
    }
}

#[rstest]
#[case("mine")]
#[case("3F2504E0-4F89-11D3-9A0C-0305E82C3301")]
#[case("with a space")]
fn r11_the_callers_key_goes_before_ours(#[case] key: &str) {
    let server = Server::new([status(503), fail(Broken), ok(USER)]);
    server.clock.run(update(&client(&server)).ms_requestid(key).send()).unwrap();
    assert_eq!(keys(&server), [key; 3]);
    assert_same(&server.seen());
}

#[rstest]
#[case("a\r\nevil: 1")]
#[case("a\nb")]
#[case("a\rb")]
#[case("a\0b")]
#[case(" a")]
#[case("a ")]
#[case("schl\u{fc}ssel")]
#[case("")]
#[case(" ")]
fn r11_a_key_that_cannot_be_sent_is_refused(#[case] key: &str) {
    let server = Server::new([]);
    let result = server.clock.run(update(&client(&server)).ms_requestid(key).send());
    let error = result.expect_err("a key that is none was taken");
    assert_eq!((error.kind(), error.attempts(), error.idempotency_key()), (ErrorKind::Request, 0, None));
    assert!(!error.is_retryable() && !error.outcome_unknown());
    let text = error.to_string();
    assert!(text.contains(KEY) && !text.contains("evil") && !text.contains('\r'), "{text}");
}

static KEYED: Operation = operation("POST", Some("Idempotency-Key"));

#[test]
fn r11_the_key_travels_in_the_header_that_the_document_names() {
    let server = Server::new([fail(Broken), ok(r#""done""#)]);
    server.clock.run(Bare::of(&server).call(&KEYED).send::<String>()).unwrap();
    let seen = server.seen();
    assert!(is_uuid_v4(seen[0].header("idempotency-key")));
    assert_same(&seen);
    assert!(!seen[0].headers.contains_key(KEY));
}

#[test]
fn r11_the_error_names_the_callers_key() {
    let server = Server::always(status(400));
    let error = server.clock.run(update(&client(&server)).ms_requestid("mine").send()).unwrap_err();
    assert_eq!((error.idempotency_key(), error.request_id()), (Some("mine"), Some("mine")));
    assert!(is_uuid_v4(refused(&server).idempotency_key().expect("a key")));
}

#[rstest]
fn r13_a_body_is_sent_again_byte_by_byte_in_each_media_type(
    #[values("application/json", "text/json", "application/xml", "text/xml", "application/x-www-form-urlencoded")]
    media_type: &str,
) {
    let server = Server::new([fail(Broken), status(503), ok(USER)]);
    let call = update(&client(&server)).content_type(media_type);
    server.clock.run(call.send()).unwrap();
    let seen = server.seen();
    assert_same(&seen);
    assert_eq!(seen[0].header("content-type"), media_type);
    assert!(seen[0].body.windows(2).any(|bytes| bytes == b"DE"), "{:?}", seen[0].body);
}

#[test]
fn r13_a_large_body_is_sent_again_byte_by_byte() {
    let server = Server::new([fail(Broken), fail(NotConnected), ok(USER)]);
    let client: Client = client(&server);
    let name: String = (0..300_000).map(|index| char::from(b'a' + (index % 23) as u8)).collect();
    let user = partner_center::models::CustomerUser::new().display_name(&name);
    server.clock.run(client.manage_customer_accounts().update_customer("c", "u", user).send()).unwrap();
    let seen = server.seen();
    assert_same(&seen);
    assert_eq!(seen[0].body, format!(r#"{{"displayName":"{name}"}}"#));
}

#[test]
fn r13_nothing_of_an_earlier_attempts_answer_is_left() {
    let server = Server::new([half(r#"{"firstName":"old","#), ok(USER)]);
    let user = updated(&server).unwrap().into_body().expect("a user");
    assert_eq!((user.first_name, user.usage_location.as_deref()), (None, Some("DE")));
}
