//! Streams whose connection breaks: events go on where they were, if that does no harm; all others end with an error.

use std::time::Duration;

use compiled::runtime::streams::ItemStream;
use compiled::runtime::{CallOptions, ErrorKind};
use compiled::streams;
use compiled::streams::models::ChatRequest;

use crate::pages::drained;
use crate::scripted::{Answer, Scripted};

const EVENTS: &str = "text/event-stream";

fn api(scripted: &Scripted) -> streams::live::LiveApi {
    scripted.client(streams::Client::builder().bearer_token("token")).live()
}

fn last_ids(scripted: &Scripted) -> Vec<Option<String>> {
    let id = |request: &http::Request<bytes::Bytes>| {
        request.headers().get("last-event-id").map(|id| id.to_str().expect("ASCII").to_owned())
    };
    scripted.requests().iter().map(id).collect()
}

#[test]
fn events_go_on_after_the_last_one() {
    let scripted = Scripted::of([
        Answer::of(EVENTS, ["retry: 5\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: ne"]).broken(),
        Answer::of(EVENTS, ["data: c\n\n"]).broken(),
        Answer::of(EVENTS, ["id: 4\ndata: d\n\n"]),
    ]);
    let (items, error) = drained(api(&scripted).watch_ticks().stream());
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, ["a", "b", "c", "d"]);
    assert_eq!(last_ids(&scripted), [None, Some("2".to_owned()), Some("2".to_owned())]);
}

#[test]
fn without_an_id_there_is_no_way_on() {
    let scripted = Scripted::of([Answer::of(EVENTS, ["data: a\n\n"]).broken()]);
    let (items, error) = drained(api(&scripted).watch_ticks().stream());
    let error = error.expect("it broke");
    assert_eq!((items.len(), error.kind(), error.item()), (1, ErrorKind::Transport, Some(2)));
    assert!(error.outcome_unknown() && error.is_retryable(), "{error}");
    assert!(error.to_string().contains("the connection broke with 200 OK, item 2"), "{error}");
}

#[test]
fn what_may_do_harm_is_not_made_again() {
    let scripted = Scripted::of([Answer::of(EVENTS, ["id: 1\ndata: {\"text\":\"a\"}\n\n"]).broken()]);
    let (items, error) = drained(api(&scripted).chat(ChatRequest::new("hello")).stream());
    let error = error.expect("it broke");
    assert!(items.len() == 1 && error.outcome_unknown() && !error.is_retryable(), "{error}");
    assert_eq!(scripted.requests().len(), 1);
}

#[test]
fn a_server_that_breaks_again_and_again_is_given_up() {
    let scripted = Scripted::by(|_| Answer::of(EVENTS, Vec::<String>::new()).broken());
    let (items, error) = drained(api(&scripted).watch_ticks().header("last-event-id", "7").stream());
    assert!(items.is_empty());
    assert_eq!(error.expect("it broke").kind(), ErrorKind::Transport);
    assert_eq!(scripted.requests().len(), 1, "no event has come yet");

    let mut first = true;
    let scripted = Scripted::by(move |_| match std::mem::take(&mut first) {
        true => Answer::of(EVENTS, ["id: 1\ndata: a\n\n"]).broken(),
        false => Answer::of(EVENTS, Vec::<String>::new()).broken(),
    });
    let (items, error) = drained(api(&scripted).watch_ticks().retry(3).stream());
    assert_eq!((items.len(), error.expect("it broke").item()), (1, Some(2)));
    assert_eq!(scripted.requests().len(), 3, "the policy says how often");
}

#[test]
fn a_server_that_refuses_to_go_on_is_an_error() {
    let scripted = Scripted::of([
        Answer::of(EVENTS, ["id: 1\ndata: a\n\n"]).broken(),
        Answer::json(r#"{"message":"gone"}"#).status(410),
    ]);
    let (items, error) = drained(api(&scripted).watch_ticks().stream());
    let error = error.expect("a status");
    assert_eq!((items.len(), error.kind(), error.item()), (1, ErrorKind::Status, Some(2)));
}

#[test]
fn lines_and_bytes_end_where_they_break() {
    let scripted = Scripted::of([
        Answer::of("application/x-ndjson", ["{\"text\":\"a\"}\n{\"te"]).broken(),
        Answer::of("application/octet-stream", ["ab"]).broken(),
    ]);
    let (items, error) = drained(api(&scripted).follow_log().stream());
    assert_eq!((items.len(), error.expect("it broke").kind()), (1, ErrorKind::Transport));
    let (chunks, error) = drained(api(&scripted).download().stream());
    assert_eq!((chunks.concat(), error.expect("it broke").kind()), (b"ab".to_vec(), ErrorKind::Transport));
}

#[test]
fn a_server_that_says_no_more_is_waited_for_so_long() {
    let stalled = || Scripted::of([Answer::of(EVENTS, ["data: a\n\n"]).stalled()]);
    let seconds = Duration::from_secs;
    let ends = |scripted: Scripted, limit: Duration, stream: ItemStream<String>| {
        let (items, error) = drained(stream);
        let error = error.expect("it stopped");
        assert_eq!((items.len(), error.kind(), error.item()), (1, ErrorKind::Timeout, Some(2)));
        let alarm = *scripted.alarms().last().expect("an alarm");
        assert!(alarm <= limit, "{alarm:?} is longer than {limit:?}");
        alarm
    };
    let scripted = stalled();
    assert_eq!(ends(scripted.clone(), seconds(30), api(&scripted).watch_ticks().stream()), seconds(30));
    let scripted = stalled();
    let patient = api(&scripted).watch_ticks().stream().idle_timeout(seconds(300));
    assert_eq!(ends(scripted.clone(), seconds(300), patient), seconds(300));
    // Some of the deadline has passed, however fast the machine is.
    let scripted = stalled();
    let with_deadline = api(&scripted).watch_ticks().deadline(seconds(7)).stream().idle_timeout(seconds(300));
    ends(scripted.clone(), seconds(7), with_deadline);
    let scripted = stalled();
    let client = scripted.client(streams::Client::builder().bearer_token("token").idle_timeout(seconds(120)));
    assert_eq!(ends(scripted.clone(), seconds(120), client.live().watch_ticks().stream()), seconds(120));
}

#[test]
fn a_pause_that_the_server_asks_for_is_kept() {
    let scripted = Scripted::of([
        Answer::of(EVENTS, ["retry: 1234\nid: 1\ndata: a\n\n"]).broken(),
        Answer::of(EVENTS, Vec::<String>::new()).broken(),
    ]);
    let (items, error) = drained(api(&scripted).watch_ticks().retry(2).stream());
    assert!(items.len() == 1 && error.is_some());
    let (items, _) = drained(
        api(&Scripted::of([Answer::of(EVENTS, ["retry: 99999999\nid: 1\ndata: a\n\n"]).broken()]))
            .watch_ticks()
            .stream(),
    );
    assert_eq!(items.len(), 1, "so long a pause is an error at once");
    assert!(scripted.alarms().contains(&Duration::from_millis(1234)));
}
