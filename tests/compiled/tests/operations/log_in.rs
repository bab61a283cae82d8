//! How calls log in: which credential is sent where, and that none is dropped without a word.

use compiled::runtime::oauth2::{AuthorizationCode, ClientCredentials, Password, RefreshToken};
use compiled::runtime::{BoxError, ErrorKind, RequestBody, Secret};
use compiled::{
    log_in_by_authorizer, log_in_not_said, log_in_with_2_0, log_in_with_certificates, log_in_with_keys,
    log_in_with_oauth2, log_in_with_passwords, log_in_with_several_tokens, log_in_with_two_servers,
};
use http::Request;

use crate::canned::{Canned, now};

/// The URL of the one request that has come, and the header of this name.
fn sent(canned: &Canned, header: &str) -> (String, Option<String>) {
    let request = canned.request();
    let value = request.headers().get(header).map(|value| value.to_str().expect("ASCII").to_owned());
    (request.uri().to_string(), value)
}

fn header(canned: &Canned, name: &str) -> Option<String> {
    sent(canned, name).1
}

#[test]
fn keys_go_where_the_document_says() {
    let canned = Canned::empty(204);
    let builder = log_in_with_keys::Client::builder().key("k-1").query_key("q&2").session("s-3");
    let things = canned.client(builder).things();
    now(things.in_header()).expect("a success");
    assert_eq!(sent(&canned, "x-key"), ("https://api.example.com/header".to_owned(), Some("k-1".to_owned())));
    now(things.in_query().limit(3)).expect("a success");
    let url = "https://api.example.com/query?limit=3&api%20key=q%262";
    assert_eq!(sent(&canned, "x-key"), (url.to_owned(), None), "the other key is not asked for");
    now(things.in_cookie().theme("dark")).expect("a success");
    assert_eq!(header(&canned, "cookie").as_deref(), Some("theme=dark; sid=s-3"));
    now(things.both()).expect("a success");
    let request = canned.request();
    assert_eq!(
        (&request.headers()["x-key"], &request.headers()["cookie"]),
        (&"k-1".parse().unwrap(), &"sid=s-3".parse().unwrap())
    );
    assert!(request.headers().values().all(http::HeaderValue::is_sensitive), "nobody may print them");
    now(things.elsewhere()).expect("a success");
    assert_eq!(canned.request().uri(), "https://files.example.com/elsewhere?api%20key=q%262");
    now(things.open()).expect("a success");
    assert_eq!(sent(&canned, "x-key"), ("https://api.example.com/open".to_owned(), None));
}

#[test]
fn the_first_alternative_is_taken_that_the_client_has_in_full() {
    let canned = Canned::empty(204);
    let builder = log_in_with_keys::Client::builder;
    now(canned.client(builder().query_key("q").key("k").session("s")).things().either()).expect("a success");
    assert_eq!(sent(&canned, "x-key"), ("https://api.example.com/either?api%20key=q".to_owned(), None));
    now(canned.client(builder().key("k").session("s")).things().either()).expect("a success");
    assert_eq!(sent(&canned, "x-key"), ("https://api.example.com/either".to_owned(), Some("k".to_owned())));
    now(canned.client(builder().key("k")).things().optional()).expect("a success");
    assert_eq!(header(&canned, "x-key").as_deref(), Some("k"));
    now(canned.client(builder()).things().optional()).expect("a success");
    assert_eq!(header(&canned, "x-key"), None);
}

#[test]
fn what_is_missing_is_named_before_anything_is_sent() {
    let canned = Canned::empty(204);
    let things = canned.client(log_in_with_keys::Client::builder().session("s")).things();
    let rows = [
        (now(things.either()).expect_err("no key"), "needs `query_key` or (`key` and `session`);"),
        (now(things.both()).expect_err("no key"), "needs `key` and `session`;"),
        (now(things.in_header()).expect_err("no key"), "needs `key`;"),
    ];
    for (error, named) in rows {
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.to_string().contains(named), "{error}");
    }
    assert!(canned.take().is_empty());
}

#[test]
fn a_header_of_the_caller_counts_as_given() {
    let canned = Canned::empty(204);
    let builder = log_in_with_keys::Client::builder;
    let things = canned.client(builder().header("x-key", "mine").header("cookie", "sid=own")).things();
    now(things.in_header()).expect("a success");
    assert_eq!(header(&canned, "x-key").as_deref(), Some("mine"));
    now(things.both()).expect("a success");
    assert_eq!(header(&canned, "cookie").as_deref(), Some("sid=own"));
    now(things.elsewhere()).expect_err("the key in the query is missing");
    now(canned.client(builder().key("k")).things().with_parameter().x_key("the call's")).expect("a success");
    assert_eq!(header(&canned, "x-key").as_deref(), Some("the call's"));
    // A credential goes to another host only where it is asked for.
    let builder = builder().query_key("q").header("X-KEY", "mine").header("authorization", "mine");
    now(canned.client(builder).things().elsewhere()).expect("a success");
    let request = canned.request();
    assert!(!request.headers().contains_key("x-key") && !request.headers().contains_key("authorization"));
}

