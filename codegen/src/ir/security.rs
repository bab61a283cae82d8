//! What the server wants to see before it answers: security schemes, what operations need of them, and how clients take it.

use std::collections::BTreeSet;

use super::names::{RustName, WireName};

/// An index into [`super::Api::security_schemes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeId(pub usize);

/// A way to log in.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// The document's name for it.
    pub wire: WireName,
    /// What the client calls it: the method of the builder that takes its key or token.
    pub name: RustName,
    /// What it is.
    pub kind: SchemeKind,
    /// Its description in CommonMark.
    pub docs: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether any operation asks for it, or none says what it asks for. A credential for any other scheme goes along with each
    /// operation that asks for something, because one that the caller gives must not be dropped.
    pub required: bool,
}

/// Where a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// What a security scheme is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in the header, the query or a cookie of this name.
    Key(KeyPlace, WireName),
    /// User name and password (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750).
    Bearer,
    /// A bearer token that one of these flows gives.
    OAuth2(Vec<Flow>),
    /// A bearer token of the provider that this URL describes.
    OpenIdConnect(String),
    /// A client certificate, which is the transport's.
    MutualTls,
    /// The header `Authorization`, made by the caller: a scheme of this name, or one that the document does not describe.
    Other(String),
}

impl SchemeKind {
    /// Whether a bearer token is sent.
    pub fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2(_) | Self::OpenIdConnect(_))
    }
}

/// A flow of OAuth 2.0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Which one.
    pub kind: FlowKind,
    /// Where tokens are got.
    pub token_url: Option<String>,
    /// Where tokens are renewed, if that is elsewhere.
    pub refresh_url: Option<String>,
    /// The page where users log in; of a device, where it asks for a code.
    pub authorization_url: Option<String>,
    /// The scopes that can be asked for, and what they are.
    pub scopes: Vec<(String, String)>,
}

impl Flow {
    /// Whether it ends at a token endpoint that is known.
    pub fn gives_tokens(&self) -> bool {
        self.kind != FlowKind::Implicit && self.token_url.is_some()
    }
}

/// The flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum FlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
    DeviceAuthorization,
}

/// What the server wants to see of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing.
    Anonymous,
    /// Whatever the client has: the document does not say what is needed.
    #[default]
    Optional,
    /// One of these combinations; an empty one is a call without credentials.
    OneOf(Vec<Vec<Requirement>>),
}

impl Credentials {
    /// The scopes that any combination names, each once, in the order of the document.
    pub fn scopes(&self) -> Vec<&str> {
        let Self::OneOf(alternatives) = self else { return Vec::new() };
        let scopes = alternatives.iter().flatten().flat_map(|requirement| &requirement.scopes);
        let mut seen = BTreeSet::new();
        scopes.map(String::as_str).filter(|scope| seen.insert(*scope)).collect()
    }
}

/// A scheme that has to be met, and the scopes or roles that its token needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SchemeId,
    /// The scopes.
    pub scopes: Vec<String>,
}

/// A method of the builder that takes credentials.
#[derive(Debug, Clone)]
pub struct LogIn {
    /// The method.
    pub name: RustName,
    /// What it takes.
    pub takes: Takes,
    /// For which schemes.
    pub schemes: Vec<SchemeId>,
}

/// What a method of the builder takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// A key.
    Key,
    /// User name and password.
    User,
    /// A bearer token.
    Token,
    /// A provider of bearer tokens.
    Provider,
    /// What a token endpoint wants to see. The name is that of the constant with its flows.
    Grant(RustName),
    /// What makes the header.
    Authorizer,
}
