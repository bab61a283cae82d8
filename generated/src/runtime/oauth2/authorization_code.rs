//! A user logs in with a browser: the URL to open, and the code that comes back (RFC 6749 §4.1, with PKCE, RFC 7636).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac_sha256::Hash;
use url::Url;

use super::super::secret::Secret;
use super::error::{OAuth2Error, OAuth2ErrorKind};
use super::flow::{Flow, FlowKind, address, flow_of};
use super::grant::{AuthorizedCode, Grant, Settings, kinds};

/// A login with a browser that is yet to be begun.
///
/// ```text
/// let login = AuthorizationCode::new(id, "http://127.0.0.1:8080/").scopes(["read"]).begin(Client::OAUTH2)?;
/// // Open `login.url()` in a browser, which comes back to the redirect URI.
/// let client = Client::builder().oauth2(login.finish(&redirected)?).build()?;
/// ```
#[derive(Debug, Clone)]
pub struct AuthorizationCode {
    client_id: String,
    redirect_uri: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    url: Option<String>,
}

/// A login that a browser is to carry out.
pub struct PendingAuthorization {
    request: AuthorizationCode,
    url: Url,
    state: Secret,
    verifier: Secret,
}

impl AuthorizationCode {
    /// A client of this id, to which the browser comes back at this address.
    pub fn new(client_id: impl Into<String>, redirect_uri: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            redirect_uri: redirect_uri.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            url: None,
        }
    }

    /// The scopes to ask for. By default the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// One more parameter of the URL, such as `prompt` or `login_hint`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// The page where users log in, by default the document's.
    pub fn authorization_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Begins a login with the addresses of the document, [`PendingAuthorization::url`].
    ///
    /// # Errors
    /// There is no page to log in, or no randomness.
    pub fn begin(self, flows: &'static [Flow]) -> Result<PendingAuthorization, OAuth2Error> {
        let declared = flow_of(flows, FlowKind::AuthorizationCode).and_then(|flow| flow.start_url);
        let mut url = address(self.url.as_deref().or(declared), None, "the page to log in")?;
        let (state, verifier) = (random()?, random()?);
        let challenge = URL_SAFE_NO_PAD.encode(Hash::hash(verifier.expose().as_bytes()));
        let mut query = url.query_pairs_mut();
        query.append_pair("response_type", "code").append_pair("client_id", &self.client_id);
        query.append_pair("redirect_uri", &self.redirect_uri);
        if !self.scopes.is_empty() {
            query.append_pair("scope", &self.scopes.join(" "));
        }
        query.append_pair("state", state.expose());
        query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
        query.extend_pairs(&self.parameters);
        drop(query);
        Ok(PendingAuthorization { request: self, url, state, verifier })
    }

    /// The code of a login whose state has been checked, and the verifier that was kept for it. A server that handles each request
    /// anew uses this; [`PendingAuthorization::finish`] does both.
    pub fn exchange(self, code: impl Into<Secret>, verifier: impl Into<Secret>) -> AuthorizedCode {
        let kind =
            kinds::Code { code: code.into(), verifier: verifier.into(), redirect_uri: self.redirect_uri.clone() };
        // The scopes are those that the user has agreed to.
        Grant::of(kind, Settings::new(self.client_id))
    }
}

impl PendingAuthorization {
    /// The URL to open in a browser.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// What comes back with the code, so that nobody else's code is taken.
    pub fn state(&self) -> &Secret {
        &self.state
    }

    /// What proves that the code was asked for here.
    pub fn verifier(&self) -> &Secret {
        &self.verifier
    }

    /// Takes the code from the URL that the browser has come back to.
    ///
    /// # Errors
    /// The URL is of another login, or says that the user or the server has refused.
    pub fn finish(self, redirected: &str) -> Result<AuthorizedCode, OAuth2Error> {
        let wrong = || OAuth2Error::new(OAuth2ErrorKind::WrongState);
        let query = redirected.split_once('?').map_or("", |(_, rest)| rest).split('#').next().unwrap_or_default();
        let value = |key: &str| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
        };
        if value("state").as_deref() != Some(self.state.expose()) {
            return Err(wrong());
        }
        if let Some(code) = value("error") {
            return Err(OAuth2Error::refused(&code, value("error_description").as_deref()));
        }
        let code = value("code").ok_or_else(wrong)?;
        Ok(self.request.exchange(code, self.verifier))
    }
}

/// Shows neither the state nor the verifier.
impl fmt::Debug for PendingAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingAuthorization").finish_non_exhaustive()
    }
}

/// 256 random bits, as RFC 7636 §4.1 recommends.
fn random() -> Result<Secret, OAuth2Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|_| OAuth2Error::new(OAuth2ErrorKind::Settings).because("there is no randomness"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes).into())
}
