//! How many requests of a client are under way at the same time, and how many are begun in a time.

use partner_center::{CallOptions, Client, ErrorKind};

use crate::server::{Server, Step, ok, status};
use crate::{USER, builder, ms, secs, update};

/// When each of so many calls, all begun at once, is sent.
fn sent(server: &Server, client: &Client, calls: usize) -> Vec<std::time::Duration> {
    let calls = (0..calls).map(|_| update(client).send());
    for outcome in server.clock.run_all(calls) {
        outcome.expect("a success");
    }
    server.seen().iter().map(|seen| seen.at).collect()
}

fn slow() -> Step {
    ok(USER).after(secs(1))
}

#[test]
fn without_limits_all_go_at_once() {
    let server = Server::always(slow());
    assert_eq!(sent(&server, &builder(&server).build().unwrap(), 30), [secs(0); 30]);
}

#[test]
fn others_wait_until_there_is_a_place() {
    let server = Server::always(slow());
    let client = builder(&server).max_concurrency(2).build().unwrap();
    assert_eq!(sent(&server, &client, 5), [0, 0, 1, 1, 2].map(secs));
}

#[test]
fn a_place_is_free_while_a_call_waits_to_be_retried_and_after_one_is_dropped() {
    let server = Server::new([status(429).header("retry-after", "9"), ok(USER), ok(USER)]);
    let client = builder(&server).max_concurrency(1).build().unwrap();
    assert_eq!(sent(&server, &client, 2), [0, 0, 9].map(secs));
    let server = Server::always(ok(USER));
    let client = builder(&server).max_concurrency(1).build().unwrap();
    drop(update(&client).send());
    assert_eq!(sent(&server, &client, 1), [secs(0)]);
}

#[test]
fn no_span_has_more_requests_than_the_limit() {
    let server = Server::always(ok(USER));
    let client = builder(&server).rate_limit(3, secs(10)).build().unwrap();
    assert_eq!(sent(&server, &client, 8), [0, 0, 0, 10, 10, 10, 20, 20].map(secs));
    server.clock.run(server.clock.sleep(secs(15)));
    server.clock.run(update(&client).send()).unwrap();
    assert_eq!(server.seen().last().expect("a request").at, secs(35), "of those at 20 s, one has its turn left");
}

#[test]
fn retries_count_as_requests() {
    let server = Server::new([status(429).header("retry-after", "1"), ok(USER)]);
    let client = builder(&server).rate_limit(1, secs(5)).build().unwrap();
    assert_eq!(sent(&server, &client, 1), [0, 5].map(secs));
}

#[test]
fn nobody_waits_beyond_the_deadline() {
    let server = Server::always(slow());
    let client = builder(&server).max_concurrency(1).build().unwrap();
    let calls = [update(&client).send(), update(&client).deadline(ms(500)).send()];
    let mut outcomes = server.clock.run_all(calls);
    let error = outcomes.remove(1).expect_err("there is no place in time");
    assert_eq!((error.kind(), error.attempts(), error.outcome_unknown()), (ErrorKind::Timeout, 0, false));
    assert!(error.is_retryable() && error.to_string().contains("let no request begin in time"), "{error}");
    assert_eq!(server.requests(), 1);

    let server = Server::always(ok(USER));
    let client = builder(&server).rate_limit(1, secs(100)).build().unwrap();
    let outcomes = server.clock.run_all([update(&client).send(), update(&client).retry(1).send()]);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!((server.requests(), server.clock.passed()), (1, secs(0)), "the error comes at once");
}
