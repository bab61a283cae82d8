//! The exchanges that Microsoft's articles print, and the ways in which the live service departs from them.

use partner_center::models::{
    CustomerUser, CustomerUserDomainType, CustomerUserState, KeyValuePair, Link, PasswordProfile, ResourceAttributes,
    ResourceLinks,
};
use rstest::rstest;
use tests::server::{Framing, Reply, Server};

use crate::support::{CUSTOMER, TOKEN, USER, call, call_with, outcome, user};

const UPDATED: &str = r#"{"usageLocation":"new country/region code","id":"4b10bf41-ab11-40e3-8c53-cd67849b50de",
 "userPrincipalName":"emailidchange@abcdefgh1234.ccsctp.net","firstName":"FirstNameChange","lastName":"LastNameChange",
 "displayName":"DisplayNameChange","userDomainType":"none","state":"active",
 "links":{"self":{"uri":"/customers/eebd1b55/users/4b10bf41","method":"GET","headers":[]}},
 "attributes":{"objectType":"CustomerUser"}}"#;

fn attributes() -> ResourceAttributes {
    ResourceAttributes::new().object_type("CustomerUser")
}

fn updated() -> CustomerUser {
    CustomerUser::new()
        .usage_location("new country/region code")
        .id("4b10bf41-ab11-40e3-8c53-cd67849b50de")
        .user_principal_name("emailidchange@abcdefgh1234.ccsctp.net")
        .first_name("FirstNameChange")
        .last_name("LastNameChange")
        .display_name("DisplayNameChange")
        .user_domain_type(CustomerUserDomainType::None)
        .state(CustomerUserState::Active)
        .links(
            ResourceLinks::new()
                .self_(Link::new().uri("/customers/eebd1b55/users/4b10bf41").method("GET").headers(Vec::new())),
        )
        .attributes(attributes())
}

#[tokio::test]
async fn trace_3_1_update() {
    let server = Server::always(Reply::json(200, UPDATED));
    let changes = CustomerUser::new().usage_location("new country/region code").attributes(attributes());
    assert_eq!(call_with(&server, changes).await.unwrap(), Some(updated()));

    let request = server.request();
    assert_eq!(request.method, "PATCH");
    assert_eq!(request.target, format!("/v1/customers/{CUSTOMER}/users/{USER}"));
    assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    assert_eq!(request.header("accept"), Some("application/json, text/json, application/xml, text/xml"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    let sent = r#"{"attributes":{"objectType":"CustomerUser"},"usageLocation":"new country/region code"}"#;
    assert_eq!(request.text(), sent);
    assert_eq!(request.header("content-length"), Some(sent.len().to_string().as_str()));
}

#[tokio::test]
async fn trace_3_2_restore() {
    let body = UPDATED.replace("DisplayNameChange", "Restored");
    let reply = Reply::new(200)
        .header("Content-Type", "application/json; charset=utf-8")
        .header("MS-CV", "ZTeBriO7mEaiM13+.0")
        .header("MS-ServerId", "101112616")
        .body(body);
    let server = Server::always(reply);
    let restore = CustomerUser::new().state(CustomerUserState::Active).attributes(attributes());
    let response = call_with(&server, restore).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.header("MS-CV"), Some("ZTeBriO7mEaiM13+.0"));
    assert_eq!(response.header("ms-serverid"), Some("101112616"));
    assert_eq!(response.into_body(), Some(updated().display_name("Restored")));
    assert_eq!(server.request().text(), r#"{"attributes":{"objectType":"CustomerUser"},"state":"active"}"#);
}

#[tokio::test]
async fn trace_3_3_password_reset_with_the_password_echoed() {
    let echo = r#"{"passwordProfile":{"forceChangePassword":false,"password":"Renew456*"},
        "lastDirectorySyncTime":null,"softDeletionTime":null}"#;
    let server = Server::always(Reply::json(200, echo));
    let profile = PasswordProfile::new().password("Renew456*").force_change_password(true);
    let reset = CustomerUser::new().password_profile(profile).attributes(attributes());
    let mut seen = format!("{reset:?}");
    let call = call_with(&server, reset);
    seen += &format!("{call:?}");
    let response = call.send().await.unwrap();
    seen += &format!("{response:?}");
    let user = response.into_body().unwrap();
    seen += &format!("{user:?} {:#?}", user.password_profile);

    let profile = user.password_profile.unwrap();
    assert_eq!(profile.password.as_ref().unwrap().expose(), "Renew456*");
    assert_eq!(profile.force_change_password, Some(false));
    assert_eq!((user.last_directory_sync_time, user.soft_deletion_time), (None, None));
    let sent = r#"{"attributes":{"objectType":"CustomerUser"},"passwordProfile":{"forceChangePassword":true,"password":"Renew456*"}}"#;
    assert_eq!(server.request().text(), sent);
    assert!(seen.contains("[redacted]") && !seen.contains("Renew") && !seen.contains(TOKEN), "{seen}");
}

#[tokio::test]
async fn trace_3_5_deleted_user() {
    let body = r#"{"state":"inactive","softDeletionTime":"2017-01-20T00:33:34Z","userDomainType":"federated"}"#;
    let expected = CustomerUser::new()
        .state(CustomerUserState::Inactive)
        .soft_deletion_time("2017-01-20T00:33:34Z")
        .user_domain_type(CustomerUserDomainType::Federated);
    assert_eq!(user(body).await, expected);
}

#[tokio::test]
async fn trace_3_6_headers_of_a_link() {
    let body = r#"{"links":{"self":{"method":"GET","headers":[]},"next":{"uri":"/invoices/x?seekOperation=Next","method":"GET",
        "headers":[{"key":"MS-ContinuationToken","value":"AQAAAA=="},{"key":"X","value":null}]}}}"#;
    let links = user(body).await.links.unwrap();
    let headers = vec![KeyValuePair::new().key("MS-ContinuationToken").value("AQAAAA=="), KeyValuePair::new().key("X")];
    let next = Link::new().uri("/invoices/x?seekOperation=Next").method("GET").headers(headers);
    assert_eq!(links.next, Some(next));
    assert_eq!(links.self_, Some(Link::new().method("GET").headers(Vec::new())), "a link may lack its uri");
    assert_eq!(links.previous, None);
}

