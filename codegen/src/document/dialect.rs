//! The dialects of descriptions.

/// The dialects that are read differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0, where members beside a `$ref` do not count and an operation must have responses.
    OpenApi30,
    /// OpenAPI 3.1 and 3.2.
    OpenApi31,
}
