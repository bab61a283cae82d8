//! The bytes of a request in each of the five media types, and the headers that go with them.

use partner_center::ErrorKind;
use partner_center::models::{
    CustomerUser, CustomerUserDomainType, CustomerUserState, KeyValuePair, Link, PasswordProfile, ResourceAttributes,
    ResourceLinks,
};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{builder, call, call_with, failure};

const JSON: &str = concat!(
    r#"{"attributes":{"objectType":"CustomerUser"},"displayName":"Zoë & <Co> \"x\"","#,
    r#""links":{"self":{"headers":[{"key":"a","value":"1"},{"key":"b"}],"uri":"/x?y=1&z"}},"#,
    r#""passwordProfile":{"forceChangePassword":true,"password":"p&<+ =%"},"#,
    r#""state":"active","userDomainType":"none"}"#
);

const XML: &str = concat!(
    r#"<?xml version="1.0" encoding="utf-8"?><CustomerUser>"#,
    "<attributes><objectType>CustomerUser</objectType></attributes>",
    "<displayName>Zoë &amp; &lt;Co&gt; &quot;x&quot;</displayName>",
    "<links><self><headers><key>a</key><value>1</value></headers><headers><key>b</key></headers>",
    "<uri>/x?y=1&amp;z</uri></self></links>",
    "<passwordProfile><forceChangePassword>true</forceChangePassword><password>p&amp;&lt;+ =%</password></passwordProfile>",
    "<state>active</state><userDomainType>none</userDomainType></CustomerUser>"
);

const FORM: &str = concat!(
    "attributes=%7B%22objectType%22%3A%22CustomerUser%22%7D",
    "&displayName=Zo%C3%AB+%26+%3CCo%3E+%22x%22",
    "&links=%7B%22self%22%3A%7B%22headers%22%3A%5B%7B%22key%22%3A%22a%22%2C%22value%22%3A%221%22%7D%2C",
    "%7B%22key%22%3A%22b%22%7D%5D%2C%22uri%22%3A%22%2Fx%3Fy%3D1%26z%22%7D%7D",
    "&passwordProfile=%7B%22forceChangePassword%22%3Atrue%2C%22password%22%3A%22p%26%3C%2B+%3D%25%22%7D",
    "&state=active&userDomainType=none"
);

fn sample() -> CustomerUser {
    let headers = vec![KeyValuePair::new().key("a").value("1"), KeyValuePair::new().key("b")];
    CustomerUser::new()
        .display_name("Zoë & <Co> \"x\"")
        .attributes(ResourceAttributes::new().object_type("CustomerUser"))
        .links(ResourceLinks::new().self_(Link::new().uri("/x?y=1&z").headers(headers)))
        .password_profile(PasswordProfile::new().force_change_password(true).password("p&<+ =%"))
        .state(CustomerUserState::Active)
        .user_domain_type(CustomerUserDomainType::None)
}

#[rstest]
#[case::json("application/json", JSON)]
#[case::text_json("text/json", JSON)]
#[case::xml("application/xml", XML)]
#[case::text_xml("text/xml", XML)]
#[case::form("application/x-www-form-urlencoded", FORM)]
#[case::with_a_parameter("application/json; charset=utf-8", JSON)]
#[case::in_capitals("TEXT/XML", XML)]
#[tokio::test]
async fn request_bodies(#[case] media_type: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    call_with(&server, sample()).content_type(media_type).await.unwrap();
    let request = server.request();
    assert_eq!(request.text(), expected);
    assert_eq!(request.header("content-type"), Some(media_type));
    assert_eq!(request.header("content-length"), Some(expected.len().to_string().as_str()));
    assert_eq!(
        request.header("accept"),
        Some("application/json, text/json, application/xml, text/xml"),
        "what is sent does not decide what is asked for"
    );
}

/// An empty body has a length too: some servers answer 411 without (RFC 9110 §8.6).
#[rstest]
#[case::json("application/json", "{}")]
#[case::xml("text/xml", r#"<?xml version="1.0" encoding="utf-8"?><CustomerUser></CustomerUser>"#)]
#[case::form("application/x-www-form-urlencoded", "")]
#[tokio::test]
async fn request_bodies_without_a_member(#[case] media_type: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    call(&server).content_type(media_type).await.unwrap();
    assert_eq!(server.request().text(), expected);
    assert_eq!(server.request().header("content-length"), Some(expected.len().to_string().as_str()));
}

#[rstest]
#[case::json("application/json", r#"{"displayName":"a\r\nb\tc\u0000]]>\u001f\\/\"","firstName":""}"#)]
#[case::form("application/x-www-form-urlencoded", "displayName=a%0D%0Ab%09c%00%5D%5D%3E%1F%5C%2F%22&firstName=")]
#[tokio::test]
async fn request_bodies_with_control_characters(#[case] media_type: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    let user = CustomerUser::new().display_name("a\r\nb\tc\0]]>\u{1f}\\/\"").first_name("");
    call_with(&server, user).content_type(media_type).await.unwrap();
    assert_eq!(server.request().text(), expected);
}

