//! Objects that are the same in Swagger 2.0 and OpenAPI 3.

use serde_json::{Map, Value};

use super::{
    Kind::{self, Any, List, Minor, String},
    Object, TEXT,
};

pub(super) static INFO: Object = Object::new(
    "the info object",
    &[
        ("title", TEXT),
        ("version", TEXT),
        ("summary", TEXT),
        ("description", TEXT),
        ("termsOfService", TEXT),
        ("contact", Minor(&Kind::Object(&CONTACT))),
        ("license", Minor(&Kind::Object(&LICENSE))),
    ],
)
.expected(&["title", "version"]);

static CONTACT: Object = Object::new("a contact", &[("name", TEXT), ("url", TEXT), ("email", TEXT)]);

static LICENSE: Object =
    Object::new("a license", &[("name", TEXT), ("url", TEXT), ("identifier", TEXT)]).expected(&["name"]);

pub(super) static EXTERNAL_DOCS: Object =
    Object::new("a link to documentation", &[("url", TEXT), ("description", TEXT)]).expected(&["url"]);

pub(super) static TAG: Object = Object::new(
    "a tag",
    &[
        ("name", String),
        ("summary", TEXT),
        ("description", TEXT),
        ("parent", TEXT),
        ("kind", TEXT),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
    ],
)
.required(&["name"]);

/// A list of alternatives, each naming schemes and their scopes.
pub(super) const SECURITY: Kind = Minor(&List(&Kind::Map(&Minor(&List(&TEXT)))));

pub(super) fn is_path(key: &str) -> bool {
    key.starts_with('/')
}

/// `default`, a status code, or a class of them.
pub(in crate::document) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    key == "default"
        || (bytes.len() == 3
            && bytes[0].is_ascii_digit()
            && bytes[0] != b'0'
            && (bytes[1..].iter().all(u8::is_ascii_digit) || bytes[1..].eq_ignore_ascii_case(b"xx")))
}

/// The value of a member, if it is text.
pub(in crate::document) fn word<'a>(map: &'a Map<std::string::String, Value>, key: &str) -> &'a str {
    map.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// An example: the value may be anything.
pub(super) static EXAMPLE: Object = Object::new(
    "an example",
    &[
        ("summary", TEXT),
        ("description", TEXT),
        ("value", Any),
        ("externalValue", TEXT),
        ("dataValue", Any),
        ("serializedValue", TEXT),
    ],
)
.or_reference();
