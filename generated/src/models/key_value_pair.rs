//! The type `KeyValuePair`.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::runtime;

#[derive(Clone, Default)]
pub struct KeyValuePair {
    pub key: Option<String>,
    pub value: Option<String>,
}

impl KeyValuePair {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn key(mut self, value: impl Into<String>) -> Self {
        self.key = Some(value.into());
        self
    }

    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}

runtime::impl_model! {
    KeyValuePair as "KeyValuePair" {
        0 key: "key",
        1 value: "value",
    }
}
