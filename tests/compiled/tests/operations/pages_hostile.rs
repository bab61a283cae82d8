//! Servers that lead pages astray: to another server, in a circle, or on for ever (R65, R66).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use compiled::runtime::{BoxFuture, Chunks, Error, ErrorKind, RequestBody, Transport, TransportError};
use compiled::{pages_cursors, pages_link_header, pages_links, pages_numbers};
use http::{Request, Response};

use crate::pages::drained;
use crate::scripted::{Answer, Scripted};

fn repos(scripted: &Scripted) -> pages_link_header::repos::List {
    scripted.client(pages_link_header::Client::builder().bearer_token("token")).repos().list()
}

/// That the stream ended there, after so many requests.
#[track_caller]
fn refused(error: Option<Error>, scripted: &Scripted, requests: usize) -> String {
    let error = error.expect("an error");
    assert_eq!((error.kind(), scripted.requests().len()), (ErrorKind::Pages, requests), "{error}");
    assert_eq!(error.page(), u64::try_from(requests).ok());
    error.to_string()
}

#[test]
fn r65_a_link_to_another_server_is_an_error_and_gets_no_token() {
    for link in [
        "https://evil.example/v1/repos?page=2",
        "https://api.example.com.evil.example/v1/repos",
        "https://api.example.com:8443/v1/repos",
        "http://api.example.com/v1/repos",
        "http://api.example.com:443/v1/repos",
        "//evil.example/v1/repos",
        r"\\evil.example\v1\repos",
        "https:///evil.example/repos",
        "https://token@api.example.com/v1/repos",
        "https://a:b@api.example.com/v1/repos",
        "https://api.example.com@evil.example/",
        "https://127.0.0.1/v1/repos",
        "ftp://api.example.com/v1/repos",
        "data:application/json,[]",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
    ] {
        let first = Answer::json(r#"[{"name":"a"}]"#).header("link", format!("<{link}>; rel=\"next\""));
        let scripted = Scripted::of([first]);
        let (items, error) = drained(repos(&scripted).items());
        assert_eq!(items.len(), 1, "the first page is good");
        let text = refused(error, &scripted, 1);
        assert!(!text.contains("evil"), "{text}");
    }
    for link in
        ["https://api.example.com:443/v1/repos?page=2", "HTTPS://API.example.COM/v1/repos?page=2", "../v1/repos?page=2"]
    {
        let first = Answer::json("[]").header("link", format!("<{link}>; rel=\"next\""));
        let scripted = Scripted::of([first, Answer::json("[]")]);
        assert!(drained(repos(&scripted).items()).1.is_none());
        assert_eq!(scripted.targets(), ["/v1/repos", "/v1/repos?page=2"]);
    }
}

#[test]
fn r65_an_object_that_is_a_link_wants_nothing_else() {
    for (method, header) in [
        ("DELETE", "x-next"),
        ("POST", "x-next"),
        ("GET", "Authorization"),
        ("GET", "Cookie"),
        ("GET", "host"),
        ("GET", "User-Agent"),
        ("GET", "Content-Length"),
        ("GET", r"a\r\nb"),
    ] {
        let headers = format!(r#"[{{"key":"{header}","value":"x"}}]"#);
        let next = format!(r#"{{"uri":"/customers?p=2","method":"{method}","headers":{headers}}}"#);
        let scripted = Scripted::of([Answer::json(format!(r#"{{"items":[],"links":{{"next":{next}}}}}"#))]);
        let customers = scripted.client(pages_links::Client::builder()).things().customers();
        refused(drained(customers.items()).1, &scripted, 1);
    }
    let next = r#"{"uri":"/customers?p=2","headers":[{"key":"x-next","value":"a\r\nb: c"}]}"#;
    let scripted = Scripted::of([Answer::json(format!(r#"{{"items":[],"links":{{"next":{next}}}}}"#))]);
    let customers = scripted.client(pages_links::Client::builder()).things().customers();
    refused(drained(customers.items()).1, &scripted, 1);
}

#[test]
fn r66_a_page_that_was_asked_for_before_is_an_error() {
    let linked = |page: u8| Answer::json("[]").header("link", format!("<?page={page}>; rel=next"));
    // A link to itself, to the first page, and in a circle.
    let itself = Scripted::of([Answer::json("[]").header("link", "</v1/repos>; rel=next")]);
    refused(drained(repos(&itself).pages()).1, &itself, 1);
    let twice = Scripted::of([linked(2), linked(2)]);
    refused(drained(repos(&twice).pages()).1, &twice, 2);
    let circle = Scripted::of([linked(2), linked(3), linked(4), linked(2)]);
    refused(drained(repos(&circle).pages()).1, &circle, 4);

    let cursor =
        |next: &str| Answer::json(format!(r#"{{"members":[],"response_metadata":{{"next_cursor":"{next}"}}}}"#));
    let users = |scripted: &Scripted| scripted.client(pages_cursors::Client::builder()).users();
    let stuck = Scripted::of([cursor("a"), cursor("b"), cursor("a")]);
    refused(drained(users(&stuck).list().items()).1, &stuck, 3);
    let first = Scripted::of([cursor("a")]);
    refused(drained(users(&first).list().cursor("a").items()).1, &first, 1);
    let last = Scripted::by(|_| Answer::json(r#"{"data":[{"id":"1"}],"has_more":true}"#));
    refused(drained(users(&last).charges().items()).1, &last, 2);

    // A server that takes no notice of the number.
    let same = Scripted::by(|_| Answer::json(r#"[{"n":1}]"#));
    let lists = same.client(pages_numbers::Client::builder()).lists();
    refused(drained(lists.from_one().items()).1, &same, 2);
}

#[test]
fn r66_a_server_that_always_has_more_comes_to_an_end() {
    let endless = || {
        let mut number = 0;
        Scripted::by(move |_| {
            number += 1;
            Answer::json(r#"[{"name":"a"}]"#).header("link", format!("<?page={number}>; rel=next"))
        })
    };
    let scripted = endless();
    let (items, error) = drained(repos(&scripted).items().most_pages(3));
    assert_eq!(items.len(), 3);
    assert!(refused(error, &scripted, 3).contains("more than 3 pages"));
    let scripted = endless();
    let (items, error) = drained(repos(&scripted).items());
    assert_eq!(items.len(), 10_000);
    assert!(refused(error, &scripted, 10_000).contains("more than 10000 pages"));
    // As many as there may be are no error.
    let scripted = Scripted::of([Answer::json("[]").header("link", "<?page=2>; rel=next"), Answer::json("[]")]);
    assert!(drained(repos(&scripted).pages().most_pages(2)).1.is_none());
}

#[test]
fn r66_more_pages_and_no_way_to_them_is_an_error() {
    let scripted = Scripted::of([Answer::json(r#"{"data":[],"has_more":true}"#)]);
    let users = scripted.client(pages_cursors::Client::builder()).users();
    refused(drained(users.charges().items()).1, &scripted, 1);
}

/// A transport whose requests never end, and which counts those that were dropped.
#[derive(Clone, Default)]
struct Silent(Arc<AtomicUsize>);

struct Dropped(Arc<AtomicUsize>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Transport for Silent {
    fn send(&self, _: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        let guard = Dropped(Arc::clone(&self.0));
        Box::pin(async move {
            let _guard = guard;
            std::future::pending().await
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_stream_that_is_dropped_leaves_nothing() {
    let silent = Silent::default();
    let client = pages_link_header::Client::builder().transport(silent.clone()).build().expect("a client");
    let mut items = client.repos().list().items();
    let mut next = Box::pin(items.next());
    assert!(next.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(next);
    // Only the wait has been given up, not the request.
    assert_eq!(silent.0.load(Ordering::SeqCst), 0);
    drop(items);
    assert_eq!(silent.0.load(Ordering::SeqCst), 1);
}
