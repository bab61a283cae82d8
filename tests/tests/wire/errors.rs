//! Error answers: typed where the document declares a shape, whole in every case.

use std::time::Duration;

use partner_center::ErrorKind;
use partner_center::manage_customer_accounts::UpdateCustomerError;
use partner_center::models::{PartnerError, PartnerErrorCode, ThrottlingError};
use rstest::rstest;
use serde_json::json;
use tests::server::{Reply, Server};

use crate::support::{builder, call, failure, outcome};

fn partner(code: impl Into<PartnerErrorCode>, description: &str, data: &[&str]) -> UpdateCustomerError {
    let mut error = PartnerError::default();
    error.code = Some(code.into());
    error.description = Some(description.to_owned());
    error.data = Some(data.iter().map(|text| json!(text).into()).collect());
    error.source = Some("PartnerFD".to_owned());
    UpdateCustomerError::Default(error)
}

#[rstest]
#[case::integer_code_and_data(
    400,
    r#"{"code":60012,"description":"We&#39;re sorry, it looks like you've run out.","data":["LicenseQuotaExceededException : none left."],"source":"PartnerFD"}"#,
    partner(60012, "We&#39;re sorry, it looks like you've run out.", &["LicenseQuotaExceededException : none left."])
)]
#[case::no_data(404, r#"{"code":3000,"description":"not found","data":[],"source":"PartnerFD"}"#, partner(3000, "not found", &[]))]
#[case::string_code(400, r#"{"code":"2000","description":"x","data":[],"source":"PartnerFD"}"#, partner("2000".to_owned(), "x", &[]))]
#[case::unknown_members(
    500,
    r#"{"code":600061,"message":"m","description":"d","errorName":"E","isRetryable":false,"parameters":{},"data":[],"source":"PartnerFD","errorMessageExtended":"InternalErrorCode=600061"}"#,
    partner(600_061, "d", &[])
)]
#[case::a_document_in_the_description(
    400,
    r#"{"code":2007,"description":"{\"suggestions\":[]}","data":[],"source":"PartnerFD"}"#,
    partner(2007, r#"{"suggestions":[]}"#, &[])
)]
#[tokio::test]
async fn trace_5_typed_errors(#[case] status: u16, #[case] body: &str, #[case] expected: UpdateCustomerError) {
    for body in [body.to_owned(), format!("\u{feff}{body}")] {
        let error = failure(outcome(Reply::json(status, body.clone())).await, ErrorKind::Status);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.typed::<UpdateCustomerError>(), Some(expected.clone()));
        assert_eq!(error.body(), body.as_bytes(), "the whole body is there, unknown members included");
    }
}

#[tokio::test]
async fn trace_5_data_may_be_anything() {
    let body = r#"{"code":1,"data":["https://x/",{"a":[1.5,null]},7]}"#;
    let error = failure(outcome(Reply::json(403, body)).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.data.unwrap(), [json!("https://x/"), json!({"a": [1.5, null]}), json!(7)]);
    assert_eq!((partner.description, partner.source), (None, None));
}

#[tokio::test]
async fn trace_5_unauthenticated() {
    let body = r#"{"code":800001,"description":"Partner Token missing","source":"PartnerFD"}"#;
    let reply = Reply::json(401, body).header("WWW-Authenticate", "OAuth realm=urn:cpsvc:cpid:1");
    let error = failure(outcome(reply).await, ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.header("www-authenticate"), Some("OAuth realm=urn:cpsvc:cpid:1"));
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.code, Some(PartnerErrorCode::Integer(800_001)));
}

#[tokio::test]
async fn trace_5_throttling_has_another_shape() {
    let body = r#"{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }"#;
    let server = Server::always(Reply::json(429, body).header("Retry-After", "57"));
    let error = failure(call(&server).await, ErrorKind::Status);
    let mut expected = ThrottlingError::default();
    expected.status_code = Some(429);
    expected.message = Some("Rate limit is exceeded. Try again in 57 seconds.".to_owned());
    assert_eq!(error.typed(), Some(UpdateCustomerError::TooManyRequests(expected)));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(57)));
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
    assert!(error.is_retryable(), "the same call may do better later");
}

