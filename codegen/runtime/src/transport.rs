//! [`Transport`]: the trait of HTTP clients. The feature `reqwest` has one; you can bring your own.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;

pub use super::boxed::{BoxError, BoxFuture};
use super::request_body::RequestBody;

/// An HTTP client and a clock.
///
/// An implementation sends each request once: without following redirects, without retries, without a cookie store. The
/// caller does retries and time limits, and may drop a future at any time. A body has its bytes in [`RequestBody::as_bytes`], or else
/// gives them by [`RequestBody::into_chunks`].
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns the response as soon as its headers have arrived.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>>;

    /// Waits, as between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Waits until a time limit is reached, while something else is under way that is not to take longer.
    fn alarm(&self, limit: Duration) -> BoxFuture<'_, ()> {
        self.sleep(limit)
    }

    /// The current time of the clock that `sleep` uses.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The body of a response, read in chunks.
pub trait Chunks: Send {
    /// The next bytes, decompressed; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// How far a request came before it failed, which decides whether it may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportFailure {
    /// No connection was made, so nothing was sent.
    NotConnected,
    /// The TLS handshake failed, for example because of an unknown certificate.
    Tls,
    /// The request cannot be sent; it would fail again.
    Unsendable,
    /// Any later failure: the server may have acted on the request.
    Broken,
}

/// The error of a transport.
#[derive(Debug)]
pub struct TransportError {
    pub(super) failure: TransportFailure,
    pub(super) source: BoxError,
}

impl TransportError {
    /// An error of an HTTP client. `source` should not print credentials or the query of a URL.
    pub fn new(failure: TransportFailure, source: impl Into<BoxError>) -> Self {
        Self { failure, source: source.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            TransportFailure::NotConnected => "no connection",
            TransportFailure::Tls => "no TLS connection",
            TransportFailure::Unsendable => "the request cannot be sent",
            TransportFailure::Broken => "the connection broke",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
