//! Bearer tokens: one that is given, or one that is asked for and kept until it is refused or too old.

use std::fmt;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::secret::Secret;
use super::transport::{BoxError, BoxFuture, Transport};

/// A token is not used in the last minute of its life.
const MARGIN: Duration = Duration::from_secs(60);

/// Where tokens come from.
///
/// A closure that gives a future will do: `|| async { Ok(AccessToken::new(…)) }`.
pub trait TokenProvider: Send + Sync + 'static {
    /// A new token. It is asked for when there is none yet, when the last one is about to expire, and once when the
    /// server answers 401; never twice at the same time.
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

/// A token and how long it is good for.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    life: Option<Duration>,
}

impl AccessToken {
    /// A token without a known end.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), life: None }
    }

    /// The time from now on that the token is good for, as `expires_in` of OAuth 2.0 says it.
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.life = Some(life);
        self
    }
}

/// The credentials of a client.
pub(super) enum Auth {
    None,
    Fixed(Secret),
    Provided { provider: Box<dyn TokenProvider>, kept: Mutex<Kept> },
}

/// The last token and its number; the number tells whether somebody else has already replaced a refused one.
#[derive(Default)]
pub(super) struct Kept {
    number: u64,
    token: Option<(Secret, Option<Instant>)>,
}

/// A token as it is sent, and its number.
pub(super) type Numbered = (Secret, u64);

impl Auth {
    pub(super) fn provided(provider: impl TokenProvider) -> Self {
        Self::Provided { provider: Box::new(provider), kept: Mutex::default() }
    }

    /// The token to send. `refused` is the number of one that the server has just refused.
    pub(super) async fn token(&self, transport: &dyn Transport, refused: Option<u64>) -> Result<Numbered, BoxError> {
        let (provider, kept) = match self {
            Self::None => return Err("the client has no token; give one to its builder".into()),
            Self::Fixed(secret) => return Ok((secret.clone(), 0)),
            Self::Provided { provider, kept } => (provider, kept),
        };
        // Held while the provider works: whoever else needs a token waits for this one.
        let mut kept = kept.lock().await;
        let now = transport.now();
        let usable = refused != Some(kept.number);
        if let (true, Some((secret, end))) = (usable, &kept.token)
            && end.is_none_or(|end| now < end)
        {
            return Ok((secret.clone(), kept.number));
        }
        let fresh = provider.token().await?;
        let end = fresh.life.and_then(|life| now.checked_add(life.saturating_sub(MARGIN)));
        kept.number += 1;
        kept.token = Some((fresh.secret.clone(), end));
        Ok((fresh.secret, kept.number))
    }

    /// Whether a refused token can be replaced.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Provided { .. })
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Fixed(_) => "[redacted]",
            Self::Provided { .. } => "provider",
        })
    }
}
