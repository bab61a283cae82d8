//! The type `CustomerUser`, and those that only it has.
// @generated from partner-center.yaml; edit that and run the generator again.

use super::{PasswordProfile, ResourceAttributes, ResourceLinks};
use crate::runtime;

#[derive(Clone, Default)]
pub struct CustomerUser {
    pub attributes: Option<ResourceAttributes>,
    pub display_name: Option<String>,
    pub first_name: Option<String>,
    pub id: Option<String>,
    pub immutable_id: Option<String>,
    pub last_directory_sync_time: Option<String>,
    pub last_name: Option<String>,
    pub links: Option<ResourceLinks>,
    pub password_profile: Option<PasswordProfile>,
    pub phone_number: Option<String>,
    pub soft_deletion_time: Option<String>,
    pub state: Option<CustomerUserState>,
    pub usage_location: Option<String>,
    pub user_domain_type: Option<CustomerUserDomainType>,
    pub user_principal_name: Option<String>,
}

impl CustomerUser {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn attributes(mut self, value: ResourceAttributes) -> Self {
        self.attributes = Some(value);
        self
    }

    pub fn display_name(mut self, value: impl Into<String>) -> Self {
        self.display_name = Some(value.into());
        self
    }

    pub fn first_name(mut self, value: impl Into<String>) -> Self {
        self.first_name = Some(value.into());
        self
    }

    pub fn id(mut self, value: impl Into<String>) -> Self {
        self.id = Some(value.into());
        self
    }

    pub fn immutable_id(mut self, value: impl Into<String>) -> Self {
        self.immutable_id = Some(value.into());
        self
    }

    pub fn last_directory_sync_time(mut self, value: impl Into<String>) -> Self {
        self.last_directory_sync_time = Some(value.into());
        self
    }

    pub fn last_name(mut self, value: impl Into<String>) -> Self {
        self.last_name = Some(value.into());
        self
    }

    pub fn links(mut self, value: ResourceLinks) -> Self {
        self.links = Some(value);
        self
    }

    pub fn password_profile(mut self, value: PasswordProfile) -> Self {
        self.password_profile = Some(value);
        self
    }

    pub fn phone_number(mut self, value: impl Into<String>) -> Self {
        self.phone_number = Some(value.into());
        self
    }

    pub fn soft_deletion_time(mut self, value: impl Into<String>) -> Self {
        self.soft_deletion_time = Some(value.into());
        self
    }

    pub fn state(mut self, value: impl Into<CustomerUserState>) -> Self {
        self.state = Some(value.into());
        self
    }

    pub fn usage_location(mut self, value: impl Into<String>) -> Self {
        self.usage_location = Some(value.into());
        self
    }

    pub fn user_domain_type(mut self, value: impl Into<CustomerUserDomainType>) -> Self {
        self.user_domain_type = Some(value.into());
        self
    }

    pub fn user_principal_name(mut self, value: impl Into<String>) -> Self {
        self.user_principal_name = Some(value.into());
        self
    }
}

runtime::impl_model! {
    CustomerUser as "CustomerUser" {
        0 attributes: "attributes",
        1 display_name: "displayName",
        2 first_name: "firstName",
        3 id: "id",
        4 immutable_id: "immutableId",
        5 last_directory_sync_time: "lastDirectorySyncTime",
        6 last_name: "lastName",
        7 links: "links",
        8 password_profile: "passwordProfile",
        9 phone_number: "phoneNumber",
        10 soft_deletion_time: "softDeletionTime",
        11 state: "state",
        12 usage_location: "usageLocation",
        13 user_domain_type: "userDomainType",
        14 user_principal_name: "userPrincipalName",
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub enum CustomerUserDomainType {
    /// `none`
    None,
    /// `managed`
    Managed,
    /// `federated`
    Federated,
    /// A value that the document does not name; a misspelt text becomes one, a misspelt variant does not compile.
    Unknown(String),
}

runtime::impl_string_enum! {
    CustomerUserDomainType {
        None = "none",
        Managed = "managed",
        Federated = "federated",
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub enum CustomerUserState {
    /// `active`
    Active,
    /// `inactive`
    Inactive,
    /// A value that the document does not name; a misspelt text becomes one, a misspelt variant does not compile.
    Unknown(String),
}

runtime::impl_string_enum! {
    CustomerUserState {
        Active = "active",
        Inactive = "inactive",
    }
}
