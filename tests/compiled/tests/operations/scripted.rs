//! A transport that answers one request after the other as a test has written down, and keeps the requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::{BoxFuture, Chunks, ClientBuilder, ClientInner, Transport, TransportError};
use http::{Request, Response};

/// An answer: status, headers and body.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Answer {
    /// A success in JSON.
    pub fn json(body: impl Into<String>) -> Self {
        Self { status: 200, headers: vec![("content-type", "application/json".to_owned())], body: body.into() }
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
}

impl Scripted {
    /// The answer to each request.
    pub fn by(script: impl FnMut(&Request<Bytes>) -> Answer + Send + 'static) -> Self {
        Self { script: Arc::new(Mutex::new(Box::new(script))), seen: Arc::default() }
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

    /// Path and query of the requests so far.
    pub fn targets(&self) -> Vec<String> {
        let target = |request: &Request<Bytes>| request.uri().path_and_query().expect("a path").to_string();
        self.requests().iter().map(target).collect()
    }
}

struct Once(Option<Bytes>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(self.0.take()) })
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        let answer = (self.script.lock().expect("not poisoned"))(&request);
        self.seen.lock().expect("not poisoned").push(request);
        let mut response = Response::builder().status(answer.status);
        for (name, value) in answer.headers {
            response = response.header(name, value);
        }
        let body = Box::new(Once(Some(Bytes::from(answer.body)))) as Box<dyn Chunks>;
        Box::pin(async { Ok(response.body(body).expect("a response")) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
