//! [`Operation`]: the data of an operation that is the same for each of its calls.

/// An operation of the document.
#[derive(Debug)]
pub struct Operation {
    /// The operation's name, for errors.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path with its parameters in braces: `/users/{user_id}`.
    pub path: &'static str,
    /// The media types of the request body, the default first; empty if there is no body.
    pub request_types: &'static [&'static str],
    /// The media types of a successful response in the document's order; empty if it has no body.
    pub response_types: &'static [&'static str],
    /// The media types of error bodies that no success has.
    pub error_types: &'static [&'static str],
    /// Whether the caller may ask for media types that are not declared.
    pub any_accept: bool,
    /// The redirects that are the result of the call, since the document declares no success.
    pub redirects: &'static [u16],
    /// The credentials that the operation takes.
    pub credentials: Credentials,
    /// The header of the idempotency key, generated once per call unless the caller sets it.
    pub idempotency_key: Option<&'static str>,
    /// The header of the correlation id, generated once per call unless the caller sets it.
    pub correlation_id: Option<&'static str>,
}

impl Operation {
    /// An operation without anything that not all have. What is emitted says how others differ from it.
    pub const PLAIN: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        request_types: &[],
        response_types: &[],
        error_types: &[],
        any_accept: false,
        redirects: &[],
        credentials: Credentials::Anonymous,
        idempotency_key: None,
        correlation_id: None,
    };

    /// What the document does not have: any body, any answer, and all credentials unless a document says which.
    pub const RAW: Self = Self {
        id: "request",
        request_types: &["*/*"],
        response_types: &["application/json", "*/*"],
        any_accept: true,
        credentials: Credentials::Optional,
        ..Self::PLAIN
    };
}

/// The credentials of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// None: the document says that there is no need for any.
    Anonymous,
    /// All that the client was given: the document does not say what the operation needs.
    Optional,
    /// The first of these alternatives for which the client has all, by the builder's methods that take them. An empty one says
    /// that the operation can do without.
    OneOf(&'static [&'static [&'static str]]),
}
