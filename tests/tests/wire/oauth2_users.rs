//! OAuth 2.0 with a user: a code that a browser brings back, and a code for a device.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use partner_center::Client;
use partner_center::runtime::oauth2::{
    AuthorizationCode, DeviceAuthorization, OAuth2ErrorKind, PendingAuthorization, PendingDevice,
};
use partner_center::runtime::{BoxFuture, Chunks, RequestBody, ReqwestTransport, Transport, TransportError};
use rstest::rstest;
use tests::server::{Reply, Request, Server};
use url::Url;

use crate::oauth2::{client, forms, numbered, refusal, server, update};

const REDIRECT: &str = "http://127.0.0.1:8080/back";

fn begun() -> (PendingAuthorization, BTreeMap<String, String>) {
    let login = AuthorizationCode::new("an id", REDIRECT).scopes(["read", "write"]).parameter("prompt", "consent");
    let login = login.begin(Client::OAUTH2).expect("the document has a page");
    let url = Url::parse(login.url()).expect("a URL");
    assert_eq!(url.host_str(), Some("login.microsoftonline.com"));
    let query = url.query_pairs().into_owned().collect();
    (login, query)
}

#[tokio::test]
async fn a_browser_brings_back_a_code() {
    let (login, query) = begun();
    let expected = [
        ("response_type", "code"),
        ("client_id", "an id"),
        ("redirect_uri", REDIRECT),
        ("scope", "read write"),
        ("prompt", "consent"),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in expected {
        assert_eq!(query.get(name).map(String::as_str), Some(value), "{name}");
    }
    let verifier = login.verifier().expose().to_owned();
    assert_eq!(verifier.len(), 43, "256 bits");
    assert_eq!(query["code_challenge"], URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(verifier.as_bytes())));
    assert!(!format!("{login:?}").contains(&verifier));
    let grant = login.finish(&format!("{REDIRECT}?state={}&code=a%26b#x", query["state"])).expect("a code");
    let server = server(numbered("0"), |_| true);
    let client = client(&server, grant);
    update(&client).await.unwrap();
    update(&client).await.unwrap();
    let redirect = "redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fback";
    let exchange =
        format!("grant_type=authorization_code&code=a%26b&{redirect}&code_verifier={verifier}&client_id=an+id");
    assert_eq!(forms(&server), [exchange.as_str(), "grant_type=refresh_token&refresh_token=refresh-1&client_id=an+id"]);
}

#[test]
fn two_logins_have_nothing_in_common() {
    let ((one, first), (other, second)) = (begun(), begun());
    assert_ne!((one.state(), &first["code_challenge"]), (other.state(), &second["code_challenge"]));
    assert_ne!(one.verifier(), other.verifier());
}

#[rstest]
#[case::another_state("?state=planted&code=planted", OAuth2ErrorKind::WrongState)]
#[case::no_state("?code=planted", OAuth2ErrorKind::WrongState)]
#[case::nothing("", OAuth2ErrorKind::WrongState)]
#[case::no_code("?state=STATE", OAuth2ErrorKind::WrongState)]
#[case::denied("?state=STATE&error=access_denied&error_description=planted", OAuth2ErrorKind::AccessDenied)]
#[case::an_error_of_another("?state=planted&error=access_denied", OAuth2ErrorKind::WrongState)]
fn a_wrong_answer_is_no_login(#[case] query: &str, #[case] kind: OAuth2ErrorKind) {
    let (login, sent) = begun();
    let redirected = format!("{REDIRECT}{}", query.replace("STATE", &sent["state"]));
    let error = login.finish(&redirected).expect_err("no login");
    assert_eq!(error.kind(), kind);
    assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
}

