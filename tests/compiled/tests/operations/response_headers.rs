//! Headers of responses by the types that the document declares, on successes and on errors.

use std::fmt::Debug;

use compiled::headers_of_responses::runtime::{HeaderError, HeaderMap};
use compiled::headers_of_responses::{Client, ResponseHeaders};
use compiled::headers_of_responses_2_0;
use http::{HeaderName, HeaderValue};

use crate::canned::{Canned, now};

fn headers(pairs: &[(&'static str, &'static [u8])]) -> HeaderMap {
    let header = |(name, value): &(&'static str, &'static [u8])| {
        (HeaderName::from_static(name), HeaderValue::from_bytes(value).expect("a header that can be received"))
    };
    pairs.iter().map(header).collect::<Vec<_>>().into_iter().fold(HeaderMap::new(), |mut all, (name, value)| {
        all.append(name, value);
        all
    })
}

#[test]
fn headers_have_types() {
    let all = headers(&[
        ("x-total", b" 12 "),
        ("x-ratio", b"1.5"),
        ("x-mode", b"slow"),
        ("x-days", b"2026-01-02,2026-01-03"),
        ("x-days", b"2026-01-04"),
        ("last-modified", b"2026-11-26T19:20:00+01:00"),
        ("x-version", b"7"),
        ("len", b"3"),
    ]);
    assert_eq!((all.x_total(), all.x_ratio()), (Ok(Some(12)), Ok(Some(1.5))));
    assert_eq!((all.x_mode(), all.x_version()), (Ok(Some("slow".to_owned())), Ok(Some("7".to_owned()))));
    assert_eq!(all.len_(), Ok(Some(3)));
    let days: Vec<String> = all.x_days().unwrap().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2026-01-02", "2026-01-03", "2026-01-04"]);
    assert_eq!(all.last_modified().unwrap().unwrap().to_string(), "2026-11-26T19:20:00+01:00");
    assert_eq!((all.retry_after(), all.x_parts(), all.x_rate_limit_remaining()), (Ok(None), Ok(None), Ok(None)));
}

#[test]
fn points_in_time_may_be_written_as_http_writes_them() {
    for (text, expected) in [
        (&b"Sun, 06 Nov 1994 08:49:37 GMT"[..], "1994-11-06T08:49:37Z"),
        (b"Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"),
        (b"Fri, 01 Mar 2024 00:00:00 GMT", "2024-03-01T00:00:00Z"),
        (b"Thu, 31 Dec 2099 12:00:00 GMT", "2099-12-31T12:00:00Z"),
        (b"Mon, 01 Mar 2100 00:00:00 GMT", "2100-03-01T00:00:00Z"),
        (b"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ] {
        assert_eq!(headers(&[("last-modified", text)]).last_modified().unwrap().unwrap().to_string(), expected);
    }
}

#[test]
fn lists_of_2_0() {
    use headers_of_responses_2_0::ResponseHeaders as _;
    let all = headers(&[("x-total", b"2"), ("x-numbers", b"1, 2,,3"), ("x-words", b"a|b")]);
    assert_eq!(headers_of_responses_2_0::ResponseHeaders::x_total(&all), Ok(Some(2)));
    assert_eq!((all.x_numbers(), all.x_words()), (Ok(Some(vec![1, 2, 3])), Ok(Some("a|b".to_owned()))));
    assert_eq!(headers(&[("x-numbers", b"")]).x_numbers(), Ok(Some(Vec::new())));
}

#[track_caller]
fn assert_says<T: Debug>(result: Result<Option<T>, HeaderError>, words: &str) {
    let error = result.expect_err("the header is not what the document says");
    assert_eq!(error.to_string(), words);
    assert!(!format!("{error:?}").contains("planted"));
}

#[test]
fn a_header_that_is_something_else_is_an_error_of_its_own() {
    let all = headers(&[
        ("x-total", b"planted"),
        ("retry-after", b"3000000000"),
        ("last-modified", b"planted"),
        ("x-days", b"2026-01-02, planted"),
        ("x-ratio", b"\xff"),
    ]);
    assert_says(all.x_total(), "the header `X-Total`: expected an integer, found a text");
    assert_says(all.retry_after(), "the header `Retry-After`: the integer is out of range for i32");
    assert_says(all.last_modified(), "the header `Last-Modified`: expected a date-time (RFC 3339), found another text");
    assert_says(all.x_days(), "the header `X-Days`: expected a date (RFC 3339), found another text");
    assert_says(all.x_ratio(), "the header `X-Ratio`: it is not visible ASCII");
}

#[test]
fn the_answer_stays_whatever_its_headers_are() {
    let canned = Canned::new(200, "application/json", b"[\"a\"]").header("x-total", "many");
    let response = now(canned.client(Client::builder()).things().list().send()).expect("a success");
    assert!(response.headers().x_total().is_err());
    assert_eq!(response.into_body(), ["a"]);
    let canned = Canned::empty(429).header("retry-after", "7");
    let error = now(canned.client(Client::builder()).things().list()).expect_err("too many");
    assert_eq!(error.headers().expect("there is a response").retry_after(), Ok(Some(7)));
}
