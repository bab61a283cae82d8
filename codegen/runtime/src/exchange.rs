//! Sending a prepared call: attempts, credentials, time limits.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::backoff::{RetryBudget, is_idempotent, is_transient, pause};
use super::client::{Shared, header_value};
use super::codec::DecodeFault;
use super::error::{Error, ErrorKind, Received};
use super::operation::{Credentials, Operation};
use super::retry_after::retry_after;
use super::timeout::within;
use super::transport::{Chunks, Transport, TransportError, TransportFailure};

/// The server has this long to begin its answer.
const FIRST_BYTE: Duration = Duration::from_secs(60);
/// The server has this long between two parts of its answer.
const IDLE: Duration = Duration::from_secs(30);
/// A longer `Retry-After` is the caller's to wait for.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// So much of the body is kept after an error status.
const ERROR_BODY: usize = 1024 * 1024;
/// So much of the body is kept when a success cannot be decoded.
const BODY_PREFIX: usize = 8 * 1024;

/// A call that can be sent, any number of times with the same bytes.
pub(super) struct Prepared {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) key: Option<String>,
    pub(super) deadline: Duration,
}

/// A success that is still to be decoded.
pub(super) struct Reply {
    pub(super) received: Received,
    operation: &'static Operation,
    attempts: u32,
    key: Option<String>,
}

impl Reply {
    pub(super) fn undecodable(&self, fault: DecodeFault) -> Error {
        self.owned(Error::from_decode(self.prefix(), fault))
    }

    pub(super) fn undeclared(&self) -> Error {
        let media_type = self.received.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let essence = media_type.split(|byte| *byte == b';').next().unwrap_or_default();
        let cause = format!("`{}`", essence.escape_ascii());
        self.owned(Error::new(ErrorKind::MediaType, cause).with_response(self.prefix()))
    }

    fn owned(&self, error: Error) -> Error {
        error.of_call(self.operation, self.attempts, self.key.as_deref())
    }

    fn prefix(&self) -> Received {
        let mut received = self.received.clone();
        received.body.truncate(BODY_PREFIX);
        received
    }
}

/// A failed attempt, and whether another one makes sense.
struct Failed {
    error: Error,
    again: Again,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Again {
    Never,
    /// The server may have acted on the request.
    IfReplayable,
    /// The server has not seen the request.
    Always,
}

/// Sends `prepared` until it succeeds or another attempt makes no sense.
///
/// # Errors
/// The last attempt's error.
pub(super) async fn exchange(shared: &Shared, prepared: &Prepared) -> Result<Reply, Error> {
    let deadline = Deadline::new(&*shared.transport, prepared.deadline);
    let mut sender =
        Sender { shared, prepared, deadline, sent: 0, tries: 0, spent: 0, refused: None, uncertain: false };
    let key = prepared.key.clone();
    match sender.run().await {
        Ok(received) => Ok(Reply { received, operation: prepared.operation, attempts: sender.sent, key }),
        Err(error) => {
            let error = if sender.uncertain { error.with_unknown_outcome() } else { error };
            Err(error.of_call(prepared.operation, sender.sent, key.as_deref()))
        }
    }
}

struct Sender<'a> {
    shared: &'a Shared,
    prepared: &'a Prepared,
    deadline: Deadline<'a>,
    /// Requests sent.
    sent: u32,
    /// Requests that count as attempts: all but the one that was refused for its token.
    tries: u32,
    /// What retries have taken from the budget.
    spent: u32,
    /// The number of a token that was refused.
    refused: Option<u64>,
    /// Whether the server may have acted on one of the attempts.
    uncertain: bool,
}

