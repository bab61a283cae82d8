//! [`Grant`]: what a program shows to a token endpoint.

use std::fmt;

use super::super::bearer_token::AccessToken;
use super::super::secret::Secret;
use super::flow::FlowKind;

/// What a program shows to a token endpoint. `K` is what it has to show: see [`ClientCredentials`], [`RefreshToken`] and the others.
///
/// ```text
/// Client::builder().oauth2(ClientCredentials::new(id, secret).scopes(["read", "write"]))
/// ```
pub struct Grant<K> {
    pub(super) kind: K,
    pub(super) settings: Settings,
}

/// What all grants have.
pub(super) struct Settings {
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) authentication: ClientAuthentication,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) token_url: Option<String>,
    pub(super) on_refresh_token: Option<Box<RefreshTokenHook>>,
}

pub(super) type RefreshTokenHook = dyn Fn(&Secret) + Send + Sync;

/// How a client shows its secret to the token endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// In the header `Authorization`, which every server takes (RFC 6749 §2.3.1).
    #[default]
    Basic,
    /// As `client_id` and `client_secret` in the body.
    Body,
}

impl Settings {
    pub(super) fn new(client_id: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: None,
            authentication: ClientAuthentication::default(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            token_url: None,
            on_refresh_token: None,
        }
    }
}

impl<K> Grant<K> {
    pub(super) fn of(kind: K, settings: Settings) -> Self {
        Self { kind, settings }
    }

    /// The client's secret. A client without one is a public one, such as an app.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.settings.client_secret = Some(secret.into());
        self
    }

    /// How the secret is shown, by default in a header.
    pub fn client_authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.settings.authentication = authentication;
        self
    }

    /// The scopes to ask for. By default the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.settings.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// One more parameter of the request for a token, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.settings.parameters.push((name.into(), value.into()));
        self
    }

    /// The token endpoint, by default the document's.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.settings.token_url = Some(url.into());
        self
    }

    /// What is done with each new refresh token: the first one, and where the server replaces it with each use, every further one.
    /// Store it, because the one before may be of no use any more.
    pub fn on_refresh_token(mut self, store: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.settings.on_refresh_token = Some(Box::new(store));
        self
    }
}

/// Shows no secret.
impl<K> fmt::Debug for Grant<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("scopes", &self.settings.scopes).finish_non_exhaustive()
    }
}

/// What a login begins with.
#[derive(Default)]
pub struct Start {
    /// The parameters of the first request.
    pub(super) request: Vec<(&'static str, Secret)>,
    /// Whether that request can be made again.
    pub(super) again: bool,
    pub(super) refresh_token: Option<Secret>,
    pub(super) issued: Option<AccessToken>,
}

/// What a grant has to show.
pub trait Kind: sealed::Sealed {}

impl<K: sealed::Sealed> Kind for K {}

pub(super) mod sealed {
    use super::{FlowKind, Start};

    /// What only this module implements.
    pub trait Sealed {
        #[doc(hidden)]
        const FLOW: FlowKind;
        #[doc(hidden)]
        fn start(self) -> Start;
    }
}

/// The client's own id and secret.
pub type ClientCredentials = Grant<kinds::ClientCredentials>;
/// The name and password of a user.
pub type Password = Grant<kinds::Password>;
/// A refresh token from an earlier login.
pub type RefreshToken = Grant<kinds::RefreshToken>;
/// The code that [`PendingAuthorization`](super::PendingAuthorization) got.
pub type AuthorizedCode = Grant<kinds::Code>;
/// The tokens that [`PendingDevice`](super::PendingDevice) got.
pub type IssuedTokens = Grant<kinds::Tokens>;

impl ClientCredentials {
    /// A client that logs in for itself.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self::of(kinds::ClientCredentials, Settings::new(client_id)).client_secret(client_secret)
    }
}

impl Password {
    /// A client that logs in for a user.
    pub fn new(client_id: impl Into<String>, user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        let kind = kinds::Password { user: user.into(), password: password.into() };
        Self::of(kind, Settings::new(client_id))
    }
}

impl RefreshToken {
    /// A client that a user has authorised before.
    pub fn new(client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self::of(kinds::RefreshToken(refresh_token.into()), Settings::new(client_id))
    }
}

/// What the grants have to show.
pub(super) mod kinds {
    use super::sealed::Sealed;
    use super::{AccessToken, FlowKind, Secret, Start};

    pub struct ClientCredentials;

    pub struct Password {
        pub(in super::super) user: Secret,
        pub(in super::super) password: Secret,
    }

    pub struct RefreshToken(pub(in super::super) Secret);

    pub struct Code {
        pub(in super::super) code: Secret,
        pub(in super::super) verifier: Secret,
        pub(in super::super) redirect_uri: String,
    }

    pub struct Tokens {
        pub(in super::super) access: AccessToken,
        pub(in super::super) refresh: Option<Secret>,
    }

    impl Sealed for ClientCredentials {
        const FLOW: FlowKind = FlowKind::ClientCredentials;

        fn start(self) -> Start {
            let request = vec![("grant_type", "client_credentials".into())];
            Start { request, again: true, ..Start::default() }
        }
    }

    impl Sealed for Password {
        const FLOW: FlowKind = FlowKind::Password;

        fn start(self) -> Start {
            let (name, password) = (("username", self.user), ("password", self.password));
            Start { request: vec![("grant_type", "password".into()), name, password], again: true, ..Start::default() }
        }
    }

    impl Sealed for RefreshToken {
        const FLOW: FlowKind = FlowKind::AuthorizationCode;

        fn start(self) -> Start {
            Start { refresh_token: Some(self.0), ..Start::default() }
        }
    }

    impl Sealed for Code {
        const FLOW: FlowKind = FlowKind::AuthorizationCode;

        fn start(self) -> Start {
            let request = vec![
                ("grant_type", "authorization_code".into()),
                ("code", self.code),
                ("redirect_uri", self.redirect_uri.into()),
                ("code_verifier", self.verifier),
            ];
            Start { request, ..Start::default() }
        }
    }

    impl Sealed for Tokens {
        const FLOW: FlowKind = FlowKind::DeviceAuthorization;

        fn start(self) -> Start {
            Start { issued: Some(self.access), refresh_token: self.refresh, ..Start::default() }
        }
    }
}
