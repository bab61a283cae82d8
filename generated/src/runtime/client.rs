//! The client: its builder, and the state that its calls share.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use url::Url;

use super::credentials::CredentialStore;
use super::decoding::Decoding;
use super::error::{Error, ErrorKind};
use super::header_field::{header_value, settable_header};
use super::middleware::Middleware;
use super::retry_policy::{RetryBudget, RetryPolicy};
use super::throttle::{Throttle, ThrottleSettings};
use super::timeout::LimitSettings;
use super::transport::Transport;
use super::url_path::{base_url, encoded_pair};

/// The state that all calls of a client share.
#[derive(Clone)]
pub struct ClientInner(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) base_url: Url,
    pub(super) credentials: CredentialStore,
    /// The server of the document, as far as it names one.
    pub(super) document_url: Option<Url>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// Encoded pairs.
    pub(super) query: Vec<String>,
    pub(super) retry: RetryPolicy,
    pub(super) limits: LimitSettings,
    pub(super) body_limit: usize,
    pub(super) decoding: Decoding,
    pub(super) budget: RetryBudget,
    pub(super) throttle: Throttle,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
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
    document_url: Option<Url>,
    pub(super) credentials: CredentialStore,
    headers: Vec<(String, String)>,
    query: Vec<String>,
    retry: RetryPolicy,
    limits: LimitSettings,
    connect_timeout: Option<Duration>,
    throttle: ThrottleSettings,
    body_limit: usize,
    decoding: Decoding,
    middleware: Vec<Arc<dyn Middleware>>,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<ClientInner>> ClientBuilder<C> {
    /// The default settings for the server at `base_url`, with this `User-Agent`.
    pub fn new(base_url: impl Into<String>, user_agent: impl Into<String>) -> Self {
        let base_url = base_url.into();
        Self {
            document_url: Url::parse(&base_url).ok(),
            base_url,
            credentials: CredentialStore::default(),
            headers: vec![("user-agent".to_owned(), user_agent.into())],
            query: Vec::new(),
            retry: RetryPolicy::default(),
            limits: LimitSettings::default(),
            connect_timeout: None,
            throttle: ThrottleSettings::default(),
            body_limit: 32 * 1024 * 1024,
            decoding: Decoding::default(),
            middleware: Vec::new(),
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
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The header `User-Agent`, by default the name of this crate.
    pub fn user_agent(self, value: impl Into<String>) -> Self {
        self.header("user-agent", value)
    }

    /// A query parameter of every call that has none of this name.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.query.push(encoded_pair(name.as_ref(), value.as_ref()));
        self
    }

    /// The maximum number of attempts per call, the first included, or a [`RetryPolicy`]: by default 3.
    pub fn retry(mut self, policy: impl Into<RetryPolicy>) -> Self {
        self.retry = policy.into();
        self
    }

    /// The time limit of an attempt, its body included: by default none but the others.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = Some(limit);
        self
    }

    /// The time limit of a call, retries and waits included: by default 60 seconds, or the timeout of an attempt if that is longer.
    /// No other limit goes beyond it.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.limits.deadline = Some(limit);
        self
    }

    /// The time limit for a connection, by default 10 seconds. It is one of the default transport, see
    /// [`transport`](Self::transport).
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// The time limit for the headers of a response: by default 60 seconds, or the deadline or timeout if that is set and longer.
    pub fn first_byte_timeout(mut self, limit: Duration) -> Self {
        self.limits.first_byte = Some(limit);
        self
    }

    /// The time limit between two chunks of a body: by default 30 seconds, or the deadline or timeout if that is set and longer.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = Some(limit);
        self
    }

    /// The most requests that are under way at the same time, by default any number. Others wait, but not beyond their deadlines. A
    /// request is under way until its response is read, that of a stream until its head is there.
    pub fn max_concurrency(mut self, requests: usize) -> Self {
        self.throttle.concurrency = Some(requests);
        self
    }

    /// The most requests that are begun in any span of this length, retries included; by default any number. Others wait, but not
    /// beyond their deadlines.
    pub fn rate_limit(mut self, requests: u32, span: Duration) -> Self {
        self.throttle.rate = Some((requests, span));
        self
    }

    /// The size limit of response bodies after decompression, and of each item of a stream: by default 32 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// What becomes of answers whose members are missing or of other types: by default an error.
    pub fn decoding(mut self, decoding: Decoding) -> Self {
        self.decoding = decoding;
        self
    }

    /// The HTTP client, by default reqwest: with settings of your own for proxies, certificates and versions of HTTP, a
    /// `ReqwestTransport::builder()`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Code of your own around each attempt of each call. The first one that is added is the outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: the base URL or a header cannot be sent, or there is no transport.
    pub fn build(self) -> Result<C, Error> {
        let request = |cause: String| Error::new(ErrorKind::Request, cause);
        let base_url = base_url(&self.base_url).map_err(request)?;
        let headers = self.headers.iter().map(|(name, value)| Ok((settable_header(name)?, header_value(name, value)?)));
        let headers = headers.collect::<Result<_, String>>().map_err(request)?;
        let transport = match (self.transport, self.connect_timeout) {
            (Some(_), Some(_)) => {
                return Err(request(
                    "`connect_timeout` is for the default transport; set it on the one that is given".into(),
                ));
            }
            (Some(transport), None) => transport,
            (None, limit) => default_transport(limit)?,
        };
        Ok(C::from(ClientInner(Arc::new(Shared {
            base_url,
            document_url: self.document_url,
            credentials: self.credentials,
            headers,
            query: self.query,
            retry: self.retry,
            limits: self.limits,
            body_limit: self.body_limit,
            decoding: self.decoding,
            budget: RetryBudget::new(),
            throttle: Throttle::new(self.throttle),
            middleware: self.middleware,
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
fn default_transport(connect: Option<Duration>) -> Result<Arc<dyn Transport>, Error> {
    let builder = super::reqwest_transport::ReqwestTransport::builder();
    let builder = connect.into_iter().fold(builder, super::reqwest_builder::ReqwestBuilder::connect_timeout);
    Ok(Arc::new(builder.build().map_err(|error| Error::new(ErrorKind::Request, error))?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Request, "the feature `reqwest` is off, so the builder needs a transport"))
}
