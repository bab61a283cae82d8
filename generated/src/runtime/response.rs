//! [`Response`]: the decoded body of a success with its status and headers.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{HeaderMap, StatusCode};

use super::codec::{DecodeError, Wire};
use super::error::{Error, RawResponse};
use super::received::Received;
use super::transport::BoxFuture;

/// The result of a successful call: a body, or one of several bodies by status and media type.
pub trait Output: Sized {
    /// Decodes the body that is declared for the status and media type.
    ///
    /// # Errors
    /// The body does not match its type.
    fn read(received: &Received) -> Result<Self, Error>;
}

impl<T: Wire + Default> Output for T {
    fn read(received: &Received) -> Result<Self, Error> {
        let mut value = T::default();
        received.decode(&mut value)?;
        Ok(value)
    }
}

/// A call that is being sent: a future of its response.
#[must_use = "a call is sent when it is awaited"]
pub struct ResponseFuture<T, E = Error>(BoxFuture<'static, Result<Response<T>, E>>);

impl<T, E> ResponseFuture<T, E> {
    pub(super) fn new(future: BoxFuture<'static, Result<Response<T>, E>>) -> Self {
        Self(future)
    }
}

impl<T, E> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

/// A decoded response.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
    mismatches: Vec<DecodeError>,
}

impl<T> Response<T> {
    pub(super) fn new(raw: RawResponse, body: T, mismatches: Vec<DecodeError>) -> Self {
        Self { status: raw.status, headers: raw.headers, body, mismatches }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, if it is present and visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The members that are missing or of other types, and keep their defaults: none unless the client or the call asks for
    /// [`Decoding::Tolerant`](super::Decoding::Tolerant), and at most a thousand.
    pub fn mismatches(&self) -> &[DecodeError] {
        &self.mismatches
    }

    /// The body, by value.
    pub fn into_body(self) -> T {
        self.body
    }
}

/// Omits the headers, which may contain cookies.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).field("body", &self.body).finish_non_exhaustive()
    }
}
