//! Bearer tokens: a fixed one, or one from a provider, cached until it expires or the server refuses it.

use std::fmt;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::operation::Credentials;
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

/// The credentials of a client.
pub(super) enum BearerAuth {
    None,
    Fixed(Secret),
    Provided { provider: Box<dyn TokenProvider>, cache: Mutex<CachedToken> },
}

/// The last token and its version, which tells whether another call has already replaced a refused token.
#[derive(Default)]
pub(super) struct CachedToken {
    version: u64,
    token: Option<(Secret, Option<Instant>)>,
}

/// A token and its version.
pub(super) type VersionedToken = (Secret, u64);

impl BearerAuth {
    pub(super) fn provided(provider: impl TokenProvider) -> Self {
        Self::Provided { provider: Box::new(provider), cache: Mutex::default() }
    }

    /// The token to send. `refused` is the version of a token that the server has just refused.
    pub(super) async fn token(
        &self,
        transport: &dyn Transport,
        refused: Option<u64>,
    ) -> Result<VersionedToken, BoxError> {
        let (provider, cache) = match self {
            Self::None => return Err("the client has no token; give one to its builder".into()),
            Self::Fixed(secret) => return Ok((secret.clone(), 0)),
            Self::Provided { provider, cache } => (provider, cache),
        };
        // Locked while the provider works, so that other calls wait for its token.
        let mut cached = cache.lock().await;
        let now = transport.now();
        let usable = refused != Some(cached.version);
        if let (true, Some((secret, end))) = (usable, &cached.token)
            && end.is_none_or(|end| now < end)
        {
            return Ok((secret.clone(), cached.version));
        }
        let fresh = provider.token().await?;
        let end = fresh.life.and_then(|life| now.checked_add(life.saturating_sub(MARGIN)));
        cached.version += 1;
        cached.token = Some((fresh.secret.clone(), end));
        Ok((fresh.secret, cached.version))
    }

    /// Whether a call with these credentials has a token.
    pub(super) fn is_sent(&self, credentials: Credentials) -> bool {
        match credentials {
            Credentials::Anonymous => false,
            Credentials::Optional => !matches!(self, Self::None),
            Credentials::Bearer => true,
        }
    }

    /// Whether a refused token can be replaced.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Provided { .. })
    }
}

impl fmt::Debug for BearerAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Fixed(_) => "[redacted]",
            Self::Provided { .. } => "provider",
        })
    }
}
