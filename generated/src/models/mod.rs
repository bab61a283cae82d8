//! The types that travel, one file each.
// @generated from partner-center.yaml; edit that and run the generator again.

mod customer_user;
mod key_value_pair;
mod link;
mod partner_error;
mod password_profile;
mod resource_attributes;
mod resource_links;
mod secure_string;
mod throttling_error;

pub use customer_user::{CustomerUser, CustomerUserDomainType, CustomerUserState};
pub use key_value_pair::KeyValuePair;
pub use link::Link;
pub use partner_error::{PartnerError, PartnerErrorCode};
pub use password_profile::PasswordProfile;
pub use resource_attributes::ResourceAttributes;
pub use resource_links::ResourceLinks;
pub use secure_string::SecureString;
pub use throttling_error::ThrottlingError;
