//! Connections that end at a bad moment, thousands of calls at once, and heads that no HTTP server should send.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use http::Request;
use partner_center::models::CustomerUser;
use partner_center::runtime::{BoxFuture, Chunks, RequestBody, ReqwestTransport, Transport, TransportError};
use partner_center::{Client, ErrorKind};
use rstest::rstest;
use tests::server::{End, Reply, Server};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::support::{builder, call, failure, outcome};

const GOOD: &str = r#"{"id":"x"}"#;

/// The default transport, with as few connections at a time as there are permits, and without the waits between attempts.
struct Hasty {
    transport: ReqwestTransport,
    permits: Semaphore,
}

impl Hasty {
    fn new(connections: usize) -> Self {
        let transport = ReqwestTransport::new().expect("TLS can be set up");
        Self { transport, permits: Semaphore::new(connections) }
    }
}

impl Transport for Hasty {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            let _permit = self.permits.acquire().await.expect("it is never closed");
            self.transport.send(request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // Deadlines are longer than any wait between attempts here.
        let duration = if duration < Duration::from_secs(2) { Duration::ZERO } else { duration };
        self.transport.sleep(duration)
    }
}

fn hasty(server: &Server, connections: usize) -> Client {
    let builder = Client::builder().base_url(server.url()).bearer_token("t").transport(Hasty::new(connections));
    builder
        .deadline(Duration::from_secs(300))
        .first_byte_timeout(Duration::from_secs(300))
        .build()
        .expect("good settings")
}

fn threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

#[test]
fn r69_ten_thousand_calls_share_one_connection() {
    let server = Server::always(Reply::json(200, GOOD));
    let users = hasty(&server, 1).manage_customer_accounts();
    threads().block_on(async {
        let call = |number: usize| users.update_customer("c", number.to_string(), CustomerUser::new());
        let calls: Vec<_> = (0..10_000).map(|number| tokio::spawn(call(number).send())).collect();
        for call in calls {
            let response = call.await.expect("no task panics").expect("each call is answered");
            assert_eq!(response.status(), 200);
        }
    });
    assert_eq!(server.requests().len(), 10_000);
}

#[rstest]
#[case::after_each_answer(|_| Reply::json(200, GOOD).then(End::Close))]
#[case::when_the_next_request_is_there(|number| if number % 2 == 1 { Reply::verbatim("").then(End::Close) } else { Reply::json(200, GOOD) })]
#[case::by_a_reset(|number| if number % 2 == 1 { Reply::reset() } else { Reply::json(200, GOOD) })]
fn r70_connections_that_are_closed_between_calls(#[case] reply: fn(usize) -> Reply) {
    let server = Server::start(move |_, number| reply(number));
    let users = hasty(&server, 1).manage_customer_accounts();
    threads().block_on(async {
        for number in 0..1_000 {
            let user = users.update_customer("c", "u", CustomerUser::new()).await;
            let user = user.unwrap_or_else(|error| panic!("call {number}: {error}"));
            assert_eq!(user.and_then(|user| user.id).as_deref(), Some("x"));
        }
    });
    assert!(server.connections() > 100, "{}", server.connections());
}

#[test]
fn r68_a_client_goes_on_in_another_runtime() {
    let server = Server::start(|_, number| if number == 1 { Reply::silence() } else { Reply::json(200, GOOD) });
    let client = hasty(&server, 8);
    let call = || client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    let first = threads();
    first.block_on(call().send()).expect("the connection stays open");
    let pending = first.spawn(call().send());
    while server.requests().len() < 2 {
        thread::sleep(Duration::from_millis(5));
    }
    // The call ends with its runtime; nobody waits for it.
    first.shutdown_background();
    let other = threads();
    assert!(other.block_on(pending).expect_err("the call never ended").is_cancelled());
    // The connection that is still in the pool belongs to the runtime that is gone.
    other.block_on(call().send()).expect("there is a new connection");
}

