//! The client.
// @generated from spec/partner-center.yaml; edit that and run the generator again.

use crate::manage_customer_accounts::ManageCustomerAccounts;
use crate::runtime::{ClientBuilder, Core};

/// A client. Clones share their connections, their token and their limits on retries.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl Client {
    /// The settings of a new client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new("https://api.partnercenter.microsoft.com", "partner-center")
    }

    /// Manage customer accounts
    pub fn manage_customer_accounts(&self) -> ManageCustomerAccounts {
        ManageCustomerAccounts {
            core: self.core.clone(),
        }
    }
}

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self { core }
    }
}
