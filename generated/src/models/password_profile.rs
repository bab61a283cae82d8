//! The type `PasswordProfile`.
// @generated from partner-center.yaml; edit that and run the generator again.

use super::SecureString;
use crate::runtime;

#[derive(Clone, Default)]
pub struct PasswordProfile {
    pub force_change_password: Option<bool>,
    pub password: Option<SecureString>,
}

impl PasswordProfile {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn force_change_password(mut self, value: bool) -> Self {
        self.force_change_password = Some(value);
        self
    }

    pub fn password(mut self, value: impl Into<SecureString>) -> Self {
        self.password = Some(value.into());
        self
    }
}

runtime::impl_model! {
    PasswordProfile as "PasswordProfile" {
        0 force_change_password: "forceChangePassword",
        1 password: "password",
    }
}
