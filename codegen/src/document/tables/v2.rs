//! Swagger 2.0.

use serde_json::{Map, Value};

use super::{
    Kind::{self, Any, Bool, Count, Either, List, Number, String, Word},
    Object,
    shared::{EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

const SCHEME: Kind = Word(&["http", "https", "ws", "wss"]);
const COLLECTION_FORMAT: Kind = Word(&["csv", "ssv", "tsv", "pipes", "multi"]);

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: Kind = Kind::Object(&ROOT);

/// The whole document.
static ROOT: Object = Object::new(
    "the document",
    &[
        ("swagger", String),
        ("info", Kind::Object(&INFO)),
        ("host", String),
        ("basePath", String),
        ("schemes", List(&SCHEME)),
        ("consumes", List(&String)),
        ("produces", List(&String)),
        ("paths", Kind::Object(&PATHS)),
        ("definitions", Kind::Map(&Kind::Schema)),
        ("parameters", Kind::Map(&Kind::Object(&PARAMETER))),
        ("responses", Kind::Map(&Kind::Object(&RESPONSE))),
        ("securityDefinitions", Kind::Map(&Kind::Object(&SECURITY_SCHEME))),
        ("security", SECURITY),
        ("tags", List(&Kind::Object(&TAG))),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
)
.required(&["info", "paths"]);

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

static OPERATION: Object = Object::new(
    "an operation",
    &[
        ("tags", List(&String)),
        ("summary", String),
        ("description", String),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        ("operationId", String),
        ("consumes", List(&String)),
        ("produces", List(&String)),
        ("parameters", List(&Kind::Object(&PARAMETER))),
        ("responses", Kind::Object(&RESPONSES)),
        ("schemes", List(&SCHEME)),
        ("deprecated", Bool),
        ("security", SECURITY),
    ],
)
.required(&["responses"]);

static RESPONSES: Object = Object::new("the responses", &[]).rest(is_status, Kind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    "a response",
    &[
        ("description", String),
        ("schema", Kind::Schema),
        ("headers", Kind::Map(&Kind::Object(&ITEMS))),
        ("examples", Kind::Map(&Any)),
    ],
)
.or_reference();

/// The members that describe a plain value, the same in parameters, headers and items.
macro_rules! plain_value {
    ($($member:expr),* $(,)?) => {
        &[
            $($member,)*
            ("type", String),
            ("format", String),
            ("items", Kind::Object(&ITEMS)),
            ("collectionFormat", COLLECTION_FORMAT),
            ("default", Any),
            ("example", Any),
            ("enum", List(&Any)),
            ("minimum", Number),
            ("maximum", Number),
            ("exclusiveMinimum", Either(&[Bool, Number])),
            ("exclusiveMaximum", Either(&[Bool, Number])),
            ("multipleOf", Number),
            ("minLength", Count),
            ("maxLength", Count),
            ("pattern", String),
            ("minItems", Count),
            ("maxItems", Count),
            ("uniqueItems", Bool),
        ]
    };
}

pub(in crate::document) static ITEMS: Object =
    Object::new("a plain value", plain_value![("description", String), ("$ref", String)]).or_reference();

pub(in crate::document) static PARAMETER: Object = Object::new(
    "a parameter",
    plain_value![
        ("name", String),
        ("in", Word(&["query", "header", "path", "formData", "body"])),
        ("description", String),
        ("required", Bool),
        ("schema", Kind::Schema),
        ("allowEmptyValue", Bool),
    ],
)
.required(&["name", "in"])
.or_reference();

static SECURITY_SCHEME: Object = Object::new(
    "a security scheme",
    &[
        ("type", Word(&["basic", "apiKey", "oauth2"])),
        ("description", String),
        ("name", String),
        ("in", Word(&["query", "header"])),
        ("flow", Word(&["implicit", "password", "application", "accessCode"])),
        ("authorizationUrl", String),
        ("tokenUrl", String),
        ("scopes", Kind::Map(&String)),
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
