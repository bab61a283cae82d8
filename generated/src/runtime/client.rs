//! The settings of a client, and what its calls share.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use url::Url;

use super::auth::{Auth, TokenProvider};
use super::backoff::RetryBudget;
use super::error::{Error, ErrorKind};
use super::secret::Secret;
use super::transport::Transport;
use super::url_path::base_url;

/// What all calls of a client share.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) base_url: Url,
    pub(super) auth: Auth,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) attempts: u32,
    pub(super) deadline: Duration,
    pub(super) body_limit: usize,
    pub(super) budget: RetryBudget,
    pub(super) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("auth", &self.0.auth)
            .finish_non_exhaustive()
    }
}

/// The settings of a client; `C` is the client they make.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<C> {
    base_url: String,
    auth: Auth,
    headers: Vec<(String, String)>,
    attempts: u32,
    deadline: Duration,
    body_limit: usize,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// The default settings, for the server at `base_url`. `user_agent` is what the client calls itself.
    pub fn new(base_url: impl Into<String>, user_agent: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            auth: Auth::None,
            headers: vec![("user-agent".to_owned(), user_agent.into())],
            attempts: 3,
            deadline: Duration::from_secs(60),
            body_limit: 32 * 1024 * 1024,
            transport: None,
            client: PhantomData,
        }
    }

    /// Another server than the document's first. A path is kept, with or without a slash at its end.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The bearer token of every call. It is sent over https, or to the local machine, and nowhere else.
    pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
        self.auth = Auth::Fixed(token.into());
        self
    }

    /// Where the bearer token comes from, when it has to be fetched and renewed.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.auth = Auth::provided(provider);
        self
    }

    /// A header of every call. Of a name that is given twice, the last value counts.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How often a call is sent at the most, the first time included: 1 to 10, normally 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.clamp(1, 10);
        self
    }

    /// The longest a call may take, retries and waiting included: normally 60 seconds.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }

    /// The largest response body that is read, in bytes after decompression: normally 32 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Another HTTP client than the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: the base URL or a header is not sendable, or there is no transport.
    pub fn build(self) -> Result<C, Error> {
        let request = |cause: String| Error::new(ErrorKind::Request, cause);
        let base_url = base_url(&self.base_url).map_err(request)?;
        let headers = self.headers.iter().map(|(name, value)| Ok((header_name(name)?, header_value(name, value)?)));
        let headers = headers.collect::<Result<_, String>>().map_err(request)?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        Ok(C::from(Core(Arc::new(Shared {
            base_url,
            auth: self.auth,
            headers,
            attempts: self.attempts,
            deadline: self.deadline,
            body_limit: self.body_limit,
            budget: RetryBudget::new(),
            transport,
        }))))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("auth", &self.auth).finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    let transport = super::over_reqwest::ReqwestTransport::new();
    Ok(Arc::new(transport.map_err(|error| Error::new(ErrorKind::Request, error))?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Request, "the feature `reqwest` is off, so the builder needs a transport"))
}

/// A value longer than this is refused; servers stop reading far earlier.
const MAX_HEADER: usize = 64 * 1024;

/// The name of a header.
///
/// # Errors
/// It is not a token by RFC 9110 §5.6.2.
pub(super) fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::try_from(text).map_err(|_| format!("`{}` is not the name of a header", text.escape_debug()))
}

/// A header value of visible ASCII, inner spaces and tabs. It is marked sensitive, so that no library prints it.
///
/// # Errors
/// What is wrong, without the value.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, String> {
    if text.trim_ascii() != text {
        return Err(format!("the header `{name}` begins or ends with white space, which would not arrive"));
    }
    if text.len() > MAX_HEADER {
        return Err(format!("the header `{name}` is longer than {MAX_HEADER} bytes"));
    }
    // `HeaderValue` itself takes anything beyond ASCII.
    let value = text.is_ascii().then(|| HeaderValue::from_str(text).ok()).flatten();
    let mut value = value.ok_or_else(|| {
        format!("the header `{name}` holds a character that is not visible ASCII, such as a line break")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
