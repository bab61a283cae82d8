//! The client.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::manage_customer_accounts::ManageCustomerAccountsApi;
use crate::runtime::{self, ClientBuilder, ClientInner, Credentials, Operation};

/// A client. Clones share their connections, their credentials and their limits on retries.
#[derive(Clone, Debug)]
pub struct Client {
    inner: ClientInner,
}

impl Client {
    /// The flows of `Authorization`.
    pub const OAUTH2: &[runtime::oauth2::Flow] = &[
        runtime::oauth2::Flow::authorization_code(
            "https://login.microsoftonline.com/common/oauth2/authorize",
            "https://login.microsoftonline.com/common/oauth2/token",
        ),
    ];

    /// The settings of a new client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new("https://api.partnercenter.microsoft.com", "partner-center")
            .schemes(SCHEMES)
    }

    /// Manage customer accounts
    pub fn manage_customer_accounts(&self) -> ManageCustomerAccountsApi {
        ManageCustomerAccountsApi {
            inner: self.inner.clone(),
        }
    }

    /// Begins a call of what the document does not have; the path follows the base URL.
    pub fn request(
        &self,
        method: runtime::Method,
        path: impl Into<String>,
    ) -> runtime::RawCall {
        runtime::RawCall::new(&self.inner, &REQUEST, method, path)
    }
}

impl From<ClientInner> for Client {
    fn from(inner: ClientInner) -> Self {
        Self { inner }
    }
}

static REQUEST: Operation = Operation {
    credentials: Credentials::Optional,
    ..Operation::RAW
};

/// How the document says that calls log in, by the methods below.
const SCHEMES: &[runtime::Scheme] = &[runtime::Scheme::authorization("bearer_token")];

impl ClientBuilder<Client> {
    /// A bearer token.
    ///
    /// Authorization Bearer token
    pub fn bearer_token(self, token: impl Into<runtime::Secret>) -> Self {
        self.give_token(&["bearer_token"], token)
    }

    /// What fetches and renews bearer tokens.
    pub fn token_provider(self, provider: impl runtime::TokenProvider) -> Self {
        self.give_provider(&["bearer_token"], provider)
    }

    /// A login at the token endpoint, see [`runtime::oauth2`].
    ///
    /// Authorization Bearer token
    pub fn oauth2(
        self,
        grant: runtime::oauth2::Grant<impl runtime::oauth2::Kind>,
    ) -> Self {
        self.give_grant(&["bearer_token"], Client::OAUTH2, grant)
    }
}
