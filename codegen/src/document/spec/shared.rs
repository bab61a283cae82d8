//! Objects that are the same in Swagger 2.0 and OpenAPI 3.

use serde_json::{Map, Value};

use super::{
    Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Lenient, List, String},
    rows::{documented, unread, unused},
};

/// Why a client does nothing about what is written for people.
pub(super) const READERS: &str = "for readers";
/// Why nobody asks which draft of JSON Schema it is.
pub(super) const DRAFTS: &str = "all drafts are read alike";
/// Why a client does nothing about examples.
pub(super) const EXAMPLES: &str = "examples are not shown";

pub(super) static INFO: Object = Object::new(
    ObjectKind::Info,
    &[
        documented("title", TEXT, "parameters"),
        unused("version", TEXT, "the crate has its own"),
        documented("summary", TEXT, "texts_in_other_places"),
        documented("description", TEXT, "descriptions_nested"),
        unused("termsOfService", TEXT, READERS),
        unused("contact", Lenient(&ValueKind::Object(&CONTACT)), READERS),
        unused("license", Lenient(&ValueKind::Object(&LICENSE)), READERS),
    ],
)
.expected(&["title", "version"]);

static CONTACT: Object =
    Object::new(ObjectKind::Contact, &[unread("name", TEXT), unread("url", TEXT), unread("email", TEXT)]);

static LICENSE: Object =
    Object::new(ObjectKind::License, &[unread("name", TEXT), unread("url", TEXT), unread("identifier", TEXT)])
        .expected(&["name"]);

pub(super) static EXTERNAL_DOCS: Object =
    Object::new(ObjectKind::ExternalDocs, &[unread("url", TEXT), unread("description", TEXT)]).expected(&["url"]);

pub(super) static TAG: Object = Object::new(
    ObjectKind::Tag,
    &[
        documented("name", String, "texts_in_other_places"),
        documented("summary", TEXT, "texts_in_other_places"),
        documented("description", TEXT, "tags"),
        unused("parent", TEXT, "handles are not nested"),
        unused("kind", TEXT, READERS),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
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
        unread("summary", TEXT),
        unread("description", TEXT),
        unread("value", Any),
        unread("externalValue", TEXT),
        unread("dataValue", Any),
        unread("serializedValue", TEXT),
    ],
)
.or_reference();
