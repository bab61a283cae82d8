//! [`ReqwestBuilder`]: the default transport with another way to connect.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::reqwest_transport::ReqwestTransport;
use super::transport::{BoxError, TransportError, TransportFailure};

/// The settings of a [`ReqwestTransport`]: proxies, certificates and the version of HTTP.
///
/// Whatever is set, it follows no redirect, sends nothing twice, and takes no proxy from the environment.
#[must_use = "a builder does nothing until `build`"]
pub struct ReqwestBuilder {
    client: reqwest::ClientBuilder,
    /// Why the first setting that is wrong cannot be used.
    problem: Option<BoxError>,
}

impl ReqwestTransport {
    /// A new client without redirects, `Referer` and proxies from the environment, with 10 seconds to connect.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// The settings of a client: proxies, certificates and the version of HTTP.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::new()
    }
}

impl ReqwestBuilder {
    fn new() -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(Duration::from_secs(10));
        Self { client, problem: None }
    }

    /// The time limit for a connection, by default 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.client = self.client.connect_timeout(limit);
        self
    }

    /// A proxy for all requests, `http://proxy:3128` or `https://…`; a user name and password in the URL are for the proxy.
    pub fn proxy(self, url: impl AsRef<str>) -> Self {
        // reqwest takes those that it cannot speak to, too, and fails on each request.
        let is_spoken = Url::parse(url.as_ref()).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        let proxy = reqwest::Proxy::all(url.as_ref()).ok().filter(|_| is_spoken);
        self.set(proxy.ok_or("the proxy is not a URL of http or https"), reqwest::ClientBuilder::proxy)
    }

    /// Certificates of authorities that are trusted beside those of the system, in PEM.
    pub fn root_certificate(self, pem: impl AsRef<[u8]>) -> Self {
        let certificates = reqwest::Certificate::from_pem_bundle(pem.as_ref()).ok().filter(|all| !all.is_empty());
        self.set(certificates.ok_or("there is no root certificate in the PEM"), reqwest::ClientBuilder::tls_certs_merge)
    }

    /// The certificate that the client shows, its chain and its private key, in PEM.
    pub fn client_certificate(self, pem: impl AsRef<[u8]>) -> Self {
        let identity = reqwest::Identity::from_pem(pem.as_ref());
        let identity = identity.map_err(|_| "there is no certificate with a private key in the PEM");
        self.set(identity, reqwest::ClientBuilder::identity)
    }

    /// HTTP/1.1, even where the server has HTTP/2.
    pub fn http1_only(mut self) -> Self {
        self.client = self.client.http1_only();
        self
    }

    /// HTTP/2 without asking the server, which without TLS is the only way to it.
    pub fn http2_only(mut self) -> Self {
        self.client = self.client.http2_prior_knowledge();
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// A setting cannot be used, or TLS cannot be set up. No error shows a setting.
    pub fn build(self) -> Result<ReqwestTransport, TransportError> {
        if let Some(problem) = self.problem {
            return Err(TransportError::new(TransportFailure::Unsendable, problem));
        }
        let client = self.client.build().map_err(|error| TransportError::new(TransportFailure::Unsendable, error))?;
        Ok(ReqwestTransport::with(client))
    }

    fn set<T>(
        mut self,
        setting: Result<T, &'static str>,
        set: impl FnOnce(reqwest::ClientBuilder, T) -> reqwest::ClientBuilder,
    ) -> Self {
        match setting {
            Ok(setting) => self.client = set(self.client, setting),
            Err(cause) => self.problem = self.problem.or_else(|| Some(cause.into())),
        }
        self
    }
}

/// Shows no setting: a proxy's URL may hold a password.
impl fmt::Debug for ReqwestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBuilder").finish_non_exhaustive()
    }
}
