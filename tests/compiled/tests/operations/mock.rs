//! The mock that people test their own code with.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

use compiled::runtime::testing::Mock;
use compiled::runtime::{AccessToken, CallOptions, ErrorKind, Method, TransportFailure};
use compiled::tolerant::models::Widget;
use compiled::tolerant::widgets::{Get, List, Stream};
use compiled::{raw_bodies, tolerant};

use crate::canned::now;

fn client(mock: &Mock) -> tolerant::Client {
    tolerant::Client::builder().bearer_token("t").transport(mock.clone()).build().expect("good settings")
}

fn widget(name: &str) -> Widget {
    let mut widget: Widget = serde_json::from_value(serde_json::json!({
        "name": "", "size": 1, "state": "new", "made": "2024-01-01T00:00:00Z", "parts": [], "pet": {"kind": "Dog"}
    }))
    .expect("a widget");
    widget.name = name.to_owned();
    widget
}

#[test]
fn each_operation_is_answered_as_a_test_expects_it() {
    let mock = Mock::new();
    mock.expect::<List>().returning(&vec![widget("a"), widget("b")]);
    mock.expect::<Get>().returning(&widget("first"));
    mock.expect::<Get>().times(2).header("x-total", "5").returning(&widget("later"));
    let client = client(&mock);
    let names = ["first", "later", "later"].map(|_| now(client.widgets().get()).expect("a widget").name);
    assert_eq!(names, ["first", "later", "later"]);
    assert_eq!(now(client.widgets().list().query("limit", "5")).expect("widgets"), [widget("a"), widget("b")]);
    mock.verify();
    let requests = mock.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!((requests[3].operation, &requests[3].method), ("listWidgets", &Method::GET));
    assert_eq!(requests[3].uri, "https://api.example.com/all?limit=5");
    assert_eq!(requests[3].headers["authorization"], "Bearer t");
    assert_eq!(format!("{:?}", requests[3]), "listWidgets: GET https://api.example.com/all");
}

#[test]
fn a_call_that_nobody_expects_is_an_error() {
    let mock = Mock::new();
    mock.expect::<Get>().returning(&widget("once"));
    let client = client(&mock);
    now(client.widgets().get()).expect("a widget");
    for error in
        [now(client.widgets().get().send()).expect_err("once"), now(client.widgets().list().send()).expect_err("never")]
    {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 1));
        assert!(error.to_string().contains("is expected by the mock"), "{error}");
    }
}

#[test]
#[should_panic(expected = "calls that were expected and not made: 2 × getWidget, 1 × listWidgets")]
fn what_did_not_happen_is_named() {
    let mock = Mock::new();
    mock.expect::<Get>().times(3).responding(404, r#"{"message":"no"}"#);
    mock.expect::<List>().responding(200, "[]");
    mock.expect::<Stream>().always().responding(200, "");
    mock.expect::<Stream>().times(0).responding(200, "");
    assert_eq!(now(client(&mock).widgets().get()).expect_err("not found").status().map(|it| it.as_u16()), Some(404));
    mock.verify();
}

#[test]
fn retries_are_seen_and_take_no_time() {
    let mock = Mock::new();
    mock.expect::<Get>().failing(TransportFailure::NotConnected);
    mock.expect::<Get>().header("retry-after", "20").responding(503, "");
    mock.expect::<Get>().returning(&widget("third"));
    assert_eq!(now(client(&mock).widgets().get()).expect("the third attempt").name, "third");
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn an_answer_that_cannot_be_given_fails_the_call() {
    let mock = Mock::new();
    mock.expect::<Get>().responding(20, "");
    mock.expect::<Get>().header("a\nb", "c").responding(200, "{}");
    mock.expect::<raw_bodies::bodies::PutBytes>().returning(&vec![1].into());
    let client = client(&mock);
    for cause in ["20 is no status", "is no header"] {
        let error = now(client.widgets().get().send()).expect_err("no answer");
        assert!(error.to_string().contains(cause), "{error}");
    }
}

#[test]
fn what_takes_time_is_waited_for() {
    let mock = Mock::new();
    mock.expect::<Get>().returning(&widget("a"));
    let provider = || {
        let mut polls = 0;
        poll_fn(move |context| {
            polls += 1;
            context.waker().wake_by_ref();
            if polls < 3 { Poll::Pending } else { Poll::Ready(Ok(AccessToken::new("late"))) }
        })
    };
    let builder = tolerant::Client::builder().token_provider(provider).transport(mock.clone());
    let client = builder.build().expect("good settings");
    let mut call = client.widgets().get().into_future();
    let mut context = Context::from_waker(Waker::noop());
    let answer = loop {
        if let Poll::Ready(answer) = call.as_mut().poll(&mut context) {
            break answer;
        }
    };
    assert_eq!(answer.expect("a widget").name, "a");
    assert_eq!(mock.requests()[0].headers["authorization"], "Bearer late");
}

#[test]
fn bytes_and_texts_are_given_as_they_are() {
    let mock = Mock::new();
    mock.expect::<raw_bodies::bodies::PutBytes>().returning(&vec![0, 255].into());
    mock.expect::<raw_bodies::bodies::PutText>().always().returning(&"text".to_owned());
    let builder = raw_bodies::Client::builder().transport(mock.clone());
    let client = builder.build().expect("good settings");
    assert_eq!(&now(client.bodies().put_bytes("sent")).expect("bytes")[..], [0, 255]);
    assert_eq!(now(client.bodies().put_text().body("sent")).expect("a text"), "text");
    assert_eq!(mock.requests().iter().map(|request| &request.body[..]).collect::<Vec<_>>(), [b"sent", b"sent"]);
    mock.verify();
}

#[test]
fn a_stream_is_answered_like_any_call() {
    let mock = Mock::new();
    mock.expect::<Stream>()
        .header("content-type", "application/x-ndjson")
        .responding(200, "{\"id\":\"a\",\"weight\":1}\n");
    let mut parts = client(&mock).widgets().stream().stream();
    assert_eq!(now(parts.next()).expect("an item").expect("a part").id, "a");
    assert!(now(parts.next()).is_none());
}
