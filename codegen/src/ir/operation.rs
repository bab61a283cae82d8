//! The operations of the emitted crate.

use super::media::MediaKind;
use super::names::{RustName, WireName};
use super::pages::Pages;
use super::security::Credentials;
use super::stream::{Frames, Stream};
use super::type_ref::TypeRef;

/// An index into [`super::Api::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub usize);

/// A group of operations: a handle of the client and a module.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The document's name for it.
    pub wire: WireName,
    /// Its description in CommonMark.
    pub docs: String,
    /// The module and the method that gives the handle.
    pub module: RustName,
    /// The handle.
    pub handle: RustName,
    /// The Cargo feature that enables it, if there is more than one tag.
    pub feature: Option<String>,
}

/// An operation: a method of its tag's handle, and a struct for the call.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The document's name for it.
    pub wire: WireName,
    /// The struct.
    pub name: RustName,
    /// The method.
    pub method_name: RustName,
    /// The constant that describes it.
    pub constant: RustName,
    /// Where it belongs.
    pub tag: TagId,
    /// A line on what it does.
    pub summary: String,
    /// More on it, in CommonMark.
    pub docs: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The HTTP method.
    pub http_method: HttpMethod,
    /// The path, with its parameters in braces.
    pub path: WireName,
    /// The base URL, if that is not the client's; only its path if the host is the client's.
    pub server: Option<String>,
    /// All parameters; those in the path come first, in the path's order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What a success gives.
    pub output: Output,
    /// How it is divided into pages, if it is.
    pub pages: Option<Pages>,
    /// How it is read while it arrives, if it can be.
    pub stream: Option<Stream>,
    /// The bodies of error responses: single statuses, then ranges, then the rest.
    pub errors: Vec<StatusBody>,
    /// The media types of the error bodies that no success has.
    pub error_types: Vec<String>,
    /// The enum of the error bodies.
    pub error_name: RustName,
    /// The enum of another operation of the same tag that this one is but an alias of.
    pub error_alias_of: Option<RustName>,
    /// What the server wants to see.
    pub credentials: Credentials,
    /// Whether the caller may ask for media types that the document does not declare.
    pub any_accept: bool,
}

impl Operation {
    /// The types of what is sent.
    pub fn sent(&self) -> impl Iterator<Item = &TypeRef> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.body.iter().map(|body| &body.ty))
    }

    /// The types of what is received.
    pub fn received(&self) -> impl Iterator<Item = &TypeRef> {
        let variants = self.output.variants.iter().map(|variant| &variant.ty);
        let item = self.stream.iter().filter_map(Stream::items).map(|items| &items.item);
        self.errors.iter().map(|error| &error.ty).chain(variants).chain([&self.output.ty]).chain(item)
    }

    /// Whether its answer is read as server-sent events.
    pub fn has_events(&self) -> bool {
        let items = self.stream.as_ref().and_then(Stream::items);
        items.is_some_and(|items| items.frames != Frames::Lines)
    }

    /// All types, to be changed.
    pub fn type_refs_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let parameters = self.parameters.iter_mut().map(|parameter| &mut parameter.ty);
        let bodies = self.body.iter_mut().map(|body| &mut body.ty);
        let errors = self.errors.iter_mut().map(|error| &mut error.ty);
        let variants = self.output.variants.iter_mut().map(|variant| &mut variant.ty);
        let item = self.stream.iter_mut().filter_map(|stream| match stream {
            Stream::Bytes => None,
            Stream::Items(items) => Some(&mut items.item),
        });
        parameters.chain(bodies).chain(errors).chain(variants).chain([&mut self.output.ty]).chain(item)
    }
}

/// An operation that is not emitted.
#[derive(Debug, Clone)]
pub struct SkippedOperation {
    /// The HTTP method.
    pub http_method: String,
    /// The path.
    pub path: WireName,
    /// Why.
    pub reason: String,
}

/// An HTTP method.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are RFC 9110's")]
pub enum HttpMethod {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    /// Any other one, which is a token (RFC 9110 §5.6.2).
    Other(String),
}

