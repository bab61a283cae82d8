//! Partner Center's types as somebody would write them by hand, with serde's derives.

use serde::{Deserialize, Serialize};

/// A user of a customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct CustomerUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attributes: Option<ResourceAttributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) immutable_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_directory_sync_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) links: Option<ResourceLinks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password_profile: Option<PasswordProfile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) soft_deletion_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<State>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) usage_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_domain_type: Option<UserDomainType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_principal_name: Option<String>,
}

/// Whether a user is there or deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    Active,
    Inactive,
}

/// Where a user's password is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UserDomainType {
    None,
    Managed,
    Federated,
}

/// A password.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct PasswordProfile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) force_change_password: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<String>,
}

/// What kind of object it is, and in which version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ResourceAttributes {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) object_type: Option<String>,
}

/// Where to go from here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ResourceLinks {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) previous: Option<Link>,
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub(crate) this: Option<Link>,
}

/// A request to be made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Link {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headers: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uri: Option<String>,
}

/// A header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct KeyValuePair {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

/// A user as the service words it, without what it leaves out.
pub(crate) const USER: &str = concat!(
    r#"{"usageLocation":"US","id":"4b10bf41-ab11-40e3-8c53-cd67849b50de","userPrincipalName":"daniel.tsai@contoso.example","#,
    r#""firstName":"Daniel","lastName":"Tsai","displayName":"Daniel Tsai","userDomainType":"none","state":"active","#,
    r#""links":{"self":{"uri":"/customers/eebd1b55-5360-4438-a11d-5c06918c3014/users/4b10bf41-ab11-40e3-8c53-cd67849b50de","#,
    r#""method":"GET","headers":[]}},"attributes":{"objectType":"CustomerUser"}}"#
);
