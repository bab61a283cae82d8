//! The client: its builder, and the state that its calls share.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use url::Url;

use super::codec::excerpt;
use super::credentials::CredentialStore;
use super::error::{Error, ErrorKind};
use super::retry_policy::RetryBudget;
use super::timeout::LimitSettings;
use super::transport::Transport;
use super::url_path::base_url;

/// The state that all calls of a client share.
#[derive(Clone)]
pub struct ClientInner(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) base_url: Url,
    pub(super) credentials: CredentialStore,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) attempts: u32,
    pub(super) limits: LimitSettings,
    pub(super) body_limit: usize,
    pub(super) budget: RetryBudget,
    pub(super) transport: Arc<dyn Transport>,
}

impl fmt::Debug for ClientInner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}

/// The builder of a client; `C` is the client that it builds.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<C> {
    base_url: String,
    pub(super) credentials: CredentialStore,
    headers: Vec<(String, String)>,
    attempts: u32,
    limits: LimitSettings,
    body_limit: usize,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<ClientInner>> ClientBuilder<C> {
    /// The default settings for the server at `base_url`, with this `User-Agent`.
    pub fn new(base_url: impl Into<String>, user_agent: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            credentials: CredentialStore::default(),
            headers: vec![("user-agent".to_owned(), user_agent.into())],
            attempts: 3,
            limits: LimitSettings::default(),
            body_limit: 32 * 1024 * 1024,
            transport: None,
            client: PhantomData,
        }
    }

    /// The default settings for the server at `base_url` whose base path is `path`: appended unless the URL ends with it.
    pub fn below(base_url: impl Into<String>, path: &str, user_agent: impl Into<String>) -> Self {
        let mut base_url = base_url.into();
        let is_there = Url::parse(&base_url).is_ok_and(|url| url.path().trim_end_matches('/').ends_with(path));
        if !is_there {
            base_url.truncate(base_url.trim_end_matches('/').len());
            base_url.push_str(path);
        }
        Self::new(base_url, user_agent)
    }

    /// The server, by default the first one of the document. A path is kept, with or without a slash at its end, and nothing is
    /// appended.
    ///
    /// An operation that has a server of its own in the document is sent there all the same; if that server is only a path, to
    /// that path of this URL's host. The docs of such operations say so.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// A header of every call. Of repeated names, the last value counts. A credential among them is sent to where the document
    /// asks for it, and like the others over https or to a loopback address only.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The maximum number of attempts per call, the first included: 1 to 10, by default 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.clamp(1, 10);
        self
    }

    /// The time limit of a call, retries and waits included: by default 60 seconds.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.limits.deadline = Some(limit);
        self
    }

    /// The time limit for the headers of a response: by default 60 seconds, or the deadline if that is set and longer.
    pub fn first_byte_timeout(mut self, limit: Duration) -> Self {
        self.limits.first_byte = Some(limit);
        self
    }

    /// The time limit between two chunks of a body: by default 30 seconds, or the deadline if that is set and longer.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = Some(limit);
        self
    }

    /// The size limit of response bodies after decompression: by default 32 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The HTTP client, by default reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: the base URL or a header cannot be sent, or there is no transport.
    pub fn build(self) -> Result<C, Error> {
        let request = |cause: String| Error::new(ErrorKind::Request, cause);
        let base_url = base_url(&self.base_url).map_err(request)?;
        let headers = self.headers.iter().map(|(name, value)| Ok((header_name(name)?, header_value(name, value)?)));
        let headers = headers.collect::<Result<_, String>>().map_err(request)?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        Ok(C::from(ClientInner(Arc::new(Shared {
            base_url,
            credentials: self.credentials,
            headers,
            attempts: self.attempts,
            limits: self.limits,
            body_limit: self.body_limit,
            budget: RetryBudget::new(),
            transport,
        }))))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    let transport = super::reqwest_transport::ReqwestTransport::new();
    Ok(Arc::new(transport.map_err(|error| Error::new(ErrorKind::Request, error))?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Request, "the feature `reqwest` is off, so the builder needs a transport"))
}

/// The length limit of a header value; servers accept far less.
const MAX_HEADER: usize = 64 * 1024;

/// Parses the name of a header.
///
/// # Errors
/// The text is not a token by RFC 9110 §5.6.2.
pub(super) fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::try_from(text).map_err(|_| format!("`{}` is not a header name", excerpt(text)))
}

/// Parses a header value: visible ASCII, spaces and tabs. The value is marked sensitive, so that no library prints it.
///
/// # Errors
/// The cause, without the value.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, String> {
    if text.trim_ascii() != text {
        return Err(format!("the header `{name}` begins or ends with white space, which HTTP removes"));
    }
    if text.len() > MAX_HEADER {
        return Err(format!("the header `{name}` is longer than {MAX_HEADER} bytes"));
    }
    // `HeaderValue` itself takes anything beyond ASCII.
    let value = text.is_ascii().then(|| HeaderValue::from_str(text).ok()).flatten();
    let mut value = value.ok_or_else(|| {
        format!("the header `{name}` contains a character that is not visible ASCII, such as a line break")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
