//! Servers that are slow or do not stop: time and size are bounded, and what was read until then is kept.

use std::time::{Duration, Instant};

use partner_center::models::CustomerUser;
use partner_center::{Error, ErrorKind};
use rstest::rstest;
use tests::server::{End, Framing, Reply, Server};

use crate::support::{builder, call, failure, outcome};

const SHORT: Duration = Duration::from_millis(300);

/// What a call that may take 300 ms makes of an answer, and whether it kept to that.
async fn in_time(reply: Reply) -> Error {
    let server = Server::always(reply);
    let start = Instant::now();
    let error = call(&server).deadline(SHORT).await.expect_err("the server does not answer properly");
    let taken = start.elapsed();
    assert!(taken >= SHORT && taken < SHORT * 10, "{taken:?}: {error:?}");
    assert_eq!((server.requests().len(), error.attempts()), (1, 1));
    error.into()
}

#[rstest]
#[case::r20_no_answer(Reply::silence())]
#[case::r21_slow_head(Reply::json(200, "{}").slowly(Duration::from_millis(40)))]
#[case::r21_half_a_head(Reply::verbatim("HTTP/1.1 200 OK\r\nContent-").then(End::Stall))]
#[case::r23_endless_continue(Reply::verbatim("HTTP/1.1 100 Continue\r\n\r\n".repeat(100_000)).then(End::Stall))]
#[case::r23_endless_early_hints(Reply::verbatim("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100_000)).then(End::Stall))]
#[tokio::test]
async fn r20_no_answer_in_time(#[case] reply: Reply) {
    let error = in_time(reply).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert!(error.outcome_unknown() && error.is_retryable(), "the key makes it safe to go on with");
    assert!(error.idempotency_key().is_some());
}

#[rstest]
#[case::length(Framing::Overlong(5))]
#[case::chunked(Framing::Unfinished)]
#[tokio::test]
async fn r22_half_a_body_in_time(#[case] framing: Framing) {
    let error = in_time(Reply::json(200, r#"{"id""#).header("MS-CV", "cv.0").framing(framing).then(End::Stall)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert!(error.outcome_unknown());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "status and headers were there");
    assert_eq!(error.header("ms-cv"), Some("cv.0"));
}

#[tokio::test]
async fn r22_half_an_error_body_is_enough_for_the_error() {
    let reply = Reply::json(400, r#"{"code":2000"#).framing(Framing::Overlong(5)).then(End::Stall);
    let error = in_time(reply).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 400));
    assert_eq!(error.body(), br#"{"code":2000"#);
}

#[tokio::test]
async fn r20_deadline_of_the_client() {
    let server = Server::always(Reply::silence());
    let users = builder(&server).deadline(Duration::from_millis(50)).build().unwrap().manage_customer_accounts();
    let start = Instant::now();
    failure(users.update_customer("c", "u", CustomerUser::new()).await, ErrorKind::Timeout);
    assert!(start.elapsed() < Duration::from_secs(2));
    // The call's own counts for more.
    let start = Instant::now();
    failure(users.update_customer("c", "u", CustomerUser::new()).deadline(SHORT).await, ErrorKind::Timeout);
    assert!(start.elapsed() >= SHORT);
}

#[tokio::test]
async fn r67_a_client_goes_on_after_a_timeout() {
    let server = Server::sequence([Reply::silence(), Reply::json(200, r#"{"id":"x"}"#)]);
    let users = builder(&server).build().unwrap().manage_customer_accounts();
    let first = users.update_customer("c", "u", CustomerUser::new()).deadline(Duration::from_millis(50)).await;
    failure(first, ErrorKind::Timeout);
    let second = users.update_customer("c", "u", CustomerUser::new()).await.unwrap();
    assert_eq!(second.unwrap().id.as_deref(), Some("x"));
}

/// A body of `size` bytes with a user in it.
fn sized(size: usize) -> String {
    let user = r#"{"id":"x"}"#;
    format!("{user}{}", " ".repeat(size - user.len()))
}

#[rstest]
#[case::just_right(1000, Framing::Length, true)]
#[case::just_right_in_chunks(1000, Framing::Chunked, true)]
#[case::just_right_until_the_end(1000, Framing::ToClose, true)]
#[case::one_too_many(1001, Framing::Length, false)]
#[case::one_too_many_in_chunks(1001, Framing::Chunked, false)]
#[case::one_too_many_until_the_end(1001, Framing::ToClose, false)]
#[case::endless(60_000, Framing::Endless, false)]
#[tokio::test]
async fn r24_body_limit(#[case] size: usize, #[case] framing: Framing, #[case] fits: bool) {
    let server = Server::always(Reply::json(200, sized(size)).header("MS-CV", "cv.0").framing(framing));
    let client = builder(&server).body_limit(1000).build().unwrap();
    let result = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await;
    if fits {
        assert_eq!(result.unwrap().unwrap().id.as_deref(), Some("x"));
        return;
    }
    let error = failure(result, ErrorKind::TooLarge);
    assert_eq!((error.status().unwrap().as_u16(), error.header("ms-cv")), (200, Some("cv.0")));
    assert!(!error.is_retryable(), "it would be as large again");
}

#[tokio::test]
async fn r24_an_error_about_size_keeps_the_beginning() {
    let server = Server::always(Reply::json(200, sized(60_000)));
    let client = builder(&server).body_limit(50_000).build().unwrap();
    let result = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await;
    let error = failure(result, ErrorKind::TooLarge);
    assert_eq!(error.body(), &sized(60_000).as_bytes()[..8 * 1024]);
}

#[tokio::test]
async fn r25_a_promise_of_a_tebibyte() {
    let error = failure(outcome(Reply::json(200, "{}").framing(Framing::Overlong(1 << 40))).await, ErrorKind::Decode);
    assert_eq!((error.body(), error.status().unwrap().as_u16()), (&b"{}"[..], 200));
}

#[rstest]
#[case::endless(Framing::Endless)]
#[case::promised(Framing::Overlong(1 << 40))]
#[tokio::test]
async fn r28_error_bodies_without_end(#[case] framing: Framing) {
    let piece = "x".repeat(2 << 20);
    let error = failure(outcome(Reply::json(500, piece.clone()).framing(framing)).await, ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(error.body(), &piece.as_bytes()[..1 << 20], "a prefix, and no more");
}

#[tokio::test]
async fn r28_the_limit_for_successes_does_not_cut_errors() {
    let server = Server::always(Reply::json(500, "x".repeat(5000)));
    let client = builder(&server).body_limit(10).build().unwrap();
    let result = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await;
    assert_eq!(failure(result, ErrorKind::Status).body().len(), 5000);
}

#[rstest]
#[case::undecodable("application/json", ErrorKind::Decode)]
#[case::undeclared("text/html", ErrorKind::MediaType)]
#[tokio::test]
async fn r30_a_success_that_fails_keeps_8_kib(#[case] media_type: &str, #[case] kind: ErrorKind) {
    let body = "<".repeat(20_000);
    let reply = Reply::new(200).header("Content-Type", media_type).body(body.clone());
    assert_eq!(failure(outcome(reply).await, kind).body(), &body.as_bytes()[..8 * 1024]);
}
