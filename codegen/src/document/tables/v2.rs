//! Swagger 2.0.

use serde_json::{Map, Value};

use super::{
    FLAG,
    Kind::{self, Any, Bool, Count, Either, List, Minor, Number, String, Word},
    Object, TEXT,
    shared::{EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

const SCHEME: Kind = Minor(&Word(&["http", "https", "ws", "wss"]));
const COLLECTION_FORMAT: Kind = Word(&["csv", "ssv", "tsv", "pipes", "multi"]);

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: Kind = Kind::Object(&ROOT);

/// The whole document.
pub(in crate::document) static ROOT: Object = Object::new(
    "the document",
    &[
        ("swagger", String),
        ("info", Minor(&Kind::Object(&INFO))),
        ("host", String),
        ("basePath", String),
        ("schemes", Minor(&List(&SCHEME))),
        ("consumes", Minor(&List(&TEXT))),
        ("produces", Minor(&List(&TEXT))),
        ("paths", Kind::Object(&PATHS)),
        ("definitions", Kind::Map(&Kind::Schema)),
        ("parameters", Kind::Map(&Kind::Object(&PARAMETER))),
        ("responses", Kind::Map(&Kind::Object(&RESPONSE))),
        ("securityDefinitions", Minor(&Kind::Map(&Minor(&Kind::Object(&SECURITY_SCHEME))))),
        ("security", SECURITY),
        ("tags", Minor(&List(&Minor(&Kind::Object(&TAG))))),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
    ],
)
.required(&["paths"])
.expected(&["info"]);

static PATHS: Object = Object::new("the paths", &[]).rest(is_path, Kind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    "a path item",
    &[
        ("$ref", String),
        ("get", Kind::Object(&OPERATION)),
        ("put", Kind::Object(&OPERATION)),
        ("post", Kind::Object(&OPERATION)),
        ("delete", Kind::Object(&OPERATION)),
        ("options", Kind::Object(&OPERATION)),
        ("head", Kind::Object(&OPERATION)),
        ("patch", Kind::Object(&OPERATION)),
        ("parameters", List(&Kind::Object(&PARAMETER))),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    "an operation",
    &[
        ("tags", Minor(&List(&TEXT))),
        ("summary", TEXT),
        ("description", TEXT),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
        ("operationId", String),
        ("consumes", Minor(&List(&TEXT))),
        ("produces", Minor(&List(&TEXT))),
        ("parameters", List(&Kind::Object(&PARAMETER))),
        ("responses", Kind::Object(&RESPONSES)),
        ("schemes", Minor(&List(&SCHEME))),
        ("deprecated", FLAG),
        ("security", SECURITY),
    ],
)
.expected(&["responses"]);

static RESPONSES: Object = Object::new("the responses", &[]).rest(is_status, Kind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    "a response",
    &[
        ("description", TEXT),
        ("schema", Kind::Schema),
        ("headers", Minor(&Kind::Map(&Minor(&Kind::Object(&ITEMS))))),
        ("examples", Minor(&Kind::Map(&Any))),
    ],
)
.or_reference();

/// The members that describe a plain value, the same in parameters, headers and items.
macro_rules! plain_value {
    ($($member:expr),* $(,)?) => {
        &[
            $($member,)*
            ("type", String),
            ("format", TEXT),
            // By the letter another plain value; documents have whole schemas there.
            ("items", Kind::Schema),
            ("collectionFormat", Minor(&COLLECTION_FORMAT)),
            ("default", Any),
            ("example", Any),
            ("enum", Minor(&List(&Any))),
            ("minimum", Minor(&Number)),
            ("maximum", Minor(&Number)),
            ("exclusiveMinimum", Minor(&Either(&[Bool, Number]))),
            ("exclusiveMaximum", Minor(&Either(&[Bool, Number]))),
            ("multipleOf", Minor(&Number)),
            ("minLength", Minor(&Count)),
            ("maxLength", Minor(&Count)),
            ("pattern", TEXT),
            ("minItems", Minor(&Count)),
            ("maxItems", Minor(&Count)),
            ("uniqueItems", FLAG),
            ("x-nullable", FLAG),
        ]
    };
}

pub(in crate::document) static ITEMS: Object =
    Object::new("a plain value", plain_value![("description", TEXT), ("$ref", String)]).or_reference();

pub(in crate::document) static PARAMETER: Object = Object::new(
    "a parameter",
    plain_value![
        ("name", String),
        ("in", Word(&["query", "header", "path", "formData", "body"])),
        ("description", TEXT),
        ("required", FLAG),
        ("schema", Kind::Schema),
        ("allowEmptyValue", FLAG),
    ],
)
.required(&["name", "in"])
.or_reference();

static SECURITY_SCHEME: Object = Object::new(
    "a security scheme",
    &[
        ("type", Word(&["basic", "apiKey", "oauth2"])),
        ("description", TEXT),
        ("name", String),
        ("in", Word(&["query", "header"])),
        ("flow", Word(&["implicit", "password", "application", "accessCode"])),
        ("authorizationUrl", TEXT),
        ("tokenUrl", TEXT),
        ("scopes", Minor(&Kind::Map(&TEXT))),
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