impl Sender<'_> {
    async fn run(&mut self) -> Result<Received, Error> {
        loop {
            let token = self.token().await?;
            let number = token.as_ref().map(|(_, number)| *number);
            self.sent += 1;
            let failed = match self.attempt(token.map(|(header, _)| header)).await {
                Ok(received) if received.status.is_success() => {
                    self.shared.budget.give_back(self.spent);
                    return Ok(received);
                }
                Ok(received) if self.renews_token(received.status, number) => continue,
                Ok(received) => refusal(received),
                Err(failed) => failed,
            };
            self.tries += 1;
            self.uncertain |= failed.error.outcome_unknown();
            let wait = self.wait(failed)?;
            self.shared.transport.sleep(wait).await;
        }
    }

    /// The `Authorization` header and the number of its token.
    async fn token(&self) -> Result<Option<(http::HeaderValue, u64)>, Error> {
        if self.prepared.operation.credentials == Credentials::Anonymous {
            return Ok(None);
        }
        let transport = &*self.shared.transport;
        let asked = Box::pin(self.shared.auth.token(transport, self.refused));
        let token = within(transport, self.deadline.left(), asked).await;
        let (secret, number) = token
            .ok_or_else(|| Error::new(ErrorKind::Timeout, "the token provider gave no token in time"))?
            .map_err(|cause| Error::new(ErrorKind::Credentials, cause))?;
        let header = header_value("authorization", &format!("Bearer {}", secret.expose()));
        Ok(Some((header.map_err(|cause| Error::new(ErrorKind::Credentials, cause))?, number)))
    }

    /// After the first 401, another token is worth a try, if it can be had.
    fn renews_token(&mut self, status: StatusCode, number: Option<u64>) -> bool {
        let renews = status == StatusCode::UNAUTHORIZED && self.refused.is_none() && self.shared.auth.can_refresh();
        if renews {
            self.refused = number;
        }
        renews && number.is_some()
    }

    async fn attempt(&self, token: Option<http::HeaderValue>) -> Result<Received, Failed> {
        let transport = &*self.shared.transport;
        let request = self.request(token)?;
        let limit = self.deadline.left().min(FIRST_BYTE);
        let response = within(transport, limit, transport.send(request)).await;
        let response = response.ok_or_else(|| self.too_slow("no answer"))?.map_err(transport_failure)?;
        let (parts, mut chunks) = response.into_parts();
        let mut received = Received { status: parts.status, headers: parts.headers, body: Bytes::new() };
        self.read(&mut received, &mut *chunks).await?;
        Ok(received)
    }

    fn request(&self, token: Option<http::HeaderValue>) -> Result<http::Request<Bytes>, Failed> {
        let builder = http::Request::builder().method(self.prepared.method.clone()).uri(&self.prepared.url);
        let mut request = builder
            .body(self.prepared.body.clone())
            .map_err(|cause| Failed { error: Error::new(ErrorKind::Request, cause), again: Again::Never })?;
        request.headers_mut().clone_from(&self.prepared.headers);
        // Without it, servers answer 411 to a method that normally has a body (RFC 9110 §8.6).
        if self.prepared.body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(request.method()) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, token);
        }
        Ok(request)
    }

    /// Reads the body up to the limit. After an error status, whatever can be read of it is enough.
    async fn read(&self, received: &mut Received, chunks: &mut dyn Chunks) -> Result<(), Failed> {
        let transport = &*self.shared.transport;
        let success = received.status.is_success();
        let limit = if success { self.shared.body_limit } else { ERROR_BODY };
        let mut body = BytesMut::new();
        let result = loop {
            let chunk = within(transport, self.deadline.left().min(IDLE), chunks.next()).await;
            match chunk {
                None => {
                    let Failed { error, again } = self.too_slow("the answer stopped");
                    break Err(Failed { error: error.with_response(received.so_far(&body)), again });
                }
                Some(Err(error)) => break Err(cut_off(received, &body, &error)),
                Some(Ok(None)) => break Ok(()),
                Some(Ok(Some(bytes))) => {
                    let room = limit - body.len();
                    body.extend_from_slice(&bytes[..bytes.len().min(room)]);
                    if bytes.len() > room {
                        break Err(too_large(received, &body, limit));
                    }
                }
            }
        };
        received.body = body.freeze();
        if success { result } else { Ok(()) }
    }

    fn too_slow(&self, what: &str) -> Failed {
        let again = if self.deadline.left().is_zero() { Again::Never } else { Again::IfReplayable };
        let error = Error::new(ErrorKind::Timeout, what.to_owned()).with_unknown_outcome();
        // The time is up for this call, but the same call may be made again later.
        let error = if self.is_replayable() { error.with_better_luck_later() } else { error };
        Failed { error, again }
    }

    /// Whether the request may reach the server twice without harm.
    fn is_replayable(&self) -> bool {
        self.prepared.key.is_some() || is_idempotent(&self.prepared.method)
    }

    /// How long to wait before the next attempt.
    ///
    /// # Errors
    /// `failed`'s, if there is to be none.
    fn wait(&mut self, failed: Failed) -> Result<Duration, Error> {
        let Failed { mut error, again } = failed;
        if again == Again::Never || (again == Again::IfReplayable && !self.is_replayable()) {
            return Err(error);
        }
        error = error.with_better_luck_later();
        let wait = error.retry_after().unwrap_or_else(|| pause(self.tries));
        if self.tries >= self.shared.attempts || wait > LONGEST_WAIT || wait >= self.deadline.left() {
            return Err(error);
        }
        let cost = RetryBudget::cost(error.status());
        if !self.shared.budget.take(cost) {
            return Err(error.with_exhausted_budget());
        }
        self.spent += cost;
        Ok(wait)
    }
}

