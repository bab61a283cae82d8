//! [`Mock`]: gives the answers that are expected, and keeps the requests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};

use super::super::operation::Operation;
use super::super::request_body::RequestBody;
use super::super::transport::{BoxFuture, Chunks, Transport, TransportError, TransportFailure};
use super::answer::{Expected, Times};

/// A [`Transport`] for tests: nothing is sent, and each operation is answered as a test expects it. Clones are the same mock.
///
/// ```text
/// let mock = Mock::new();
/// mock.expect::<users::Get>().returning(&user);
/// mock.expect::<users::Delete>().times(2).responding(204, "");
/// let client = Client::builder().bearer_token("t").transport(mock.clone()).build()?;
/// // … the code under test, with this client …
/// assert_eq!(mock.requests()[0].uri, "https://api.example.com/users/1");
/// mock.verify();
/// ```
///
/// A call that nobody expects is an error of kind [`ErrorKind::Request`](super::super::ErrorKind::Request), which names the operation.
/// Waits between retries take no time, and no time limit is ever reached. A model that only answers have is made by `Default` and its public members.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    expected: VecDeque<Expected>,
    requests: Vec<SeenRequest>,
}

/// A request that a mock has answered.
#[derive(Clone)]
pub struct SeenRequest {
    /// The document's name for the operation.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub uri: String,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The bytes of the body; none of a stream, which is not read.
    pub body: Bytes,
}

impl Mock {
    /// A mock that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.state().requests.clone()
    }

    /// Checks that all that was expected has happened.
    ///
    /// # Panics
    /// It has not. The message names the operations.
    #[track_caller]
    pub fn verify(&self) {
        let state = self.state();
        let missing = state.expected.iter().filter_map(|expected| {
            let Times::Left(left) = expected.times else { return None };
            Some(format!("{left} × {}", expected.operation.id))
        });
        let missing: Vec<String> = missing.collect();
        assert!(missing.is_empty(), "calls that were expected and not made: {}", missing.join(", "));
    }

    /// A panic of a test leaves nothing half done here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, expected: Expected) {
        self.state().expected.push_back(expected);
    }

    fn answer(&self, request: Request<RequestBody>) -> Result<Response<Box<dyn Chunks>>, TransportError> {
        let unsendable = |cause: String| TransportError::new(TransportFailure::Unsendable, cause);
        let operation = request.extensions().get::<&'static Operation>().copied().unwrap_or(&Operation::RAW);
        let mut state = self.state();
        let (head, body) = request.into_parts();
        state.requests.push(SeenRequest {
            operation: operation.id,
            method: head.method,
            uri: head.uri.to_string(),
            headers: head.headers,
            body: body.as_bytes().cloned().unwrap_or_default(),
        });
        let found = state.expected.iter().position(|expected| std::ptr::eq(expected.operation, operation));
        let Some(found) = found else {
            let name = operation.id;
            return Err(unsendable(format!("no call of `{name}` is expected by the mock, or no further one")));
        };
        let answer = state.expected[found].answer.clone();
        match &mut state.expected[found].times {
            Times::Always => {}
            Times::Left(1) => drop(state.expected.remove(found)),
            Times::Left(left) => *left -= 1,
        }
        answer.into_response()
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(std::future::ready(self.answer(request)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Shows how many calls are still expected.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("expected", &state.expected.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}

/// Shows neither headers nor the query nor the body.
impl fmt::Debug for SeenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.uri.split('?').next().unwrap_or_default();
        write!(f, "{}: {} {path}", self.operation, self.method)
    }
}