#[tokio::test]
async fn without_a_refresh_token_the_user_has_to_come_back() {
    let answer = |_: &Request, _| Reply::json(200, r#"{"access_token":"t","expires_in":0}"#);
    let server = server(answer, |_| true);
    let grant = AuthorizationCode::new("id", REDIRECT).exchange("code", "verifier");
    let client = client(&server, grant);
    update(&client).await.unwrap();
    let error = update(&client).await.expect_err("a code works once");
    assert_eq!(refusal(&error).kind(), OAuth2ErrorKind::LoginNeeded);
    assert_eq!(forms(&server).len(), 1);
}

/// Waits for nothing but answers, and notes how long it should have.
struct Impatient(ReqwestTransport, Arc<Mutex<Vec<u64>>>);

impl Transport for Impatient {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        if duration >= Duration::from_secs(30) {
            return self.0.sleep(duration);
        }
        self.1.lock().expect("not poisoned").push(duration.as_secs());
        Box::pin(std::future::ready(()))
    }
}

/// A token endpoint that answers in turn, and then gives tokens.
fn device_server(answers: &'static [(u16, &'static str)], device: &'static str) -> Server {
    let numbered = numbered("3600");
    server(
        move |request, number| match (request.text().contains("device_code"), answers.get(number.saturating_sub(2))) {
            (false, _) => Reply::json(200, device),
            (true, Some((status, error))) => Reply::json(*status, format!(r#"{{"error":"{error}"}}"#)),
            (true, None) => numbered(request, number),
        },
        |_| true,
    )
}

async fn device(server: &Server, transport: &Impatient) -> PendingDevice {
    let url = format!("{}/token", server.url());
    let login = DeviceAuthorization::new("id").scopes(["read"]).device_url(&url).token_url(&url);
    login.begin(Client::OAUTH2, transport).await.expect("a code for the device")
}

const DEVICE: &str = r#"{"device_code":"planted","user_code":"WDJB-MJHT","verification_uri":"https://example.com/device",
    "verification_uri_complete":"https://example.com/device?c=WDJB-MJHT","expires_in":1800,"interval":5}"#;

#[tokio::test]
async fn a_device_waits_for_its_user() {
    let answers = &[(400, "authorization_pending"), (400, "slow_down"), (400, "authorization_pending")];
    let server = device_server(answers, DEVICE);
    let sleeps = Arc::default();
    let transport = Impatient(ReqwestTransport::new().unwrap(), Arc::clone(&sleeps));
    let login = device(&server, &transport).await;
    assert_eq!((login.user_code(), login.verification_uri()), ("WDJB-MJHT", "https://example.com/device"));
    assert_eq!(login.verification_uri_complete(), Some("https://example.com/device?c=WDJB-MJHT"));
    assert!(!format!("{login:?}").contains("planted"));
    let grant = login.finish(&transport).await.expect("the user has logged in");
    assert_eq!(*sleeps.lock().unwrap(), [5, 5, 10, 10], "RFC 8628 §3.5");
    let client = client(&server, grant);
    update(&client).await.unwrap();
    let asked = forms(&server);
    assert_eq!(asked.len(), 5, "the token that came with the login is used: {asked:?}");
    assert_eq!(asked[0], "scope=read&client_id=id");
    assert!(
        asked[1].starts_with("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=planted&")
    );
}

#[rstest]
#[case::denied(&[(400, "authorization_pending"), (400, "access_denied")], OAuth2ErrorKind::AccessDenied)]
#[case::expired(&[(400, "expired_token")], OAuth2ErrorKind::ExpiredToken)]
#[tokio::test]
async fn a_device_gives_up(#[case] answers: &'static [(u16, &'static str)], #[case] kind: OAuth2ErrorKind) {
    let server = device_server(answers, DEVICE);
    let transport = Impatient(ReqwestTransport::new().unwrap(), Arc::default());
    let error = device(&server, &transport).await.finish(&transport).await.expect_err("no login");
    assert_eq!(error.kind(), kind);
}

#[tokio::test]
async fn a_device_does_not_wait_longer_than_its_code_lives() {
    let device_answer =
        r#"{"device_code":"d","user_code":"u","verification_url":"https://example.com","expires_in":0}"#;
    let server = device_server(&[], device_answer);
    let transport = Impatient(ReqwestTransport::new().unwrap(), Arc::default());
    let error = device(&server, &transport).await.finish(&transport).await.expect_err("no login");
    assert_eq!((error.kind(), forms(&server).len()), (OAuth2ErrorKind::ExpiredToken, 1));
}
