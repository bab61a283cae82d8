//! Each word of policy, once as the client's default and once for one call, which goes before it.

use std::time::Duration;

use partner_center::runtime::{Operation, RetryPolicy};
use partner_center::{CallOptions, ErrorKind};
use rstest::rstest;

use crate::server::{Part, Server, hang, ok, status};
use crate::{Bare, POST, Tried, USER, bare, builder, client, ms, operation, secs, update};

#[rstest]
#[case::of_the_client(Some(3), None, 3)]
#[case::of_the_call(None, Some(3), 3)]
#[case::shorter(Some(30), Some(4), 4)]
#[case::longer(Some(4), Some(30), 30)]
fn a_timeout_ends_an_attempt_and_another_is_made(
    #[case] of_client: Option<u64>,
    #[case] of_call: Option<u64>,
    #[case] seconds: u64,
) {
    let server = Server::new([hang(), ok(USER)]);
    let settings = of_client.map(secs).into_iter().fold(builder(&server), |it, limit| it.timeout(limit));
    let client = settings.build().unwrap();
    let call = of_call.map(secs).into_iter().fold(update(&client), CallOptions::timeout);
    server.clock.run(call.send()).unwrap();
    let gaps = server.gaps();
    assert!(gaps[0] >= secs(seconds) && gaps[0] <= secs(seconds) + ms(500), "{gaps:?}");
}

#[test]
fn a_timeout_is_for_the_body_too() {
    let slow = status(200).header("content-type", "application/json").body([Part::Bytes("{"), Part::Hang]);
    let server = Server::new([slow.after(secs(2))]);
    let error = server.clock.run(update(&client(&server)).timeout(secs(5)).retry(1).send()).unwrap_err();
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Timeout, secs(5)));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "status and headers were there");
}

#[test]
fn a_timeout_begins_anew_with_each_attempt_and_the_deadline_does_not() {
    let server = Server::always(hang());
    let call = update(&client(&server)).timeout(secs(4)).deadline(secs(10)).retry(RetryPolicy::attempts(9));
    let error = server.clock.run(call.send()).unwrap_err();
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Timeout, secs(10)));
    assert_eq!(error.attempts(), 3);
}

#[test]
fn a_long_timeout_raises_the_default_limits_but_no_deadline_that_is_set() {
    let server = Server::new([ok(USER).after(secs(200))]);
    server.clock.run(update(&client(&server)).timeout(secs(300)).send()).unwrap();
    let server = Server::always(hang());
    let client = builder(&server).deadline(secs(70)).build().unwrap();
    server.clock.run(update(&client).timeout(secs(300)).send()).unwrap_err();
    assert_eq!(server.clock.passed(), secs(70));
}

#[rstest]
#[case::by_default(None, None, 3)]
#[case::of_the_client(Some(5), None, 5)]
#[case::of_the_call(None, Some(2), 2)]
#[case::fewer(Some(5), Some(1), 1)]
#[case::more(Some(1), Some(4), 4)]
#[case::within_bounds(None, Some(1000), 10)]
fn retries_are_counted_in_attempts(
    #[case] of_client: Option<u32>,
    #[case] of_call: Option<u32>,
    #[case] attempts: u32,
) {
    let server = Server::always(status(503));
    let settings = of_client.into_iter().fold(builder(&server).deadline(secs(600)), |it, count| it.retry(count));
    let client = settings.build().unwrap();
    let call = of_call.into_iter().fold(update(&client), CallOptions::retry);
    let error = server.clock.run(call.send()).unwrap_err();
    assert_eq!((error.attempts(), server.requests()), (attempts, attempts as usize));
}

#[test]
fn waits_are_a_matter_of_policy() {
    let policy = RetryPolicy::attempts(6).first_wait(secs(4)).longest_wait(secs(9)).longest_retry_after(secs(300));
    let mut longest = [ms(0); 3];
    for _ in 0..200 {
        let server = Server::always(status(503));
        let client = builder(&server).deadline(secs(600)).build().unwrap();
        server.clock.run(update(&client).retry(policy).send()).unwrap_err();
        for (longest, gap) in longest.iter_mut().zip(server.gaps()) {
            *longest = gap.max(*longest);
        }
    }
    for (longest, limit) in longest.into_iter().zip([4, 8, 9].map(secs)) {
        assert!(longest <= limit && longest > limit.mul_f64(0.8), "{longest:?} of {limit:?}");
    }
    let server = Server::new([status(429).header("retry-after", "200"), ok(USER)]);
    server.clock.run(update(&client(&server)).deadline(secs(400)).retry(policy).send()).unwrap();
    assert_eq!(server.clock.passed(), secs(200));
    let server = Server::always(status(429).header("retry-after", "20"));
    let impatient = RetryPolicy::default().longest_retry_after(secs(10));
    let error = server.clock.run(update(&client(&server)).retry(impatient).send()).unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(secs(20))));
}

#[rstest]
#[case::of_the_client(Some(4), None, false)]
#[case::of_the_call(None, Some(4), false)]
#[case::more(Some(4), Some(400), true)]
#[case::less(Some(400), Some(4), false)]
fn the_size_limit_of_a_body(#[case] of_client: Option<usize>, #[case] of_call: Option<usize>, #[case] fits: bool) {
    let server = Server::always(ok(USER));
    let settings = of_client.into_iter().fold(builder(&server), |it, bytes| it.body_limit(bytes));
    let client = settings.build().unwrap();
    let call = of_call.into_iter().fold(update(&client), CallOptions::body_limit);
    match server.clock.run(call.send()) {
        Ok(_) => assert!(fits),
        Err(error) => {
            assert_eq!((error.kind(), fits), (ErrorKind::TooLarge, false));
            assert!(error.to_string().contains("more than 4 bytes, which is the `body_limit`"), "{error}");
        }
    }
}

#[test]
fn a_key_of_the_call_is_sent_in_the_header_that_is_declared_for_it() {
    let server = Server::new([status(503), ok(USER)]);
    server.clock.run(update(&client(&server)).idempotency_key("of-the-call").send()).unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header(crate::KEY), "of-the-call");
        assert!(!seen.headers.contains_key("idempotency-key"));
    }
}

#[test]
fn a_key_makes_a_call_one_that_can_be_sent_again() {
    let server = Server::new([status(500), ok("\"done\"")]);
    let client = Bare::of(&server);
    server.clock.run(client.call(&POST).send::<String>()).unwrap_err();
    assert_eq!(server.requests(), 1, "without a key, nobody knows what a second POST does");
    let server = Server::new([status(500), ok("\"done\"")]);
    let call = Tried(Bare::of(&server).call(&POST)).idempotency_key("k-1");
    server.clock.run(call.0.send::<String>()).unwrap();
    let keys: Vec<_> = server.seen().iter().map(|seen| seen.header("idempotency-key").to_owned()).collect();
    assert_eq!(keys, ["k-1", "k-1"]);
    let server = Server::always(status(500));
    let call = Tried(Bare::of(&server).call(&POST)).idempotency_key("k-2").retry(1);
    let error = server.clock.run(call.0.send::<String>()).unwrap_err();
    assert_eq!((error.idempotency_key(), error.is_retryable()), (Some("k-2"), true));
}

#[test]
fn a_time_limit_beyond_all_is_none() {
    static GET: Operation = operation("GET", None);
    let server = Server::new([ok("\"late\"").after(secs(1_000_000))]);
    let client: Bare = bare(&server).timeout(Duration::MAX).deadline(Duration::MAX).build().unwrap();
    server.clock.run(client.call(&GET).send::<String>()).unwrap();
}
