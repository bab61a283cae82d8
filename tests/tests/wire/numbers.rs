//! Numbers at the edges of their types, in the two members of the API that hold numbers, both in error bodies.

use partner_center::ErrorKind;
use partner_center::manage_customer_accounts::UpdateCustomerError;
use partner_center::models::PartnerErrorCode;
use rstest::rstest;
use serde_json::json;
use tests::server::Reply;

use crate::support::{failure, outcome};

async fn code(number: &str) -> Option<PartnerErrorCode> {
    let body = format!(r#"{{"code":{number}}}"#);
    let error = failure(outcome(Reply::json(400, body.clone())).await, ErrorKind::Status);
    assert_eq!(error.body(), body.as_bytes(), "the digits are there in any case");
    match error.typed() {
        Some(UpdateCustomerError::Default(partner)) => partner.code,
        Some(other) => panic!("{other:?}"),
        None => None,
    }
}

#[rstest]
#[case::r38_small("60012", PartnerErrorCode::Integer(60012))]
#[case::r38_negative("-1", PartnerErrorCode::Integer(-1))]
#[case::r38_beyond_doubles("9007199254740993", PartnerErrorCode::Integer(9_007_199_254_740_993))]
#[case::r38_largest("9223372036854775807", PartnerErrorCode::Integer(i64::MAX))]
#[case::r38_smallest("-9223372036854775808", PartnerErrorCode::Integer(i64::MIN))]
#[case::r38_two_to_the_63("9223372036854775808", PartnerErrorCode::Other(json!(9_223_372_036_854_775_808_u64).into()))]
#[case::r38_fraction("1.5", PartnerErrorCode::Other(json!(1.5).into()))]
#[case::r38_point_zero("1.0", PartnerErrorCode::Other(json!(1.0).into()))]
#[case::r38_text("\"60012\"", PartnerErrorCode::String("60012".to_owned()))]
#[case::r40_boolean("true", PartnerErrorCode::Other(json!(true).into()))]
#[case::r40_object(r#"{"a":1,"b":2}"#, PartnerErrorCode::Other(json!({"a": 1, "b": 2}).into()))]
#[case::r40_list("[1,\"a\"]", PartnerErrorCode::Other(json!([1, "a"]).into()))]
#[case::r41_twice("{\"k\":1,\"k\":2}", PartnerErrorCode::Other(json!({"k": 2}).into()))]
#[tokio::test]
async fn r38_r40_code_of_an_error(#[case] number: &str, #[case] expected: PartnerErrorCode) {
    assert_eq!(code(number).await, Some(expected));
}

/// Nothing is lost on the way through the union, which is the only one in this API and has no discriminator.
#[rstest]
#[case::integer("9007199254740993")]
#[case::beyond_64_bits_signed("18446744073709551615")]
#[case::fraction("0.1")]
#[case::point_zero("1.0")]
#[case::minus_zero("-0.0")]
#[case::beyond_64_bits("18446744073709551617")]
#[case::beyond_doubles("1e400")]
#[case::many_digits("[0.1000000000000000055]")]
#[case::text("\"2000\"")]
#[case::object(r#"{"a":1,"b":{"c":[null,false]}}"#)]
#[tokio::test]
async fn r40_r41_codes_are_written_as_they_were_read(#[case] number: &str) {
    let code = code(number).await.unwrap();
    assert_eq!(serde_json::to_string(&code).unwrap(), number);
}

#[tokio::test]
async fn r40_null_and_absent_codes() {
    assert_eq!(code("null").await, None);
    let error = failure(outcome(Reply::json(400, "{}")).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.code, None);
}

/// What is no JSON is no number; there the raw body has to do.
#[rstest]
#[case::r38_infinity("Infinity")]
#[case::r38_leading_zero("012")]
#[case::r38_plus("+1")]
#[case::r38_hexadecimal("0x10")]
#[tokio::test]
async fn r38_codes_that_are_no_numbers(#[case] number: &str) {
    assert_eq!(code(number).await, None);
}

async fn status_code(number: &str) -> Option<Option<i32>> {
    let error = failure(outcome(Reply::json(429, format!(r#"{{"statusCode":{number}}}"#))).await, ErrorKind::Status);
    match error.typed() {
        Some(UpdateCustomerError::TooManyRequests(throttled)) => Some(throttled.status_code),
        Some(other) => panic!("{other:?}"),
        None => None,
    }
}

#[rstest]
#[case::r38_whole("429", Some(Some(429)))]
#[case::r38_point_zero("429.0", Some(Some(429)))]
#[case::r38_exponent("4.29e2", Some(Some(429)))]
#[case::r38_minus_zero("-0", Some(Some(0)))]
#[case::r38_null("null", Some(None))]
#[case::r38_largest("2147483647", Some(Some(i32::MAX)))]
#[case::r38_too_large("2147483648", None)]
#[case::r38_too_small("-2147483649", None)]
#[case::r38_two_to_the_32("4294967725", None)]
#[case::r38_two_to_the_64("18446744073709551616", None)]
#[case::r38_fraction("429.5", None)]
#[case::r38_huge("1e400", None)]
#[case::r38_text("\"429\"", None)]
#[case::r38_boolean("true", None)]
#[tokio::test]
async fn r38_status_code_of_throttling(#[case] number: &str, #[case] expected: Option<Option<i32>>) {
    assert_eq!(status_code(number).await, expected);
}

/// A number without a type keeps its digits; the nearest double is there to look at.
#[rstest]
#[case::r38_beyond_doubles("9007199254740993", false)]
#[case::r38_largest("18446744073709551615", false)]
#[case::r38_smallest("-9223372036854775808", false)]
#[case::r38_beyond_64_bits("18446744073709551617", true)]
#[case::r38_huge("1e400", true)]
#[case::r38_fraction("0.1000000000000000055", true)]
#[tokio::test]
async fn r38_untyped_numbers(#[case] number: &str, #[case] is_double: bool) {
    let body = format!(r#"{{"data":[{number}]}}"#);
    let error = failure(outcome(Reply::json(400, body.clone())).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    let item = &partner.data.as_ref().unwrap()[0];
    assert_eq!((item.to_string().as_str(), item.is_f64()), (number, is_double));
    assert_eq!(error.body(), body.as_bytes());
}
