//! The crate to be emitted as plain data, in the words of the output. Nothing here knows OpenAPI.

mod media;
mod names;
mod operation;
pub mod pages;
mod security;
mod server;
mod stream;
mod type_ref;
pub mod type_walks;
mod types;

pub use media::MediaKind;
pub use names::{RustName, WireName};
pub use operation::{
    AutoHeader, Body, Encoding, HttpMethod, Operation, Output, Parameter, Place, ResponseHeader, SkippedOperation,
    StatusBody, Statuses, Style, StyleKind, Tag, TagId,
};
pub use pages::{CallParameter, MemberPath, NextPage, Pages};
pub use security::{
    Credentials, Flow, FlowKind, KeyPlace, LogIn, Requirement, SchemeId, SchemeKind, SecurityScheme, Takes,
};
pub use server::{Server, ServerVariable, UrlPiece};
pub use stream::{Frames, ItemStream, Stream};
pub use type_ref::{OptionalFeature, TextFormat, TypeId, TypeRef};
pub use types::{
    Access, Enum, EnumBase, Field, KeyedVariant, Origin, Part, Presence, Rest, SchemaUse, Shape, Struct, TypeDef,
    Union, UnionVariant, Untagged, Usage, Variant, Xml,
};

/// The features that every emitted crate has, and leaves to whoever uses it.
pub const FEATURES: [&str; 5] = ["blocking", "reqwest", "testing", "tracing", "xml"];

/// A client crate.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// The name of the API in words.
    pub title: String,
    /// The version that the API gives itself.
    pub version: String,
    /// The version of the language that it is described in.
    pub dialect: String,
    /// The names of the calls that the server makes to its clients.
    pub webhooks: Vec<WireName>,
    /// What the document says of itself.
    pub docs: String,
    /// The base URL that clients use unless told otherwise; only its path if the caller has to name the host.
    pub server: Option<String>,
    /// In CommonMark, the other base URLs that there are.
    pub server_docs: String,
    /// The servers to choose from; none, if there is but one and nothing of it to choose.
    pub servers: Vec<Server>,
    /// The ways to log in, as far as operations ask for them.
    pub security_schemes: Vec<SecurityScheme>,
    /// What calls send that the document does not have.
    pub credentials: Credentials,
    /// The methods of the builder that take credentials.
    pub log_ins: Vec<LogIn>,
    /// All types; a [`TypeId`] is an index into it until the types are put in order.
    pub types: Vec<TypeDef>,
    /// The handles of the client.
    pub tags: Vec<Tag>,
    /// All operations.
    pub operations: Vec<Operation>,
    /// The headers that responses are declared to have, by their names.
    pub response_headers: Vec<ResponseHeader>,
    /// The operation that the front page shows: an index into those above.
    pub typical: Option<usize>,
    /// The bodies that the server sends on its own account: those of webhooks and callbacks.
    pub webhook_bodies: Vec<TypeRef>,
    /// The operations that could not be expressed.
    pub skipped: Vec<SkippedOperation>,
    /// How many types inside of types the compiler has to follow, if that is more than it does of its own accord.
    pub recursion_limit: Option<usize>,
    /// What the schemas have become, in the order they were lowered.
    pub schemas: Vec<SchemaUse>,
}

impl Api {
    /// The type with this id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The scheme with this id.
    pub fn scheme(&self, id: SchemeId) -> &SecurityScheme {
        &self.security_schemes[id.0]
    }

    /// Whether any type, argument or credential needs a part of the runtime that not all crates have.
    pub fn uses(&self, feature: OptionalFeature) -> bool {
        let answers = |it: fn(&Operation) -> bool| self.operations.iter().any(it);
        match feature {
            OptionalFeature::Pages => return answers(|it| it.pages.is_some()),
            OptionalFeature::Streams => return answers(|it| it.stream.is_some()),
            OptionalFeature::Events => return answers(Operation::has_events),
            OptionalFeature::CallParameters => return answers(|it| it.pages.is_some() || it.stream.is_some()),
            OptionalFeature::Dates | OptionalFeature::Base64 | OptionalFeature::Basic | OptionalFeature::OAuth2 => {}
        }
        let logs_in = |it: &LogIn| match feature {
            OptionalFeature::Basic => matches!(it.takes, Takes::User | Takes::Grant(_)),
            OptionalFeature::OAuth2 => matches!(it.takes, Takes::Grant(_)),
            _ => false,
        };
        if self.log_ins.iter().any(logs_in) {
            return true;
        }
        let mut used = self.types.iter().flat_map(|def| def.shape.parts());
        let mut exchanged = self.operations.iter().flat_map(|operation| operation.sent().chain(operation.received()));
        let needs = |ty: &TypeRef| matches!(ty.innermost(), TypeRef::Text(format) if format.feature() == Some(feature));
        let mut headers = self.response_headers.iter().map(|header| &header.ty);
        used.any(needs) || exchanged.any(needs) || headers.any(needs)
    }

    /// Whether any body is XML, those of errors included, or any parameter.
    pub fn uses_xml(&self) -> bool {
        use StyleKind::{QueryStringXml, Xml};
        let is_xml = |media_type: &String| MediaKind::of(media_type) == MediaKind::Xml;
        self.operations.iter().any(|operation| {
            operation.body.iter().flat_map(|body| &body.media_types).any(is_xml)
                || operation.output.media_types.iter().chain(&operation.error_types).any(is_xml)
                || operation.parameters.iter().any(|it| matches!(it.style.kind, Xml | QueryStringXml))
        })
    }
}
