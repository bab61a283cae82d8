//! [`Error`]: the error of all calls.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::body_codec::{BodyCodec, declared_as, without_bom};
use super::codec::{DecodeError, Wire, limited};
use super::operation::Operation;
use super::server_message::server_message;
use super::transport::BoxError;

/// The error of a call.
///
/// What it prints: method, path template and host, attempts, whether the outcome is known, cause and remedy. Neither `Debug` nor
/// `Display` shows a header, a body or an argument, because a server may echo a password in any of them; a request id is shown
/// if it is a UUID.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    kind: ErrorKind,
    cause: Option<BoxError>,
    operation: Option<&'static Operation>,
    /// Method, path template and host.
    target: Option<String>,
    response: Option<RawResponse>,
    decode: Option<DecodeError>,
    retry_after: Option<Duration>,
    attempts: u32,
    /// The page it is about, counted from one; zero for a call of its own.
    pub(super) page: u64,
    /// The item of a stream that it is about, counted from one; zero for none.
    pub(super) item: u64,
    sent_key: Option<String>,
    retryable: bool,
    outcome_unknown: bool,
    budget_exhausted: bool,
    body_spent: bool,
}

/// A response as received, as far as the body was read.
#[derive(Clone)]
pub(super) struct RawResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// The kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The settings of the client or the arguments of the call cannot be sent. Nothing was sent.
    Request,
    /// A credential is missing or cannot be sent, or the base URL is neither https nor a loopback address. This attempt sent
    /// nothing.
    Credentials,
    /// No connection to the server. The last attempt sent nothing.
    Connect,
    /// The TLS handshake failed. The last attempt sent nothing.
    Tls,
    /// The connection broke after the request was begun.
    Transport,
    /// A time limit was reached.
    Timeout,
    /// The server responded with an error status.
    Status,
    /// The media type of the response is not declared by the document.
    MediaType,
    /// The response exceeds the size limit.
    TooLarge,
    /// The body of the response does not match the model.
    Decode,
    /// There is no way on from a page: its next page is on another server or was asked for before, or there are too many.
    Pages,
}

/// The error bodies that an operation declares, by status.
pub trait ErrorBody: Sized {
    /// The body declared for the status of the error, if there is one and the body matches it.
    fn from_error(error: &Error) -> Option<Self>;
}

impl Error {
    pub(super) fn new(kind: ErrorKind, cause: impl Into<BoxError>) -> Self {
        Self::of(kind, Some(cause.into()))
    }

    fn of(kind: ErrorKind, cause: Option<BoxError>) -> Self {
        Self(Box::new(Inner {
            kind,
            cause,
            operation: None,
            target: None,
            response: None,
            decode: None,
            retry_after: None,
            attempts: 0,
            page: 0,
            item: 0,
            sent_key: None,
            retryable: false,
            outcome_unknown: false,
            budget_exhausted: false,
            body_spent: false,
        }))
    }

    pub(super) fn from_status(response: RawResponse, retry_after: Option<Duration>) -> Self {
        let mut error = Self::of(ErrorKind::Status, None).with_response(response);
        error.0.retry_after = retry_after;
        error
    }

    pub(super) fn from_decode(response: RawResponse, decode_error: DecodeError) -> Self {
        let mut error = Self::of(ErrorKind::Decode, None).with_response(response);
        error.0.decode = Some(decode_error);
        error
    }

    pub(super) fn with_response(mut self, response: RawResponse) -> Self {
        self.0.response = Some(response);
        self
    }

    pub(super) fn with_unknown_outcome(mut self) -> Self {
        self.0.outcome_unknown = true;
        self
    }

    /// The same call may succeed later and is not carried out twice.
    pub(super) fn with_retryable(mut self) -> Self {
        self.0.retryable = true;
        self
    }

    pub(super) fn with_exhausted_budget(mut self) -> Self {
        self.0.budget_exhausted = true;
        self
    }

    /// The call was not repeated because its body could be read only once.
    pub(super) fn with_spent_body(mut self) -> Self {
        self.0.body_spent = true;
        self
    }

    pub(super) fn of_call(mut self, operation: &'static Operation, attempts: u32, sent_key: Option<&str>) -> Self {
        self.0.operation = Some(operation);
        self.0.attempts = attempts;
        self.0.sent_key = sent_key.map(str::to_owned);
        self
    }

    pub(super) fn has_spent_body(&self) -> bool {
        self.0.body_spent
    }

    /// What was asked for, as [`Error::target`] gives it.
    pub(super) fn sent_to(mut self, target: String) -> Self {
        self.0.target = Some(target);
        self
    }

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the operation.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// What was to be sent where: `GET /users/{user_id} at https://api.example.com`. It has neither arguments nor the base URL's path.
    pub fn target(&self) -> Option<&str> {
        self.0.target.as_deref()
    }

