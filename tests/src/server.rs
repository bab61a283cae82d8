//! A small HTTP/1.1 server on the loopback interface that can misbehave in every way a test needs.
//!
//! ```
//! use tests::server::{End, Framing, Reply, Server};
//!
//! let server = Server::always(Reply::json(200, r#"{"id":"x"}"#).header("MS-CV", "a.0"));
//! let broken = Server::sequence([Reply::new(503).then(End::Reset), Reply::new(200).framing(Framing::Endless)]);
//! let second = Server::start(|request, number| Reply::new(if number == 1 { 200 } else { 503 }).body(request.text()));
//! assert!(server.requests().is_empty() && broken.url().starts_with("http://127.0.0.1:"));
//! # drop(second);
//! ```
//!
//! - Each connection has a thread, so any number of calls may be open at once. Dropping the server closes its port.
//! - Every request is recorded as soon as it has been read, before the answer is made up.
//! - A test that wants the request's effect counted looks at [`Server::requests`]; connections are counted apart.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::net::sockopt::set_socket_linger;

/// A connection on which nothing happens is given up after this long, so that no thread stays.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The target as it stands in the request line: path and query.
    pub target: String,
    /// Names and values in order; the names as they were written.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, whatever the case of its name; the first if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// How the length of a body is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// By a `Content-Length` that is right.
    Length,
    /// By a `Content-Length` that promises so many bytes more than come.
    Overlong(u64),
    /// In chunks of at most 7 bytes.
    Chunked,
    /// In chunks, without the last one.
    Unfinished,
    /// By closing the connection.
    ToClose,
    /// In chunks without end: the body is repeated for as long as the client reads.
    Endless,
    /// Neither a length nor the empty line after the head: what is given is sent as it is.
    Raw,
}

/// What happens after the last byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The connection waits for the next request.
    KeepOpen,
    /// The connection is closed in order.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing: the client has to lose its patience.
    Stall,
}

/// An answer in the making.
#[derive(Clone, Debug)]
pub struct Reply {
    head: Vec<u8>,
    body: Vec<u8>,
    framing: Framing,
    pause: Option<Duration>,
    end: Option<End>,
}

