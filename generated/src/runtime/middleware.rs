//! [`Middleware`]: code of your own around each attempt, and at the end of each call.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::codec::DecodeError;
use super::error::Error;
use super::operation::Operation;
use super::request_body::RequestBody;
use super::transport::{BoxFuture, Chunks, Transport, TransportError};

/// What an attempt gives: the head of a response, whose body is still to be read, or why there is none.
pub type Attempted = Result<http::Response<Box<dyn Chunks>>, TransportError>;

/// Code of your own around all calls of a client: it sees and may change each request and response, answer in the place of the
/// server, and count what calls come to. The feature `tracing` has one that makes spans.
///
/// ```text
/// struct Stamp;
///
/// impl Middleware for Stamp {
///     fn attempt<'a>(&'a self, mut request: http::Request<RequestBody>, next: Next<'a>) -> BoxFuture<'a, Attempted> {
///         request.headers_mut().insert("x-attempt", next.attempt().into());
///         next.send(request)
///     }
/// }
///
/// let client = Client::builder().middleware(Stamp).build()?;
/// ```
///
/// Requests for tokens go past it. A request has its credentials when it comes here, so do not print its headers, and change its host only to one that may have them.
pub trait Middleware: Send + Sync + 'static {
    /// Around one attempt, inside of its time limits and retries.
    fn attempt<'a>(&'a self, request: http::Request<RequestBody>, next: Next<'a>) -> BoxFuture<'a, Attempted> {
        next.send(request)
    }

    /// After the last attempt of a call: its response is read, or is read on by a stream, but not decoded yet.
    fn ended(&self, call: &EndedCall<'_>) {
        let _ = call;
    }

    /// After an answer was decoded tolerantly, where it does not match its type; see [`Decoding`](super::Decoding).
    fn mismatched(&self, operation: &'static str, mismatches: &[DecodeError]) {
        let _ = (operation, mismatches);
    }
}

/// What comes after a middleware: the ones that were added to the client later, and the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) middleware: &'a [Arc<dyn Middleware>],
    pub(super) operation: &'static Operation,
    pub(super) attempt: u32,
}

impl<'a> Next<'a> {
    /// Goes on with a request.
    pub fn send(self, request: http::Request<RequestBody>) -> BoxFuture<'a, Attempted> {
        match self.middleware.split_first() {
            Some((first, rest)) => first.attempt(request, Self { middleware: rest, ..self }),
            None => self.transport.send(request),
        }
    }

    /// The document's name for the operation.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The path of the operation with its parameters in braces; of what the document does not have, `/`.
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// The number of the attempt, from one.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

/// A call that has come to its end.
#[derive(Debug)]
pub struct EndedCall<'a> {
    pub(super) operation: &'static Operation,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
    pub(super) result: Result<StatusCode, &'a Error>,
}

impl<'a> EndedCall<'a> {
    /// The document's name for the operation.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The number of requests sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The time that it took, waits and retries included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The status of a success, or the error, which prints no secret.
    pub fn result(&self) -> Result<StatusCode, &'a Error> {
        self.result
    }
}
