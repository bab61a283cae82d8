//! The private `x-openapi-*` keys of the frame, for what OpenAPI 3.0 has no keyword for.

/// On a media type: the schema of each item of a stream.
pub(crate) const ITEM_SCHEMA: &str = "x-openapi-item-schema";
/// On the document: name → path item.
pub(crate) const WEBHOOKS: &str = "x-openapi-webhooks";
/// On an operation: name → callback.
pub(crate) const CALLBACKS: &str = "x-openapi-callbacks";
/// On a path item: method in capitals → operation, for the methods 3.0 does not know.
pub(crate) const OPERATIONS: &str = "x-openapi-operations";
/// On a query parameter: `true` if its content is the whole query string.
pub(crate) const QUERY_STRING: &str = "x-openapi-query-string";
/// On a parameter: `cookie`, the style of 3.2.
pub(crate) const STYLE: &str = "x-openapi-style";
/// On a path parameter: `true` if reserved characters are sent as they are.
pub(crate) const ALLOW_RESERVED: &str = "x-openapi-allow-reserved";
/// On a media type: `true` if members of the form without a type are files, as in 3.1.
pub(crate) const FREE_PARTS: &str = "x-openapi-free-parts";
/// On a parameter or an encoding: the collection formats of 2.0 that no style expresses, that of an array before that of the
/// arrays in it: `tsv`, `csv pipes`.
pub(crate) const COLLECTION_FORMAT: &str = "x-openapi-collection-format";
/// On an HTTP security scheme: `true` if it is a client certificate.
pub(crate) const MUTUAL_TLS: &str = "x-openapi-mutual-tls";
/// On the flows of a security scheme: the flow for devices, which came with 3.2.
pub(crate) const DEVICE_FLOW: &str = "x-openapi-device-authorization";
/// On a server: its name, which came with 3.2.
pub(crate) const SERVER_NAME: &str = "x-openapi-server-name";
/// On a security scheme: the address of its metadata, which came with 3.2.
pub(crate) const METADATA_URL: &str = "x-openapi-oauth2-metadata-url";
/// On a security scheme: `true` if it should no longer be used, which came with 3.2.
pub(crate) const DEPRECATED_SCHEME: &str = "x-openapi-deprecated";
