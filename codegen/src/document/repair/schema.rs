//! Schemas and plain values: types that are words of another language, lists without items, tags without a name.

use serde_json::{Map, Value, json};

use super::{Repairer, unrepaired::describe, values::values};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::version::Dialect,
};

/// The types there are.
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "null"];

const KNOWN: &str = "the types are `string`, `number`, `integer`, `boolean`, `array` and `object`";

/// What a word in the place of a type stands for: a type, or nothing for anything, and a format.
pub(super) struct Meant {
    name: Option<&'static str>,
    format: Option<&'static str>,
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

/// What only schemas need.
pub(super) fn schema(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    types(repairer, members, here);
    let is_list = members.get("type").and_then(Value::as_str) == Some("array");
    // Since 3.1 a list without `items` is complete.
    if is_list && repairer.dialect != Dialect::OpenApi31 && !members.contains_key("items") {
        repairer
            .warn(Code::WMissing, here, "an array should have the member `items`; its items may be anything")
            .help("add `items: …`");
        members.insert("items".to_owned(), json!({}));
    }
    discriminator(repairer, members, here);
}

/// Without the name of its member a discriminator says nothing.
fn discriminator(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if let Some(Value::String(name)) = members.get("discriminator")
        && repairer.dialect != Dialect::Swagger2
    {
        let message = format!("a discriminator is an object; {} is read as its `propertyName`", quote(name));
        repairer.warn(Code::WType, &NodePath::Key(here, "discriminator"), message).help("write `propertyName: …`");
    }
    if let Some(Value::Object(discriminator)) = members.get("discriminator")
        && !discriminator.get("propertyName").is_some_and(Value::is_string)
    {
        repairer
            .warn(
                Code::WMissing,
                &NodePath::Key(here, "discriminator"),
                "a discriminator should have the member `propertyName`, a string; it is left out",
            )
            .help("add `propertyName: …`");
        members.shift_remove("discriminator");
    }
}

/// `type: Integer` → `type: integer`.
pub(super) fn types(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let at = NodePath::Key(here, "type");
    match members.get_mut("type") {
        Some(Value::String(word)) if !is_type(repairer.dialect, word) => {
            let word = std::mem::take(word);
            let meant = replacement(repairer, &word, &at);
            members.shift_remove("type");
            if let Some(name) = meant.name {
                members.insert("type".to_owned(), name.into());
            }
            if let (Some(format), false) = (meant.format, members.contains_key("format")) {
                members.insert("format".to_owned(), format.into());
            }
        }
        Some(Value::Array(words)) => {
            let mut is_anything = false;
            for (index, item) in words.iter_mut().enumerate() {
                let here = NodePath::Index(&at, index);
                match item {
                    // In YAML the word needs quotes.
                    Value::Null => {
                        repairer.warn(Code::WType, &here, "null is read as the type `null`").help("put it in quotes");
                        *item = "null".into();
                    }
                    Value::String(word) if !is_type(repairer.dialect, word) => {
                        let meant = replacement(repairer, word, &here);
                        is_anything |= meant.name.is_none();
                        *item = meant.name.unwrap_or_default().into();
                    }
                    _ => {}
                }
            }
            if is_anything {
                members.shift_remove("type");
            }
        }
        Some(Value::String(_) | Value::Null) | None => {}
        Some(other) => {
            let message = format!("expected a type, found {}; anything is allowed here", describe(other));
            repairer.warn(Code::WType, &at, message).help(KNOWN);
            members.shift_remove("type");
        }
    }
    values(repairer, members, here);
}

fn is_type(dialect: Dialect, word: &str) -> bool {
    TYPES.contains(&word) || (dialect == Dialect::Swagger2 && word == "file")
}

fn replacement(repairer: &mut Repairer<'_>, word: &str, here: &NodePath<'_>) -> Meant {
    let found = meant(word).unwrap_or(Meant { name: None, format: None });
    let done = match (found.name, found.format) {
        (Some(name), Some(format)) => format!("it is read as `{name}` with the format `{format}`"),
        (Some(name), None) => format!("it is read as `{name}`"),
        (None, _) => "anything is allowed here".to_owned(),
    };
    repairer.warn(Code::WType, here, format!("{} is not a type; {done}", quote(word))).help(KNOWN);
    found
}
