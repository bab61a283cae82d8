//! OAuth 2.0: what goes to the token endpoint, what is made of its answers, and how often it is asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use partner_center::models::CustomerUser;
use partner_center::runtime::oauth2::{
    ClientAuthentication, ClientCredentials, Grant, Kind, OAuth2Error, OAuth2ErrorKind, Password, RefreshToken,
};
use partner_center::{Client, Error, ErrorKind};
use rstest::rstest;
use tests::server::{Reply, Request, Server};
use tokio::task::JoinSet;

use crate::support::{builder, failure};

/// A token endpoint at `/token` and an API everywhere else, which takes what `takes` says.
pub(crate) fn server(
    answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static,
    takes: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> Server {
    let asked = AtomicUsize::new(0);
    Server::start(move |request, _| match request.target.as_str() {
        "/token" => answer(request, asked.fetch_add(1, Ordering::SeqCst) + 1),
        _ if takes(request.header("authorization").unwrap_or_default()) => Reply::new(200),
        _ => Reply::new(401),
    })
}

/// Gives `token-1`, `token-2` and so on, with refresh tokens of the same numbers.
pub(crate) fn numbered(life: &'static str) -> impl Fn(&Request, usize) -> Reply + Send + Sync + 'static {
    move |_, number| {
        let tokens = format!(r#""access_token":"token-{number}","refresh_token":"refresh-{number}""#);
        Reply::json(200, format!(r#"{{"token_type":"Bearer",{tokens},"expires_in":{life}}}"#))
    }
}

pub(crate) fn client<K: Kind>(server: &Server, grant: Grant<K>) -> Client {
    let grant = grant.token_url(format!("{}/token", server.url()));
    builder(server).oauth2(grant).build().expect("the settings are good")
}

pub(crate) async fn update(client: &Client) -> Result<(), Error> {
    client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await?;
    Ok(())
}

/// The forms that the token endpoint has got, as text.
pub(crate) fn forms(server: &Server) -> Vec<String> {
    let asked = server.requests().into_iter().filter(|request| request.target == "/token");
    asked.map(|request| request.text()).collect()
}

/// The tokens that the API has got.
fn tokens(server: &Server) -> Vec<String> {
    let calls = server.requests().into_iter().filter(|request| request.target != "/token");
    calls.map(|request| request.header("authorization").unwrap_or("none").to_owned()).collect()
}

pub(crate) fn refusal(error: &Error) -> &OAuth2Error {
    assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
    OAuth2Error::of(error).expect("an error of the login")
}

#[tokio::test]
async fn a_client_logs_in_for_itself() {
    let server = server(numbered("3600"), |token| token == "Bearer token-1");
    let grant = ClientCredentials::new("an id", "s3cr:t&").scopes(["read", "write all"]).parameter("audience", "a b");
    let client = client(&server, grant);
    update(&client).await.unwrap();
    update(&client).await.unwrap();
    assert_eq!(forms(&server), ["grant_type=client_credentials&scope=read+write+all&audience=a+b"]);
    let request = &server.requests()[0];
    assert_eq!((request.method.as_str(), request.header("accept")), ("POST", Some("application/json")));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    // RFC 6749 §2.3.1: both are encoded before they are joined: `an+id:s3cr%3At%26`.
    assert_eq!(request.header("authorization"), Some("Basic YW4raWQ6czNjciUzQXQlMjY="));
    assert_eq!(request.header("user-agent"), Some("partner-center"));
}

#[tokio::test]
async fn the_secret_may_be_in_the_body() {
    let server = server(numbered("3600"), |token| token == "Bearer token-1");
    let grant = ClientCredentials::new("id", "s&").client_authentication(ClientAuthentication::Body);
    update(&client(&server, grant)).await.unwrap();
    assert_eq!(forms(&server), ["grant_type=client_credentials&client_id=id&client_secret=s%26"]);
    assert_eq!(server.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_rotated_refresh_token_is_used_and_handed_over() {
    let server = server(numbered("3600"), |token| token == "Bearer token-2");
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let grant = RefreshToken::new("id", "refresh-0")
        .parameter("resource", "https://api.example.com")
        .on_refresh_token(move |token| store.lock().unwrap().push(token.expose().to_owned()));
    // The first token is refused, so there are two logins.
    update(&client(&server, grant)).await.unwrap();
    let form = |token| {
        format!("grant_type=refresh_token&refresh_token={token}&resource=https%3A%2F%2Fapi.example.com&client_id=id")
    };
    assert_eq!(forms(&server), [form("refresh-0"), form("refresh-1")]);
    assert_eq!(*stored.lock().unwrap(), ["refresh-1", "refresh-2"]);
    assert_eq!(tokens(&server), ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_refresh_token_that_stays_is_not_handed_over() {
    let answer = |_: &Request, _| Reply::json(200, r#"{"access_token":"t","refresh_token":"same","expires_in":0}"#);
    let server = server(answer, |_| true);
    let stored = Arc::new(AtomicUsize::new(0));
    let store = Arc::clone(&stored);
    let grant = RefreshToken::new("id", "same").on_refresh_token(move |_| {
        store.fetch_add(1, Ordering::SeqCst);
    });
    let client = client(&server, grant);
    update(&client).await.unwrap();
    update(&client).await.unwrap();
    assert_eq!((forms(&server).len(), stored.load(Ordering::SeqCst)), (2, 0));
}

#[rstest]
#[case::long("3600", 1)]
#[case::as_text(r#""3600""#, 1)]
#[case::unknown("null", 1)]
#[case::odd("-5", 1)]
#[case::over("0", 3)]
#[case::nearly_over("59", 3)]
#[tokio::test]
async fn a_token_is_renewed_before_it_expires(#[case] life: &'static str, #[case] asked: usize) {
    let server = server(numbered(life), |_| true);
    let client = client(&server, ClientCredentials::new("id", "secret"));
    for _ in 0..3 {
        update(&client).await.unwrap();
    }
    assert_eq!(forms(&server).len(), asked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r58_many_calls_make_one_login() {
    let slow = numbered("3600");
    let answer = move |request: &Request, number| {
        std::thread::sleep(Duration::from_millis(50));
        slow(request, number)
    };
    let server = server(answer, |token| token == "Bearer token-1");
    let client = client(&server, ClientCredentials::new("id", "secret"));
    let mut calls = JoinSet::new();
    for _ in 0..16 {
        let client = client.clone();
        calls.spawn(async move { update(&client).await });
    }
    for result in calls.join_all().await {
        result.expect("each call succeeds");
    }
    assert_eq!((forms(&server).len(), tokens(&server).len()), (1, 16));
}

#[tokio::test]
async fn r58_a_401_makes_one_login_more() {
    let server = server(numbered("3600"), |_| false);
    let error = failure(update(&client(&server, ClientCredentials::new("id", "s"))).await, ErrorKind::Status);
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (401, 2));
    assert_eq!(forms(&server).len(), 2);
}

#[rstest]
#[case::request(400, r#"{"error":"invalid_request"}"#, OAuth2ErrorKind::InvalidRequest)]
#[case::client(401, r#"{"error":"invalid_client","error_description":"planted"}"#, OAuth2ErrorKind::InvalidClient)]
#[case::grant(400, r#"{"error":"invalid_grant","error_uri":"planted"}"#, OAuth2ErrorKind::InvalidGrant)]
#[case::unauthorized(400, r#"{"error":"unauthorized_client"}"#, OAuth2ErrorKind::UnauthorizedClient)]
#[case::kind(400, r#"{"error":"unsupported_grant_type"}"#, OAuth2ErrorKind::UnsupportedGrantType)]
#[case::scope(400, r#"{"error":"invalid_scope"}"#, OAuth2ErrorKind::InvalidScope)]
#[case::denied(403, r#"{"error":"access_denied"}"#, OAuth2ErrorKind::AccessDenied)]
#[case::with_a_success(200, r#"{"error":"invalid_grant"}"#, OAuth2ErrorKind::InvalidGrant)]
#[case::with_a_mark(400, "\u{feff}{\"error\":\"invalid_grant\"}", OAuth2ErrorKind::InvalidGrant)]
#[case::another(400, r#"{"error":"planted"}"#, OAuth2ErrorKind::Refused)]
#[case::no_text(400, r#"{"error":7}"#, OAuth2ErrorKind::Refused)]
#[case::page(500, "<html>planted</html>", OAuth2ErrorKind::Refused)]
#[case::redirect(302, "", OAuth2ErrorKind::Refused)]
#[case::no_json(200, "planted", OAuth2ErrorKind::UnexpectedAnswer)]
#[case::a_list(200, r#"["planted"]"#, OAuth2ErrorKind::UnexpectedAnswer)]
#[case::nothing(200, "{}", OAuth2ErrorKind::UnexpectedAnswer)]
#[case::empty(200, r#"{"access_token":""}"#, OAuth2ErrorKind::UnexpectedAnswer)]
#[case::no_bearer(200, r#"{"access_token":"planted","token_type":"mac"}"#, OAuth2ErrorKind::UnexpectedAnswer)]
#[tokio::test]
async fn refusals_have_a_kind_and_show_no_secret(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] kind: OAuth2ErrorKind,
) {
    let answer = move |_: &Request, _| Reply::json(status, body).header("Location", "https://example.com/planted");
    let server = server(answer, |_| true);
    let grant = ClientCredentials::new("planted", "planted").parameter("planted", "planted").scopes(["read"]);
    let printed = format!("{grant:?}");
    let client = client(&server, grant);
    let error = update(&client).await.expect_err("there is no token");
    let refusal = refusal(&error);
    assert_eq!((refusal.kind(), error.attempts()), (kind, 0), "{error}");
    let printed = format!("{printed}{client:?}{error}{error:?}{refusal}{refusal:?}");
    assert!(!printed.contains("planted"), "{printed}");
    assert_eq!((forms(&server).len(), tokens(&server).len()), (1, 0), "nothing is repeated, and nothing sent");
    if body.contains("error_description") {
        assert_eq!((refusal.code(), refusal.description()), (Some("invalid_client"), Some("planted")));
        assert_eq!(refusal.status().map(|status| status.as_u16()), Some(401));
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again() {
    let numbered = numbered("3600");
    let answer = move |request: &Request, number| if number < 3 { Reply::new(503) } else { numbered(request, number) };
    let server = server(answer, |token| token == "Bearer token-3");
    update(&client(&server, ClientCredentials::new("id", "secret"))).await.unwrap();
    assert_eq!(forms(&server).len(), 3);
}

/// A call that gives up before the token endpoint answers.
async fn hurried(client: &Client) -> Error {
    let users = client.manage_customer_accounts();
    let call = users.update_customer("c", "u", CustomerUser::new()).deadline(Duration::from_millis(100));
    failure(call.await, ErrorKind::Timeout)
}

#[tokio::test]
async fn r57_a_login_that_one_call_gave_up_is_finished_by_the_next() {
    let numbered = numbered("3600");
    let answer = move |request: &Request, number| {
        std::thread::sleep(Duration::from_millis(400));
        numbered(request, number)
    };
    let server = server(answer, |token| token == "Bearer token-1");
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let grant = RefreshToken::new("id", "refresh-0")
        .on_refresh_token(move |token| store.lock().unwrap().push(token.expose().to_owned()));
    let client = client(&server, grant);
    assert!(!hurried(&client).await.outcome_unknown() && tokens(&server).is_empty(), "nothing was sent");
    update(&client).await.unwrap();
    // The server takes each refresh token once, so the first answer must not be lost.
    assert_eq!((forms(&server).len(), stored.lock().unwrap().as_slice()), (1, &["refresh-1".to_owned()][..]));
}

#[tokio::test]
async fn r57_a_login_that_came_to_nothing_is_begun_again() {
    let numbered = numbered("3600");
    let answer = move |request: &Request, number| {
        std::thread::sleep(Duration::from_millis(400));
        if number == 1 { Reply::reset() } else { numbered(request, number) }
    };
    let server = server(answer, |_| true);
    let client = client(&server, ClientCredentials::new("id", "secret"));
    hurried(&client).await;
    update(&client).await.unwrap();
    assert_eq!(forms(&server).len(), 2);
}

#[rstest]
#[case::in_clear("http://login.example.com/token")]
#[case::another_scheme("ftp://127.0.0.1/token")]
#[case::no_url("https://[")]
#[tokio::test]
async fn r53_no_secret_goes_to_such_a_token_endpoint(#[case] url: &str) {
    let server = Server::always(Reply::new(200));
    let grant = ClientCredentials::new("id", "secret").token_url(url);
    let error = update(&builder(&server).oauth2(grant).build().unwrap()).await.expect_err("in clear");
    assert_eq!(refusal(&error).kind(), OAuth2ErrorKind::Settings);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn nobody_listens_at_the_token_endpoint() {
    let server = Server::always(Reply::new(200));
    let grant = ClientCredentials::new("id", "secret").token_url("http://127.0.0.1:1/token");
    let error = update(&builder(&server).oauth2(grant).build().unwrap()).await.expect_err("no answer");
    assert_eq!(refusal(&error).kind(), OAuth2ErrorKind::NoAnswer);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_relative_token_endpoint_is_below_the_base_url() {
    let server = server(numbered("3600"), |token| token == "Bearer token-1");
    let grant = ClientCredentials::new("id", "secret").token_url("/token");
    update(&builder(&server).oauth2(grant).build().unwrap()).await.unwrap();
    assert_eq!(forms(&server).len(), 1);
}

#[tokio::test]
async fn a_password_is_shown_again_when_the_refresh_token_is_refused() {
    let numbered = numbered("0");
    let answer = move |request: &Request, number| match request.text().contains("refresh-1") {
        true => Reply::json(400, r#"{"error":"invalid_grant"}"#),
        false => numbered(request, number),
    };
    let server = server(answer, |_| true);
    let client = client(&server, Password::new("id", "a user", "a password"));
    update(&client).await.unwrap();
    update(&client).await.unwrap();
    let login = "grant_type=password&username=a+user&password=a+password&client_id=id";
    assert_eq!(forms(&server), [login, "grant_type=refresh_token&refresh_token=refresh-1&client_id=id", login]);
}
