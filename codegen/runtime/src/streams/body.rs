//! [`StreamedBody`]: the body of a result, read chunk by chunk within its time limits.

use std::time::{Duration, Instant};

use bytes::Bytes;

use super::super::call::Call;
use super::super::client::ClientInner;
use super::super::error::{Error, ErrorKind};
use super::super::received::Received;
use super::super::retry_policy::{RetryPolicy, is_idempotent};
use super::super::send_with_retries::PreparedCall;
use super::super::timeout::within;
use super::super::transport::Chunks;

/// The body of a response that has begun.
pub(super) struct StreamedBody {
    inner: ClientInner,
    chunks: Option<Box<dyn Chunks>>,
    /// Status and headers.
    pub(super) head: Received,
    /// When the call was begun, and the time that it may take in all.
    pub(super) begun: Instant,
    limit: Duration,
    /// The time that may pass between two chunks.
    idle: Duration,
    pub(super) retry: RetryPolicy,
    /// Whether another call with the same arguments does no harm.
    pub(super) is_idempotent: bool,
    /// Whether the server knows the call when it is made again.
    has_key: bool,
    pub(super) limit_of_bytes: usize,
}

impl Call {
    /// Sends the call and returns when the head of its result is there.
    ///
    /// # Errors
    /// Those of any call.
    pub(super) async fn open(&self) -> Result<StreamedBody, Error> {
        let mut prepared = self.checked()?;
        prepared.is_streamed = true;
        let begun = self.inner.0.transport.now();
        let (head, chunks) = self.sent(&prepared).await?;
        let PreparedCall { method, key, limits, retry, body_limit, .. } = prepared;
        Ok(StreamedBody {
            inner: self.inner.clone(),
            chunks,
            head,
            begun,
            limit: self.time_limit(),
            idle: limits.idle,
            retry,
            is_idempotent: is_idempotent(&method),
            has_key: key.is_some(),
            limit_of_bytes: body_limit,
        })
    }

    /// The time that the caller or the client gives all of it, the body included. The default is for calls that end.
    fn time_limit(&self) -> Duration {
        let (own, shared) = (self.own.limits, self.inner.0.limits);
        let limits = [own.deadline.or(shared.deadline), own.attempt.or(shared.attempt)];
        limits.into_iter().flatten().min().unwrap_or(Duration::MAX)
    }
}

impl StreamedBody {
    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    /// A time limit is reached, or the connection is broken.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let limit = self.time_left().min(self.idle);
        let transport = &self.inner.0.transport;
        let Some(chunks) = &mut self.chunks else { return Ok(None) };
        let chunk = match within(&**transport, limit, chunks.next()).await {
            Some(Ok(chunk)) => return Ok(chunk),
            Some(Err(cause)) => Error::new(ErrorKind::Transport, cause.source),
            None => Error::new(ErrorKind::Timeout, "the response stopped"),
        };
        self.chunks = None;
        Err(self.error(chunk))
    }

    /// Counts the time of an earlier answer, too.
    pub(super) fn since(self, begun: Instant) -> Self {
        Self { begun, ..self }
    }

    /// What is left of the time of the call.
    pub(super) fn time_left(&self) -> Duration {
        self.limit.saturating_sub(self.inner.0.transport.now().saturating_duration_since(self.begun))
    }

    /// An error of the call after its response has begun.
    fn error(&self, error: Error) -> Error {
        let error = error.with_unknown_outcome().with_response(self.head.prefix());
        self.head.of_call(if self.is_idempotent || self.has_key { error.with_retryable() } else { error })
    }
}
