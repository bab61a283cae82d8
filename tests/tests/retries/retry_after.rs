//! The server says when to come back: in seconds, in milliseconds, as a date, or in a way that nobody can read.

use std::time::{Duration, SystemTime};

use httpdate::fmt_http_date;
use partner_center::ErrorKind;
use rstest::rstest;

use crate::server::{Server, Step, ok, status};
use crate::{Bare, POST, USER, builder, ms, refused, secs, update, updated};

/// The wait after one such answer.
fn wait(step: Step) -> Duration {
    let server = Server::new([step, ok(USER)]);
    let client = builder(&server).deadline(secs(600)).build().expect("settings that are right");
    server.clock.run(update(&client).send()).expect("the second answer is a success");
    server.gaps()[0]
}

/// The error of a call that got such an answer and may take ten minutes; nothing waits for it.
fn error_at_once(step: Step) -> partner_center::Error {
    let server = Server::new([step]);
    let client = builder(&server).deadline(secs(600)).build().expect("settings that are right");
    let error = server.clock.run(update(&client).send()).expect_err("the only answer is a refusal");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    assert_eq!(server.clock.passed(), secs(0));
    error.into()
}

#[rstest]
#[case("2", secs(2))]
#[case("0", secs(0))]
#[case("00007", secs(7))]
#[case(" 3\t", secs(3))]
#[case("57", secs(57))]
#[case("120", secs(120))]
fn r14_seconds_are_waited_for_exactly(#[case] value: &str, #[case] expected: Duration) {
    for code in [408, 429, 500, 502, 503, 504] {
        assert_eq!(wait(status(code).header("retry-after", value)), expected);
    }
}

#[test]
fn r14_each_answer_counts_for_the_wait_after_it() {
    let server =
        Server::new([status(429).header("retry-after", "7"), status(503).header("retry-after", "2"), ok(USER)]);
    updated(&server).unwrap();
    assert_eq!(server.gaps(), [secs(7), secs(2)]);
    let server = Server::new([status(429).header("retry-after", "7"), status(503), ok(USER)]);
    updated(&server).unwrap();
    assert!(server.gaps()[0] == secs(7) && server.gaps()[1] <= ms(1000), "{:?}", server.gaps());
}

#[test]
fn r14_the_error_says_how_long_even_if_nothing_was_retried() {
    let server = Server::new([status(500).header("retry-after", "2")]);
    let error = server.clock.run(Bare::of(&server).call(&POST).send::<String>()).unwrap_err();
    assert_eq!((error.retry_after(), error.attempts()), (Some(secs(2)), 1));
    assert_eq!(server.clock.passed(), secs(0));
}

#[rstest]
#[case::imf_fixdate("Sun, 06 Nov 1994 08:49:42 GMT")]
#[case::rfc_850("Sunday, 06-Nov-94 08:49:42 GMT")]
#[case::asctime("Sun Nov  6 08:49:42 1994")]
fn r15_a_date_is_compared_to_the_date_of_the_answer(#[case] then: &str) {
    for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(wait(status(503).header("date", date).header("retry-after", then)), secs(5));
    }
}

#[rstest]
fn r15_r75_a_wrong_clock_on_either_side_does_not_matter(#[values(-86_400, -60, 0, 60, 86_400)] skew: i64) {
    let now = SystemTime::now();
    let theirs = if skew < 0 { now - secs(skew.unsigned_abs()) } else { now + secs(skew.unsigned_abs()) };
    let step = status(503).header("date", fmt_http_date(theirs));
    assert_eq!(wait(step.header("retry-after", fmt_http_date(theirs + secs(30)))), secs(30));
}

#[rstest]
#[case(None)]
#[case(Some("yesterday"))]
fn r15_r75_without_a_date_to_compare_to_the_local_clock_has_to_do(#[case] date: Option<&'static str>) {
    let step = status(503).header("retry-after", fmt_http_date(SystemTime::now() + secs(60)));
    let wait = wait(date.into_iter().fold(step, |step, date| step.header("date", date)));
    assert!(wait > secs(50) && wait <= secs(60), "{wait:?}");
}

#[rstest]
fn r16_what_cannot_be_read_is_as_good_as_nothing(
    #[values("retry-after", "retry-after-ms")] name: &'static str,
    #[values(
        &b"-5"[..], b"-0", b"+5", b"1.5", b"1e3", b"0x10", b"1_000", b"NaN", b"nan", b"inf", b"-inf", b"Infinity", b"",
        b" ", b"\t", b"\xff\xfe", b"5\xff", b"\xd9\xa3", b"\xef\xbc\x95", b"5 seconds", b"5, 7", b"5;", b"\"5\"",
        b"soon", b"Sun, 31 Feb 2027 08:49:37 GMT", b"Sun, 99 Foo 1994 99:99:99 GMT", b"Sun, 06 Nov 1994 08:49:37 +0100",
        b"1994-11-06T08:49:37Z", b"Sun, 06 Nov 19994 08:49:37 GMT", b"Sun, 06 Nov 0000 08:49:37 GMT"
    )]
    value: &[u8],
) {
    let mut waited = secs(0);
    for _ in 0..20 {
        let server = Server::always(status(503).header(name, value));
        let error = refused(&server);
        assert_eq!((error.retry_after(), error.attempts()), (None, 3));
        let gaps = server.gaps();
        assert!(gaps[0] <= ms(500) && gaps[1] <= ms(1000), "{gaps:?}");
        waited += server.clock.passed();
    }
    assert!(waited > secs(2), "20 calls with two waits each took {waited:?} in all");
}

