//! No attempt and no wait outlasts the time that the caller gives.

use partner_center::ErrorKind;
use rstest::rstest;

use crate::server::{Part, Server, hang, ok, status};
use crate::{Bare, POST, USER, bare, builder, client, ms, refused, secs, update};

#[test]
fn r02_a_millisecond_is_enough_for_one_request() {
    let server = Server::always(status(503).after(ms(1)));
    let error = server.clock.run(update(&client(&server)).deadline(ms(1)).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    assert_eq!((server.requests(), server.clock.passed()), (1, ms(1)));
}

#[test]
fn r02_nothing_is_sent_and_nobody_waits_beyond_the_deadline() {
    let mut sent = [0; 4];
    for _ in 0..500 {
        let server = Server::always(status(503).after(ms(200)));
        let error = server.clock.run(update(&client(&server)).deadline(ms(600)).send()).unwrap_err();
        let last = server.seen().last().expect("a request").at;
        assert!(last < ms(600), "a request at {last:?}");
        match error.kind() {
            // The last attempt was cut short.
            ErrorKind::Timeout => assert_eq!(server.clock.passed(), ms(600)),
            // A further wait would have been too long: the error comes at once.
            _ => assert_eq!(server.clock.passed(), last + ms(200)),
        }
        assert_eq!(error.attempts() as usize, server.requests());
        sent[server.requests()] += 1;
    }
    assert!(sent[1] > 0 && sent[2] > 0 && sent[3] > 0, "the deadline made no difference: {sent:?}");
}

#[test]
fn r02_a_wait_that_would_be_too_long_is_not_begun() {
    let server = Server::new([status(503).header("retry-after", "7")]);
    let client = builder(&server).deadline(secs(5)).build().unwrap();
    let error = server.clock.run(update(&client).send()).unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Status, Some(secs(7))));
    assert_eq!(server.clock.passed(), secs(0));
    assert!(error.is_retryable());
}

#[rstest]
#[case(secs(20), secs(20))]
#[case(secs(60), secs(60))]
fn a_call_ends_at_the_deadline_of_its_client(#[case] limit: std::time::Duration, #[case] end: std::time::Duration) {
    let server = Server::always(hang());
    let client = builder(&server).deadline(limit).build().unwrap();
    let error = server.clock.run(update(&client).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(server.clock.passed(), end);
    assert!(error.outcome_unknown() && error.is_retryable());
}

#[test]
fn a_call_ends_after_a_minute_unless_told_otherwise() {
    let server = Server::always(status(503).after(secs(25)));
    let error = refused(&server);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert_eq!(server.clock.passed(), secs(60));
}

#[rstest]
#[case(secs(1))]
#[case(secs(45))]
fn the_deadline_of_the_call_goes_before_that_of_the_client(#[case] limit: std::time::Duration) {
    let server = Server::always(hang());
    let client = builder(&server).deadline(secs(30)).build().unwrap();
    let error = server.clock.run(update(&client).deadline(limit).send()).unwrap_err();
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Timeout, limit));
}

#[test]
fn a_silent_server_is_given_up_after_a_minute_and_asked_again() {
    let server = Server::new([hang(), hang(), ok(USER)]);
    let client = builder(&server).deadline(secs(300)).first_byte_timeout(secs(60)).build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    let gaps = server.gaps();
    assert!(gaps[0] >= secs(60) && gaps[0] <= ms(60_500), "{gaps:?}");
    assert!(gaps[1] >= secs(60) && gaps[1] <= ms(61_000), "{gaps:?}");
}

#[test]
fn an_answer_that_stops_is_given_up_after_half_a_minute_and_asked_for_again() {
    let stopping = status(200).header("content-type", "application/json").body([Part::Bytes("{"), Part::Hang]);
    let server = Server::new([stopping, ok(USER)]);
    let user = server.clock.run(update(&client(&server)).send()).unwrap().into_body();
    assert!(user.is_some());
    let gaps = server.gaps();
    assert!(gaps[0] >= secs(30) && gaps[0] <= ms(30_500), "{gaps:?}");
}

#[test]
fn a_refusal_whose_body_stops_is_still_that_refusal() {
    let stopping = status(404).header("content-type", "text/plain").body([Part::Bytes("no "), Part::Hang]);
    let server = Server::new([stopping]);
    let error = refused(&server);
    assert_eq!((error.kind(), error.body()), (ErrorKind::Status, &b"no "[..]));
    assert_eq!(server.clock.passed(), secs(30));
}

#[test]
fn r06_a_silent_server_is_not_asked_again_without_a_key() {
    let server = Server::new([hang()]);
    let client: Bare = bare(&server).build().unwrap();
    let error = server.clock.run(client.call(&POST).send::<String>()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert!(error.outcome_unknown() && !error.is_retryable());
    assert_eq!(server.clock.passed(), secs(60));
}

#[test]
fn r82_a_longer_deadline_goes_before_the_default_limits() {
    let slow = || ok(USER).after(secs(200));
    let (of_client, of_call) = (Server::new([slow()]), Server::new([slow()]));
    let client_with_deadline = builder(&of_client).deadline(secs(300)).build().unwrap();
    of_client.clock.run(update(&client_with_deadline).send()).unwrap();
    of_call.clock.run(update(&client(&of_call)).deadline(secs(300)).send()).unwrap();
    let stopping = status(404).header("content-type", "text/plain").body([Part::Bytes("no "), Part::Hang]);
    let server = Server::new([stopping]);
    server.clock.run(update(&client(&server)).deadline(secs(100)).send()).unwrap_err();
    assert_eq!(server.clock.passed(), secs(100));
}

#[rstest]
#[case(secs(1))]
#[case(secs(90))]
fn r82_the_limits_for_the_first_byte_and_between_bytes_are_settings(#[case] limit: std::time::Duration) {
    let server = Server::always(hang());
    let settings = builder(&server).deadline(secs(100)).retry(1);
    let client = settings.first_byte_timeout(limit).build().unwrap();
    let error = server.clock.run(update(&client).send()).unwrap_err();
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Timeout, limit));
    let server = Server::new([status(404).body([Part::Bytes("no "), Part::Hang])]);
    let client = builder(&server).deadline(secs(100)).idle_timeout(limit).build().unwrap();
    let error = server.clock.run(update(&client).send()).unwrap_err();
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Status, limit));
}

#[test]
fn an_answer_on_the_stroke_of_the_deadline_counts() {
    let server = Server::new([ok(USER).after(secs(10))]);
    let client = builder(&server).deadline(secs(10)).build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
}
