//! JSON bodies that are broken, oversized, nested or ambiguous.

use partner_center::ErrorKind;
use partner_center::manage_customer_accounts::UpdateCustomerError;
use rstest::rstest;
use serde_json::json;
use tests::server::{Framing, Reply, Server};

use crate::support::{call, decoded, failure, fault, outcome, user};

const WHOLE: &str = r#"{"displayName":"Daniel Tsai","id":"x"}"#;

#[rstest]
#[case::whole(Framing::Length)]
#[case::chunked(Framing::Chunked)]
#[case::closed(Framing::ToClose)]
#[tokio::test]
async fn r29_whole_bodies(#[case] framing: Framing) {
    let user = outcome(Reply::json(200, WHOLE).framing(framing)).await.unwrap().into_body().unwrap();
    assert_eq!((user.display_name.as_deref(), user.id.as_deref()), (Some("Daniel Tsai"), Some("x")));
}

#[rstest]
#[case::content_length(Framing::Overlong(5), "33 bytes")]
#[case::chunked(Framing::Unfinished, "33 bytes")]
#[case::closed(Framing::ToClose, "line 1 column 33")]
#[tokio::test]
async fn r29_truncated_bodies(#[case] framing: Framing, #[case] place: &str) {
    let reply = Reply::json(200, &WHOLE.as_bytes()[..33]).framing(framing).header("MS-CV", "cv.0");
    let error = failure(outcome(reply).await, ErrorKind::Decode);
    assert_eq!((error.status().unwrap().as_u16(), error.header("ms-cv")), (200, Some("cv.0")));
    assert_eq!(error.body(), &WHOLE.as_bytes()[..33]);
    let fault = error.decode_error().unwrap();
    assert!(fault.message.contains(place), "{fault:?}");
}

/// A body that is whole as JSON, but not as HTTP: the rest may have been anything.
#[rstest]
#[case::content_length(Framing::Overlong(5))]
#[case::chunked(Framing::Unfinished)]
#[tokio::test]
async fn r29_truncated_after_the_json(#[case] framing: Framing) {
    let error = failure(outcome(Reply::json(200, WHOLE).framing(framing)).await, ErrorKind::Decode);
    assert!(error.outcome_unknown());
}

#[rstest]
#[case::at_every_byte_of_the_head("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n")]
#[tokio::test]
async fn r29_truncated_heads(#[case] head: &str) {
    for end in (1..head.len()).step_by(9) {
        let server = Server::always(Reply::verbatim(&head[..end]));
        let error = failure(call(&server).await, ErrorKind::Transport);
        assert_eq!((error.status(), error.outcome_unknown()), (None, true));
    }
}

#[rstest]
#[case::a_list("[]", "")]
#[case::a_string("\"x\"", "")]
#[case::a_number("7", "")]
#[case::trailing_text("{} x", "")]
#[case::trailing_comma(r#"{"id":"x",}"#, "")]
#[case::no_quotes(r#"{id:"x"}"#, "")]
#[case::not_a_number(r#"{"id":NaN}"#, "/id")]
#[case::r36_string(r#"{"id":5}"#, "/id")]
#[case::r36_enumeration(r#"{"state":0}"#, "/state")]
#[case::r36_boolean(r#"{"passwordProfile":{"forceChangePassword":"true"}}"#, "/passwordProfile/forceChangePassword")]
#[case::r36_object(r#"{"links":[]}"#, "/links")]
#[case::r36_array(r#"{"links":{"self":{"headers":{}}}}"#, "/links/self/headers")]
#[case::r36_password(r#"{"passwordProfile":{"password":{"length":8}}}"#, "/passwordProfile/password")]
#[case::r36_item(r#"{"links":{"self":{"headers":[{},{},{"value":true}]}}}"#, "/links/self/headers/2/value")]
#[case::r36_null_item(r#"{"links":{"self":{"headers":[{},null]}}}"#, "/links/self/headers/1")]
#[tokio::test]
async fn r36_places_of_what_does_not_fit(#[case] body: &str, #[case] path: &str) {
    let result = decoded("application/json", body).await;
    let (found, message) = fault(result);
    assert_eq!(found, path, "{message}");
    assert!(message.contains("line 1 column"), "{message}");
}

