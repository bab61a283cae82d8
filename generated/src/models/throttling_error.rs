//! The type `ThrottlingError`.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::runtime;

/// What the gateway says of a call it has held back.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ThrottlingError {
    /// The HTTP status again.
    pub status_code: Option<i32>,
    /// The reason in words, with the seconds to wait.
    pub message: Option<String>,
}

runtime::impl_model! {
    ThrottlingError as "ThrottlingError" {
        0 status_code: "statusCode",
        1 message: "message",
    }
}
