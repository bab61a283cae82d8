//! Redirects are never followed: the answer is an error with its `Location`, and nobody else hears of the call.

use partner_center::models::{CustomerUser, PasswordProfile};
use partner_center::{Error, ErrorKind};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{call, call_with, client, failure};

/// The error of a call that is redirected, after a look at the origin that must not have been asked twice.
async fn redirected(status: u16, location: impl AsRef<[u8]>) -> Error {
    let server = Server::always(Reply::new(status).header("Location", location));
    let secret = CustomerUser::new().password_profile(PasswordProfile::new().password("pw"));
    let error = failure(call_with(&server, secret).await, ErrorKind::Status);
    assert_eq!(server.request().method, "PATCH");
    assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
    error
}

#[rstest]
#[case::multiple_choices(300)]
#[case::moved(301)]
#[case::r50_found(302)]
#[case::see_other(303)]
#[case::use_proxy(305)]
#[case::temporary(307)]
#[case::permanent(308)]
#[tokio::test]
async fn r45_r46_another_origin_sees_nothing(#[case] status: u16) {
    let other = Server::always(Reply::json(200, r#"{"id":"evil"}"#));
    let location = format!("{}/v1/customers/c/users/u", other.url());
    let error = redirected(status, &location).await;
    assert_eq!(error.header("location"), Some(location.as_str()));
    assert_eq!(other.connections(), 0, "not even a connection");
}

#[rstest]
#[case::cross_host("https://api.evil.example/")]
#[case::subdomain("https://x.api.partnercenter.microsoft.com/")]
#[case::trailing_dot("http://127.0.0.1./")]
#[case::userinfo("https://api.partnercenter.microsoft.com@evil.example/")]
#[case::scheme_relative("//evil.example/")]
#[case::international("https://аpi.partnercenter.microsoft.com/")]
#[case::r47_downgrade("http://api.partnercenter.microsoft.com/")]
#[case::r49_file("file:///etc/passwd")]
#[case::r49_data("data:application/json,{}")]
#[case::r49_javascript("javascript:alert(1)")]
#[case::r49_relative("/v1/elsewhere")]
#[case::r49_empty("")]
#[case::r49_garbage("http://[::1")]
#[case::r49_spaces("  :::  ")]
#[tokio::test]
async fn r45_r49_locations(#[case] location: &str) {
    let error = redirected(307, location).await;
    let header = error.headers().unwrap().get("location").unwrap();
    assert_eq!(header.as_bytes(), location.trim().as_bytes());
}

#[tokio::test]
async fn r49_no_location_and_one_that_is_no_text() {
    assert_eq!(redirected(302, b"\xff\xfe").await.header("location"), None);
    let server = Server::always(Reply::new(302));
    assert_eq!(failure(call(&server).await, ErrorKind::Status).header("location"), None);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn r48_r51_loops() {
    let server = Server::start(|request, _| Reply::new(308).header("Location", &request.target));
    failure(call(&server).await, ErrorKind::Status);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn r49_a_redirect_with_a_user_in_it_is_no_success() {
    let server = Server::always(Reply::json(302, r#"{"id":"x"}"#).header("Location", "/elsewhere"));
    let error = failure(call(&server).await, ErrorKind::Status);
    assert_eq!(error.body(), br#"{"id":"x"}"#);
}

#[tokio::test]
async fn r52_cookies_are_not_kept() {
    let server = Server::always(Reply::json(200, "{}").header("Set-Cookie", "session=abc; Path=/"));
    let users = client(&server).manage_customer_accounts();
    for _ in 0..2 {
        let response = users.update_customer("c", "u", CustomerUser::new()).send().await.unwrap();
        assert_eq!(response.header("set-cookie"), Some("session=abc; Path=/"));
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!((request.header("cookie"), request.header("referer")), (None, None));
    }
}