#[tokio::test]
async fn r31_keys_without_meaning() {
    let body = r##"{"__proto__":{"id":"evil"},"constructor":1,"":2,"$ref":"#","ID":"evil"," id":"evil","id\u0000":"evil","id":"x"}"##;
    assert_eq!(user(body).await.id.as_deref(), Some("x"));
    let error = outcome(Reply::json(400, r#"{"data":[{"__proto__":1,"":2,"constructor":{}}]}"#)).await.unwrap_err();
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.data.unwrap(), [json!({"__proto__": 1, "": 2, "constructor": {}})]);
}

#[tokio::test]
async fn r31_an_escaped_key_is_the_same_key() {
    assert_eq!(user(r#"{"\u0069\u0064":"x"}"#).await.id.as_deref(), Some("x"));
}

#[tokio::test]
async fn r31_a_key_of_a_megabyte_and_a_million_keys() {
    let body = format!("{{\"{}\":1,\"id\":\"x\"}}", "k".repeat(1 << 20));
    assert_eq!(user(body).await.id.as_deref(), Some("x"));
    let mut body = String::from("{");
    (0..1_000_000).for_each(|number| body += &format!("\"{number}\":0,"));
    body += r#""id":"x"}"#;
    assert_eq!(user(body).await.id.as_deref(), Some("x"));
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}0{}", open.repeat(depth), close.repeat(depth))
}

#[rstest]
#[case::lists("[", "]", 129)]
#[case::many_lists("[", "]", 10_000)]
#[case::objects("{\"a\":", "}", 129)]
#[case::very_many_objects("{\"a\":", "}", 200_000)]
#[tokio::test]
async fn r32_nesting_beyond_the_limit(#[case] open: &str, #[case] close: &str, #[case] depth: usize) {
    let deep = nested(open, close, depth);
    fault(decoded("application/json", format!(r#"{{"id":{deep}}}"#)).await);
    // In a member that takes anything, and in a union.
    for body in [format!(r#"{{"data":[{deep}]}}"#), format!(r#"{{"code":{deep}}}"#)] {
        let error = failure(outcome(Reply::json(400, body.clone())).await, ErrorKind::Status);
        assert_eq!(error.typed::<UpdateCustomerError>(), None);
        assert_eq!(error.body(), &body.as_bytes()[..body.len().min(1 << 20)]);
    }
    // What nobody looks at may be as deep as it likes, since that costs no stack (R35 counts for more).
    assert_eq!(user(format!(r#"{{"unknown":{deep},"id":"x"}}"#)).await.id.as_deref(), Some("x"));
}

#[tokio::test]
async fn r32_nesting_below_the_limit() {
    let deep = nested("[", "]", 120);
    let error = failure(outcome(Reply::json(400, format!(r#"{{"data":[{deep}]}}"#))).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.data.unwrap()[0].to_string(), deep);
}

/// The last one counts, everywhere.
#[tokio::test]
async fn r33_duplicate_keys() {
    let body = r#"{"id":"a","unknown":1,"links":{"self":{"uri":"1","body":"b"}},"id":"b","unknown":[],"links":{"self":{"uri":"2"}}}"#;
    let user = user(body).await;
    assert_eq!(user.id.as_deref(), Some("b"));
    let link = user.links.unwrap().self_.unwrap();
    assert_eq!((link.uri.as_deref(), link.body), (Some("2"), None), "replaced, not merged");

    let body = r#"{"code":1,"data":[{"k":1,"k":2}],"code":"2"}"#;
    let error = failure(outcome(Reply::json(400, body)).await, ErrorKind::Status);
    let Some(UpdateCustomerError::Default(partner)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(partner.code.unwrap(), "2".to_owned().into());
    assert_eq!(partner.data.unwrap(), [json!({"k": 2})]);
}

#[rstest]
#[case::then_null(r#"{"id":"a","id":null}"#, None)]
#[case::after_null(r#"{"id":null,"id":"b"}"#, Some("b"))]
#[case::escaped(r#"{"id":"a","\u0069d":"b"}"#, Some("b"))]
#[tokio::test]
async fn r33_duplicate_keys_and_null(#[case] body: &str, #[case] expected: Option<&str>) {
    assert_eq!(user(body).await.id.as_deref(), expected);
}

#[tokio::test]
async fn r33_a_duplicate_that_does_not_fit_is_an_error_even_if_it_is_overwritten() {
    let (path, _) = fault(decoded("application/json", r#"{"id":5,"id":"b"}"#).await);
    assert_eq!(path, "/id");
}

#[tokio::test]
async fn r35_unknown_members() {
    let body =
        r#"{"new":{"a":[1,2,{"b":1e999}]},"id":"x","links":{"first":{"uri":1},"self":{"verb":"GET","uri":"u"}}}"#;
    let user = user(body).await;
    assert_eq!(user.id.as_deref(), Some("x"));
    assert_eq!(user.links.unwrap().self_.unwrap().uri.as_deref(), Some("u"));
}

#[rstest]
#[case::invalid_utf_8(b"{\"id\":\"a\xff\"}", "/id")]
#[case::overlong_utf_8(b"{\"id\":\"\xc0\xaf\"}", "/id")]
#[case::surrogate_in_utf_8(b"{\"id\":\"\xed\xa0\x80\"}", "/id")]
#[case::lone_high_surrogate(br#"{"id":"\ud800"}"#, "/id")]
#[case::lone_low_surrogate(br#"{"id":"\udc00x"}"#, "/id")]
#[case::surrogates_in_the_wrong_order(br#"{"id":"\udc00\ud800"}"#, "/id")]
#[case::bare_nul(b"{\"id\":\"a\0b\"}", "/id")]
#[case::bare_line_break(b"{\"id\":\"a\nb\"}", "/id")]
#[case::key(b"{\"\xff\":1}", "")]
#[case::enumeration(b"{\"state\":\"\xff\"}", "/state")]
#[case::secret(b"{\"passwordProfile\":{\"password\":\"\xff\"}}", "/passwordProfile/password")]
#[tokio::test]
async fn r39_texts_that_are_none(#[case] body: &[u8], #[case] path: &str) {
    let (found, message) = fault(decoded("application/json", body).await);
    assert_eq!(found, path);
    assert!(message.contains(" column "), "{message}");
}

#[rstest]
#[case::pair(r#"{"id":"\ud83d\ude00"}"#, "😀")]
#[case::escaped_nul(r#"{"id":"a\u0000b"}"#, "a\0b")]
#[case::right_to_left("{\"id\":\"a\u{202e}b\"}", "a\u{202e}b")]
#[case::inner_byte_order_mark("{\"id\":\"\u{feff}a\"}", "\u{feff}a")]
#[case::entity(r#"{"id":"We&#39;re"}"#, "We&#39;re")]
#[tokio::test]
async fn r39_texts_that_stay_as_they_are(#[case] body: &str, #[case] expected: &str) {
    assert_eq!(user(body).await.id.as_deref(), Some(expected));
}
