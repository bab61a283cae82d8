//! Twenty-odd secrets, planted wherever one can be, and looked for in everything that prints.

use std::error::Error as _;
use std::fmt::{Debug, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use partner_center::models::{CustomerUser, PasswordProfile};
use partner_center::runtime::{BoxError, Call, ClientBuilder, ClientInner, Credentials, Operation, Scheme};
use partner_center::{AccessToken, Client, Error, ErrorKind, Secret};
use rstest::rstest;
use tests::server::{Framing, Reply, Server};

use crate::support::{Outcome, builder, failure};

/// Everything that has been printed.
#[derive(Default)]
struct Printed(String);

impl Printed {
    fn debug(&mut self, value: &dyn Debug) {
        writeln!(self.0, "{value:?}\n{value:#?}").expect("a string takes all");
    }

    fn error(&mut self, error: &Error) {
        writeln!(self.0, "{error}\n{error:#}").expect("a string takes all");
        self.debug(error);
        self.debug(&error.decode_error());
        let mut cause = error.source();
        while let Some(error) = cause {
            writeln!(self.0, "{error}").expect("a string takes all");
            self.debug(&error);
            cause = error.source();
        }
    }

    #[track_caller]
    fn holds_no_secret(&self) {
        assert!(!self.0.is_empty());
        let found = self.0.lines().find(|line| line.contains("planted"));
        assert_eq!(found, None);
        let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(log.lines().find(|line| line.contains("planted")), None, "in the log");
    }
}

static LOG: Mutex<String> = Mutex::new(String::new());

struct Capture;

impl log::Log for Capture {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(log, "{} {}", record.target(), record.args()).expect("a string takes all");
    }

    fn flush(&self) {}
}

/// From now on everything that is logged is kept, down to `trace`.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Capture).expect("nobody else listens");
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// A call with eight secrets in it, all of which the server gets to see.
async fn call(server: &Server, printed: &mut Printed) -> Outcome {
    listen();
    let builder = builder(server).bearer_token("planted01").header("x-key", "planted02");
    printed.debug(&builder);
    let client = builder.build().expect("the settings are good");
    printed.debug(&client);
    let users = client.manage_customer_accounts();
    printed.debug(&users);
    let profile = PasswordProfile::new().password("planted03");
    printed.debug(&profile);
    let user = CustomerUser::new().display_name("planted04").password_profile(profile);
    let call = users.update_customer("planted05", "planted06", user).ms_cv("planted07").ms_correlationid("planted08");
    printed.debug(&call);
    let outcome = call.send().await;
    let seen = format!("{:?} {:?}", server.requests(), server.requests().first().map(tests::server::Request::text));
    for number in 1..=8 {
        assert!(seen.contains(&format!("planted0{number}")), "{number} has not been sent: {seen}");
    }
    outcome.map_err(Into::into)
}

#[tokio::test]
async fn r54_success() {
    let reply = Reply::json(200, r#"{"passwordProfile":{"password":"planted09"}}"#)
        .header("Set-Cookie", "session=planted10")
        .header("X-Echo", "planted11");
    let mut printed = Printed::default();
    let response = call(&Server::always(reply), &mut printed).await.unwrap();
    printed.debug(&response);
    printed.debug(response.body());
    printed.holds_no_secret();
    assert_eq!(response.header("x-echo"), Some("planted11"), "it is there for those who ask");
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(log.contains("127.0.0.1"), "nothing was logged, so the test proves nothing: {log}");
}

#[rstest]
#[case::r54_error_body(
    Reply::json(400, r#"{"code":"planted12","description":"planted13","data":["planted14"]}"#),
    ErrorKind::Status
)]
#[case::r54_error_headers(
    Reply::new(401).header("WWW-Authenticate", "OAuth realm=planted15").header("Set-Cookie", "planted16"),
    ErrorKind::Status
)]
#[case::r54_location(Reply::new(307).header("Location", "https://x/?token=planted17"), ErrorKind::Status)]
#[case::r54_reason(Reply::verbatim("HTTP/1.1 403 planted18\r\nContent-Length: 0\r\n\r\n"), ErrorKind::Status)]
#[case::r54_wrong_type(Reply::json(200, r#"{"links":"planted19"}"#), ErrorKind::Decode)]
#[case::r54_wrong_type_of_a_secret(
    Reply::json(200, r#"{"passwordProfile":{"password":{"planted":"planted"}}}"#),
    ErrorKind::Decode
)]
#[case::r54_wrong_enumeration(Reply::json(200, r#"{"state":["planted"]}"#), ErrorKind::Decode)]
#[case::r54_unknown_key(Reply::json(200, r#"{"planted":{"planted":}}"#), ErrorKind::Decode)]
#[case::r54_no_json(Reply::json(200, "planted20"), ErrorKind::Decode)]
#[case::r54_truncated(Reply::json(200, r#"{"passwordProfile":{"password":"planted"#), ErrorKind::Decode)]
#[case::r54_cut_off(Reply::json(200, r#"{"id":"planted21"#).framing(Framing::Overlong(9)), ErrorKind::Decode)]
#[case::r54_undeclared(Reply::new(200).header("Content-Type", "text/html").body("planted"), ErrorKind::MediaType)]
#[case::r54_no_http(Reply::verbatim("planted22 planted\r\n\r\n"), ErrorKind::Transport)]
#[case::r54_no_header(Reply::verbatim("HTTP/1.1 200 OK\r\nplanted23 planted\r\n\r\n"), ErrorKind::Transport)]
#[case::r54_xml_boolean(
    xml("<passwordProfile><forceChangePassword>planted</forceChangePassword></passwordProfile>"),
    ErrorKind::Decode
)]
#[case::r54_xml_entity(xml("<passwordProfile><password>p&planted24;</password></passwordProfile>"), ErrorKind::Decode)]
#[case::r54_xml_attribute(xml("<id a='&planted26;'/>"), ErrorKind::Decode)]
#[case::r54_xml_tag(xml("<passwordProfile><password>p</planted25></passwordProfile>"), ErrorKind::Decode)]
#[tokio::test]
async fn r54_r56_failure(#[case] reply: Reply, #[case] kind: ErrorKind) {
    let mut printed = Printed::default();
    let error = failure(call(&Server::always(reply), &mut printed).await, kind);
    printed.error(&error);
    printed.0 += &panic_of(Err(error));
    printed.holds_no_secret();
}