impl Reply {
    /// An answer with this status and an empty body.
    pub fn new(status: u16) -> Self {
        Self::verbatim(format!("HTTP/1.1 {status} Whatever\r\n")).framing(Framing::Length)
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status).header("Content-Type", "application/json").body(body)
    }

    /// Exactly these bytes, then the end of the connection.
    pub fn verbatim(bytes: impl Into<Vec<u8>>) -> Self {
        Self { head: bytes.into(), body: Vec::new(), framing: Framing::Raw, pause: None, end: None }
    }

    /// No answer at all, on a connection that stays open.
    pub fn silence() -> Self {
        Self::verbatim("").then(End::Stall)
    }

    /// A reset of the connection instead of an answer.
    pub fn reset() -> Self {
        Self::verbatim("").then(End::Reset)
    }

    /// One more header. The value may hold any bytes.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.head.extend([name.as_bytes(), b": ", value.as_ref(), b"\r\n"].concat());
        self
    }

    /// The body.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = bytes.into();
        self
    }

    /// How the length of the body is told; normally [`Framing::Length`].
    pub fn framing(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    /// Waits before each byte.
    pub fn slowly(mut self, pause: Duration) -> Self {
        self.pause = Some(pause);
        self
    }

    /// What happens afterwards; normally [`End::KeepOpen`] where the client can tell that the answer is complete, else
    /// [`End::Close`].
    pub fn then(mut self, end: End) -> Self {
        self.end = Some(end);
        self
    }

    fn end(&self) -> End {
        self.end.unwrap_or(match self.framing {
            Framing::Length | Framing::Chunked => End::KeepOpen,
            _ => End::Close,
        })
    }

    /// Everything up to the end, or for an endless body, up to its first round.
    fn bytes(&self) -> Vec<u8> {
        let length = |more: u64| format!("Content-Length: {}\r\n\r\n", self.body.len() as u64 + more).into_bytes();
        let chunked = || b"Transfer-Encoding: chunked\r\n\r\n".to_vec();
        let chunks = || -> Vec<u8> { self.body.chunks(7).flat_map(chunk).collect() };
        let (rest, body) = match self.framing {
            Framing::Length => (length(0), self.body.clone()),
            Framing::Overlong(more) => (length(more), self.body.clone()),
            Framing::Chunked => (chunked(), [chunks(), b"0\r\n\r\n".to_vec()].concat()),
            Framing::Unfinished => (chunked(), chunks()),
            Framing::ToClose => (b"Connection: close\r\n\r\n".to_vec(), self.body.clone()),
            Framing::Endless => (chunked(), chunk(&self.body)),
            Framing::Raw => (Vec::new(), self.body.clone()),
        };
        [self.head.clone(), rest, body].concat()
    }

    fn send(&self, stream: &mut TcpStream) -> io::Result<()> {
        match self.pause {
            None => stream.write_all(&self.bytes())?,
            Some(pause) => self.bytes().chunks(1).try_for_each(|byte| {
                thread::sleep(pause);
                stream.write_all(byte)
            })?,
        }
        if self.framing == Framing::Endless {
            loop {
                stream.write_all(&chunk(&self.body))?;
            }
        }
        Ok(())
    }
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

type Answer = dyn Fn(&Request, usize) -> Reply + Send + Sync;

struct Shared {
    answer: Box<Answer>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    closed: AtomicBool,
}

impl Shared {
    fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request after the other, until either side has enough.
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        while let Some(request) = read(&mut reader)? {
            let number = {
                let mut requests = self.requests();
                requests.push(request.clone());
                requests.len() - 1
            };
            let reply = (self.answer)(&request, number);
            reply.send(&mut stream)?;
            match reply.end() {
                End::KeepOpen => {}
                End::Close => return Ok(()),
                End::Reset => return Ok(set_socket_linger(&stream, Some(Duration::ZERO))?),
                // Until the client has gone.
                End::Stall => drop(reader.read(&mut [0])?),
            }
        }
        Ok(())
    }
}

/// Reads one request; `None` at the end of the connection.
fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = Request { method, target, headers: Vec::new(), body: Vec::new() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end_matches(['\r', '\n']).split_once(':') else { break };
        request.headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
    }
    if request.header("transfer-encoding").is_some() {
        request.body = read_chunks(reader)?;
        return Ok(Some(request));
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    request.body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut request.body)?;
    Ok(Some(request))
}

/// Reads a body in chunks, without trailers.
fn read_chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let length = usize::from_str_radix(line.trim_end(), 16).map_err(io::Error::other)?;
        let begin = body.len();
        body.resize(begin + length, 0);
        reader.read_exact(&mut body[begin..])?;
        reader.read_exact(&mut [0; 2])?;
        if length == 0 {
            return Ok(body);
        }
    }
}

/// A running server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// A server that makes up its answer from the request and the number of requests that came before it.
    pub fn start(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback interface has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            answer: Box::new(answer),
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &own));
        Self { address, shared }
    }

    /// A server that always gives the same answer.
    pub fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone())
    }

    /// A server that gives one answer after the other, and then the last one for ever.
    ///
    /// # Panics
    /// There is no answer.
    pub fn sequence(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        assert!(!replies.is_empty(), "a server needs an answer");
        Self::start(move |_, number| replies[number.min(replies.len() - 1)].clone())
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// All requests so far, in the order they came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests().clone()
    }

    /// How many connections there have been so far, those without a request included.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The only request there has been.
    ///
    /// # Panics
    /// There has been another number of requests.
    #[track_caller]
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        if shared.closed.load(Ordering::SeqCst) {
            return;
        }
        shared.connections.fetch_add(1, Ordering::SeqCst);
        let shared = Arc::clone(shared);
        // A client that goes away early is part of many tests.
        thread::spawn(move || drop(shared.serve(stream)));
    }
}
