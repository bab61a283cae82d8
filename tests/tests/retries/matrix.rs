//! Every status and every failure with every method, with and without an idempotency key.

use partner_center::runtime::Operation;
use partner_center::runtime::TransportFailure::{Broken, NotConnected, Tls, Unsendable};
use rstest::rstest;

use crate::server::{Part, Server, Step, fail, hang, status};
use crate::{Bare, bare, secs};

const METHODS: [(&str, bool); 9] = [
    ("GET", true),
    ("HEAD", true),
    ("OPTIONS", true),
    ("TRACE", true),
    ("PUT", true),
    ("DELETE", true),
    ("POST", false),
    ("PATCH", false),
    ("CONNECT", false),
];

/// Whether requests are worth repeating, and for what.
#[derive(Clone, Copy, PartialEq)]
enum Repeated {
    Always,
    IfReplayable,
    Never,
}
use Repeated::{Always, IfReplayable, Never};

const TRANSIENT: [u16; 5] = [408, 500, 502, 503, 504];

/// All others that have a name or are on the edge of something. 409 and 425 are among them: nobody has opted in.
const FINAL: [u16; 54] = [
    300, 301, 302, 303, 304, 305, 306, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414,
    415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 430, 431, 440, 449, 451, 498, 499, 501, 505, 506, 507, 508,
    509, 510, 511, 520, 529, 598, 599, 999,
];

/// An operation without a body either way, so that one script fits all methods.
fn empty(method: &'static str, keyed: bool) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: "Try",
        method,
        path: "/try",
        idempotency_key: keyed.then_some("idempotency-key"),
        ..Operation::PLAIN
    }))
}

/// Sends each of the 18 kinds of calls to a server that always does `step`.
fn assert_repeated(step: &Step, expected: Repeated, what: &str) {
    for (method, idempotent) in METHODS {
        for keyed in [false, true] {
            let server = Server::always(step.clone());
            let client = bare(&server).deadline(secs(600)).first_byte_timeout(secs(60)).idle_timeout(secs(30));
            let client: Bare = client.build().expect("settings that are right");
            let call = client.call(empty(method, keyed));
            let error = server.clock.run(call.send::<()>()).expect_err("a failure");
            let again = expected == Always || (expected == IfReplayable && (idempotent || keyed));
            let row = format!("{what}, {method}, {}", if keyed { "with a key" } else { "without a key" });
            assert_eq!(server.requests(), if again { 3 } else { 1 }, "{row}");
            assert_eq!(error.attempts() as usize, server.requests(), "{row}");
            assert_eq!(error.is_retryable(), again, "{row}");
            assert_eq!(error.idempotency_key().is_some(), keyed, "{row}");
        }
    }
}

#[test]
fn r12_these_statuses_are_retried_if_the_call_is_replayable() {
    for code in TRANSIENT {
        assert_repeated(&status(code), IfReplayable, &code.to_string());
    }
}

#[test]
fn r83_what_the_server_has_not_acted_on_is_retried_for_every_method() {
    assert_repeated(&status(429), Always, "429");
    assert_repeated(&status(429).header("retry-after", "1"), Always, "429 with a wait");
    assert_repeated(&status(503).header("retry-after", "1"), Always, "503 with a wait");
    assert_repeated(&status(502).header("retry-after", "1"), IfReplayable, "502 with a wait");
}

#[test]
fn r12_no_other_status_is_retried() {
    for code in FINAL {
        assert_repeated(&status(code).header("retry-after", "1"), Never, &code.to_string());
    }
}

#[test]
fn r12_a_success_is_not_retried() {
    for code in [200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 299] {
        for (method, _) in METHODS {
            let server = Server::new([status(code).header("retry-after", "1")]);
            let call = Bare::of(&server).call(empty(method, true));
            let response = server.clock.run(call.send::<()>()).unwrap();
            assert_eq!((response.status().as_u16(), server.requests()), (code, 1));
        }
    }
}

#[rstest]
#[case::not_connected(fail(NotConnected), Always)]
#[case::broken(fail(Broken), IfReplayable)]
#[case::silent(hang(), IfReplayable)]
#[case::broken_body(status(200).body([Part::Bytes("x"), Part::Break]), IfReplayable)]
#[case::silent_body(status(200).body([Part::Bytes("x"), Part::Hang]), IfReplayable)]
#[case::tls(fail(Tls), Never)]
#[case::unsendable(fail(Unsendable), Never)]
fn r12_failures_without_a_whole_answer(#[case] step: Step, #[case] expected: Repeated) {
    assert_repeated(&step, expected, "the failure");
}