#[rstest]
fn r16_no_number_is_too_large(
    #[values("retry-after", "retry-after-ms")] name: &'static str,
    #[values("9223372037", "9223372036854775808", "18446744073709551615", "18446744073709551616", "1e400")] value: &str,
) {
    let value = if value == "1e400" { format!("1{}", "0".repeat(400)) } else { value.to_owned() };
    let error = error_at_once(status(503).header(name, value));
    assert!(error.retry_after().is_some_and(|wait| wait >= secs(9_223_372)), "{:?}", error.retry_after());
    assert!(error.is_retryable());
}

#[test]
fn r16_of_two_headers_the_first_counts() {
    let twice = |first, second| status(503).header("retry-after", first).header("retry-after", second);
    assert_eq!(wait(twice("2", "5")), secs(2));
    assert_eq!(wait(twice("5", "2")), secs(5));
}

#[rstest]
#[case("retry-after", "0")]
#[case("retry-after-ms", "0")]
#[case("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT")]
fn r16_no_wait_is_no_endless_loop(#[case] name: &'static str, #[case] value: &str) {
    let server = Server::always(status(503).header(name, value));
    let error = refused(&server);
    assert_eq!((error.attempts(), error.retry_after()), (3, Some(secs(0))));
    assert_eq!((server.requests(), server.clock.passed()), (3, secs(0)));
}

#[rstest]
#[case("86400", 86_400)]
#[case("121", 121)]
#[case("Mon, 07 Nov 1994 08:49:37 GMT", 86_400)]
fn r17_a_long_wait_is_left_to_the_caller(#[case] value: &str, #[case] expected: u64) {
    let step = status(429).header("date", "Sun, 06 Nov 1994 08:49:37 GMT").header("retry-after", value);
    let error = error_at_once(step);
    assert_eq!(error.retry_after(), Some(secs(expected)));
    assert!(error.is_retryable() && !error.retry_budget_exhausted());
    assert!(error.to_string().contains(&format!("{expected}s")), "{error}");
}

#[rstest]
#[case("59", true)]
#[case("61", false)]
#[case("100", false)]
fn r17_what_goes_beyond_the_deadline_is_left_to_the_caller(#[case] value: &str, #[case] waits: bool) {
    let server = Server::new([status(429).header("retry-after", value)]);
    server.turn(ok(USER));
    let result = updated(&server);
    assert_eq!(result.is_ok(), waits);
    assert_eq!(server.requests(), if waits { 2 } else { 1 });
    assert_eq!(server.clock.passed(), if waits { secs(59) } else { secs(0) });
    let Err(error) = result else { return };
    assert_eq!(error.retry_after().map(|wait| wait.as_secs().to_string()).as_deref(), Some(value));
}

#[test]
fn r17_time_that_earlier_attempts_took_is_gone() {
    let late = |value| status(429).header("retry-after", value).after(secs(10));
    let server = Server::new([late("30"), late("20")]);
    let error = refused(&server);
    assert_eq!((error.attempts(), error.retry_after()), (2, Some(secs(20))));
    assert_eq!(server.clock.passed(), secs(50));
}

#[rstest]
#[case("Thu, 01 Jan 1970 00:00:00 GMT")]
#[case("Thursday, 01-Jan-70 00:00:00 GMT")]
#[case("Thu Jan  1 00:00:00 1970")]
#[case("Sun, 06 Nov 1994 08:49:37 GMT")]
fn r18_a_date_in_the_past_is_no_wait(#[case] then: &str) {
    assert_eq!(wait(status(503).header("retry-after", then)), secs(0));
    let theirs = fmt_http_date(SystemTime::now());
    assert_eq!(wait(status(503).header("date", theirs).header("retry-after", then)), secs(0));
}

#[test]
fn r18_the_year_9999_is_left_to_the_caller() {
    let error = error_at_once(status(503).header("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"));
    assert!(error.retry_after().is_some_and(|wait| wait > secs(200_000_000_000)), "{:?}", error.retry_after());
}

#[rstest]
#[case("100", "2", ms(100))]
#[case("2500", "1", ms(2500))]
#[case("0", "30", secs(0))]
#[case("120000", "1", secs(120))]
#[case("-5", "2", secs(2))]
#[case("1.5", "2", secs(2))]
#[case("", "2", secs(2))]
#[case("soon", "2", secs(2))]
#[case("100", "soon", ms(100))]
fn r19_milliseconds_go_before_seconds(#[case] precise: &str, #[case] coarse: &str, #[case] expected: Duration) {
    let step = status(503).header("retry-after", coarse).header("retry-after-ms", precise);
    assert_eq!(wait(step), expected);
}

#[test]
fn r19_milliseconds_can_be_too_many_as_well() {
    let step = status(503).header("retry-after", "1").header("retry-after-ms", "120001");
    assert_eq!(error_at_once(step).retry_after(), Some(ms(120_001)));
}
