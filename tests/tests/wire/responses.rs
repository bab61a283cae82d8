//! Which codec reads a response: what the response says it is, if the document declares that.

use partner_center::ErrorKind;
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{call, decoded, failure, fault, outcome};

const JSON: &str = r#"{"id":"x","unknown":[1,{"a":null}]}"#;
const XML: &str = "<CustomerUser><id>x</id><unknown><a/></unknown></CustomerUser>";

#[rstest]
#[case::json("application/json", JSON)]
#[case::json_charset("application/json; charset=utf-8", JSON)]
#[case::json_case("Application/JSON;Charset=\"UTF-8\"", JSON)]
#[case::json_space("application/json ;odata=none", JSON)]
#[case::text_json("text/json", JSON)]
#[case::text_json_charset("text/json; charset=utf-8", JSON)]
#[case::problem_json("application/problem+json", JSON)]
#[case::called_a_text("text/plain; charset=utf-8", JSON)]
#[case::vendor_json("application/vnd.microsoft.user.v1+json; charset=utf-8", JSON)]
#[case::xml("application/xml", XML)]
#[case::xml_charset("application/xml;charset=utf-8", XML)]
#[case::text_xml("text/xml", XML)]
#[case::text_xml_case("TEXT/XML; charset=UTF-8", XML)]
#[case::vendor_xml("application/vnd.microsoft.user+XML", XML)]
#[tokio::test]
async fn r30_media_types_that_are_read(#[case] media_type: &str, #[case] body: &str) {
    let user = decoded(media_type, body).await.unwrap().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
}

#[rstest]
#[case::html("text/html; charset=utf-8", "<html></html>")]
#[case::bytes("application/octet-stream", JSON)]
#[case::form("application/x-www-form-urlencoded", "id=x")]
#[case::csv_suffix("application/json+csv", JSON)]
#[case::no_slash("json", JSON)]
#[case::empty("", JSON)]
#[case::garbage(";;;", JSON)]
#[tokio::test]
async fn r30_media_types_that_are_not(#[case] media_type: &str, #[case] body: &str) {
    let error = failure(decoded(media_type, body).await, ErrorKind::MediaType);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body(), body.as_bytes());
    assert_eq!(error.header("content-type"), Some(media_type));
}

#[tokio::test]
async fn r30_media_type_that_is_no_text() {
    let reply = Reply::new(200).header("Content-Type", b"application/json; \xff").body(JSON);
    failure(outcome(reply).await, ErrorKind::MediaType);
}

#[tokio::test]
async fn r30_no_media_type_is_what_was_asked_for() {
    let user = outcome(Reply::new(200).body(JSON)).await.unwrap().into_body().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
    let server = Server::always(Reply::new(200).body(XML));
    let user = call(&server).accept("text/xml").await.unwrap().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
    fault(outcome(Reply::new(200).body(XML)).await);
}

#[tokio::test]
async fn r30_a_media_type_that_was_not_asked_for_but_is_declared() {
    let server = Server::always(Reply::new(200).header("Content-Type", "application/xml").body(XML));
    let user = call(&server).accept("application/json").await.unwrap().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
}

#[rstest]
#[case::html_as_json("application/json", "<html></html>")]
#[case::text_as_json("application/json", "OK")]
#[case::json_as_xml("application/xml", JSON)]
#[case::html_as_xml("application/xml", "<html><br></html>")]
#[case::xml_as_json("text/json", XML)]
#[tokio::test]
async fn r30_bodies_that_are_not_what_they_say(#[case] media_type: &str, #[case] body: &str) {
    let error = failure(decoded(media_type, body).await, ErrorKind::Decode);
    assert_eq!((error.status().unwrap().as_u16(), error.body()), (200, body.as_bytes()));
    assert!(!error.decode_error().unwrap().message.is_empty());
}

#[rstest]
#[case::json_latin_1("application/json; charset=latin1", b"{\"id\":\"caf\xe9\"}")]
#[case::xml_latin_1("application/xml; charset=iso-8859-1", b"<CustomerUser><id>caf\xe9</id></CustomerUser>")]
#[case::json_utf_16("application/json; charset=utf-16", b"\xff\xfe{\0}\0")]
#[case::xml_utf_16("text/xml; charset=utf-16", b"\xff\xfe<\0a\0/\0>\0")]
#[tokio::test]
async fn r30_other_charsets_are_not_guessed(#[case] media_type: &str, #[case] body: &[u8]) {
    let error = failure(decoded(media_type, body).await, ErrorKind::Decode);
    assert_eq!(error.body(), body);
}

#[tokio::test]
async fn r30_a_charset_that_does_not_matter() {
    let user = decoded("application/json; charset=latin1", JSON).await.unwrap().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
}

#[rstest]
#[case::r26_gzip("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00")]
#[case::r27_unknown("sdch", b"\x01\x02\x03")]
#[tokio::test]
async fn r27_encodings_nobody_has_asked_for(#[case] encoding: &str, #[case] body: &[u8]) {
    let server = Server::always(Reply::json(200, body).header("Content-Encoding", encoding));
    let error = failure(call(&server).await, ErrorKind::Decode);
    assert_eq!((server.request().header("accept-encoding"), error.body()), (None, body));
}
