//! What `inspect` reports, as data: operations and their Rust calls, schemas and their Rust types, and the size.

use std::collections::BTreeMap;

use serde::Serialize;

/// A document and its crate. Serialised, the members stand in the order in which they are declared here.
///
/// Rust types are type expressions that are valid in a crate that depends on the emitted one and on `serde_json`, such as
/// `Vec<petstore::models::Pet>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The name of the API.
    pub title: String,
    /// The version that the API gives itself.
    pub version: String,
    /// The version of the language it is described in: `Swagger 2.0`, `OpenAPI 3.1.0`.
    pub dialect: String,
    /// The first segment of the paths to the crate's types.
    pub crate_path: String,
    /// The server that a client calls unless it is told otherwise; a path, or none, where `builder` must be given one.
    pub base_url: Option<String>,
    /// The ways to log in, and the builder's methods for them.
    pub security_schemes: Vec<SecurityScheme>,
    /// The operations that are emitted.
    pub operations: Vec<Operation>,
    /// The operations that are not.
    pub left_out: Vec<SkippedOperation>,
    /// The headers of responses that the crate reads by their types.
    pub response_headers: Vec<ResponseHeader>,
    /// The base URLs to choose from, by their paths in the crate.
    pub servers: Vec<Server>,
    /// The names of the calls that the server makes.
    pub webhooks: Vec<String>,
    /// The types that are emitted, in the order of their names.
    pub types: Vec<Type>,
    /// The unions among the types.
    pub unions: Vec<Union>,
    /// Values whose schemas no type expresses; they are `runtime::Json`.
    pub untyped: Vec<Untyped>,
    /// Every schema that became a type, once, in the order of the document: first components, then operations. The pointers
    /// are valid in the text as it is.
    pub schemas: Vec<Schema>,
    /// Code of a warning → how often it was given.
    pub warnings: BTreeMap<&'static str, usize>,
    /// How much was emitted.
    pub size: Size,
}

/// An operation and the call it has become: `client.<handle>().<method>(<arguments>).<setter>(…)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// The document's name for it; method and path, where there is none.
    pub id: String,
    /// `GET`
    pub http_method: String,
    /// The path as it is sent, with parameters in braces.
    pub path: String,
    /// The tag it belongs to.
    pub tag: String,
    /// The method of the client that gives the handle.
    pub handle: String,
    /// The method of the handle.
    pub method: String,
    /// The positional arguments in order.
    pub arguments: Vec<Argument>,
    /// What can be given besides. A setter that takes a `Vec` replaces nothing that other setters gave.
    pub setters: Vec<Argument>,
    /// The media types that can be sent, the default first; with more than one there is a setter `content_type`.
    pub request_types: Vec<String>,
    /// The media types that can be received, the default first; with more than one there is a setter `accept`.
    pub response_types: Vec<String>,
    /// The type that `.await` gives; `()` where there is no body.
    pub output: String,
    /// How the answer is divided into pages: then the call has `.pages()` and `.items()`.
    pub pages: Option<Pages>,
    /// How the answer is read while it arrives: then the call has `.stream()`.
    pub stream: Option<Stream>,
    /// The enum of the error bodies, for `error.typed()`.
    pub error: Option<String>,
    /// What the server wants to see: one of these combinations. An empty one is a call without credentials; none at all, an
    /// operation that is open to everyone. Absent, where the document does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Vec<Vec<Requirement>>>,
}

/// A header of responses, of whatever operations have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResponseHeader {
    /// Its name in a response.
    pub wire: String,
    /// The method of the trait `ResponseHeaders`.
    pub method: String,
    /// The type of its value.
    pub rust: String,
}

/// A server that the document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL with its variables in braces.
    pub url: String,
    /// Its type, which the builder's `base_url` takes.
    pub rust: String,
    /// The setters of its variables.
    pub variables: Vec<String>,
}

/// A scheme that a call has to meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The document's name for the scheme.
    pub scheme: String,
    /// The scopes that the token needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}

/// A way to log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityScheme {
    /// The document's name for it.
    pub name: String,
    /// `api key`, `basic`, `bearer`, `oauth2`, `open id connect`, `mutual tls` or `other`.
    pub kind: &'static str,
    /// The methods of the builder that take a credential for it.
    pub methods: Vec<String>,
}

/// How an answer is divided into pages, in the words of `x-pagination`. Places are JSON pointers into a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// `link-header`, `link`, `cursor`, `last-item`, `page` or `offset`.
    pub kind: &'static str,
    /// The type of an item.
    pub item: String,
    /// Where the items are.
    pub items: String,
    /// Where the link or cursor is; by `last-item`, a pointer into the item.
    pub next: Option<String>,
    /// What asks for a page: the name of a query parameter, or a pointer into the body.
    pub parameter: Option<String>,
    /// The number of the first page or item.
    pub first: Option<u64>,
    /// Where the number of the last page is.
    pub last: Option<String>,
    /// Where the flag is that says whether there are more.
    pub more: Option<String>,
}

/// How an answer is read while it arrives, in the words of `x-stream`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stream {
    /// `bytes`, `events` or `lines`.
    pub kind: &'static str,
    /// The type of an item; of bytes, there is none.
    pub item: Option<String>,
    /// The media types that have them.
    pub media_types: Vec<String>,
    /// Whether an item is a whole event, and not its data alone.
    pub whole_events: bool,
    /// The text that ends it.
    pub until: Option<String>,
    /// What asks for it: the name of a query parameter, or a pointer into the body.
    pub parameter: Option<String>,
}

/// An argument or a setter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// The argument's name, or the setter's.
    pub name: String,
    /// `path`, `query`, `header`, `cookie` or `body`.
    pub place: &'static str,
    /// Its name in the request; a body has none.
    pub wire: Option<String>,
    /// The type of its value. Where the signature says `impl Into<String>`, this is `String`.
    pub rust: String,
}

/// An operation that is not emitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedOperation {
    /// `GET`
    pub http_method: String,
    /// The path as the document has it.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// A type of the emitted crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Type {
    /// `petstore::models::Pet`
    pub rust: String,
    /// `struct`, `enum`, `union` or `alias`.
    pub kind: &'static str,
    /// The schemas that define it: several, where equal ones became one; none, where Swagger 2.0 lists the parts of a form.
    pub schemas: Vec<Location>,
}

/// A union and what it can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Union {
    /// Its type.
    pub rust: String,
    /// The types of its variants in the order they are tried.
    pub variants: Vec<String>,
}

/// A value that has no type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untyped {
    /// Where its schema is.
    #[serde(flatten)]
    pub at: Location,
    /// Why.
    pub reason: String,
}

/// A schema and its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// Where the schema is, or the reference to it.
    #[serde(flatten)]
    pub at: Location,
    /// The type of its values: an `Option` where null is one of them, never for being absent.
    pub rust: String,
}

/// A place in what was read, as it was written: `/definitions/Pet` in Swagger 2.0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// The file or overlay, if it is not the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// A JSON pointer.
    pub pointer: String,
}

/// How much was emitted, the runtime not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Size {
    /// The Rust files.
    pub files: usize,
    /// Their lines.
    pub lines: usize,
}
