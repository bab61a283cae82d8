//! Sends a prepared call: attempts, credentials, retries, time and size limits.

use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::bearer_token::{Asking, TokenCache};
use super::client::Shared;
use super::codec::DecodeError;
use super::credentials::{Authorizer, Credential};
use super::decoding::Decoding;
use super::error::{Error, ErrorKind, RawResponse};
use super::header_field::header_value;
use super::middleware::Next;
use super::operation::Operation;
use super::received::{BODY_PREFIX, Received};
use super::request_body::RequestBody;
use super::retry_after::retry_after;
use super::retry_policy::{RetryBudget, RetryPolicy, is_idempotent, is_transient};
use super::timeout::{Deadline, Limits, while_it_goes_on, within};
use super::transport::{Chunks, TransportError, TransportFailure};

/// Why a call that others are before has timed out.
const THROTTLED: &str = "the client's `max_concurrency` or `rate_limit` let no request begin in time";
/// The bytes of a body kept after an error status.
const ERROR_BODY: usize = 1024 * 1024;

/// A checked and encoded call. Each attempt sends the same bytes.
pub(super) struct PreparedCall {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: RequestBody,
    pub(super) key: Option<String>,
    pub(super) limits: Limits,
    pub(super) retry: RetryPolicy,
    pub(super) body_limit: usize,
    /// Whether the body of a result is left to be read by whoever asked.
    pub(super) is_streamed: bool,
    /// The credential that is made for each attempt.
    pub(super) credential: Option<Credential>,
}

/// A response, and what of its body is not read yet.
type Answer = (RawResponse, Option<Box<dyn Chunks>>);

/// A failed attempt, and whether to retry.
struct FailedAttempt {
    error: Error,
    retry: RetryDecision,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RetryDecision {
    Never,
    /// The server may have acted on the request.
    IfReplayable,
    /// The server has not seen the request, or has not acted on it.
    Always,
}

/// Sends `prepared` until an attempt succeeds or is not to be retried. The rest of the body is there if it is streamed.
///
/// # Errors
/// The last attempt's error.
pub(super) async fn exchange(
    shared: &Shared,
    prepared: &PreparedCall,
) -> Result<(Received, Option<Box<dyn Chunks>>), Error> {
    let deadline = Deadline::new(&*shared.transport, prepared.limits.deadline);
    let mut sender = Sender {
        shared,
        prepared,
        deadline,
        attempt: None,
        sent: 0,
        tries: 0,
        spent: 0,
        refused: None,
        uncertain: false,
    };
    let key = prepared.key.clone();
    match sender.run().await {
        Ok((raw, rest)) => {
            let (operation, attempts) = (prepared.operation, sender.sent);
            let received = Received {
                raw,
                operation,
                attempts,
                key,
                target: String::new(),
                asked: None,
                decoding: Decoding::default(),
                mismatches: Mutex::default(),
            };
            Ok((received, rest))
        }
        Err(error) => {
            let error = if sender.uncertain { error.with_unknown_outcome() } else { error };
            Err(error.of_call(prepared.operation, sender.sent, key.as_deref()))
        }
    }
}

struct Sender<'a> {
    shared: &'a Shared,
    prepared: &'a PreparedCall,
    deadline: Deadline<'a>,
    /// That of the attempt that is being made.
    attempt: Option<Deadline<'a>>,
    /// Requests sent.
    sent: u32,
    /// Requests that count as attempts: all but the one whose token was refused.
    tries: u32,
    /// The tokens that retries have taken from the budget.
    spent: u32,
    /// The version of a token that was refused.
    refused: Option<u64>,
    /// Whether the server may have acted on one of the attempts.
    uncertain: bool,
}

