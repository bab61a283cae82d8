//! A user logs in with a browser on another device (RFC 8628).

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::Value;
use url::Url;

use super::super::secret::Secret;
use super::super::transport::Transport;
use super::error::{OAuth2Error, OAuth2ErrorKind};
use super::flow::{Flow, FlowKind, address, flow_of};
use super::grant::{Grant, IssuedTokens, Settings, kinds};
use super::token_endpoint::{Endpoint, seconds};

/// Between two questions, unless the server says otherwise (RFC 8628 §3.2), and how much is added when it wants fewer.
const INTERVAL: Duration = Duration::from_secs(5);
/// The longest wait between two questions.
const LONGEST: Duration = Duration::from_secs(60);
/// How long a user has, if the server does not say.
const PATIENCE: Duration = Duration::from_secs(600);

/// A login on another device that is yet to be begun.
///
/// ```text
/// let login = DeviceAuthorization::new(id).scopes(["read"]).begin(Client::OAUTH2, &transport).await?;
/// println!("Open {} and enter {}.", login.verification_uri(), login.user_code());
/// let client = Client::builder().oauth2(login.finish(&transport).await?).build()?;
/// ```
pub struct DeviceAuthorization {
    settings: Settings,
    url: Option<String>,
}

/// A login that a user is to carry out.
pub struct PendingDevice {
    settings: Settings,
    token_url: Url,
    device_code: Secret,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    interval: Duration,
    begun: Instant,
    life: Duration,
}

impl DeviceAuthorization {
    /// A client of this id.
    pub fn new(client_id: impl Into<String>) -> Self {
        Self { settings: Settings::new(client_id), url: None }
    }

    /// The client's secret, if it has one.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.settings.client_secret = Some(secret.into());
        self
    }

    /// The scopes to ask for. By default the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.settings.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Where the device asks for a code, by default the document's.
    pub fn device_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The token endpoint, by default the document's.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.settings.token_url = Some(url.into());
        self
    }

    /// Asks for a code that the user is to enter.
    ///
    /// # Errors
    /// An address is missing, or the server refuses.
    pub async fn begin(self, flows: &'static [Flow], transport: &dyn Transport) -> Result<PendingDevice, OAuth2Error> {
        let flow = flow_of(flows, FlowKind::DeviceAuthorization);
        let declared = flow.filter(|flow| flow.kind == FlowKind::DeviceAuthorization).and_then(|flow| flow.start_url);
        let url = address(self.url.as_deref().or(declared), None, "the address for devices")?;
        let token_url = self.settings.token_url.as_deref().or(flow.map(|flow| flow.token_url));
        let token_url = address(token_url, None, "the token endpoint")?;
        let endpoint = Endpoint { transport, url: &url, user_agent: None };
        let answer = endpoint.post(&self.settings, &[]).await?;
        let text = |key: &str| answer.get(key).and_then(Value::as_str).map(str::to_owned);
        let needed = |key: &'static str| {
            let missing = || OAuth2Error::new(OAuth2ErrorKind::UnexpectedAnswer).because(format!("there is no {key}"));
            text(key).ok_or_else(missing)
        };
        Ok(PendingDevice {
            settings: self.settings,
            token_url,
            device_code: needed("device_code")?.into(),
            user_code: needed("user_code")?,
            // Some servers use the name of an early draft.
            verification_uri: text("verification_url").map_or_else(|| needed("verification_uri"), Ok)?,
            verification_uri_complete: text("verification_uri_complete"),
            interval: seconds(&answer, "interval").unwrap_or(INTERVAL).min(LONGEST),
            begun: transport.now(),
            life: seconds(&answer, "expires_in").unwrap_or(PATIENCE),
        })
    }
}

impl PendingDevice {
    /// The code that the user is to enter.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// The page where the user is to enter it.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same page with the code in it, for instance to be shown as a QR code.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// How long the user has.
    pub fn expires_in(&self) -> Duration {
        self.life
    }

    /// Waits until the user has logged in. It asks as often as the server allows, and gives up when the code expires.
    ///
    /// # Errors
    /// The user or the server refuses, or the code expires.
    pub async fn finish(self, transport: &dyn Transport) -> Result<IssuedTokens, OAuth2Error> {
        let parameters = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code".into()),
            ("device_code", self.device_code.clone()),
        ];
        let endpoint = Endpoint { transport, url: &self.token_url, user_agent: None };
        let mut interval = self.interval;
        loop {
            if transport.now().saturating_duration_since(self.begun) >= self.life {
                return Err(OAuth2Error::new(OAuth2ErrorKind::ExpiredToken));
            }
            transport.sleep(interval).await;
            match endpoint.tokens(&self.settings, &parameters).await {
                Ok(answer) => {
                    let kind = kinds::Tokens { access: answer.access, refresh: answer.refresh };
                    return Ok(Grant::of(kind, self.settings));
                }
                Err(error) => match error.kind() {
                    OAuth2ErrorKind::AuthorizationPending => {}
                    OAuth2ErrorKind::SlowDown => interval += INTERVAL,
                    // RFC 8628 §3.5: wait longer, and ask again.
                    OAuth2ErrorKind::NoAnswer => interval = (interval * 2).min(LONGEST),
                    _ => return Err(error),
                },
            }
        }
    }
}

/// Shows no code.
impl fmt::Debug for PendingDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingDevice").field("life", &self.life).finish_non_exhaustive()
    }
}

impl fmt::Debug for DeviceAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceAuthorization").field("scopes", &self.settings.scopes).finish_non_exhaustive()
    }
}
