//! Streams: what is asked for, how items come out of chunks of any size, and where a stream ends.

use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::streams::{ByteStream, ItemStream};
use compiled::runtime::{CallOptions, Error, ErrorKind, Json, Method};
use compiled::streams::models::{ChatRequest, Chunk, WatchEventsItem};
use compiled::{streams, streams_stated, streams_swagger_2_0};

use crate::canned::now;
use crate::pages::drained;
use crate::scripted::{Answer, Scripted};

const EVENTS: &str = "text/event-stream";

fn api(scripted: &Scripted) -> streams::live::LiveApi {
    scripted.client(streams::Client::builder().bearer_token("token")).live()
}

fn texts(chunks: ItemStream<Chunk>) -> (Vec<String>, Option<Error>) {
    let (items, error) = drained(chunks);
    (items.into_iter().map(|chunk| chunk.text).collect(), error)
}

#[test]
fn a_json_body_asks_for_events_by_its_member() {
    let events = "data: {\"text\":\"a\"}\n\ndata: {\"text\":\n\ndata: \"b\"}\r\n\r\n: alive\n\ndata: [DONE]\n\ndata: {\"text\":\"c\"}\n\n";
    let events = events.replace("{\"text\":\n\ndata", "{\"text\":\ndata");
    let scripted = Scripted::of([Answer::of(EVENTS, [events])]);
    let call = api(&scripted).chat(ChatRequest::new("hello").big(9_007_199_254_740_993_i64));
    assert_eq!(texts(call.stream()).0, ["a", "b"], "`[DONE]` is the end");
    let requests = scripted.requests();
    let request = &requests[0];
    assert_eq!(request.headers()["accept"], "text/event-stream, application/problem+json");
    assert_eq!(request.headers()["authorization"], "Bearer token");
    assert_eq!(request.body(), r#"{"prompt":"hello","big":9007199254740993,"stream":true}"#);
}

#[test]
fn the_same_call_gives_all_of_it() {
    let scripted = Scripted::of([Answer::json(r#"{"text":"ab"}"#)]);
    assert_eq!(now(api(&scripted).chat(ChatRequest::new("hello")).into_future()).expect("an answer").text, "ab");
    assert_eq!(scripted.requests()[0].body(), r#"{"prompt":"hello"}"#);
}

#[test]
fn chunks_may_end_anywhere() {
    let text = "\u{feff}id: 1\nevent: x\ndata: {\"text\":\"é\"}\n\nid: 2\r\ndata:{\"text\":\"b\"}\r\n\r\n";
    for size in 1..=text.len() {
        let chunks = text.as_bytes().chunks(size).map(Bytes::copy_from_slice);
        let scripted = Scripted::of([Answer::of_bytes(EVENTS, chunks)]);
        let (items, error) = texts(api(&scripted).chat(ChatRequest::new("hello")).stream());
        assert!(error.is_none() && items == ["é", "b"], "{size}: {items:?} {error:?}");
    }
    let text = "{\"text\":\"é\"}\n\r\n \n{\"text\":\"b\"}";
    for size in 1..=text.len() {
        let chunks = text.as_bytes().chunks(size).map(Bytes::copy_from_slice);
        let scripted = Scripted::of([Answer::of_bytes("application/x-ndjson; charset=utf-8", chunks)]);
        assert_eq!(texts(api(&scripted).follow_log().stream()).0, ["é", "b"], "{size}");
    }
}

#[test]
fn lines_and_sequences() {
    let scripted = Scripted::of([
        Answer::of("application/json-seq", ["\u{1e}{\"text\":\n\"a\"}\n\u{1e}", "{\"text\":\"b\"}\n"]),
        Answer::of("text/plain", ["{\"text\":\"c\"}\n"]),
        Answer::of("application/x-ndjson", [""; 0]),
        Answer::of("application/jsonl", ["{\"text\":\"d\"}"]),
    ]);
    assert_eq!(texts(api(&scripted).follow_log().since(3).stream()).0, ["a", "b"]);
    assert_eq!(texts(api(&scripted).follow_log().stream()).0, ["c"]);
    assert!(texts(api(&scripted).follow_log().stream()).0.is_empty());
    assert_eq!(texts(api(&scripted).follow_log().stream_(false).stream()).0, ["d"]);
    let targets = scripted.targets();
    assert_eq!(targets[..2], ["/v1/log?since=3&stream=true", "/v1/log?stream=true"]);
    assert_eq!(targets[3], "/v1/log?stream=true", "once");
    assert_eq!(scripted.requests()[0].headers()["accept"], "application/x-ndjson, application/json-seq");
}

#[test]
fn events_as_a_whole() {
    let text = "event: delta\ndata: {\"text\":\"a\",\"nr\":1}\n\nid: 7\nevent: done\ndata: all of it\n\nevent: new\ndata: 5\n\n";
    let scripted = Scripted::of([Answer::of(EVENTS, [text])]);
    let (items, error) = drained(api(&scripted).watch_events().stream());
    assert!(error.is_none(), "{error:?}");
    match &items[..] {
        [WatchEventsItem::Delta(delta), WatchEventsItem::Done(done), WatchEventsItem::Other(other)] => {
            assert_eq!((delta.data.text.as_str(), delta.data.nr), ("a", Some(1)));
            assert_eq!((done.data.as_str(), done.id.as_deref()), ("all of it", Some("7")));
            assert_eq!(other, &serde_json::json!({"event": "new", "data": 5, "id": "7"}));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn texts_and_numbers() {
    let scripted = Scripted::of([
        Answer::of(EVENTS, ["data: [DONE]\n\ndata\n\ndata: {}\ndata:  x\n\ndata: lost"]),
        Answer::of(EVENTS, ["data: 1\n\ndata: 2\n\n"]),
        Answer::of("application/jsonl", ["1\n2\n"]),
    ]);
    let (ticks, error) = drained(api(&scripted).watch_ticks().stream());
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ticks, ["[DONE]", "", "{}\n x"], "an event without its blank line is none");
    for _ in 0..2 {
        assert_eq!(drained(api(&scripted).watch_numbers().stream()).0, [1, 2]);
    }
}

#[test]
fn an_item_that_does_not_fit_is_an_error_of_its_own() {
    let scripted = Scripted::of([Answer::of(
        "application/x-ndjson",
        ["{\"text\":\"a\"}\n{\"txt\":\"secret\"}\n{\"text\":\"c\"}\n"],
    )]);
    let mut items = api(&scripted).follow_log().stream();
    assert_eq!(now(items.next()).expect("one").expect("it fits").text, "a");
    let error = now(items.next()).expect("one").expect_err("it has no text");
    assert_eq!((error.kind(), error.item()), (ErrorKind::Decode, Some(2)));
    assert_eq!(error.body(), br#"{"txt":"secret"}"#);
    let shown = format!("{error}");
    assert!(shown.contains(", item 2") && !shown.contains("secret"), "{shown}");
    assert_eq!(now(items.next()).expect("one").expect("it fits").text, "c");
    assert!(now(items.next()).is_none() && now(items.next()).is_none());
}

#[test]
fn failures_before_the_first_item() {
    let scripted = Scripted::of([
        Answer::of("application/problem+json", ["{\"title\":\"no\"}"]).status(400),
        Answer::json("{}"),
        Answer::of("text/html", ["<p>data: {}</p>"]),
    ]);
    let (_, error) = texts(api(&scripted).chat(ChatRequest::new("hello")).stream());
    let error = error.expect("a status");
    assert_eq!((error.kind(), error.item()), (ErrorKind::Status, None));
    assert!(matches!(
        error.typed(),
        Some(streams::live::ChatError::ClientError(fault)) if fault.title.as_deref() == Some("no")
    ));
    let (_, error) = texts(api(&scripted).chat(ChatRequest::new("hello")).stream());
    let error = error.expect("no stream");
    assert_eq!(error.kind(), ErrorKind::MediaType);
    assert!(error.to_string().contains("expected text/event-stream, found application/json"), "{error}");
    let (_, error) = texts(api(&scripted).chat(ChatRequest::new("hello")).stream());
    assert_eq!(error.expect("a page for people").kind(), ErrorKind::MediaType);
}

#[test]
fn an_item_beyond_the_limit_ends_the_stream() {
    let long = "x".repeat(100);
    for (media_type, text) in [
        ("text/event-stream", format!("data: {{\"text\":\"a\"}}\n\ndata: {long}")),
        ("text/event-stream", format!("data: {{\"text\":\"a\"}}\n\n{}", "data: x\n".repeat(100))),
    ] {
        let scripted = Scripted::of([Answer::of(media_type, [text])]);
        let (items, error) = texts(api(&scripted).chat(ChatRequest::new("hello")).body_limit(50).stream());
        let error = error.expect("too large");
        assert_eq!((items.len(), error.kind(), error.item()), (1, ErrorKind::TooLarge, Some(2)));
    }
    let scripted = Scripted::of([Answer::of("application/x-ndjson", [long.as_str(), long.as_str()])]);
    let (_, error) = texts(api(&scripted).follow_log().body_limit(150).stream());
    assert!(error.expect("too large").to_string().contains("an item of more than 150 bytes"));
}

#[test]
fn what_is_stated() {
    let tick = |text: &'static str| Answer::of("application/json", [text]);
    let scripted = Scripted::of([
        Answer::of(EVENTS, ["data: {\"nr\":1}\n\ndata: the end\n\ndata: {\"nr\":2}\n\n"]),
        tick("{\"nr\":1}\n{\"nr\":2}"),
        Answer::of(EVENTS, ["data: {\"nr\":1}\n\n"]),
        Answer::of(EVENTS, ["data: {\"nr\":1}\n\n"]),
    ]);
    let api = scripted.client(streams_stated::Client::builder()).stated();
    assert_eq!(drained(api.until().stream()).0.len(), 1);
    assert_eq!(drained(api.watch().stream()).0.len(), 2);
    assert_eq!(drained(api.in_body().stream()).0.len(), 1);
    assert_eq!(drained(api.nothing_asks().stream()).0.len(), 1);
    assert_eq!(scripted.targets(), ["/until", "/watch?follow=true", "/in-body", "/nothing-asks"]);
    let requests = scripted.requests();
    assert_eq!(requests[2].body(), r#"{"options":{"live":true}}"#);
    assert_eq!(requests[2].headers()["accept"], EVENTS, "the document says JSON, and `x-stream` knows better");
    let scripted = Scripted::of([Answer::of("application/json-seq", ["\u{1e}{\"name\":\"a\"}\n"]), tick("{}\n{}\n")]);
    let old = scripted.client(streams_swagger_2_0::Client::builder()).old();
    assert_eq!(drained(old.events().stream()).0[0].name.as_deref(), Some("a"));
    assert_eq!(drained(old.stated().stream()).0.len(), 2);
}

fn bytes_of(stream: ByteStream) -> (Vec<u8>, Option<Error>) {
    let (chunks, error) = drained(stream);
    (chunks.concat(), error)
}

#[test]
fn bytes_as_they_come() {
    let scripted = Scripted::of(std::iter::repeat_n(Answer::of("application/octet-stream", ["ab", "", "c"]), 3));
    assert_eq!(bytes_of(api(&scripted).download().stream()).0, b"abc");
    let (received, error) = bytes_of(api(&scripted).download().body_limit(2).stream());
    assert_eq!((received.as_slice(), error.map(|error| error.kind())), (&b"ab"[..], Some(ErrorKind::TooLarge)));
    let client = scripted.client(streams::Client::builder().bearer_token("token"));
    assert_eq!(bytes_of(client.request(Method::GET, "/raw").stream()).0, b"abc");
}

#[test]
fn nothing_is_sent_before_it_is_needed() {
    let scripted = Scripted::of([]);
    let stream = api(&scripted).download().stream();
    let events = api(&scripted).watch_ticks().stream().idle_timeout(Duration::from_secs(1));
    drop((stream, events));
    assert!(scripted.requests().is_empty());
}

#[test]
fn untyped_items_keep_each_digit() {
    let scripted = Scripted::of([Answer::of("application/jsonl", ["{\"n\":1e400}\n[]\nnull\n"])]);
    let items = drained(api(&scripted).dump().stream()).0;
    assert_eq!(items.iter().map(Json::to_string).collect::<Vec<_>>(), [r#"{"n":1e400}"#, "[]", "null"]);
}
