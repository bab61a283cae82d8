//! The HTTP client underneath, behind a trait: bring your own, or use the feature `reqwest`.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;

/// Any error of somebody else's code.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future behind a pointer.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An HTTP client and a clock.
///
/// An implementation sends one request once: it follows no redirect, retries nothing, keeps no cookies.
/// Time limits and retries are the caller's; it may drop the future at any moment.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the response as soon as its headers are there.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time, by the clock that `sleep` goes by.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The body of a response, read bit by bit.
pub trait Chunks: Send {
    /// The next bytes, decompressed; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// How far a request came before the connection failed: what decides whether it may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportFailure {
    /// No connection, so not one byte was sent.
    NotConnected,
    /// No agreement with the server on TLS, such as an unknown certificate.
    Tls,
    /// The request could not be sent at all; it would fail again.
    Unsendable,
    /// Anything later: the server may have acted on the request.
    Broken,
}

/// Why a transport has no response.
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
