//! The type `PartnerError`, and those that only it has.
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::runtime;

/// What went wrong with a call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct PartnerError {
    /// The kind of error. Documented as a string, a number in every example.
    pub code: Option<PartnerErrorCode>,
    /// The error in words, which may contain HTML entities.
    pub description: Option<String>,
    /// Details of some errors, often empty.
    pub data: Option<Vec<runtime::Json>>,
    /// The service that reports the error.
    pub source: Option<String>,
}

runtime::impl_model! {
    PartnerError as "PartnerError" {
        0 code: "code",
        1 description: "description",
        2 data: "data",
        3 source: "source",
    }
}

/// The kind of error. Documented as a string, a number in every example.
#[derive(Clone)]
#[non_exhaustive]
pub enum PartnerErrorCode {
    Integer(i64),
    String(String),
    /// Anything else.
    Other(runtime::Json),
}

runtime::impl_union! {
    PartnerErrorCode {
        0 Integer(i64) from i64,
        1 String(String) from String |&str,
    }
}