/// Readers of XML turn CR LF and a lone CR into LF (XML 1.0 §2.11), so a CR has to go as a reference.
#[rstest]
#[case::carriage_return("a\r\nb\rc", "a&#13;\nb&#13;c")]
#[case::end_of_cdata("]]>", "]]&gt;")]
#[case::entity("&amp;", "&amp;amp;")]
#[case::apostrophe("it's", "it&apos;s")]
#[case::outer_space("  a ", "  a ")]
#[case::emoji("👩‍💻", "👩‍💻")]
#[case::empty("", "")]
#[tokio::test]
async fn xml_texts(#[case] text: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    call_with(&server, CustomerUser::new().display_name(text)).content_type("text/xml").await.unwrap();
    let sent = server.request().text();
    let inner = sent.split_once("<displayName>").and_then(|(_, rest)| rest.split_once("</displayName>")).unwrap();
    assert_eq!(inner.0, expected);
}

#[rstest]
#[case::nul("a\0b")]
#[case::escape("\u{1b}[2J")]
#[case::not_a_character("\u{ffff}")]
#[tokio::test]
async fn xml_texts_without_a_form(#[case] text: &str) {
    let server = Server::always(Reply::new(200));
    let call = call_with(&server, CustomerUser::new().display_name(text)).content_type("application/xml");
    failure(call.await, ErrorKind::Request);
    assert_eq!(server.connections(), 0, "nothing was sent");
}

#[tokio::test]
async fn empty_arrays() {
    let user = CustomerUser::new().links(ResourceLinks::new().next(Link::new().headers(Vec::new())));
    for (media_type, expected) in [
        ("application/json", r#"{"links":{"next":{"headers":[]}}}"#),
        (
            "application/xml",
            r#"<?xml version="1.0" encoding="utf-8"?><CustomerUser><links><next></next></links></CustomerUser>"#,
        ),
        ("application/x-www-form-urlencoded", "links=%7B%22next%22%3A%7B%22headers%22%3A%5B%5D%7D%7D"),
    ] {
        let server = Server::always(Reply::new(200));
        call_with(&server, user.clone()).content_type(media_type).await.unwrap();
        assert_eq!(server.request().text(), expected);
    }
}

#[rstest]
#[case::undeclared("text/csv")]
#[case::suffix_alone("application/problem+json")]
#[case::empty("")]
#[case::no_slash("json")]
#[case::any("*/*")]
#[case::line_break("application/json\r\nX-Evil: 1")]
#[case::line_break_in_a_parameter("application/json; a=\r\nX-Evil: 1")]
#[tokio::test]
async fn request_media_types_that_are_refused(#[case] media_type: &str) {
    let server = Server::always(Reply::new(200));
    let error = failure(call(&server).content_type(media_type).await, ErrorKind::Request);
    assert_eq!(error.attempts(), 0);
    failure(call(&server).accept(media_type).await, ErrorKind::Request);
    assert_eq!(server.connections(), 0, "nothing was sent");
}

#[rstest]
#[case::json("application/json")]
#[case::text_json("text/json")]
#[case::xml("application/xml")]
#[case::text_xml("text/xml")]
#[case::with_a_parameter("application/json;odata=none")]
#[tokio::test]
async fn accept_per_call(#[case] media_type: &str) {
    let server = Server::always(Reply::new(200));
    call(&server).accept(media_type).await.unwrap();
    let request = server.request();
    assert_eq!(request.header("accept"), Some(media_type));
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_form_is_sent_but_not_asked_for() {
    let server = Server::always(Reply::new(200));
    failure(call(&server).accept("application/x-www-form-urlencoded").await, ErrorKind::Request);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn default_headers() {
    let server = Server::always(Reply::new(200));
    let builder = builder(&server).header("X-Locale", "en-US").header("User-Agent", "mine");
    let builder = builder.header("ms-cv", "default").header("x-locale", "nl-NL");
    // What the call itself says wins, and what the caller says wins over what the document declares.
    let client = builder.header("Accept", "text/plain").header("Authorization", "other").build();
    let users = client.unwrap().manage_customer_accounts();
    users.update_customer("c", "u", CustomerUser::new()).await.unwrap();
    users.update_customer("c", "u", CustomerUser::new()).ms_cv("own").accept("text/xml").await.unwrap();
    let [first, second]: [_; 2] = server.requests().try_into().unwrap();
    assert_eq!(first.header("x-locale"), Some("nl-NL"), "the last one counts");
    assert_eq!(first.header("user-agent"), Some("mine"));
    assert_eq!((first.header("ms-cv"), second.header("ms-cv")), (Some("default"), Some("own")));
    assert_eq!((first.header("accept"), second.header("accept")), (Some("text/plain"), Some("text/xml")));
    assert_eq!(first.headers.iter().filter(|(name, _)| name == "authorization").count(), 1);
    assert!(first.header("authorization").unwrap().starts_with("Bearer "));
}
