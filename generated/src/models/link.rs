//! The type `Link`.
// @generated from partner-center.yaml; edit that and run the generator again.

use super::KeyValuePair;
use crate::runtime;

#[derive(Clone, Default)]
pub struct Link {
    pub body: Option<String>,
    pub headers: Option<Vec<KeyValuePair>>,
    pub method: Option<String>,
    pub uri: Option<String>,
}

impl Link {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn body(mut self, value: impl Into<String>) -> Self {
        self.body = Some(value.into());
        self
    }

    pub fn headers(mut self, value: impl IntoIterator<Item = KeyValuePair>) -> Self {
        self.headers = Some(runtime::list::<KeyValuePair>(value));
        self
    }

    pub fn method(mut self, value: impl Into<String>) -> Self {
        self.method = Some(value.into());
        self
    }

    pub fn uri(mut self, value: impl Into<String>) -> Self {
        self.uri = Some(value.into());
        self
    }
}

runtime::impl_model! {
    Link as "Link" {
        0 body: "body",
        1 headers: "headers",
        2 method: "method",
        3 uri: "uri",
    }
}
