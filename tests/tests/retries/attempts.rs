//! How often, how long after one another, and which failures deserve it.

use partner_center::ErrorKind;
use partner_center::runtime::Operation;
use partner_center::runtime::TransportFailure::{Broken, NotConnected, Tls, Unsendable};
use rstest::rstest;

use crate::server::{Part, Server, fail, half, ok, status};
use crate::{Bare, DELETE, GET, PATCH, POST, PUT, USER, builder, client, ms, refused, secs, update, updated};

#[test]
fn r01_two_refusals_and_a_success_are_three_requests() {
    let server = Server::new([status(503), status(503), ok(USER)]);
    let user = updated(&server).unwrap().into_body().expect("a user");
    assert_eq!(user.usage_location.as_deref(), Some("DE"));
    let gaps = server.gaps();
    assert_eq!(gaps.len(), 2);
    assert!(gaps[0] <= ms(500) && gaps[1] <= ms(1000), "{gaps:?}");
    assert_eq!(server.clock.passed(), gaps[0] + gaps[1]);
    for seen in server.seen() {
        assert_eq!((seen.method.as_str(), seen.url.as_str()), ("PATCH", "https://api.test/v1/customers/c/users/u"));
        assert_eq!(seen.header("authorization"), "Bearer t");
    }
}

#[test]
fn r01_waits_are_spread_over_all_of_their_range() {
    let runs = 400;
    let mut waits = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        let server = Server::new([status(503), status(503), ok(USER)]);
        updated(&server).unwrap();
        for (wait, gap) in waits.iter_mut().zip(server.gaps()) {
            wait.push(gap);
        }
    }
    for (mut wait, longest) in waits.into_iter().zip([ms(500), ms(1000)]) {
        wait.sort();
        assert!(wait[runs - 1] <= longest, "{:?} is longer than {longest:?}", wait[runs - 1]);
        let tenth = longest / 10;
        assert!(wait[0] < tenth && wait[runs - 1] > longest - tenth, "{:?} to {:?}", wait[0], wait[runs - 1]);
        let middle = wait[runs / 2];
        assert!(middle > tenth * 3 && middle < tenth * 7, "half of the waits are below {middle:?}");
        wait.dedup();
        assert!(wait.len() > runs * 9 / 10, "only {} different waits", wait.len());
    }
}

#[test]
fn r01_waits_double_up_to_twenty_seconds() {
    let longest = [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000].map(ms);
    let mut seen = [ms(0); 9];
    for _ in 0..100 {
        let server = Server::always(status(503));
        let client = builder(&server).retry(10).deadline(secs(600)).build().unwrap();
        let error = server.clock.run(update(&client).send()).unwrap_err();
        assert_eq!((server.requests(), error.attempts()), (10, 10));
        for (seen, gap) in seen.iter_mut().zip(server.gaps()) {
            *seen = gap.max(*seen);
        }
    }
    for (seen, longest) in seen.into_iter().zip(longest) {
        assert!(seen <= longest && seen > longest * 85 / 100, "the longest of 100 waits is {seen:?} of {longest:?}");
    }
}

#[test]
fn r02_after_three_refusals_the_last_one_is_the_error() {
    let server = Server::new([
        status(503).body([Part::Bytes("first")]),
        status(502).body([Part::Bytes("second")]),
        status(500).header("ms-requestid", "theirs").body([Part::Bytes("third")]),
    ]);
    let error = refused(&server);
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(500), &b"third"[..]));
    assert_eq!((error.attempts(), server.requests()), (3, 3));
    assert_eq!((error.operation(), error.request_id()), (Some("UpdateCustomer"), Some("theirs")));
    assert!(error.is_retryable() && !error.retry_budget_exhausted());
    let text = error.to_string();
    assert!(text.contains("500") && text.contains("3 attempts"), "{text}");
}

#[rstest]
#[case(0, 1)]
#[case(1, 1)]
#[case(2, 2)]
#[case(10, 10)]
#[case(11, 10)]
#[case(u32::MAX, 10)]
fn r02_the_number_of_attempts_is_set_between_1_and_10(#[case] set: u32, #[case] sent: usize) {
    let server = Server::always(status(503).header("retry-after", "0"));
    let client = builder(&server).retry(set).build().unwrap();
    server.clock.run(update(&client).send()).unwrap_err();
    assert_eq!(server.requests(), sent);
}