#[test]
fn r76_one_client_in_runtimes_of_every_kind_and_in_none() {
    let server = Server::always(Reply::json(200, GOOD));
    let client = builder(&server).build().expect("good settings");
    let call = |client: &Client| client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    let current = || Builder::new_current_thread().enable_all().build().expect("a runtime");
    for runtime in [current(), threads(), current()] {
        runtime.block_on(call(&client.clone()).send()).expect("a clone is as good as the client");
    }
    // An executor without tokio: the error names what is missing.
    let mut sent = std::pin::pin!(call(&client).send());
    let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = sent.as_mut().poll(context) else { panic!("nothing can be waited for") };
    let error = failure(result, ErrorKind::Request);
    assert!(error.to_string().contains("await the call inside of one"), "{error}");
    assert_eq!(server.requests().len(), 3);
}

/// A server that answers as soon as it has read the head of a request, and reads the rest afterwards.
fn early(answer: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let serve = move |mut stream: TcpStream| {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") && stream.read_exact(head_end(&mut head)).is_ok() {}
        let _ = stream.write_all(answer.as_bytes());
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    };
    thread::spawn(move || listener.incoming().flatten().for_each(serve));
    url
}

/// Room for one more byte.
fn head_end(head: &mut Vec<u8>) -> &mut [u8] {
    head.push(0);
    let last = head.len() - 1;
    &mut head[last..]
}

#[tokio::test]
async fn r71_an_answer_before_the_body_is_sent() {
    let url =
        early("HTTP/1.1 413 Too Large\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"code\":2000}");
    let client = Client::builder().base_url(url).bearer_token("t").deadline(Duration::from_secs(60)).build().unwrap();
    let large = CustomerUser::new().display_name("x".repeat(16 << 20));
    let error = client.manage_customer_accounts().update_customer("c", "u", large).await.expect_err("refused");
    assert_eq!(
        (error.kind(), error.status().map(|it| it.as_u16()), error.attempts()),
        (ErrorKind::Status, Some(413), 1)
    );
    assert_eq!(error.body(), br#"{"code":2000}"#);
}

/// A head with `more` in it, before a body that is good.
fn head(more: &str) -> Reply {
    let length = GOOD.len();
    Reply::verbatim(format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\r\n{GOOD}"
    ))
}

#[rstest]
#[case::http_1_0("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\":\"x\"}")]
#[case::both_lengths(
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na\r\n{\"id\":\"x\"}\r\n0\r\n\r\n"
)]
#[tokio::test]
async fn r72_odd_answers_that_are_understood(#[case] answer: &'static str) {
    let user = outcome(Reply::verbatim(answer)).await.expect("an answer").into_body();
    assert_eq!(user.and_then(|user| user.id).as_deref(), Some("x"));
}

#[rstest]
#[case::http_0_9(Reply::verbatim(GOOD))]
#[case::folded(head("X-Folded: a\r\n b\r\n"))]
#[case::many_headers(head(&"X-Many: 1\r\n".repeat(500)))]
#[case::large_head(head(&format!("X-Large: {}\r\n", "x".repeat(2 << 20))))]
#[case::two_lengths(head("Content-Length: 3\r\n"))]
#[case::nul(head("X-Nul: \0\r\n"))]
#[tokio::test]
async fn r72_answers_that_are_no_http(#[case] reply: Reply) {
    let server = Server::always(reply);
    let error = failure(call(&server).await, ErrorKind::Transport);
    assert!(error.outcome_unknown(), "the request has arrived");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn r26_what_nobody_asked_for_is_not_inflated() {
    // 64 KiB of a gzip member that would be 64 MiB: with no encoding asked for, none is undone.
    let bomb = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0; 64 << 10]].concat();
    for encoding in ["gzip", "br", "zstd", "gzip, gzip"] {
        let reply = Reply::json(200, bomb.clone()).header("Content-Encoding", encoding);
        let server = Arc::new(Server::always(reply));
        let error = failure(call(&server).await, ErrorKind::Decode);
        assert!(error.body().starts_with(&bomb[..10]), "as it came");
        assert_eq!(server.request().header("accept-encoding"), None);
    }
}
