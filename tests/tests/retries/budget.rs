//! What the calls of one client may spend on retries: 500 in all, 14 for each retry, 5 where the server only asks to wait.

use partner_center::runtime::Error;
use partner_center::runtime::TransportFailure::{Broken, NotConnected};
use partner_center::{Client, ErrorKind};
use rstest::rstest;

use crate::server::{Part, Server, Step, fail, hang, ok, status};
use crate::{Bare, GET, POST, USER, builder, client, secs, update};

/// So many retries at 14 are all that 500 is good for.
const RETRIES: usize = 35;

fn errors_one_by_one(server: &Server, client: &Client, calls: usize) -> Vec<Error> {
    (0..calls).map(|_| server.clock.run(update(client).send()).expect_err("a failure").into()).collect()
}

fn errors_together(server: &Server, client: &Client, calls: usize) -> Vec<Error> {
    let results = server.clock.run_all((0..calls).map(|_| update(client).send()));
    results.into_iter().map(|result| result.expect_err("a failure").into()).collect()
}

/// A client that has spent 490 of its 500.
fn spent(server: &Server) -> Client {
    let client = client(server);
    server.turn(status(503).header("retry-after", "0"));
    errors_one_by_one(server, &client, 100);
    assert_eq!(server.requests(), 100 + RETRIES);
    client
}

#[test]
fn r03_a_hundred_calls_at_once_are_not_three_hundred_requests() {
    let server = Server::always(status(503).body([Part::Bytes("down")]));
    let errors = errors_together(&server, &client(&server), 100);
    assert_eq!(server.requests(), 100 + RETRIES);
    let attempts: u32 = errors.iter().map(Error::attempts).sum();
    assert_eq!(attempts as usize, server.requests());
    for error in errors {
        assert!(error.retry_budget_exhausted(), "{error}");
        assert_eq!((error.kind(), error.body()), (ErrorKind::Status, &b"down"[..]));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        assert!(error.is_retryable(), "later, when the server is well again");
    }
}

#[test]
fn r03_only_those_that_had_a_retry_left_say_that_the_budget_is_spent() {
    let server = Server::always(status(503).header("retry-after", "0"));
    let errors = errors_one_by_one(&server, &client(&server), 100);
    let seen: Vec<_> = errors.iter().map(|error| (error.attempts(), error.retry_budget_exhausted())).collect();
    assert!(seen[..17].iter().all(|seen| *seen == (3, false)), "{seen:?}");
    assert_eq!(seen[17], (2, true));
    assert!(seen[18..].iter().all(|seen| *seen == (1, true)), "{seen:?}");
}

#[rstest]
#[case(fail(NotConnected), ErrorKind::Connect)]
#[case(fail(Broken), ErrorKind::Transport)]
#[case(hang(), ErrorKind::Timeout)]
fn r03_failures_without_an_answer_cost_the_same(#[case] step: Step, #[case] kind: ErrorKind) {
    let server = Server::always(step);
    let client = builder(&server).deadline(secs(600)).first_byte_timeout(secs(60)).build().unwrap();
    let errors = errors_together(&server, &client, 100);
    assert_eq!(server.requests(), 100 + RETRIES);
    assert!(errors.iter().all(|error| error.kind() == kind && error.retry_budget_exhausted()));
}

#[test]
fn r03_a_retry_after_429_costs_5() {
    let server = Server::always(status(429).header("retry-after", "1"));
    let errors = errors_one_by_one(&server, &client(&server), 60);
    assert_eq!(server.requests(), 60 + 100);
    let exhausted: Vec<_> = errors.iter().map(Error::retry_budget_exhausted).collect();
    assert!(exhausted[..50].iter().all(|exhausted| !exhausted) && exhausted[50..].iter().all(|exhausted| *exhausted));
}

#[test]
fn r03_what_is_left_is_enough_for_two_more_at_5() {
    let server = Server::new([]);
    let client = spent(&server);
    server.turn(status(429).header("retry-after", "0"));
    let errors = errors_one_by_one(&server, &client, 2);
    assert_eq!((errors[0].attempts(), errors[0].retry_budget_exhausted()), (3, false));
    assert_eq!((errors[1].attempts(), errors[1].retry_budget_exhausted()), (1, true));
}

#[rstest]
#[case(3, 1)]
#[case(4, 2)]
#[case(17, 2)]
#[case(18, 3)]
fn r03_each_success_gives_back_one(#[case] successes: usize, #[case] attempts: u32) {
    let server = Server::new([]);
    let client = spent(&server);
    server.turn(ok(USER));
    for _ in 0..successes {
        server.clock.run(update(&client).send()).unwrap();
    }
    server.turn(status(503).header("retry-after", "0"));
    assert_eq!(errors_one_by_one(&server, &client, 1)[0].attempts(), attempts);
}

#[test]
fn r03_a_retry_that_helps_costs_nothing_in_the_end() {
    let server = Server::new([]);
    let client = client(&server);
    for _ in 0..200 {
        server.next([status(503), status(502), ok(USER)]);
        server.clock.run(update(&client).send()).unwrap();
    }
    assert_eq!(server.requests(), 600);
}

#[test]
fn r03_no_number_of_successes_saves_up_for_more() {
    let server = Server::always(ok(USER));
    let client = client(&server);
    for _ in 0..700 {
        server.clock.run(update(&client).send()).unwrap();
    }
    server.turn(status(503));
    errors_together(&server, &client, 100);
    assert_eq!(server.requests(), 700 + 100 + RETRIES);
}

#[test]
fn r03_clones_of_a_client_share_the_budget_and_other_clients_do_not() {
    let server = Server::new([]);
    let first = spent(&server);
    assert_eq!(errors_one_by_one(&server, &first.clone(), 1)[0].attempts(), 1);
    assert_eq!(errors_one_by_one(&server, &client(&server), 1)[0].attempts(), 3);
}

#[test]
fn r03_what_is_not_retried_costs_nothing() {
    let server = Server::always(status(500).header("retry-after", "0"));
    let client = Bare::of(&server);
    for _ in 0..100 {
        let error = server.clock.run(client.call(&POST).send::<String>()).unwrap_err();
        assert_eq!((error.attempts(), error.retry_budget_exhausted()), (1, false));
    }
    let error = server.clock.run(client.call(&GET).send::<String>()).unwrap_err();
    assert_eq!((error.attempts(), error.retry_budget_exhausted()), (3, false));
}
