//! The kinds of object of all dialects: their names in messages, and the component section of each.

use crate::document::dialect::Dialect;

macro_rules! object_kinds {
    ($($variant:ident $name:literal,)*) => {
        /// Which object of the specification. Behaviour depends on this, never on the text of a message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(in crate::document) enum ObjectKind {
            $(#[doc = $name] $variant,)*
        }

        impl ObjectKind {
            /// With an article, for messages: "a schema".
            pub(in crate::document) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

object_kinds! {
    Callback "a callback",
    Components "the components",
    Contact "a contact",
    Discriminator "a discriminator",
    Document "the document",
    Encoding "an encoding",
    Example "an example",
    ExternalDocs "a link to documentation",
    Header "a header",
    Info "the info object",
    License "a license",
    Link "a link",
    MediaType "a media type",
    OAuthFlow "an OAuth flow",
    OAuthFlows "the OAuth flows",
    Operation "an operation",
    Parameter "a parameter",
    PathItem "a path item",
    Paths "the paths",
    PlainValue "a plain value",
    RequestBody "a request body",
    Response "a response",
    Responses "the responses",
    Schema "a schema",
    SecurityScheme "a security scheme",
    Server "a server",
    ServerVariable "a server variable",
    Tag "a tag",
    Xml "an XML description",
}

/// Where the components of a kind are defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document) struct Section {
    /// The pointer in the dialect of the document: `/definitions`.
    pub(in crate::document) written: &'static str,
    /// The name among the components of OpenAPI 3: `schemas`.
    pub(in crate::document) name: &'static str,
}

/// The sections that link keeps, by dialect: the kind, the pointer as written, the name in OpenAPI 3.
const SECTIONS_2: &[(ObjectKind, &str, &str)] = &[
    (ObjectKind::Schema, "/definitions", "schemas"),
    (ObjectKind::Parameter, "/parameters", "parameters"),
    (ObjectKind::Response, "/responses", "responses"),
];
const SECTIONS_3: &[(ObjectKind, &str, &str)] = &[
    (ObjectKind::Schema, "/components/schemas", "schemas"),
    (ObjectKind::Response, "/components/responses", "responses"),
    (ObjectKind::Parameter, "/components/parameters", "parameters"),
    (ObjectKind::RequestBody, "/components/requestBodies", "requestBodies"),
    (ObjectKind::Header, "/components/headers", "headers"),
    (ObjectKind::SecurityScheme, "/components/securitySchemes", "securitySchemes"),
];

impl ObjectKind {
    /// The names of all sections of components in OpenAPI 3.
    pub(in crate::document) fn sections() -> impl Iterator<Item = &'static str> {
        SECTIONS_3.iter().map(|(_, _, name)| *name)
    }

    /// The components of this kind; `None` for objects that are never referred to by name.
    pub(in crate::document) fn section(self, dialect: Dialect) -> Option<Section> {
        let kind = if self.is_schema() { Self::Schema } else { self };
        let sections = if dialect == Dialect::Swagger2 { SECTIONS_2 } else { SECTIONS_3 };
        let (_, written, name) = sections.iter().find(|(of, ..)| *of == kind)?;
        Some(Section { written, name })
    }

    /// Whether it describes a value. Many 2.0 documents refer to a definition from a parameter's items.
    pub(in crate::document) fn is_schema(self) -> bool {
        matches!(self, Self::Schema | Self::PlainValue)
    }

    /// Whether a reference to `found` may stand in the place of this object.
    pub(in crate::document) fn accepts(self, found: ObjectKind) -> bool {
        self == found
            || (self == Self::PlainValue && found == Self::Schema)
            || (self == Self::Header && found == Self::Parameter)
    }
}
