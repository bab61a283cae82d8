//! The type `ResourceAttributes`.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::runtime;

#[derive(Clone, Default)]
pub struct ResourceAttributes {
    pub etag: Option<String>,
    pub object_type: Option<String>,
}

impl ResourceAttributes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn etag(mut self, value: impl Into<String>) -> Self {
        self.etag = Some(value.into());
        self
    }

    pub fn object_type(mut self, value: impl Into<String>) -> Self {
        self.object_type = Some(value.into());
        self
    }
}

runtime::impl_model! {
    ResourceAttributes as "ResourceAttributes" {
        0 etag: "etag",
        1 object_type: "objectType",
    }
}