fn refusal(received: Received) -> Failed {
    let again = if is_transient(received.status) { Again::IfReplayable } else { Again::Never };
    let wait = retry_after(&received.headers);
    Failed { error: Error::from_status(received, wait), again }
}

fn transport_failure(cause: TransportError) -> Failed {
    let (kind, again) = match cause.failure {
        TransportFailure::NotConnected => (ErrorKind::Connect, Again::Always),
        TransportFailure::Tls => (ErrorKind::Tls, Again::Never),
        TransportFailure::Unsendable => (ErrorKind::Request, Again::Never),
        TransportFailure::Broken => (ErrorKind::Transport, Again::IfReplayable),
    };
    let error = Error::new(kind, cause.source);
    Failed { error: if kind == ErrorKind::Transport { error.with_unknown_outcome() } else { error }, again }
}

/// A body that breaks off does not parse, however it broke.
fn cut_off(received: &Received, body: &[u8], cause: &TransportError) -> Failed {
    let fault = DecodeFault {
        path: String::new(),
        message: format!("the body breaks off after {} bytes: {}", body.len(), cause.source),
    };
    let error = Error::from_decode(received.so_far(body), fault);
    Failed { error: error.with_unknown_outcome(), again: Again::IfReplayable }
}

fn too_large(received: &Received, body: &[u8], limit: usize) -> Failed {
    let error = Error::new(ErrorKind::TooLarge, format!("more than {limit} bytes"));
    Failed { error: error.with_response(received.so_far(body)), again: Again::Never }
}

impl Received {
    /// Status, headers and the beginning of the body.
    fn so_far(&self, body: &[u8]) -> Self {
        Self { body: Bytes::copy_from_slice(&body[..body.len().min(BODY_PREFIX)]), ..self.clone() }
    }
}

/// The end of a call's time, by the transport's clock.
struct Deadline<'a> {
    transport: &'a dyn Transport,
    start: Instant,
    limit: Duration,
}

impl<'a> Deadline<'a> {
    fn new(transport: &'a dyn Transport, limit: Duration) -> Self {
        Self { transport, start: transport.now(), limit }
    }

    fn left(&self) -> Duration {
        self.limit.saturating_sub(self.transport.now().saturating_duration_since(self.start))
    }
}