#[rstest]
#[case::json("application/json; charset=utf-8", UPDATED)]
#[case::xml("application/xml", "<CustomerUser><displayName>DisplayNameChange</displayName></CustomerUser>")]
#[tokio::test]
async fn trace_3_7_byte_order_mark(#[case] media_type: &str, #[case] body: &str) {
    let body = [b"\xef\xbb\xbf", body.as_bytes()].concat();
    let reply = Reply::new(200).header("Content-Type", media_type).body(body);
    let user = outcome(reply).await.unwrap().into_body().unwrap();
    assert_eq!(user.display_name.as_deref(), Some("DisplayNameChange"));
}

#[tokio::test]
async fn trace_3_7_two_byte_order_marks_are_one_too_many() {
    let body = [b"\xef\xbb\xbf\xef\xbb\xbf", UPDATED.as_bytes()].concat();
    let (path, message) = crate::support::fault(outcome(Reply::json(200, body)).await);
    assert_eq!(path, "");
    assert!(message.contains("line 1 column 1"), "{message}");
}

#[tokio::test]
async fn trace_3_2_explicit_nulls_read_like_absent_members() {
    let nulls = r#"{"attributes":null,"displayName":null,"firstName":null,"id":null,"immutableId":null,
        "lastDirectorySyncTime":null,"lastName":null,"links":null,"passwordProfile":null,"phoneNumber":null,
        "softDeletionTime":null,"state":null,"usageLocation":null,"userDomainType":null,"userPrincipalName":null}"#;
    assert_eq!(user(nulls).await, CustomerUser::new());
    assert_eq!(user("{}").await, CustomerUser::new());
    assert_ne!(user(UPDATED).await, CustomerUser::new());
}

#[rstest]
#[case::with_a_length(Reply::new(200))]
#[case::with_a_media_type(Reply::json(200, ""))]
#[case::with_a_wrong_media_type(Reply::new(200).header("Content-Type", "text/html"))]
#[case::chunked(Reply::json(200, "").framing(Framing::Chunked))]
#[case::closed(Reply::json(200, "").framing(Framing::ToClose))]
#[case::white_space(Reply::json(200, " \r\n\t"))]
#[case::byte_order_mark(Reply::json(200, "\u{feff}"))]
#[case::null(Reply::json(200, "null"))]
#[case::status_204(Reply::verbatim("HTTP/1.1 204 No Content\r\nMS-CV: x\r\n\r\n"))]
#[tokio::test]
async fn trace_10_3_no_body_is_no_user(#[case] reply: Reply) {
    assert_eq!(outcome(reply).await.unwrap().into_body(), None);
}

#[tokio::test]
async fn trace_4_request_and_correlation_ids() {
    let server = Server::always(Reply::new(200));
    call(&server).await.unwrap();
    call(&server).ms_requestid("mine").ms_correlationid("ours").ms_cv("uWM1EGU7+0aI2MvV.0").await.unwrap();
    let [made, given]: [_; 2] = server.requests().try_into().unwrap();
    let ids = [made.header("ms-requestid").unwrap(), made.header("ms-correlationid").unwrap()];
    for id in ids {
        assert_eq!(id.len(), 36, "{id}");
        assert_eq!((id.as_bytes()[14], id.matches('-').count()), (b'4', 4), "{id} is no random UUID");
    }
    assert_ne!(ids[0], ids[1]);
    assert_eq!(made.header("ms-cv"), None);
    assert_eq!(given.header("ms-requestid"), Some("mine"));
    assert_eq!(given.header("ms-correlationid"), Some("ours"));
    assert_eq!(given.header("ms-cv"), Some("uWM1EGU7+0aI2MvV.0"));
    for name in ["ms-requestid", "ms-correlationid", "ms-cv", "authorization", "content-type", "accept"] {
        assert!(given.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)).count() == 1, "{name} once");
    }
}

#[tokio::test]
async fn trace_4_headers_of_a_response() {
    let reply = Reply::json(200, "{}")
        .header("MS-RequestId", "ad8f63ab-1fa1-4e0e-8d7b-6fc9a4c71a57")
        .header("MS-CorrelationId", "c4b34b4c")
        .header("MS-CV", "uWM1EGU7+0aI2MvV.0")
        .header("X-Bytes", b"\xff");
    let response = outcome(reply).await.unwrap();
    assert_eq!(response.header("ms-requestid"), Some("ad8f63ab-1fa1-4e0e-8d7b-6fc9a4c71a57"));
    assert_eq!(response.header("MS-CorrelationId"), Some("c4b34b4c"));
    assert_eq!(response.header("ms-cv"), Some("uWM1EGU7+0aI2MvV.0"));
    assert_eq!((response.header("x-bytes"), response.header("x-none")), (None, None));
    assert_eq!(response.headers()["x-bytes"].as_bytes(), b"\xff");
}
