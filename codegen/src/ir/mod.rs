//! The crate to be emitted as plain data, in the words of the output. Nothing here knows OpenAPI.

mod names;
mod operation;
mod type_ref;
mod types;

pub use names::{RustName, WireName};
pub use operation::{
    Body, Credentials, Encoding, HttpMethod, LeftOut, Operation, Output, Parameter, Place, Role, StatusBody, Statuses,
    Style, StyleKind, Tag, TagId,
};
pub use type_ref::{Need, TextFormat, TypeRef};
pub use types::{
    Access, Enum, EnumBase, Field, Origin, Part, Presence, Rest, SchemaUse, Shape, Struct, TypeDef, TypeId, Union,
    UnionVariant, Usage, Variant, Xml,
};

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
    /// The base URL that clients use unless told otherwise.
    pub server: Option<String>,
    /// All types; a [`TypeId`] is an index into it until the types are put in order.
    pub types: Vec<TypeDef>,
    /// The handles of the client.
    pub tags: Vec<Tag>,
    /// All operations.
    pub operations: Vec<Operation>,
    /// What the server sends on its own account, to whoever has asked for it: the bodies of webhooks and callbacks.
    pub notified: Vec<TypeRef>,
    /// The operations that could not be expressed.
    pub left_out: Vec<LeftOut>,
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

    /// Whether any type or argument needs a part of the runtime that not all crates have.
    pub fn uses(&self, need: Need) -> bool {
        let mut used = self.types.iter().flat_map(|def| def.shape.parts());
        let mut exchanged = self.operations.iter().flat_map(|operation| operation.sent().chain(operation.received()));
        let needs = |ty: &TypeRef| matches!(ty.innermost(), TypeRef::Text(format) if format.need() == Some(need));
        used.any(needs) || exchanged.any(needs)
    }

    /// Whether any body is XML.
    pub fn uses_xml(&self) -> bool {
        let is_xml = |media_type: &String| {
            let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence.ends_with("/xml") || essence.ends_with("+xml")
        };
        self.operations.iter().any(|operation| {
            operation.body.iter().flat_map(|body| &body.media_types).any(is_xml)
                || operation.output.media_types.iter().any(is_xml)
        })
    }
}