#[test]
fn r53_no_credential_goes_in_clear() {
    let canned = Canned::empty(204);
    let builder = || log_in_with_keys::Client::builder().base_url("http://api.example.com");
    let refused = [
        now(canned.client(builder().key("k")).things().in_header()),
        now(canned.client(builder().query_key("k")).things().in_query()),
        now(canned.client(builder().session("k")).things().in_cookie()),
        now(canned.client(builder().key("k")).things().optional()),
        now(canned.client(builder().header("X-Key", "k")).things().in_header()),
        now(canned.client(builder().header("Authorization", "k")).things().open()),
        now(canned.client(builder()).things().with_parameter().x_key("k")),
    ];
    for outcome in refused {
        assert_eq!(outcome.expect_err("in clear").kind(), ErrorKind::Credentials);
    }
    assert!(canned.take().is_empty());
    now(canned.client(builder()).things().open()).expect("there is no secret in it");
}

#[test]
fn keys_that_cannot_be_sent_are_refused_and_not_shown() {
    let canned = Canned::empty(204);
    for key in ["planted\r\nx: y", "planted\u{f6}", "planted ", ""] {
        let builder = log_in_with_keys::Client::builder().key(key).session(format!("{key};"));
        assert!(!format!("{builder:?}").contains("planted"));
        let client = canned.client(builder);
        assert!(!format!("{client:?}").contains("planted"));
        for outcome in [now(client.things().in_header()), now(client.things().in_cookie())] {
            let error = outcome.expect_err("it cannot be sent");
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert!(!format!("{error} {error:?}").contains("planted"), "{error}");
        }
    }
    assert!(canned.take().is_empty());
}

