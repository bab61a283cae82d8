//! What the operations of a Swagger 2.0 document share.

use serde_json::{Map, Value};

/// The members that an operation's parts are made from.
pub(super) struct Shared {
    /// `parameters` of the document, by name.
    pub(super) parameters: Map<String, Value>,
    /// `responses` of the document, by name.
    pub(super) responses: Map<String, Value>,
    pub(super) consumes: Option<Value>,
    pub(super) produces: Option<Value>,
}