#[rstest]
fn r04_a_get_is_sent_again_when_the_connection_breaks_before_the_answer(
    #[values(&GET, &PUT, &DELETE)] operation: &'static Operation,
) {
    let server = Server::new([fail(Broken), fail(Broken), ok(r#""whole""#)]);
    let answer = server.clock.run(Bare::of(&server).call(operation).send::<String>()).unwrap();
    assert_eq!(answer.body(), "whole");
    let gaps = server.gaps();
    assert!(gaps[0] <= ms(500) && gaps[1] <= ms(1000), "{gaps:?}");
}

#[test]
fn r05_a_get_that_breaks_off_in_the_body_starts_anew() {
    let server = Server::new([half(r#""beg"#), half(r#""begin"#), ok(r#""middle""#)]);
    let answer = server.clock.run(Bare::of(&server).call(&GET).send::<String>()).unwrap();
    assert_eq!(answer.body(), "middle");
    assert_eq!(server.requests(), 3);
}

#[test]
fn r05_a_body_that_always_breaks_off_is_an_error_with_its_beginning() {
    let server = Server::always(half(r#"{"usageLoc"#));
    let error = refused(&server);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 3));
    assert_eq!(error.body(), br#"{"usageLoc"#);
    assert!(error.outcome_unknown() && error.is_retryable());
}

#[test]
fn r05_what_arrived_of_a_refusal_is_enough_to_refuse() {
    let broken = status(400).header("content-type", "text/plain").body([Part::Bytes("no such"), Part::Break]);
    let server = Server::new([broken]);
    let error = refused(&server);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(400), &b"no such"[..]));
}

#[rstest]
fn r06_without_a_key_nothing_is_sent_twice_once_a_byte_has_left(
    #[values(&POST, &PATCH)] operation: &'static Operation,
) {
    for (step, kind) in [(fail(Broken), ErrorKind::Transport), (half(r#""be"#), ErrorKind::Decode)] {
        let server = Server::new([step]);
        let error = server.clock.run(Bare::of(&server).call(operation).send::<String>()).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 1));
        assert!(error.outcome_unknown() && !error.is_retryable());
        assert!(error.to_string().contains("outcome unknown"), "{error}");
        assert_eq!(error.idempotency_key(), None);
        assert_eq!(server.clock.passed(), secs(0));
    }
}

#[rstest]
fn r07_what_never_left_is_sent_again_whatever_it_is(
    #[values(&GET, &PUT, &DELETE, &POST, &PATCH)] operation: &'static Operation,
) {
    let server = Server::new([fail(NotConnected), fail(NotConnected), ok(r#""there""#)]);
    let answer = server.clock.run(Bare::of(&server).call(operation).send::<String>()).unwrap();
    assert_eq!(answer.body(), "there");
    let gaps = server.gaps();
    assert!(gaps[0] <= ms(500) && gaps[1] <= ms(1000), "{gaps:?}");
}

#[test]
fn r07_a_server_that_is_never_there_has_done_nothing() {
    let server = Server::always(fail(NotConnected));
    let error = server.clock.run(Bare::of(&server).call(&POST).send::<String>()).unwrap_err();
    assert_eq!((error.kind(), error.attempts(), server.requests()), (ErrorKind::Connect, 3, 3));
    assert!(!error.outcome_unknown() && error.is_retryable());
}

#[rstest]
#[case(Tls, ErrorKind::Tls)]
#[case(Unsendable, ErrorKind::Request)]
fn r08_what_fails_again_is_not_sent_again(
    #[case] failure: partner_center::runtime::TransportFailure,
    #[case] kind: ErrorKind,
    #[values(&GET, &PUT, &POST, &PATCH)] operation: &'static Operation,
) {
    let server = Server::new([fail(failure)]);
    let error = server.clock.run(Bare::of(&server).call(operation).send::<String>()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (kind, 1));
    assert!(!error.outcome_unknown() && !error.is_retryable());
}

#[test]
fn r08_a_key_does_not_help_against_a_wrong_certificate() {
    let server = Server::new([fail(NotConnected), fail(Tls)]);
    let error = refused(&server);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Tls, 2));
    assert!(!error.is_retryable());
}

#[test]
fn a_client_is_as_good_as_new_after_a_failure() {
    let server = Server::new([fail(Tls), status(404), ok(USER)]);
    let client = client(&server);
    for expected in [Some(ErrorKind::Tls), Some(ErrorKind::Status), None] {
        let result = server.clock.run(update(&client).send());
        assert_eq!(result.err().map(|error| error.kind()), expected);
    }
}