#[test]
fn passwords_are_sent_as_rfc_7617_says() {
    let canned = Canned::empty(204);
    let builder = log_in_with_passwords::Client::builder;
    now(canned.client(builder().basic_auth("Aladdin", "open sesame")).things().as_user()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    now(canned.client(builder().basic_auth("test", "123\u{a3}")).things().as_user()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Basic dGVzdDoxMjPCow=="));
    now(canned.client(builder().api_key("Token t")).things().as_app()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Token t"));
    // The document asks for both, but only one of the two can be in the header.
    now(canned.client(builder().basic_auth("u", "p").api_key("Token t")).things().as_app()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Basic dTpw"));
    now(canned.client(builder().basic_auth("u", "p")).things().as_app()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Basic dTpw"));
    let neither = now(canned.client(builder()).things().as_app()).expect_err("no credentials");
    assert!(neither.to_string().contains("the operation needs `basic_auth` or `api_key`"), "{neither}");
    assert!(canned.take().is_empty());
}

#[test]
fn the_words_of_2_0_mean_the_same() {
    let canned = Canned::empty(204);
    let builder = log_in_with_2_0::Client::builder;
    now(canned.client(builder().basic_auth("u", "p")).things().list()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Basic dTpw"));
    now(canned.client(builder().api_key("k")).things().list()).expect("a success");
    assert_eq!(sent(&canned, "authorization"), ("https://api.example.com/things?key=k".to_owned(), None));
    now(canned.client(builder().bearer_token("t")).things().add()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer t"));
}

#[test]
fn each_scheme_can_have_a_token_of_its_own() {
    let canned = Canned::empty(204);
    let builder = log_in_with_several_tokens::Client::builder;
    let handle = canned.client(builder().user_auth("user").transport_("admin")).scheme();
    now(handle.as_user()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer user"));
    now(handle.as_admin()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer admin"));
    now(handle.as_all()).expect_err("two tokens for one header");
    // One token for all of them, in the same header, is one token.
    now(canned.client(builder().bearer_token("one")).scheme().as_all()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer one"));
    // A scheme that is called like a usual method keeps its name.
    let keys = canned.client(builder().api_key("t").app_key("k")).scheme();
    now(keys.with_key()).expect("a success");
    assert_eq!(header(&canned, "x-app").as_deref(), Some("k"));
    let connected = canned.client(builder().connect("c")).scheme();
    now(connected.as_anyone()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer c"));
    let error = now(connected.as_user()).expect_err("no token of a user");
    assert!(error.to_string().contains("needs `user_auth`"), "{error}");
}

#[test]
fn certificates_are_left_to_the_transport() {
    let canned = Canned::empty(204);
    let builder = log_in_with_certificates::Client::builder;
    now(canned.client(builder()).things().list()).expect("a success");
    assert_eq!(header(&canned, "authorization"), None);
    now(canned.client(builder()).things().add()).expect_err("no token");
    now(canned.client(builder().bearer_token("t")).things().add()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer t"));
}

#[test]
fn the_caller_makes_headers_that_nobody_knows() {
    let canned = Canned::empty(204);
    let signed = |request: &Request<RequestBody>| {
        let length = request.body().length().unwrap_or_default();
        Ok(Secret::new(format!("{} {} {length}", request.method(), request.uri())))
    };
    let client = canned.client(log_in_by_authorizer::Client::builder().signature(signed).no_where(signed));
    now(client.things().by_digest()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("GET https://api.example.com/digest 0"));
    now(client.things().by_nothing().body("four")).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("PUT https://api.example.com/nowhere 4"));
    let refusing = |_: &Request<RequestBody>| Err::<Secret, BoxError>("the vault is locked".into());
    let client = canned.client(log_in_by_authorizer::Client::builder().signature(refusing));
    let error = now(client.things().by_digest()).expect_err("no header");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("the vault is locked"), "{error}");
    assert!(canned.take().is_empty());
}

#[test]
fn what_no_operation_asks_for_goes_along() {
    let canned = Canned::empty(204);
    let signed = |_: &Request<RequestBody>| Ok(Secret::new("signed"));
    let builder = log_in_by_authorizer::Client::builder;
    let seen = |name: &str| header(&canned, name);
    now(canned.client(builder().api_key("extra")).things().by_digest()).expect("it may be enough");
    assert_eq!(seen("x-extra").as_deref(), Some("extra"));
    let both = canned.client(builder().api_key("extra").signature(signed)).things();
    now(both.by_digest()).expect("a success");
    let request = canned.request();
    assert_eq!(
        (&request.headers()["x-extra"], &request.headers()["authorization"]),
        (&"extra".parse().unwrap(), &"signed".parse().unwrap())
    );
    now(both.open()).expect("a success");
    assert_eq!(seen("x-extra"), None);
    now(both.elsewhere()).expect("a success");
    assert_eq!(seen("x-extra"), None, "another host has not asked for it");
}

#[test]
fn tokens_come_from_the_endpoints_of_the_document() {
    let canned = Canned::new(200, "application/json", br#"{"access_token":"from the endpoint"}"#);
    let builder = log_in_with_oauth2::Client::builder;
    let rows = [
        (builder().oauth2(ClientCredentials::new("id", "secret")), "https://login.example.com/token"),
        (builder().oauth2(Password::new("id", "user", "password")), "https://login.example.com/token"),
        (builder().oauth2(RefreshToken::new("id", "token")), "https://login.example.com/refresh"),
        (
            builder().oauth2(AuthorizationCode::new("id", "http://127.0.0.1").exchange("code", "verifier")),
            "https://api.example.com/oauth/token",
        ),
    ];
    for (builder, url) in rows {
        now(canned.client(builder).things().list()).expect("a success");
        let [login, call]: [Request<bytes::Bytes>; 2] = canned.take().try_into().expect("two requests");
        assert_eq!((login.method().as_str(), login.uri().to_string().as_str()), ("POST", url));
        assert_eq!(call.headers()["authorization"], "Bearer from the endpoint");
    }
    let login = AuthorizationCode::new("id", "http://127.0.0.1").begin(log_in_with_oauth2::Client::OAUTH2);
    let login = login.expect("the document has a page");
    assert!(login.url().starts_with("https://login.example.com/authorize?x=1&response_type=code&"), "{}", login.url());
    let two = log_in_with_two_servers::Client::builder();
    let two = two.app(ClientCredentials::new("id", "secret")).user_token("a user's");
    let things = canned.client(two).things();
    now(things.as_user()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer a user's"));
    now(things.as_app()).expect("a success");
    assert_eq!(
        canned.take().first().map(|login| login.uri().to_string()).as_deref(),
        Some("https://apps.example.com/t")
    );
}

#[test]
fn r84_a_token_is_sent_where_nothing_is_said() {
    let canned = Canned::empty(204);
    now(canned.client(log_in_not_said::Client::builder().bearer_token("t")).things().list()).expect("a success");
    assert_eq!(header(&canned, "authorization").as_deref(), Some("Bearer t"));
    now(canned.client(log_in_not_said::Client::builder()).things().list()).expect("a success");
    assert_eq!(header(&canned, "authorization"), None);
}
