//! What the document says of an operation, as data.

/// An operation of the document: all that is the same for each of its calls.
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
    /// The media types of a successful response, the default first; empty if it has no body.
    pub response_types: &'static [&'static str],
    /// What the server wants to see before it answers.
    pub credentials: Credentials,
    /// The header by which the server recognises a repeated request. It is filled once a call if the caller has not.
    pub idempotency_key: Option<&'static str>,
    /// The header that ties a call to the logs of the server. It is filled once a call if the caller has not.
    pub correlation_id: Option<&'static str>,
}

/// The credentials that an operation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// None.
    Anonymous,
    /// A bearer token (RFC 6750).
    Bearer,
}
