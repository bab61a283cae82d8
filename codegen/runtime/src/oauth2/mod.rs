//! OAuth 2.0 (RFC 6749): logs in at the document's token endpoint, over the client's own transport, and keeps the token fresh.
//!
//! A builder whose document declares a flow takes a [`Grant`]:
//!
//! | grant | for |
//! |---|---|
//! | [`ClientCredentials`] | a program that acts for itself |
//! | [`RefreshToken`] | a program that a user has authorised before |
//! | [`AuthorizationCode`], then [`AuthorizedCode`] | a user with a browser (with PKCE, RFC 7636) |
//! | [`DeviceAuthorization`], then [`IssuedTokens`] | a user with a browser on another device (RFC 8628) |
//! | [`Password`] | a user whose password the program has, which few servers still take |
//!
//! A token is fetched with the first call that needs one, shared by all, and renewed before it expires and once after a 401.

mod authorization_code;
mod device;
mod error;
mod flow;
mod grant;
mod source;
mod token_endpoint;

pub use authorization_code::{AuthorizationCode, PendingAuthorization};
pub use device::{DeviceAuthorization, PendingDevice};
pub use error::{OAuth2Error, OAuth2ErrorKind};
pub use flow::Flow;
pub use grant::{
    AuthorizedCode, ClientAuthentication, ClientCredentials, Grant, IssuedTokens, Kind, Password, RefreshToken,
};

use std::sync::Arc;

use super::bearer_token::TokenCache;
use super::client::ClientBuilder;
use super::credentials::Credential;

impl<C> ClientBuilder<C> {
    /// What a token endpoint of these flows wants to see, for some schemes.
    #[doc(hidden)]
    pub fn give_grant(self, schemes: &[&'static str], flows: &'static [Flow], grant: Grant<impl Kind>) -> Self {
        let source = source::GrantSource::new(grant, flows);
        self.give(schemes, &Credential::Token(Arc::new(TokenCache::new(source))))
    }
}
