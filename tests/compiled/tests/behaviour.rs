//! What the accepted snapshots do when they run.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::codec::{from_xml, to_form, to_xml};
use compiled::runtime::{BoxFuture, Chunks, RequestBody, Transport, TransportError};
use compiled::{containers, errors, parameters, swagger_2_0, xml};
use http::{Request, Response};

#[test]
fn xml_follows_the_document() {
    let thing = xml::models::Thing::new()
        .id(7)
        .title("a<b & \"c\"")
        .plain(vec!["1".to_owned(), "2".to_owned()])
        .named(vec!["n".to_owned()])
        .wrapped(vec!["w".to_owned(), String::new()])
        .aliens(vec![xml::models::Alien::new().arms(3)]);
    let text = String::from_utf8(to_xml(&thing).expect("XML")).expect("UTF-8");
    let expected = concat!(
        r#"<?xml version="1.0" encoding="utf-8"?><thing id="7"><Title>a&lt;b &amp; &quot;c&quot;</Title><plain>1</plain><plain>2</plain>"#,
        "<name>n</name><wrapped><item>w</item><item></item></wrapped><Aliens><alien><arms>3</arms></alien></Aliens></thing>",
    );
    assert_eq!(text, expected);
    let mut read = xml::models::Thing::default();
    from_xml(text.as_bytes(), &mut read).expect("it fits");
    assert_eq!(read, thing);
    let mut read = xml::models::Thing::default();
    let fault =
        from_xml(b"<thing><Aliens><alien><arms>x</arms></alien></Aliens></thing>", &mut read).expect_err("no number");
    assert_eq!((&*fault.path, &*fault.message), ("/Aliens/0/arms", "expected an integer, found a text"));
}

#[test]
fn forms_follow_the_document() {
    let body = swagger_2_0::models::RenameThingBody::new("a b&c").state("on");
    assert_eq!(to_form(&body, &[]).expect("a form"), b"name=a+b%26c&state=on");
    let thing = containers::models::Thing::new()
        .names(vec!["x".to_owned(), "y".to_owned()])
        .others(vec![containers::models::Thing::new()]);
    assert_eq!(to_form(&thing, &[]).expect("a form"), b"names=x&names=y&others=%7B%7D");
}

/// Answers every request with one response, and keeps the requests.
#[derive(Clone, Default)]
struct Canned {
    status: u16,
    body: &'static str,
    seen: Arc<Mutex<Vec<Request<Bytes>>>>,
}

struct Once(Option<&'static [u8]>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(self.0.take().map(Bytes::from_static)) })
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        let request = request.map(|body| body.as_bytes().expect("no stream").clone());
        self.seen.lock().expect("not poisoned").push(request);
        let response = Response::builder().status(self.status).header("content-type", "application/problem+json");
        let response =
            response.body(Box::new(Once(Some(self.body.as_bytes()))) as Box<dyn Chunks>).expect("a response");
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Nothing in these tests waits, so one poll is enough.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn r59_r63_parameters_arrive_where_they_belong() {
    let canned = Canned { status: 204, ..Canned::default() };
    let client = parameters::Client::builder().transport(canned.clone()).build().expect("a client");
    let call = client.things().get(7, "x/y", "a b", 2).tags(vec!["p&q".to_owned(), "r".to_owned()]).sort("up");
    now(call.x_trace(true).send_("s").into_future()).expect("a success");
    let seen = canned.seen.lock().expect("not poisoned");
    assert_eq!(seen[0].uri(), "https://api.example.com/a/7.x%2Fy/b/a%20b?page=2&tags=p%26q&tags=r&sort=up&send=s");
    assert_eq!(seen[0].headers()["x-trace"], "true");
}

#[test]
fn arguments_with_a_format_are_sent_as_their_text() {
    use compiled::formats;
    use compiled::runtime::dates::{
        Duration as Span,
        jiff::{Timestamp, ToSpan, civil::date},
    };
    use compiled::runtime::{Number, Uuid};
    let canned = Canned { status: 204, ..Canned::default() };
    let client = formats::Client::builder().transport(canned.clone()).build().expect("a client");
    let id: Uuid = "67E55044-10b1-426F-9247-bb680e5fe0c8".parse().expect("a UUID");
    let call = client
        .things()
        .get_day(date(2024, 1, 2), id)
        .since(Timestamp::from_second(1_700_000_000).expect("in range"))
        .lengths(vec!["p1d".parse::<Span>().expect("a duration"), 90.minutes().into()])
        .ratio("0.10".parse::<Number>().expect("a number"))
        .large(u64::MAX)
        .x_price(12.5)
        .x_peer(std::net::Ipv4Addr::from([127, 0, 0, 1]));
    now(call.into_future()).expect("a success");
    let seen = canned.seen.lock().expect("not poisoned");
    let expected = concat!(
        "https://api.example.com/days/2024-01-02/67E55044-10b1-426F-9247-bb680e5fe0c8",
        "?since=2023-11-14T22%3A13%3A20Z&lengths=p1d&lengths=PT90M&ratio=0.10&large=18446744073709551615",
    );
    assert_eq!(seen[0].uri(), expected);
    assert_eq!(seen[0].headers()["x-price"], "12.5");
    assert_eq!(seen[0].headers()["x-peer"], "127.0.0.1");
}

#[test]
fn error_bodies_are_told_apart_by_status() {
    use errors::models::{Broken, Missing, Problem};
    use errors::things::DeleteError;
    let call = |status, body| {
        let canned = Canned { status, body, ..Canned::default() };
        let client = errors::Client::builder().transport(canned).retry(1).build().expect("a client");
        now(client.things().delete().into_future()).expect_err("an error").typed()
    };
    assert_eq!(call(404, r#"{"id":"1"}"#), Some(DeleteError::NotFound(named::<Missing>(r#"{"id":"1"}"#))));
    assert_eq!(call(503, r#"{"trace":"t"}"#), Some(DeleteError::ServerError(named::<Broken>(r#"{"trace":"t"}"#))));
    assert_eq!(call(418, r#"{"title":"t"}"#), Some(DeleteError::Default(named::<Problem>(r#"{"title":"t"}"#))));
    assert_eq!(call(404, "no JSON"), None);
}

fn named<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("it fits")
}
