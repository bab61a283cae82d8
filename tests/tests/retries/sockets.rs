//! The same over real connections, with the default transport.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use http::{Request, Response};
use partner_center::runtime::{BoxFuture, Chunks, RequestBody, ReqwestTransport, Transport, TransportError};
use partner_center::{Client, ErrorKind};
use rstest::rstest;
use socket2::{Domain, SockRef, Socket, Type};

use crate::{KEY, USER, Updated, secs, update};

/// What the server does about one connection, once it has read the request.
#[derive(Clone, Copy)]
enum Act {
    Answer(u16, &'static str, &'static str),
    /// The connection is reset.
    Reset,
    /// The connection ends in the middle of the body.
    Half(&'static str),
}
use Act::{Answer, Half, Reset};

/// A request as it was on the wire.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wired {
    head: String,
    body: Vec<u8>,
}

impl Wired {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

type Log = Arc<Mutex<Vec<Wired>>>;

fn requests(log: &Log) -> Vec<Wired> {
    log.lock().expect("a log").clone()
}

/// Does one act a connection, the last one for all that follow, and logs each request.
fn serve(listener: TcpListener, acts: &'static [Act]) -> Log {
    let log = Log::default();
    serve_into(listener, acts, Arc::clone(&log));
    log
}

fn serve_into(listener: TcpListener, acts: &'static [Act], log: Log) {
    thread::spawn(move || {
        for (index, stream) in listener.incoming().enumerate() {
            let act = acts[index.min(acts.len() - 1)];
            // What goes wrong here shows in the log and at the client.
            let _ = stream.and_then(|stream| perform(&stream, act, &log));
        }
    });
}

fn perform(mut stream: &TcpStream, act: Act, log: &Log) -> std::io::Result<()> {
    stream.set_read_timeout(Some(secs(5)))?;
    log.lock().expect("a log").push(request(stream)?);
    match act {
        Reset => SockRef::from(stream).set_linger(Some(Duration::ZERO)),
        Half(body) => write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{body}"),
        Answer(status, headers, body) => write!(
            stream,
            "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ),
    }
}

fn request(stream: &TcpStream) -> std::io::Result<Wired> {
    let mut reader = BufReader::new(stream);
    let mut request = Wired::default();
    while !request.head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request.head)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body)?;
    Ok(request)
}

pub(crate) fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

pub(crate) fn run(client: &Client) -> Updated {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(update(client).send())
}

pub(crate) fn client(scheme: &str, port: u16) -> Client {
    let builder = Client::builder().base_url(format!("{scheme}://127.0.0.1:{port}")).bearer_token("t");
    builder.deadline(secs(20)).build().expect("settings that are right")
}

#[track_caller]
fn assert_one_effect(requests: &[Wired], times: usize) {
    assert_eq!(requests.len(), times);
    let key = requests[0].header(KEY).expect("a key");
    assert_eq!(key.len(), 36);
    for request in requests {
        assert!(request.head.starts_with("PATCH /v1/customers/c/users/u HTTP/1.1\r\n"), "{}", request.head);
        // A server that tells requests apart by their key carries out one of them.
        assert_eq!(request.header(KEY), Some(key));
        assert_eq!(request, &requests[0]);
        assert_eq!(request.body, br#"{"usageLocation":"DE"}"#);
    }
}

#[test]
fn r01_r14_a_server_that_is_busy_is_asked_again_when_it_says() {
    let (listener, port) = listen();
    let log = serve(listener, &[Answer(503, "retry-after: 1\r\n", "{}"), Answer(200, "", USER)]);
    let start = Instant::now();
    let user = run(&client("http", port)).unwrap().into_body().expect("a user");
    assert_eq!(user.usage_location.as_deref(), Some("DE"));
    assert!(start.elapsed() >= secs(1), "{:?}", start.elapsed());
    assert_one_effect(&requests(&log), 2);
}

#[rstest]
#[case::reset(&[Reset, Answer(200, "", USER)], 2)]
#[case::reset_twice(&[Reset, Reset, Answer(200, "", USER)], 3)]
#[case::half_a_body(&[Half(r#"{"usageLocation":"XX""#), Answer(200, "", USER)], 2)]
fn r05_r09_a_patch_that_was_carried_out_unseen_is_sent_again_as_it_was(
    #[case] acts: &'static [Act],
    #[case] times: usize,
) {
    let (listener, port) = listen();
    let log = serve(listener, acts);
    let user = run(&client("http", port)).unwrap().into_body().expect("a user");
    assert_eq!(user.usage_location.as_deref(), Some("DE"));
    assert_one_effect(&requests(&log), times);
}

#[test]
fn r09_after_three_resets_the_error_has_the_key() {
    let (listener, port) = listen();
    let log = serve(listener, &[Reset]);
    let error = run(&client("http", port)).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
    assert!(error.outcome_unknown() && error.is_retryable());
    let requests = requests(&log);
    assert_one_effect(&requests, 3);
    assert_eq!(error.idempotency_key(), requests[0].header(KEY));
}

/// The default transport; from the second request on, somebody listens.
struct Late {
    transport: ReqwestTransport,
    sent: AtomicU32,
    socket: Mutex<Option<Socket>>,
    log: Log,
}

impl Transport for Late {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        if self.sent.fetch_add(1, Ordering::SeqCst) == 1
            && let Some(socket) = self.socket.lock().expect("a socket").take()
        {
            socket.listen(8).expect("a free port");
            serve_into(socket.into(), &[Answer(200, "", USER)], Arc::clone(&self.log));
        }
        self.transport.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(duration)
    }
}

/// A port that is taken but not listened to: connections to it are refused.
pub(crate) fn deaf() -> (Socket, u16) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0).into()).expect("a port");
    let port = socket.local_addr().ok().and_then(|address| address.as_socket()).expect("an address").port();
    (socket, port)
}

#[test]
fn r07_a_refused_connection_is_tried_again() {
    let (socket, port) = deaf();
    let log = Log::default();
    let transport = ReqwestTransport::new().unwrap();
    let socket = Mutex::new(Some(socket));
    let late = Late { transport, sent: AtomicU32::new(0), socket, log: Arc::clone(&log) };
    let base_url = format!("http://127.0.0.1:{port}");
    let client = Client::builder().base_url(base_url).bearer_token("t").transport(late).build().unwrap();
    run(&client).unwrap();
    assert_one_effect(&requests(&log), 1);
}

#[test]
fn r07_a_server_that_is_never_there_has_done_nothing() {
    let (_socket, port) = deaf();
    let error = run(&client("http", port)).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(!error.outcome_unknown() && error.is_retryable());
}
