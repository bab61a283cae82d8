//! Headers, query and server of one call, and of all calls of a client.

use partner_center::runtime::{ClientBuilder, Credentials, Operation, Scheme};
use partner_center::{CallOptions, ErrorKind};
use rstest::rstest;

use crate::server::{Seen, Server, ok};
use crate::{Bare, Tried, USER, bare, builder, client, update};

/// What was sent by the only request.
fn sent(server: &Server) -> Seen {
    let mut all = server.seen();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn a_header_of_the_call_goes_before_those_of_the_client_and_of_a_parameter() {
    let server = Server::new([ok(USER)]);
    let client = builder(&server).header("x-a", "client").header("x-b", "client").user_agent("mine/1").build().unwrap();
    let call =
        update(&client).ms_cv("parameter").header("X-A", "call").header("MS-CV", "first").header("ms-cv", "last");
    server.clock.run(call.send()).unwrap();
    let seen = sent(&server);
    assert_eq!(["x-a", "x-b", "ms-cv"].map(|name| seen.header(name)), ["call", "client", "last"]);
    assert_eq!(seen.header("user-agent"), "mine/1");
}

#[test]
fn accept_is_what_the_call_says_and_content_type_is_one_that_is_declared() {
    let server = Server::always(ok(USER));
    let client = client(&server);
    let call = update(&client).accept("text/xml").header("accept", "application/vnd.odd");
    server.clock.run(call.send()).unwrap();
    let call = update(&client).header("content-type", "text/json");
    server.clock.run(call.send()).unwrap();
    let seen = server.seen();
    assert_eq!((seen[0].header("accept"), seen[1].header("content-type")), ("application/vnd.odd", "text/json"));
    let error = server.clock.run(update(&client).header("content-type", "image/png").send()).unwrap_err();
    assert!(error.to_string().contains("`image/png` is not among those declared"), "{error}");
}

#[rstest]
#[case("host", "a", "the header `host` belongs to the connection")]
#[case("Content-Length", "7", "the header `Content-Length` belongs to the connection")]
#[case("transfer-encoding", "chunked", "belongs to the connection")]
#[case("connection", "x-key", "belongs to the connection")]
#[case("x key", "a", "`x key` is not a header name")]
#[case("x-key", "a\r\nb", "contains a character that is not visible ASCII")]
#[case("x-key", " a", "begins or ends with white space")]
fn a_header_that_cannot_be_sent_is_an_error_before_anything_is(
    #[case] name: &str,
    #[case] value: &str,
    #[case] words: &str,
) {
    let server = Server::new([]);
    let error = server.clock.run(update(&client(&server)).header(name, value).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
    assert!(error.to_string().contains(words), "{error}");
    let error = builder(&server).header(name, value).build().unwrap_err();
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn no_option_is_printed() {
    let server = Server::new([]);
    let call =
        update(&client(&server)).header("x-key", "planted1").query("key", "planted2").idempotency_key("planted3");
    let call = call.base_url("https://fourth.test").header("x-other", "planted5\n");
    assert!(!format!("{call:?} {call:#?}").contains("planted"), "{call:?}");
    let error = server.clock.run(call.send()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
}

#[test]
fn a_query_of_the_call_goes_before_that_of_the_client() {
    let server = Server::always(ok(USER));
    let client = builder(&server).query("api-version", "1").query("näme", "a b&c").build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    server.clock.run(update(&client).query("api-version", "2").query("x", "=").query("x", "+").send()).unwrap();
    let queries = server.seen().into_iter().map(|seen| seen.url.split_once('?').expect("a query").1.to_owned());
    assert_eq!(
        queries.collect::<Vec<_>>(),
        ["api-version=1&n%C3%A4me=a%20b%26c", "n%C3%A4me=a%20b%26c&api-version=2&x=%3D&x=%2B"]
    );
}

/// An operation that needs a key, with a server of its own.
static KEYED: Operation = Operation { credentials: Credentials::OneOf(&[&["api_key"]]), ..Operation::PLAIN };
static FREE: Operation = Operation { credentials: Credentials::Optional, ..Operation::PLAIN };
static SCHEMES: &[Scheme] = &[Scheme::header("api_key", "x-key"), Scheme::query("query_key", "key")];

fn keyed(server: &Server) -> Bare {
    let builder = ClientBuilder::new("https://document.test", "test").base_url("https://api.test/v1");
    let builder = builder.schemes(SCHEMES).give_key("api_key", "planted").query("key", "planted");
    builder
        .header("cookie", "planted")
        .header("x-plain", "yes")
        .transport(server.clone())
        .build()
        .expect("good settings")
}

#[rstest]
#[case::client("https://api.test/eu/", "https://api.test/eu/?key=planted")]
#[case::client_port("https://api.test:443", "https://api.test/?key=planted")]
#[case::document("https://document.test", "https://document.test/?key=planted")]
fn credentials_go_where_the_client_and_the_document_say(#[case] base_url: &str, #[case] url: &str) {
    let server = Server::new([ok("\"\"")]);
    server.clock.run(Tried(keyed(&server).call(&KEYED)).base_url(base_url).0.send::<()>()).unwrap();
    let seen = sent(&server);
    assert_eq!((seen.url.as_str(), seen.header("x-key")), (url, "planted"));
}

#[rstest]
#[case("https://other.test")]
#[case::port("https://api.test:444")]
#[case::scheme("http://api.test")]
#[case::longer("https://api.test.other.test")]
fn credentials_do_not_go_to_another_host(#[case] base_url: &str) {
    let server = Server::new([ok("\"\"")]);
    let error = server.clock.run(Tried(keyed(&server).call(&KEYED)).base_url(base_url).0.send::<()>()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 0));
    let words = "no credentials: the client's credentials are not sent to the call's `base_url`, which neither the client nor the \
                 document names; give the call its own by `header` or `query`, or make a client with this base URL";
    assert_eq!(error.to_string(), format!("GET / at {base_url}: {words}"));
    server.clock.run(Tried(keyed(&server).call(&FREE)).base_url(base_url).0.send::<()>()).unwrap();
    let seen = sent(&server);
    assert!(!format!("{seen:?}").contains("planted"), "{seen:?}");
    assert_eq!(seen.header("x-plain"), "yes");
}

#[test]
fn a_call_may_have_credentials_of_its_own_for_another_host() {
    let server = Server::new([ok("\"\"")]);
    let call = Tried(keyed(&server).call(&KEYED)).base_url("https://other.test/").header("X-Key", "own");
    server.clock.run(call.clone().0.send::<()>()).unwrap();
    let seen = sent(&server);
    assert_eq!((seen.url.as_str(), seen.header("x-key")), ("https://other.test/", "own"));
    let error = server.clock.run(call.base_url("http://other.test").0.send::<()>()).unwrap_err();
    assert!(error.to_string().contains("over https or to a loopback address only; use such a base URL"), "{error}");
}

#[test]
fn the_server_of_the_call_goes_before_that_of_the_operation() {
    let server = Server::always(ok("\"\""));
    let call = || Tried(keyed(&server).call(&KEYED).server("https://operation.test/v2"));
    server.clock.run(call().0.send::<()>()).unwrap();
    server.clock.run(call().base_url("https://api.test/v3").0.send::<()>()).unwrap();
    server.clock.run(call().base_url("https://operation.test/v4").0.send::<()>()).unwrap();
    let seen = server.seen();
    let urls = seen.iter().map(|seen| seen.url.as_str()).collect::<Vec<_>>();
    assert_eq!(urls, ["https://operation.test/v2/", "https://api.test/v3/?key=planted", "https://operation.test/v4/"]);
    assert!(seen.iter().all(|seen| seen.header("x-key") == "planted"));
}

#[rstest]
#[case("api.test")]
#[case("ftp://api.test")]
#[case("https://planted:planted@api.test")]
#[case("https://api.test?planted")]
fn a_base_url_that_is_none_is_an_error_before_anything_is_sent(#[case] base_url: &str) {
    let server = Server::new([]);
    let error = server.clock.run(update(&client(&server)).base_url(base_url).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
    assert!(error.to_string().contains("base URL") && !error.to_string().contains("planted"), "{error}");
}

#[test]
fn a_limit_on_connecting_is_the_default_transports() {
    let server = Server::new([]);
    let error = bare(&server).connect_timeout(crate::secs(1)).build().err().expect("there is a transport");
    assert!(error.to_string().contains("`connect_timeout` is for the default transport"), "{error}");
}
