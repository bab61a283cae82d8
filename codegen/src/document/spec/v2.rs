//! The table of objects and keywords of Swagger 2.0.

use serde_json::{Map, Value};

use super::{
    FLAG, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Bool, Either, Lenient, List, NonNegativeInt, Number, OneOfKeywords, String},
    key,
    shared::{EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

const SCHEME: ValueKind = Lenient(&OneOfKeywords(&["http", "https", "ws", "wss"]));
const COLLECTION_FORMAT: ValueKind = OneOfKeywords(&["csv", "ssv", "tsv", "pipes", "multi"]);

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: ValueKind = ValueKind::Object(&ROOT);

/// The whole document.
pub(in crate::document) static ROOT: Object = Object::new(
    ObjectKind::Document,
    &[
        key("swagger", String),
        key("info", Lenient(&ValueKind::Object(&INFO))),
        key("host", String),
        key("basePath", String),
        key("schemes", Lenient(&List(&SCHEME))),
        key("consumes", Lenient(&List(&TEXT))),
        key("produces", Lenient(&List(&TEXT))),
        key("paths", ValueKind::Object(&PATHS)),
        key("definitions", ValueKind::Map(&ValueKind::Schema)),
        key("parameters", ValueKind::Map(&ValueKind::Object(&PARAMETER))),
        key("responses", ValueKind::Map(&ValueKind::Object(&RESPONSE))),
        key("securityDefinitions", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SECURITY_SCHEME))))),
        key("security", SECURITY),
        key("tags", Lenient(&List(&Lenient(&ValueKind::Object(&TAG))))),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
    ],
)
.required(&["paths"])
.expected(&["info"]);

static PATHS: Object = Object::new(ObjectKind::Paths, &[]).rest(is_path, ValueKind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    ObjectKind::PathItem,
    &[
        key("$ref", String),
        key("get", ValueKind::Object(&OPERATION)),
        key("put", ValueKind::Object(&OPERATION)),
        key("post", ValueKind::Object(&OPERATION)),
        key("delete", ValueKind::Object(&OPERATION)),
        key("options", ValueKind::Object(&OPERATION)),
        key("head", ValueKind::Object(&OPERATION)),
        key("patch", ValueKind::Object(&OPERATION)),
        key("parameters", List(&ValueKind::Object(&PARAMETER))),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    ObjectKind::Operation,
    &[
        key("tags", Lenient(&List(&TEXT))),
        key("summary", TEXT),
        key("description", TEXT),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
        key("operationId", String),
        key("consumes", Lenient(&List(&TEXT))),
        key("produces", Lenient(&List(&TEXT))),
        key("parameters", List(&ValueKind::Object(&PARAMETER))),
        key("responses", ValueKind::Object(&RESPONSES)),
        key("schemes", Lenient(&List(&SCHEME))),
        key("deprecated", FLAG),
        key("security", SECURITY),
    ],
)
.expected(&["responses"]);

static RESPONSES: Object = Object::new(ObjectKind::Responses, &[]).rest(is_status, ValueKind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    ObjectKind::Response,
    &[
        key("description", TEXT),
        key("schema", ValueKind::Schema),
        key("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ITEMS))))),
        key("examples", Lenient(&ValueKind::Map(&Any))),
    ],
)
.or_reference();

/// The members that describe a plain value, the same in parameters, headers and items.
macro_rules! plain_value {
    ($($member:expr),* $(,)?) => {
        &[
            $($member,)*
            key("type", String),
            key("format", TEXT),
            // By the letter another plain value; documents have whole schemas there.
            key("items", ValueKind::Schema),
            key("collectionFormat", Lenient(&COLLECTION_FORMAT)),
            key("default", Any),
            key("example", Any),
            key("enum", Lenient(&List(&Any))),
            key("minimum", Lenient(&Number)),
            key("maximum", Lenient(&Number)),
            key("exclusiveMinimum", Lenient(&Either(&[Bool, Number]))),
            key("exclusiveMaximum", Lenient(&Either(&[Bool, Number]))),
            key("multipleOf", Lenient(&Number)),
            key("minLength", Lenient(&NonNegativeInt)),
            key("maxLength", Lenient(&NonNegativeInt)),
            key("pattern", TEXT),
            key("minItems", Lenient(&NonNegativeInt)),
            key("maxItems", Lenient(&NonNegativeInt)),
            key("uniqueItems", FLAG),
            key("x-nullable", FLAG),
        ]
    };
}

pub(in crate::document) static ITEMS: Object =
    Object::new(ObjectKind::PlainValue, plain_value![key("description", TEXT), key("$ref", String)]).or_reference();

pub(in crate::document) static PARAMETER: Object = Object::new(
    ObjectKind::Parameter,
    plain_value![
        key("name", String),
        key("in", OneOfKeywords(&["query", "header", "path", "formData", "body"])),
        key("description", TEXT),
        key("required", FLAG),
        key("schema", ValueKind::Schema),
        key("allowEmptyValue", FLAG),
    ],
)
.required(&["name", "in"])
.or_reference();

static SECURITY_SCHEME: Object = Object::new(
    ObjectKind::SecurityScheme,
    &[
        key("type", OneOfKeywords(&["basic", "apiKey", "oauth2"])),
        key("description", TEXT),
        key("name", String),
        key("in", OneOfKeywords(&["query", "header"])),
        key("flow", OneOfKeywords(&["implicit", "password", "application", "accessCode"])),
        key("authorizationUrl", TEXT),
        key("tokenUrl", TEXT),
        key("scopes", Lenient(&ValueKind::Map(&TEXT))),
    ],
)
.required(&["type"])
.needed(needed_by_scheme);

fn needed_by_scheme(scheme: &Map<std::string::String, Value>) -> &'static [&'static str] {
    match word(scheme, "type") {
        "apiKey" => &["name", "in"],
        "oauth2" => &["flow"],
        _ => &[],
    }
}