impl HttpMethod {
    /// As it is sent.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Other(token) => token,
        }
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name in the request.
    pub wire: WireName,
    /// Its name as an argument or setter.
    pub name: RustName,
    /// Where it is sent.
    pub place: Place,
    /// How its value is written there.
    pub style: Style,
    /// How the members of a query that is a form are written, where that is not the usual way.
    pub encodings: Vec<Encoding>,
    /// The type of its value.
    pub ty: TypeRef,
    /// Whether it must be given.
    pub required: bool,
    /// What the runtime fills it with if the caller does not give it.
    pub auto: Option<AutoHeader>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Its description in CommonMark.
    pub docs: String,
}

/// A header of responses, of whatever operations have it.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    /// Its name in a response.
    pub wire: WireName,
    /// The method that reads it.
    pub name: RustName,
    /// The type of its value: a scalar, or a list of scalars.
    pub ty: TypeRef,
    /// Whether the document advises against it wherever it is.
    pub deprecated: bool,
    /// Its description in CommonMark.
    pub docs: String,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The style itself.
    pub kind: StyleKind,
    /// Whether each item of an array or object is expanded on its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// What stands between the items of an array in an array, if that is no JSON.
    pub nested: Option<char>,
}

impl Style {
    /// A style without anything unusual.
    pub fn new(kind: StyleKind, explode: bool) -> Self {
        Self { kind, explode, reserved: false, nested: None }
    }

    /// Whether a single value is written as its plain text.
    pub fn is_plain(self) -> bool {
        use StyleKind::{Form, PipeDelimited, Simple, SpaceDelimited, TabDelimited};
        !self.reserved && matches!(self.kind, Simple | Form | SpaceDelimited | PipeDelimited | TabDelimited)
    }
}

/// The styles of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum StyleKind {
    Simple,
    Label,
    Matrix,
    /// A text with slashes in it.
    Segments,
    Form,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    /// Pairs of a cookie that are not encoded.
    Cookie,
    /// JSON in one piece.
    Json,
    /// XML in one piece.
    Xml,
    /// A form in one piece.
    FormContent,
    /// All of the query: a text, or JSON.
    QueryString,
    /// All of the query: a text, or XML.
    QueryStringXml,
}

/// A header that the runtime makes for each call, the same for each attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AutoHeader {
    /// A key by which the server knows a repeated request.
    IdempotencyKey,
    /// An id for the logs.
    CorrelationId,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be given.
    pub required: bool,
    /// Its media types, the default first.
    pub media_types: Vec<String>,
    /// Whether the caller knows the media type better than the document.
    pub any_media_type: bool,
    /// The members of a form that are sent in another way than the usual one.
    pub encodings: Vec<Encoding>,
    /// Its description in CommonMark.
    pub docs: String,
}

/// How a member of a form is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The member.
    pub wire: WireName,
    /// As a query parameter of this style would be.
    pub style: Option<Style>,
    /// As this media type.
    pub content_type: Option<String>,
    /// In forms of this kind alone, if the body has another one with another encoding.
    pub only: Option<MediaKind>,
}

/// What a success gives.
#[derive(Debug, Clone)]
pub struct Output {
    /// The type of the body.
    pub ty: TypeRef,
    /// Its media types in the document's order.
    pub media_types: Vec<String>,
    /// Its description in CommonMark.
    pub docs: String,
    /// The enum of the bodies, if they differ by status. The type above is nothing then.
    pub name: RustName,
    /// The bodies by status and media type, if they differ.
    pub variants: Vec<StatusBody>,
    /// The redirects that are the result, where the document declares no success.
    pub redirects: Vec<u16>,
}

/// A body that is declared for a status.
#[derive(Debug, Clone)]
pub struct StatusBody {
    /// The statuses it is for.
    pub statuses: Statuses,
    /// The media types it is for; empty if the status has no other body.
    pub media_types: Vec<String>,
    /// The variant's name.
    pub name: RustName,
    /// The type of the body.
    pub ty: TypeRef,
    /// Its description in CommonMark.
    pub docs: String,
}

/// Which statuses a response is for, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// This one.
    One(u16),
    /// A hundred, by the first digit.
    Hundred(u16),
    /// All others.
    Rest,
}