impl Sender<'_> {
    async fn run(&mut self) -> Result<Answer, Error> {
        loop {
            let token = self.token().await?;
            let version = token.as_ref().map(|(_, version)| *version);
            let place = self.shared.throttle.enter(&*self.shared.transport, self.deadline.left()).await;
            let place = place.ok_or_else(|| self.not_in_time())?;
            self.sent += 1;
            self.attempt = Some(Deadline::new(&*self.shared.transport, self.prepared.limits.attempt));
            let attempt = self.attempt(token.map(|(header, _)| header)).await;
            drop(place);
            let failed = match attempt {
                Ok(answer) if self.is_result(answer.0.status) => {
                    self.shared.budget.give_back(self.spent);
                    return Ok(answer);
                }
                Ok((received, _)) if self.renews_token(received.status, version) => {
                    if self.may_send_again() {
                        continue;
                    }
                    self.token_lost(received).await
                }
                Ok((received, _)) => refusal(received),
                Err(failed) => failed,
            };
            self.tries += 1;
            self.uncertain |= failed.error.outcome_unknown();
            let wait = self.wait(failed)?;
            self.shared.transport.sleep(wait).await;
        }
    }

    /// The `Authorization` header and the version of its token, if there is one from a provider.
    async fn token(&self) -> Result<Option<(http::HeaderValue, u64)>, Error> {
        let Some(cache) = self.token_cache() else { return Ok(None) };
        let Shared { transport, base_url, headers, .. } = self.shared;
        let user_agent = headers.iter().rev().find(|(name, _)| *name == USER_AGENT).map(|(_, value)| value);
        let asking = Asking { transport, base_url, user_agent };
        let asked = Box::pin(cache.token(asking, self.refused));
        let token = within(&**transport, self.deadline.left(), asked).await;
        let (secret, version) = token
            .ok_or_else(|| Error::new(ErrorKind::Timeout, "the token provider returned no token in time"))?
            .map_err(|cause| Error::new(ErrorKind::Credentials, cause))?;
        let header = header_value("authorization", &format!("Bearer {}", secret.expose()));
        Ok(Some((header.map_err(|cause| Error::new(ErrorKind::Credentials, cause))?, version)))
    }

    fn token_cache(&self) -> Option<&TokenCache> {
        match &self.prepared.credential {
            Some(Credential::Token(cache)) => Some(cache),
            _ => None,
        }
    }

    /// Whether to retry with a new token: after the first 401, if the token comes from a provider.
    fn renews_token(&mut self, status: StatusCode, version: Option<u64>) -> bool {
        let renews = status == StatusCode::UNAUTHORIZED && self.refused.is_none() && version.is_some();
        if renews {
            self.refused = version;
        }
        renews
    }

    /// The error of a call whose token was refused and whose body is spent. The next call has a new token.
    async fn token_lost(&self, received: RawResponse) -> FailedAttempt {
        if let (Some(cache), Some(version)) = (self.token_cache(), self.refused) {
            cache.forget(version).await;
        }
        let FailedAttempt { error, retry } = refusal(received);
        FailedAttempt { error: error.with_spent_body(), retry }
    }

    async fn attempt(&self, token: Option<http::HeaderValue>) -> Result<Answer, FailedAttempt> {
        let transport = &*self.shared.transport;
        let request = self.request(token)?;
        let Shared { middleware, .. } = self.shared;
        let next = Next { transport, middleware, operation: self.prepared.operation, attempt: self.sent };
        let limit = || self.left().min(self.prepared.limits.first_byte);
        let response = while_it_goes_on(transport, limit, self.upload_goes_on(), next.send(request)).await;
        let response = response.ok_or_else(|| self.too_slow("no response"))?.map_err(transport_failure)?;
        let (parts, mut chunks) = response.into_parts();
        let mut received = RawResponse { status: parts.status, headers: parts.headers, body: Bytes::new() };
        if self.prepared.is_streamed && self.is_result(received.status) {
            return Ok((received, Some(chunks)));
        }
        self.read(&mut received, &mut *chunks).await?;
        Ok((received, None))
    }

    /// Whether more of the request's body has been taken since this was asked last, and there is time left.
    fn upload_goes_on(&self) -> impl FnMut() -> bool {
        let taken = self.prepared.body.taken();
        let mut before = taken.load(Ordering::Relaxed);
        move || {
            let now = taken.load(Ordering::Relaxed);
            !self.left().is_zero() && std::mem::replace(&mut before, now) < now
        }
    }

    fn request(&self, token: Option<http::HeaderValue>) -> Result<http::Request<RequestBody>, FailedAttempt> {
        let builder = http::Request::builder().method(self.prepared.method.clone()).uri(&self.prepared.url);
        let mut request = builder.body(self.prepared.body.clone()).map_err(|cause| FailedAttempt {
            error: Error::new(ErrorKind::Request, cause),
            retry: RetryDecision::Never,
        })?;
        request.headers_mut().clone_from(&self.prepared.headers);
        #[cfg(feature = "testing")]
        request.extensions_mut().insert(self.prepared.operation);
        // Servers require a length of methods that normally have a body (RFC 9110 §8.6).
        if self.prepared.body.length() == Some(0)
            && [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
        {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let token = match (token, &self.prepared.credential) {
            (None, Some(Credential::Made(authorizer))) => Some(made(&**authorizer, &request)?),
            (token, _) => token,
        };
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, token);
        }
        Ok(request)
    }

    /// Reads the body up to the limit. A body after an error status may be incomplete.
    async fn read(&self, received: &mut RawResponse, chunks: &mut dyn Chunks) -> Result<(), FailedAttempt> {
        let transport = &*self.shared.transport;
        let success = self.is_result(received.status);
        let limit = if success { self.prepared.body_limit } else { ERROR_BODY };
        let mut body = BytesMut::new();
        let result = loop {
            let chunk = within(transport, self.left().min(self.prepared.limits.idle), chunks.next()).await;
            match chunk {
                None => {
                    let FailedAttempt { error, retry } = self.too_slow("the response stopped");
                    break Err(FailedAttempt { error: error.with_response(received.so_far(&body)), retry });
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

    /// What is left of the attempt's time, and of the call's.
    fn left(&self) -> Duration {
        let attempt = self.attempt.as_ref().map_or(Duration::MAX, Deadline::left);
        self.deadline.left().min(attempt)
    }

    /// The error of a call that the client's limits let not begin another attempt.
    fn not_in_time(&self) -> Error {
        let error = Error::new(ErrorKind::Timeout, THROTTLED);
        if self.sent == 0 || self.is_replayable() { error.with_retryable() } else { error }
    }

    fn too_slow(&self, what: &str) -> FailedAttempt {
        let retry = if self.deadline.left().is_zero() { RetryDecision::Never } else { RetryDecision::IfReplayable };
        let error = Error::new(ErrorKind::Timeout, what.to_owned()).with_unknown_outcome();
        // The same call may be made again later.
        let error = if self.is_replayable() { error.with_retryable() } else { error };
        FailedAttempt { error, retry }
    }

    /// Whether a response is what the document declares as the result of the call: a success, or else a redirect.
    fn is_result(&self, status: StatusCode) -> bool {
        status.is_success() || self.prepared.operation.redirects.contains(&status.as_u16())
    }

    /// Whether the body is still there.
    fn may_send_again(&self) -> bool {
        self.prepared.body.is_there()
    }

    /// Whether the server carries out the request once even if it is sent twice.
    fn is_replayable(&self) -> bool {
        self.prepared.key.is_some() || is_idempotent(&self.prepared.method)
    }

    /// The wait before the next attempt.
    ///
    /// # Errors
    /// The error of `failed`, if it is not to be retried.
    fn wait(&mut self, failed: FailedAttempt) -> Result<Duration, Error> {
        let FailedAttempt { mut error, retry } = failed;
        if retry == RetryDecision::Never || (retry == RetryDecision::IfReplayable && !self.is_replayable()) {
            return Err(error);
        }
        let policy = self.prepared.retry;
        if !self.may_send_again() {
            return Err(if policy.goes_on(self.tries) { error.with_spent_body() } else { error });
        }
        error = error.with_retryable();
        let wait = error.retry_after().unwrap_or_else(|| policy.pause(self.tries));
        let is_too_long = error.retry_after().is_some_and(|wait| !policy.waits(wait));
        if !policy.goes_on(self.tries) || is_too_long || wait >= self.deadline.left() {
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

/// The header that the caller makes for a request.
fn made(authorizer: &dyn Authorizer, request: &http::Request<RequestBody>) -> Result<HeaderValue, FailedAttempt> {
    let value = authorizer.authorization(request);
    let value = value.and_then(|secret| Ok(header_value("authorization", secret.expose())?));
    value.map_err(|cause| FailedAttempt {
        error: Error::new(ErrorKind::Credentials, cause),
        retry: RetryDecision::Never,
    })
}

fn refusal(received: RawResponse) -> FailedAttempt {
    let wait = retry_after(&received.headers);
    let retry = match received.status {
        // The server says that it has not acted on the request.
        StatusCode::TOO_MANY_REQUESTS => RetryDecision::Always,
        StatusCode::SERVICE_UNAVAILABLE if wait.is_some() => RetryDecision::Always,
        status if is_transient(status) => RetryDecision::IfReplayable,
        _ => RetryDecision::Never,
    };
    FailedAttempt { error: Error::from_status(received, wait), retry }
}

fn transport_failure(cause: TransportError) -> FailedAttempt {
    let (kind, retry) = match cause.failure {
        TransportFailure::NotConnected => (ErrorKind::Connect, RetryDecision::Always),
        TransportFailure::Tls => (ErrorKind::Tls, RetryDecision::Never),
        TransportFailure::Unsendable => (ErrorKind::Request, RetryDecision::Never),
        TransportFailure::Broken => (ErrorKind::Transport, RetryDecision::IfReplayable),
    };
    let error = Error::new(kind, cause.source);
    FailedAttempt { error: if kind == ErrorKind::Transport { error.with_unknown_outcome() } else { error }, retry }
}

/// A body that ended early cannot be decoded.
fn cut_off(received: &RawResponse, body: &[u8], cause: &TransportError) -> FailedAttempt {
    let decode_error = DecodeError {
        path: String::new(),
        message: format!("the body ended after {} bytes: {}", body.len(), cause.source),
    };
    let error = Error::from_decode(received.so_far(body), decode_error);
    FailedAttempt { error: error.with_unknown_outcome(), retry: RetryDecision::IfReplayable }
}

fn too_large(received: &RawResponse, body: &[u8], limit: usize) -> FailedAttempt {
    let error = Error::new(ErrorKind::TooLarge, format!("more than {limit} bytes, which is the `body_limit`"));
    FailedAttempt { error: error.with_response(received.so_far(body)), retry: RetryDecision::Never }
}

impl RawResponse {
    /// Status, headers and the beginning of the body.
    fn so_far(&self, body: &[u8]) -> Self {
        Self { body: Bytes::copy_from_slice(&body[..body.len().min(BODY_PREFIX)]), ..self.clone() }
    }
}
