//! The type `SecureString`.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::runtime;

pub type SecureString = runtime::Secret;