    /// The status, if there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// A header of the response, if it is present and visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()?.get(name)?.to_str().ok()
    }

    /// The body of the response, undecoded: at most 1 MiB after an error status, else at most 8 KiB.
    pub fn body(&self) -> &[u8] {
        self.0.response.as_ref().map_or(&[], |response| &response.body)
    }

    /// The body of the response as the type that the document declares for its status.
    ///
    /// The error of a call knows its type, see [`CallError::typed`](super::CallError::typed).
    pub fn typed<T: ErrorBody>(&self) -> Option<T> {
        T::from_error(self)
    }

    /// The server's own words, if the body is JSON and has them under a usual name: `message`, `detail`, `title`, `error` …, in one
    /// line of at most 900 bytes.
    ///
    /// They are not part of what the error prints, because a server may put anything into them, secrets too.
    pub fn server_message(&self) -> Option<String> {
        server_message(self.body())
    }

    /// The body of the response decoded as `T`, if it matches. A body without a media type is decoded as JSON.
    pub fn decode<T: Wire + Default>(&self) -> Option<T> {
        let (codec, media_type) = match self.headers()?.get(CONTENT_TYPE) {
            None => (BodyCodec::Json, ""),
            Some(media_type) => (BodyCodec::of(media_type.to_str().ok()?)?, media_type.to_str().ok()?),
        };
        let mut value = T::default();
        codec.decode(media_type, without_bom(self.body()), &mut value).ok()?;
        Some(value)
    }

    /// Whether the body is in one of these declared media types, or in none that the document declares for an error.
    pub fn is_in(&self, media_types: &[&str]) -> bool {
        let (Some(operation), Some(received)) = (self.0.operation, self.header(CONTENT_TYPE.as_str())) else {
            return true;
        };
        let declared = [operation.error_types, operation.response_types].concat();
        declared_as(&declared, received).is_none_or(|declared| media_types.contains(&declared))
    }

    /// The location and cause of a decoding error. Only for [`ErrorKind::Decode`].
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// What a token provider, an authorizer or the transport said, where that is why the call failed.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.cause.as_deref()
    }

    /// The wait that the server asked for, even if it was too long for a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The number of requests sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The idempotency key that was sent. A later call with the same key continues this one.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.0.sent_key.as_deref()
    }

    /// The request id: the response header of the operation's idempotency key, else the key that was sent.
    pub fn request_id(&self) -> Option<&str> {
        let header = self.0.operation.and_then(|operation| operation.idempotency_key);
        header.and_then(|name| self.header(name)).or(self.idempotency_key())
    }

    /// The correlation id: the response header that the operation declares for it.
    pub fn correlation_id(&self) -> Option<&str> {
        self.header(self.0.operation?.correlation_id?)
    }

    /// Whether the same call, with the same idempotency key, may succeed later and is not carried out twice.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the server may have carried out the request although no response says so.
    pub fn outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    /// Whether a retry was omitted because too many calls of this client have failed.
    pub fn retry_budget_exhausted(&self) -> bool {
        self.0.budget_exhausted
    }
}

/// The limit of the text of an error, in bytes. Causes from other code may be of any length.
const LONGEST_TEXT: usize = 900;
const LONGEST_CAUSE: usize = 500;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&limited(&Text(self), LONGEST_TEXT))
    }
}

/// The text of an error, however long.
struct Text<'a>(&'a Error);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        match (error.operation(), error.target()) {
            (Some(""), Some(target)) => write!(f, "{target}: ")?,
            (Some(operation), Some(target)) => write!(f, "{operation} ({target}): ")?,
            (Some(operation), None) => write!(f, "{operation}: ")?,
            (None, _) => {}
        }
        f.write_str(match error.kind() {
            ErrorKind::Request => "the call cannot be sent",
            ErrorKind::Credentials => "no credentials",
            ErrorKind::Connect => "no connection to the server",
            ErrorKind::Tls => "no TLS connection to the server",
            ErrorKind::Transport => "the connection broke",
            ErrorKind::Timeout => "the call timed out",
            ErrorKind::Status => "the server responded",
            ErrorKind::MediaType => "the response has an undeclared media type",
            ErrorKind::TooLarge => "the response is too large",
            ErrorKind::Decode => "the response does not match its type",
            ErrorKind::Pages => "the next page cannot be asked for",
        })?;
        if let Some(status) = error.status() {
            write!(f, " with {status}")?;
            if error.kind() == ErrorKind::Status && status.is_redirection() {
                f.write_str(" (redirects are not followed)")?;
            }
        }
        if error.0.page > 0 {
            write!(f, ", page {}", error.0.page)?;
        }
        if error.0.item > 0 {
            write!(f, ", item {}", error.0.item)?;
        }
        if error.attempts() > 1 {
            write!(f, ", {} attempts", error.attempts())?;
        }
        if let Some(wait) = error.retry_after() {
            write!(f, ", retry after {wait:?}")?;
        }
        if error.outcome_unknown() {
            f.write_str(", outcome unknown")?;
        }
        // A header that is not such an identifier may be a secret in the wrong place.
        let ids = [error.request_id(), error.idempotency_key()];
        if let Some(id) = ids.into_iter().flatten().find_map(|id| Uuid::try_parse(id).ok()) {
            write!(f, ", request id {id}")?;
        }
        if let Some(error) = &error.0.decode {
            write!(f, ": at {:?}: {}", error.path, error.message)?;
        }
        if let Some(cause) = &error.0.cause {
            write!(f, ": {}", limited(cause, LONGEST_CAUSE))?;
        }
        match error.remedy() {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {self})", self.kind())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` shows the cause, so the chain goes on below it.
        self.0.cause.as_deref()?.source()
    }
}
