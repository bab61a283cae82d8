//! Bearer tokens from a provider, cached until they expire or the server refuses them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::HeaderValue;
use tokio::sync::Mutex;
use url::Url;

use super::secret::Secret;
use super::transport::{BoxError, BoxFuture, Transport};

/// A token is renewed this long before it expires.
const MARGIN: Duration = Duration::from_secs(60);

/// A source of tokens.
///
/// A closure that returns a future is a provider: `|| async { Ok(AccessToken::new(…)) }`.
pub trait TokenProvider: Send + Sync + 'static {
    /// Fetches a new token. The client calls this when it has no token, when the last one is about to expire, and once after
    /// a 401; never concurrently.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;
}

impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}

/// A token and its lifetime.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    life: Option<Duration>,
}

impl AccessToken {
    /// A token without a known lifetime.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), life: None }
    }

    /// The lifetime from now on, as in `expires_in` of OAuth 2.0.
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.life = Some(life);
        self
    }
}

/// What a source of tokens can use of the client that asks it.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) transport: &'a Arc<dyn Transport>,
    #[allow(dead_code, reason = "a document whose tokens come from the caller has no use for it")]
    pub(super) base_url: &'a Url,
    #[allow(dead_code, reason = "likewise")]
    pub(super) user_agent: Option<&'a HeaderValue>,
}

/// A source of tokens that may send requests over the transport of the client.
pub(super) trait TokenSource: Send + Sync {
    fn fetch<'a>(&'a self, asking: Asking<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
}

/// A provider needs nothing of the client.
struct Provided<P>(P);

impl<P: TokenProvider> TokenSource for Provided<P> {
    fn fetch<'a>(&'a self, _: Asking<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        self.0.token()
    }
}

/// A source of tokens and its last token.
pub(super) struct TokenCache {
    source: Box<dyn TokenSource>,
    cached: Mutex<CachedToken>,
}

/// The last token and its version, which tells whether another call has already replaced a refused token.
#[derive(Default)]
struct CachedToken {
    version: u64,
    token: Option<(Secret, Option<Instant>)>,
}

/// A token and its version.
pub(super) type VersionedToken = (Secret, u64);

impl TokenCache {
    pub(super) fn new(source: impl TokenSource + 'static) -> Self {
        Self { source: Box::new(source), cached: Mutex::default() }
    }

    pub(super) fn provided(provider: impl TokenProvider) -> Self {
        Self::new(Provided(provider))
    }

    /// Forgets a token that the server has refused, unless another call has already replaced it.
    pub(super) async fn forget(&self, version: u64) {
        let mut cached = self.cached.lock().await;
        if cached.version == version {
            cached.token = None;
        }
    }

    /// The token to send. `refused` is the version of a token that the server has just refused.
    pub(super) async fn token(&self, asking: Asking<'_>, refused: Option<u64>) -> Result<VersionedToken, BoxError> {
        // Locked while the source works, so that other calls wait for its token.
        let mut cached = self.cached.lock().await;
        let now = asking.transport.now();
        let usable = refused != Some(cached.version);
        if let (true, Some((secret, end))) = (usable, &cached.token)
            && end.is_none_or(|end| now < end)
        {
            return Ok((secret.clone(), cached.version));
        }
        let fresh = self.source.fetch(asking).await?;
        let end = fresh.life.and_then(|life| now.checked_add(life.saturating_sub(MARGIN)));
        cached.version += 1;
        cached.token = Some((fresh.secret.clone(), end));
        Ok((fresh.secret, cached.version))
    }
}
