//! User name and password as RFC 7617 sends them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::client::ClientBuilder;
use super::secret::Secret;

impl<C> ClientBuilder<C> {
    /// User name and password of a scheme. A colon in the name would end it, so the server will not know such a name.
    #[doc(hidden)]
    pub fn give_user(self, scheme: &'static str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.give_key(scheme, basic(&user.into(), &password.into()))
    }
}

/// The value of the header `Authorization`.
pub(super) fn basic(user: &str, password: &Secret) -> Secret {
    let pair = Secret::new(format!("{user}:{}", password.expose()));
    Secret::new(format!("Basic {}", STANDARD.encode(pair.expose())))
}