/// R56: what a panic says over an error.
fn panic_of(result: Result<(), Error>) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| result.expect("an answer"))).expect_err("an error makes a panic");
    panic.downcast_ref().cloned().expect("a panic with a text")
}

fn xml(inner: &str) -> Reply {
    let body = format!("<CustomerUser>{inner}</CustomerUser>");
    Reply::new(200).header("Content-Type", "application/xml").body(body)
}

#[tokio::test]
async fn r54_nobody_listens() {
    let client = Client::builder().base_url("http://127.0.0.1:1/planted").bearer_token("planted").retry(1);
    let client = client.build().unwrap();
    let call = client.manage_customer_accounts().update_customer("planted", "planted", CustomerUser::new());
    let mut printed = Printed::default();
    printed.error(&failure(call.await, ErrorKind::Connect));
    printed.holds_no_secret();
}

static KEYED: Operation = Operation {
    id: "keyed",
    path: "/things",
    credentials: Credentials::OneOf(&[&["query", "cookie", "header"]]),
    ..Operation::PLAIN
};

/// Keys in the URL, in a cookie and in a header, each of which the server gets to see.
#[tokio::test]
async fn r55_keys_in_the_query_are_not_shown() {
    const SCHEMES: &[Scheme] =
        &[Scheme::query("query", "key"), Scheme::cookie("cookie", "sid"), Scheme::header("header", "X-Key")];
    listen();
    let mut printed = Printed::default();
    for reply in
        [Reply::new(400), Reply::new(302).header("Location", "/?key=planted"), Reply::reset(), Reply::verbatim("x")]
    {
        let server = Server::always(reply);
        let builder = ClientBuilder::<ClientInner>::new(server.url(), "test").schemes(SCHEMES);
        let builder =
            builder.give_key("query", "planted30").give_key("cookie", "planted31").give_key("header", "planted32");
        printed.debug(&builder);
        let client = builder.retry(1).build().unwrap();
        printed.debug(&client);
        let call = Call::new(&client, &KEYED);
        printed.debug(&call);
        printed.error(&call.send::<()>().await.expect_err("it is refused"));
        let seen = format!("{:?}", server.requests());
        assert!([30, 31, 32].iter().all(|number| seen.contains(&format!("planted{number}"))), "{seen}");
    }
    printed.holds_no_secret();
}

#[rstest]
#[case::r55_userinfo("https://planted:planted@127.0.0.1/")]
#[case::r55_query("https://127.0.0.1/?key=planted")]
#[case::r55_fragment("https://127.0.0.1/#planted")]
#[case::r55_unreadable("https://planted:planted@[::1/?planted")]
#[case::r55_not_http("ftp://planted@127.0.0.1/")]
#[tokio::test]
async fn r55_secrets_in_a_base_url(#[case] url: &str) {
    let builder = Client::builder().base_url(url);
    let mut printed = Printed::default();
    printed.debug(&builder);
    printed.error(&failure(builder.build(), ErrorKind::Request));
    printed.holds_no_secret();
}

#[tokio::test]
async fn r54_what_is_refused_is_not_repeated() {
    let server = Server::always(Reply::new(200));
    let mut printed = Printed::default();
    printed.error(&failure(builder(&server).header("x-key", "planted\r\n").build(), ErrorKind::Request));
    let users = |token: &str| builder(&server).bearer_token(token).build().unwrap().manage_customer_accounts();
    let user =
        || CustomerUser::new().display_name("planted\0").password_profile(PasswordProfile::new().password("planted\0"));
    for (call, kind) in [
        (users("planted\r\n").update_customer("c", "u", user()), ErrorKind::Credentials),
        (users("t").update_customer("planted\n", "u", user()), ErrorKind::Request),
        (users("t").update_customer("c", "u", user()).ms_cv("planted\n"), ErrorKind::Request),
        (users("t").update_customer("c", "u", user()).content_type("application/xml"), ErrorKind::Request),
    ] {
        printed.error(&failure(call.await, kind));
    }
    printed.holds_no_secret();
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn r54_secrets_by_themselves() {
    let mut printed = Printed::default();
    printed.debug(&Secret::new("planted"));
    printed.debug(&AccessToken::new("planted"));
    printed.debug(&Some(PasswordProfile::new().password("planted")));
    let provider = || async { Ok::<_, BoxError>(AccessToken::new("planted\r\n")) };
    let server = Server::always(Reply::new(200));
    let builder = builder(&server).token_provider(provider);
    printed.debug(&builder);
    let client = builder.build().unwrap();
    printed.debug(&client);
    let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    printed.error(&failure(call.await, ErrorKind::Credentials));
    printed.holds_no_secret();
    assert_eq!(Secret::new("planted").expose(), "planted");
}
