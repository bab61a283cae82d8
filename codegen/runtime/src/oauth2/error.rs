//! [`OAuth2Error`]: why there is no token.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;

use super::super::error::Error;
use super::super::secret::Secret;

/// Why there is no token. It is the [`cause`](Error::cause) of the call's error.
///
/// Neither `Debug` nor `Display` shows what the server wrote, because it may echo a secret.
#[derive(Debug)]
pub struct OAuth2Error {
    kind: OAuth2ErrorKind,
    status: Option<StatusCode>,
    code: Option<Secret>,
    description: Option<Secret>,
    /// In our own words.
    cause: Cow<'static, str>,
}

/// The kind of an [`OAuth2Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OAuth2ErrorKind {
    /// `invalid_request` (RFC 6749 §5.2)
    InvalidRequest,
    /// `invalid_client`: the client is unknown, or its secret is wrong.
    InvalidClient,
    /// `invalid_grant`: the code, password or refresh token is wrong, has expired or was revoked.
    InvalidGrant,
    /// `unauthorized_client`: the client may not log in in this way.
    UnauthorizedClient,
    /// `unsupported_grant_type`
    UnsupportedGrantType,
    /// `invalid_scope`
    InvalidScope,
    /// `access_denied`: the user said no.
    AccessDenied,
    /// `authorization_pending`: the user has not answered yet (RFC 8628 §3.5).
    AuthorizationPending,
    /// `slow_down`: the device asks too often.
    SlowDown,
    /// `expired_token`: the user took too long.
    ExpiredToken,
    /// Another refusal, see [`OAuth2Error::code`] and [`OAuth2Error::status`].
    Refused,
    /// There was no answer.
    NoAnswer,
    /// The answer is not one that RFC 6749 describes.
    UnexpectedAnswer,
    /// What came back from the browser does not belong to the login that was begun.
    WrongState,
    /// The token has expired and there is no refresh token: log in again.
    LoginNeeded,
    /// The settings are incomplete.
    Settings,
}

impl OAuth2Error {
    pub(super) fn new(kind: OAuth2ErrorKind) -> Self {
        Self { kind, status: None, code: None, description: None, cause: Cow::Borrowed("") }
    }

    pub(super) fn because(mut self, cause: impl Into<Cow<'static, str>>) -> Self {
        self.cause = cause.into();
        self
    }

    pub(super) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// A refusal in the server's words.
    pub(super) fn refused(code: &str, description: Option<&str>) -> Self {
        use OAuth2ErrorKind as Kind;
        let kind = match code {
            "invalid_request" => Kind::InvalidRequest,
            "invalid_client" => Kind::InvalidClient,
            "invalid_grant" => Kind::InvalidGrant,
            "unauthorized_client" => Kind::UnauthorizedClient,
            "unsupported_grant_type" => Kind::UnsupportedGrantType,
            "invalid_scope" => Kind::InvalidScope,
            "access_denied" => Kind::AccessDenied,
            "authorization_pending" => Kind::AuthorizationPending,
            "slow_down" => Kind::SlowDown,
            "expired_token" => Kind::ExpiredToken,
            _ => Kind::Refused,
        };
        Self { code: Some(code.into()), description: description.map(Secret::new), ..Self::new(kind) }
    }

    /// The one behind the error of a call, if there is one.
    pub fn of(error: &Error) -> Option<&Self> {
        error.cause()?.downcast_ref()
    }

    /// The kind of the error.
    pub fn kind(&self) -> OAuth2ErrorKind {
        self.kind
    }

    /// The status of the token endpoint's answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The server's `error`. It may be anything.
    pub fn code(&self) -> Option<&str> {
        self.code.as_ref().map(Secret::expose)
    }

    /// The server's `error_description`. It may be anything.
    pub fn description(&self) -> Option<&str> {
        self.description.as_ref().map(Secret::expose)
    }
}

impl fmt::Display for OAuth2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use OAuth2ErrorKind as Kind;
        f.write_str(match self.kind {
            Kind::InvalidRequest => "the login was refused: invalid_request",
            Kind::InvalidClient => "the login was refused: invalid_client",
            Kind::InvalidGrant => "the login was refused: invalid_grant",
            Kind::UnauthorizedClient => "the login was refused: unauthorized_client",
            Kind::UnsupportedGrantType => "the login was refused: unsupported_grant_type",
            Kind::InvalidScope => "the login was refused: invalid_scope",
            Kind::AccessDenied => "the login was refused: access_denied",
            Kind::AuthorizationPending => "the user has not answered yet",
            Kind::SlowDown => "the token endpoint was asked too often",
            Kind::ExpiredToken => "the user took too long",
            Kind::Refused => "the login was refused",
            Kind::NoAnswer => "the token endpoint did not answer",
            Kind::UnexpectedAnswer => "the answer of the token endpoint is not what OAuth 2.0 describes",
            Kind::WrongState => "the answer does not belong to this login",
            Kind::LoginNeeded => "the token has expired and there is no refresh token",
            Kind::Settings => "the login cannot be begun",
        })?;
        if let Some(status) = self.status {
            write!(f, " ({})", status.as_u16())?;
        }
        if !self.cause.is_empty() {
            write!(f, ": {}", self.cause)?;
        }
        Ok(())
    }
}

impl std::error::Error for OAuth2Error {}
