//! Objects that are the same in Swagger 2.0 and OpenAPI 3.

use serde_json::{Map, Value};

use super::{
    Kind::{self, Any, List, String},
    Object,
};

pub(super) static INFO: Object = Object::new(
    "the info object",
    &[
        ("title", String),
        ("version", String),
        ("summary", String),
        ("description", String),
        ("termsOfService", String),
        ("contact", Kind::Object(&CONTACT)),
        ("license", Kind::Object(&LICENSE)),
    ],
)
.required(&["title", "version"]);

static CONTACT: Object = Object::new("a contact", &[("name", String), ("url", String), ("email", String)]);

static LICENSE: Object =
    Object::new("a license", &[("name", String), ("url", String), ("identifier", String)]).expected(&["name"]);

pub(super) static EXTERNAL_DOCS: Object =
    Object::new("a link to documentation", &[("url", String), ("description", String)]).expected(&["url"]);

pub(super) static TAG: Object = Object::new(
    "a tag",
    &[
        ("name", String),
        ("summary", String),
        ("description", String),
        ("parent", String),
        ("kind", String),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
)
.required(&["name"]);

/// A list of alternatives, each naming schemes and their scopes.
pub(super) const SECURITY: Kind = List(&Kind::Map(&List(&String)));

pub(super) fn is_path(key: &str) -> bool {
    key.starts_with('/')
}

/// `default`, a status code, or a class of them.
pub(super) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    key == "default"
        || (bytes.len() == 3
            && bytes[0].is_ascii_digit()
            && bytes[0] != b'0'
            && (bytes[1..].iter().all(u8::is_ascii_digit) || bytes[1..].eq_ignore_ascii_case(b"xx")))
}

/// The value of a member, if it is text.
pub(super) fn word<'a>(map: &'a Map<std::string::String, Value>, key: &str) -> &'a str {
    map.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// An example: the value may be anything.
pub(super) static EXAMPLE: Object = Object::new(
    "an example",
    &[
        ("summary", String),
        ("description", String),
        ("value", Any),
        ("externalValue", String),
        ("dataValue", Any),
        ("serializedValue", String),
    ],
)
.or_reference();
