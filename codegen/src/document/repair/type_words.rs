//! Maps type names of other languages (`int`, `str`) to the types of JSON Schema.

use serde_json::Value;

/// The types there are.
pub(super) const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "null"];

pub(super) const KNOWN: &str = "the types are `string`, `number`, `integer`, `boolean`, `array` and `object`";

/// What a word in the place of a type stands for: a type, or nothing for anything, and a format.
pub(super) struct Meant {
    pub(super) name: Option<&'static str>,
    pub(super) format: Option<&'static str>,
}

impl Meant {
    /// As a schema.
    pub(super) fn into_value(self) -> Value {
        let members = [("type", self.name), ("format", self.format)];
        members.into_iter().filter_map(|(key, word)| Some((key.to_owned(), Value::from(word?)))).collect()
    }
}

/// Understands the word in the place of a type; `None` if it is one already or nobody knows what it means.
pub(super) fn meant(word: &str) -> Option<Meant> {
    let lower = word.trim().to_ascii_lowercase();
    let (name, format) = match lower.as_str() {
        "str" | "text" | "char" | "varchar" | "enum" => ("string", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "file" | "binary" | "blob" => ("string", Some("binary")),
        "byte" | "base64" => ("string", Some("byte")),
        "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "long" | "int64" => ("integer", Some("int64")),
        "num" | "numeric" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "bool" => ("boolean", None),
        "list" | "set" => ("array", None),
        "map" | "dict" | "hash" | "struct" | "json" => ("object", None),
        "any" | "mixed" | "unknown" | "undefined" | "" => return Some(Meant { name: None, format: None }),
        "none" | "nil" => ("null", None),
        other => (*TYPES.iter().find(|known| **known == other)?, None),
    };
    Some(Meant { name: Some(name), format })
}
