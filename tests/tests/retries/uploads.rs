//! Bodies that are streams: when a call with one is sent again, and how long it may take.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use partner_center::runtime::TransportFailure::{Broken, NotConnected};
use partner_center::runtime::{Call, Method, RequestBody};
use partner_center::{AccessToken, ErrorKind, Response};
use rstest::rstest;

use crate::clock::{Clock, Sleep};
use crate::server::{Server, Step, fail, hang, status};
use crate::{Bare, POST, PUT, bare, builder, secs};

/// Chunks, each after a pause.
struct Chunks {
    clock: Clock,
    pause: Duration,
    chunks: VecDeque<Result<&'static str, &'static str>>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    fn new(server: &Server, pause: Duration, chunks: &[Result<&'static str, &'static str>]) -> Self {
        Self { clock: server.clock.clone(), pause, chunks: chunks.iter().copied().collect(), sleep: None }
    }
}

impl Stream for Chunks {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (clock, pause) = (self.clock.clone(), self.pause);
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(clock.sleep(pause)));
        ready!(sleep.as_mut().poll(context));
        self.sleep = None;
        Poll::Ready(self.chunks.pop_front())
    }
}

fn once(server: &Server, pause: Duration) -> RequestBody {
    RequestBody::stream_once(None, Chunks::new(server, pause, &[Ok("a"), Ok("b"), Ok("c")]))
}

fn sent(server: &Server, body: RequestBody) -> Result<Response<()>, partner_center::Error> {
    server.clock.run(Call::new(&Bare::of(server).0, &PUT).raw_body(body).send::<()>())
}

#[rstest]
#[case::unavailable(status(503))]
#[case::broken(fail(Broken))]
#[case::too_many(status(429))]
fn a_stream_that_is_made_anew_is_sent_again(#[case] step: Step) {
    let server = Server::new([step, status(204)]);
    let clone = server.clone();
    let body = RequestBody::stream(Some(3), move || Chunks::new(&clone, secs(0), &[Ok("a"), Ok("bc")]));
    sent(&server, body).expect("the second attempt");
    assert_eq!((server.requests(), &*server.seen()[1].body), (2, &b"abc"[..]));
}

#[test]
fn a_stream_that_was_read_is_not_sent_again() {
    let server = Server::new([status(503)]);
    let error = sent(&server, once(&server, secs(0))).expect_err("it cannot be sent again");
    assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Status, 1, false));
    assert!(error.to_string().contains("not repeated, because its body could be read only once"), "{error}");
    assert_eq!(&*server.seen()[0].body, b"abc");
}

#[test]
fn only_a_retry_that_the_body_prevents_is_blamed_on_it() {
    let server = Server::always(status(503));
    let posted = Call::new(&Bare::of(&server).0, &POST).raw_body(once(&server, secs(0)));
    let single = Call::new(&bare(&server).retry(1).build().expect("good settings").0, &PUT);
    for call in [posted, single.raw_body(once(&server, secs(0)))] {
        let error = server.clock.run(call.send::<()>()).expect_err("the server is down");
        assert!(!error.to_string().contains("read only once"), "{error}");
    }
}

#[test]
fn a_token_that_was_refused_with_a_spent_body_is_not_sent_again() {
    let server = Server::new([status(401), status(204)]);
    let made = Arc::new(AtomicU64::new(0));
    let provider = move || {
        let token = AccessToken::new(format!("t{}", made.fetch_add(1, Ordering::Relaxed)));
        async { Ok(token) }
    };
    let client = builder(&server).token_provider(provider).build().expect("good settings");
    let put = |body| client.request(Method::PUT, "/file").body("application/octet-stream", body);
    let error = server.clock.run(put(once(&server, secs(0))).into_future()).expect_err("the token is refused");
    assert_eq!((error.status().map(|it| it.as_u16()), error.attempts()), (Some(401), 1));
    assert!(error.to_string().contains("its body could be read only once"), "{error}");
    server.clock.run(put(once(&server, secs(0))).into_future()).expect("the new token");
    let tokens: Vec<String> = server.seen().iter().map(|seen| seen.header("authorization").to_owned()).collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);
}

#[test]
fn a_stream_that_was_not_read_yet_is_sent_by_the_next_attempt() {
    let server = Server::new([fail(NotConnected), status(204)]);
    sent(&server, once(&server, secs(0))).expect("the second attempt");
    assert_eq!(&*server.seen()[1].body, b"abc");
}

#[test]
fn an_upload_that_goes_on_has_no_deadline() {
    let server = Server::new([status(204)]);
    sent(&server, once(&server, secs(50))).expect("each chunk comes within a minute");
    assert_eq!(server.clock.passed(), secs(200));
}

#[rstest]
#[case::of_the_stream(status(204), secs(70), secs(60))]
#[case::of_the_server(hang(), secs(50), secs(300))]
fn an_upload_that_stops_has_timed_out(#[case] step: Step, #[case] pause: Duration, #[case] end: Duration) {
    let server = Server::new([step]);
    let error = sent(&server, once(&server, pause)).expect_err("nothing happens");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert!(server.clock.passed() <= end, "{:?}", server.clock.passed());
}

#[test]
fn a_later_attempt_has_no_more_time_than_the_first() {
    let server = Server::new([status(503), status(204)]);
    let (clone, made) = (server.clone(), AtomicU64::new(0));
    let pause = move || secs(1_000 * made.fetch_add(1, Ordering::Relaxed));
    let body = RequestBody::stream(Some(1), move || Chunks::new(&clone, pause(), &[Ok("a")]));
    let client = bare(&server).retry(2).build().expect("good settings");
    let error = server.clock.run(Call::new(&client.0, &PUT).raw_body(body).send::<()>()).expect_err("it stops");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert!(
        server.clock.passed() < secs(70),
        "{:?}: what the first attempt took is no progress",
        server.clock.passed()
    );
}

#[test]
fn a_deadline_that_is_set_ends_an_upload() {
    let server = Server::new([status(204)]);
    let mut call = Call::new(&Bare::of(&server).0, &PUT).raw_body(once(&server, secs(50)));
    call.deadline(secs(70));
    let error = server.clock.run(call.send::<()>()).expect_err("it takes too long");
    assert_eq!((error.kind(), server.clock.passed()), (ErrorKind::Timeout, secs(70)));
}

#[test]
fn a_stream_that_fails_is_an_error_of_the_request() {
    let server = Server::new([status(204)]);
    let body = RequestBody::stream_once(None, Chunks::new(&server, secs(0), &[Ok("a"), Err("the disk is gone")]));
    let error = sent(&server, body).expect_err("there is no rest");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 1));
    assert!(error.to_string().contains("the body could not be read: the disk is gone"), "{error}");
}

#[test]
fn progress_can_be_watched_by_each_attempt() {
    let server = Server::new([status(503), status(204)]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let most = Arc::new(AtomicU64::new(0));
    let (all, peak) = (seen.clone(), most.clone());
    let body = RequestBody::from(vec![0_u8; 150_000]).watched(move |sent| {
        all.lock().expect("no panic").push(sent);
        peak.fetch_max(sent, Ordering::Relaxed);
    });
    assert_eq!(body.length(), Some(150_000));
    sent(&server, body).expect("the second attempt");
    assert_eq!(*seen.lock().expect("no panic"), [65_536, 131_072, 150_000, 65_536, 131_072, 150_000]);
    assert_eq!(most.load(Ordering::Relaxed), 150_000);
}
