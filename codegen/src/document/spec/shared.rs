//! Objects that are the same in Swagger 2.0 and OpenAPI 3.

use serde_json::{Map, Value};

use super::{
    Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Lenient, List, String},
    key,
};

pub(super) static INFO: Object = Object::new(
    ObjectKind::Info,
    &[
        key("title", TEXT),
        key("version", TEXT),
        key("summary", TEXT),
        key("description", TEXT),
        key("termsOfService", TEXT),
        key("contact", Lenient(&ValueKind::Object(&CONTACT))),
        key("license", Lenient(&ValueKind::Object(&LICENSE))),
    ],
)
.expected(&["title", "version"]);

static CONTACT: Object = Object::new(ObjectKind::Contact, &[key("name", TEXT), key("url", TEXT), key("email", TEXT)]);

static LICENSE: Object =
    Object::new(ObjectKind::License, &[key("name", TEXT), key("url", TEXT), key("identifier", TEXT)])
        .expected(&["name"]);

pub(super) static EXTERNAL_DOCS: Object =
    Object::new(ObjectKind::ExternalDocs, &[key("url", TEXT), key("description", TEXT)]).expected(&["url"]);

pub(super) static TAG: Object = Object::new(
    ObjectKind::Tag,
    &[
        key("name", String),
        key("summary", TEXT),
        key("description", TEXT),
        key("parent", TEXT),
        key("kind", TEXT),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
    ],
)
.required(&["name"]);

/// A list of alternatives, each naming schemes and their scopes.
pub(super) const SECURITY: ValueKind = Lenient(&List(&ValueKind::Map(&Lenient(&List(&TEXT)))));

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
    ObjectKind::Example,
    &[
        key("summary", TEXT),
        key("description", TEXT),
        key("value", Any),
        key("externalValue", TEXT),
        key("dataValue", Any),
        key("serializedValue", TEXT),
    ],
)
.or_reference();
