//! The client.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::manage_customer_accounts::ManageCustomerAccountsApi;
use crate::runtime::{ClientBuilder, ClientInner};

/// A client. Clones share their connections, their token and their limits on retries.
#[derive(Clone, Debug)]
pub struct Client {
    inner: ClientInner,
}

impl Client {
    /// The settings of a new client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new("https://api.partnercenter.microsoft.com", "partner-center")
    }

    /// Manage customer accounts
    pub fn manage_customer_accounts(&self) -> ManageCustomerAccountsApi {
        ManageCustomerAccountsApi {
            inner: self.inner.clone(),
        }
    }
}

impl From<ClientInner> for Client {
    fn from(inner: ClientInner) -> Self {
        Self { inner }
    }
}