#[tokio::test]
async fn trace_4_ids_of_an_error() {
    let reply = Reply::json(404, "{}")
        .header("MS-RequestId", "echo")
        .header("MS-CorrelationId", "logs")
        .header("MS-CV", "uWM1EGU7+0aI2MvV.0");
    let server = Server::always(reply);
    let error = failure(call(&server).ms_requestid("mine").await, ErrorKind::Status);
    assert_eq!(error.operation(), Some("UpdateCustomer"));
    assert_eq!((error.request_id(), error.idempotency_key()), (Some("echo"), Some("mine")));
    assert_eq!((error.correlation_id(), error.header("ms-cv")), (Some("logs"), Some("uWM1EGU7+0aI2MvV.0")));

    let silent = Server::always(Reply::new(404));
    let error = failure(call(&silent).await, ErrorKind::Status);
    assert_eq!(error.request_id(), silent.request().header("ms-requestid"), "what was sent, where nothing comes back");
    assert_eq!(error.correlation_id(), None);
}

#[rstest]
#[case::html("text/html", "<h1>502</h1>")]
#[case::text("text/plain", "Service unavailable")]
#[case::no_json("application/json", "Service unavailable")]
#[case::truncated("application/json", r#"{"code":1"#)]
#[case::list("application/json", "[]")]
#[case::wrong_type("application/json", r#"{"description":[]}"#)]
#[case::empty("application/json", "")]
#[tokio::test]
async fn r30_error_bodies_that_do_not_fit(#[case] media_type: &str, #[case] body: &str) {
    let reply = Reply::new(502).header("Content-Type", media_type).body(body);
    let error = failure(outcome(reply).await, ErrorKind::Status);
    assert_eq!(error.typed::<UpdateCustomerError>(), None);
    assert_eq!(error.body(), body.as_bytes());
    assert_eq!(error.status().unwrap(), 502);
}

#[rstest]
#[case::problem_json("application/problem+json; charset=utf-8")]
#[case::text_json("Text/JSON")]
#[tokio::test]
async fn r30_error_bodies_of_related_media_types(#[case] media_type: &str) {
    let reply = Reply::new(400).header("Content-Type", media_type).body(r#"{"code":2000}"#);
    let error = failure(outcome(reply).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.code, Some(PartnerErrorCode::Integer(2000)));
}

#[tokio::test]
async fn r30_error_body_without_a_media_type() {
    let error = failure(outcome(Reply::new(400).body(r#"{"code":2000}"#)).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.code, Some(PartnerErrorCode::Integer(2000)), "the document declares JSON alone");
}

#[rstest]
#[case::r44_undocumented(418)]
#[case::r44_unknown(999)]
#[case::r44_success_document_in_a_500(500)]
#[case::r44_multiple_choices(300)]
#[tokio::test]
async fn r44_statuses_that_are_errors(#[case] status: u16) {
    let error = failure(outcome(Reply::json(status, r#"{"id":"x"}"#)).await, ErrorKind::Status);
    assert_eq!(error.status().unwrap(), status);
    assert_eq!(error.body(), br#"{"id":"x"}"#);
}

#[tokio::test]
async fn r44_not_modified() {
    let reply = Reply::verbatim("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
    let error = failure(outcome(reply).await, ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 304);
    assert_eq!(error.header("etag"), Some("\"1\""));
}

#[rstest]
#[case::r44_four_digits("HTTP/1.1 1000 Much\r\nContent-Length: 0\r\n\r\n")]
#[case::r72_http_0_9("{\"id\":\"x\"}\n")]
#[case::r72_two_lengths("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}   ")]
#[case::r72_garbage("\0\0\0\0\r\n\r\n")]
#[case::r4_nothing("")]
#[tokio::test]
async fn r44_answers_that_are_no_http(#[case] bytes: &str) {
    let server = Server::always(Reply::verbatim(bytes));
    let client = builder(&server).build().unwrap();
    let call = client.manage_customer_accounts().update_customer("c", "u", Default::default());
    let error = failure(call.await, ErrorKind::Transport);
    assert_eq!((error.status(), error.body()), (None, &b""[..]));
    assert!(error.outcome_unknown(), "the server may have done it");
}

#[rstest]
#[case::r44_created(201)]
#[case::r44_partial(206)]
#[tokio::test]
async fn r44_other_successes_are_read_like_200(#[case] status: u16) {
    let response = outcome(Reply::json(status, r#"{"id":"x"}"#)).await.unwrap();
    assert_eq!(response.status(), status);
    assert_eq!(response.body().as_ref().unwrap().id.as_deref(), Some("x"));
}
