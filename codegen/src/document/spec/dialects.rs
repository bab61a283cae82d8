//! The table of each dialect.

use super::{ValueKind, v2, v3};
use crate::document::dialect::Dialect;

impl Dialect {
    /// The tables to read the whole document by.
    pub(in crate::document) fn root(self) -> &'static ValueKind {
        match self {
            Dialect::Swagger2 => &v2::DOCUMENT,
            Dialect::OpenApi30 | Dialect::OpenApi31 => &v3::DOCUMENT,
        }
    }

    /// Where schemas have their names.
    pub(in crate::document) fn schemas(self) -> &'static str {
        match self {
            Dialect::Swagger2 => "/definitions",
            Dialect::OpenApi30 | Dialect::OpenApi31 => "/components/schemas",
        }
    }
}
