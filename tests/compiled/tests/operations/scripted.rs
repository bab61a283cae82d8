//! A transport that answers one request after the other as a test has written down, and keeps the requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::{
    BoxFuture, Chunks, ClientBuilder, ClientInner, RequestBody, Transport, TransportError, TransportFailure,
};
use http::{Request, Response};

/// An answer: status, headers and body.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    chunks: VecDeque<Bytes>,
    end: End,
}

/// What comes after the last chunk.
#[derive(Clone, Copy, Debug)]
enum End {
    Whole,
    Broken,
    Never,
}

impl Answer {
    /// A success in JSON.
    pub fn json(body: impl Into<String>) -> Self {
        Self::of("application/json", [body.into()])
    }

    /// A success in these chunks.
    pub fn of(media_type: &str, chunks: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::of_bytes(media_type, chunks.into_iter().map(|chunk| Bytes::from(chunk.into())))
    }

    /// The same, in bytes.
    pub fn of_bytes(media_type: &str, chunks: impl IntoIterator<Item = Bytes>) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self { status: 200, headers, chunks: chunks.into_iter().collect(), end: End::Whole }
    }

    /// The connection breaks after the last chunk.
    pub fn broken(mut self) -> Self {
        self.end = End::Broken;
        self
    }

    /// Nothing comes after the last chunk, not even the end.
    pub fn stalled(mut self) -> Self {
        self.end = End::Never;
        self
    }

    /// Another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// One more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

type Script = dyn FnMut(&Request<Bytes>) -> Answer + Send;

/// Answers as it is told.
#[derive(Clone)]
pub struct Scripted {
    script: Arc<Mutex<Box<Script>>>,
    seen: Arc<Mutex<Vec<Request<Bytes>>>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Scripted {
    /// The answer to each request.
    pub fn by(script: impl FnMut(&Request<Bytes>) -> Answer + Send + 'static) -> Self {
        Self { script: Arc::new(Mutex::new(Box::new(script))), seen: Arc::default(), slept: Arc::default() }
    }

    /// These answers; one request more is answered by 418.
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: VecDeque<Answer> = answers.into_iter().collect();
        Self::by(move |_| answers.pop_front().unwrap_or_else(|| Answer::json("{}").status(418)))
    }

    /// A client that gets these answers, at once and without a real server.
    pub fn client<C: From<ClientInner>>(&self, builder: ClientBuilder<C>) -> C {
        builder.transport(self.clone()).build().expect("a client")
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.seen.lock().expect("not poisoned").clone()
    }

    /// The alarms that were set so far. Each rings at once.
    pub fn alarms(&self) -> Vec<Duration> {
        self.slept.lock().expect("not poisoned").clone()
    }

    /// Path and query of the requests so far.
    pub fn targets(&self) -> Vec<String> {
        let target = |request: &Request<Bytes>| request.uri().path_and_query().expect("a path").to_string();
        self.requests().iter().map(target).collect()
    }
}

struct Written {
    chunks: VecDeque<Bytes>,
    end: End,
}

impl Chunks for Written {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async {
            match (self.chunks.pop_front(), self.end) {
                (None, End::Whole) => Ok(None),
                (None, End::Broken) => Err(TransportError::new(TransportFailure::Broken, "reset by peer")),
                (None, End::Never) => std::future::pending().await,
                (chunk, _) => Ok(chunk),
            }
        })
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        let request = request.map(|body| body.as_bytes().expect("no stream").clone());
        let answer = (self.script.lock().expect("not poisoned"))(&request);
        self.seen.lock().expect("not poisoned").push(request);
        let mut response = Response::builder().status(answer.status);
        for (name, value) in answer.headers {
            response = response.header(name, value);
        }
        let body = Box::new(Written { chunks: answer.chunks, end: answer.end }) as Box<dyn Chunks>;
        Box::pin(async { Ok(response.body(body).expect("a response")) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.slept.lock().expect("not poisoned").push(duration);
        Box::pin(std::future::ready(()))
    }
}
