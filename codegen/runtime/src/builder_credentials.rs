//! How a builder takes credentials. An emitted client has a method for each security scheme of its document, which calls these.

use std::sync::Arc;

use super::bearer_token::{TokenCache, TokenProvider};
use super::client::ClientBuilder;
use super::credentials::{Authorizer, Credential};
use super::scheme::Scheme;
use super::secret::Secret;

impl<C> ClientBuilder<C> {
    /// The security schemes of the document.
    #[doc(hidden)]
    pub fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.credentials.schemes = schemes;
        self
    }

    /// The key of a scheme.
    #[doc(hidden)]
    pub fn give_key(mut self, scheme: &'static str, key: impl Into<Secret>) -> Self {
        self.credentials.give(scheme, Credential::Fixed(key.into()));
        self
    }

    /// The bearer token of some schemes.
    #[doc(hidden)]
    pub fn give_token(self, schemes: &[&'static str], token: impl Into<Secret>) -> Self {
        let header = Secret::new(format!("Bearer {}", token.into().expose()));
        self.give(schemes, &Credential::Fixed(header))
    }

    /// A provider of bearer tokens for some schemes.
    #[doc(hidden)]
    pub fn give_provider(self, schemes: &[&'static str], provider: impl TokenProvider) -> Self {
        self.give(schemes, &Credential::Token(Arc::new(TokenCache::provided(provider))))
    }

    /// What makes the header `Authorization` for a scheme.
    #[doc(hidden)]
    pub fn give_authorizer(self, scheme: &'static str, authorizer: impl Authorizer) -> Self {
        self.give(&[scheme], &Credential::Made(Arc::new(authorizer)))
    }

    pub(super) fn give(mut self, schemes: &[&'static str], credential: &Credential) -> Self {
        schemes.iter().for_each(|scheme| self.credentials.give(scheme, credential.clone()));
        self
    }
}
