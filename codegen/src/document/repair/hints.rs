//! Hints: how a value of the wrong kind, or a member that is missing, is put right.

use serde_json::Value;

use crate::diagnostics::visible;
use crate::document::spec::{Object, ObjectKind, ValueKind};

/// Most characters of a value that a hint repeats.
const LONGEST_WORD: usize = 40;

/// How a value that is not of this kind can be made one.
pub(super) fn on(kind: &ValueKind, value: &Value) -> String {
    match (kind, value) {
        (ValueKind::Lenient(kind), _) => on(kind, value),
        (ValueKind::Tolerant(kinds) | ValueKind::Either(kinds), _) if !kinds.is_empty() => on(&kinds[0], value),
        (ValueKind::List(_), Value::Object(_)) => {
            "make it a list; begin each item with `-`, or put all in `[ ]`".to_owned()
        }
        (_, Value::Object(members)) if members.contains_key("$ref") => {
            "a reference cannot stand here; write out what it leads to".to_owned()
        }
        (_, Value::Null) => "give it a value, or remove it".to_owned(),
        (ValueKind::String, Value::Bool(_) | Value::Number(_)) => "put it in quotes".to_owned(),
        (ValueKind::Bool, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "false" => format!("write `{}` without quotes", text.to_ascii_lowercase()),
            "no" | "off" | "n" => "write `false`; YAML 1.2 reads other words as text".to_owned(),
            "yes" | "on" | "y" => "write `true`; YAML 1.2 reads other words as text".to_owned(),
            _ => "write `true` or `false`".to_owned(),
        },
        (ValueKind::Number | ValueKind::NonNegativeInt, Value::String(text)) if text.parse::<f64>().is_ok() => {
            format!("write `{}` without quotes", visible(text, LONGEST_WORD))
        }
        (ValueKind::List(_), Value::String(text)) => format!("make it a list: `[{}]`", visible(text, LONGEST_WORD)),
        (ValueKind::Map(_), Value::Array(_)) => "give each item a name: `name: …` instead of `- …`".to_owned(),
        (ValueKind::Object(object), _) => members(object),
        (ValueKind::Schema, _) => "a schema is an object such as `{type: string}`".to_owned(),
        (ValueKind::Bool, _) => "write `true` or `false`".to_owned(),
        (ValueKind::NonNegativeInt, _) => "write an integer from 0 on".to_owned(),
        (ValueKind::Number, _) => "write a number".to_owned(),
        (ValueKind::OneOfKeywords(words), _) => format!("write `{}`", words.join("`, `")),
        (ValueKind::List(_), _) => "write a list: `[ … ]`".to_owned(),
        (ValueKind::Map(_), _) => "write names and values: `name: …`".to_owned(),
        _ => "write it as text".to_owned(),
    }
}

/// How a member that is missing looks.
pub(super) fn on_missing(name: &str, kind: Option<&ValueKind>) -> String {
    match kind {
        Some(ValueKind::OneOfKeywords(words)) => format!("add `{name}: …`, one of `{}`", words.join("`, `")),
        _ => format!("add `{name}: …`"),
    }
}

fn members(object: &Object) -> String {
    const SHOWN: usize = 3;
    let names: Vec<_> =
        object.keywords.iter().map(|keyword| keyword.name).filter(|name| *name != "$ref").take(SHOWN).collect();
    match (object.kind, names.as_slice()) {
        (ObjectKind::Responses, _) => "it is an object whose members are status codes: `'200': …`".to_owned(),
        (ObjectKind::Paths, _) => "it is an object whose members are paths: `/users: …`".to_owned(),
        (_, []) => "it is an object".to_owned(),
        _ => format!("it is an object with members such as `{}`", names.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ValueKind, on};

    #[test]
    fn the_advice_is_the_text_to_write() {
        assert_eq!(on(&ValueKind::String, &json!(1.1)), "put it in quotes");
        assert_eq!(on(&ValueKind::Bool, &json!("no")), "write `false`; YAML 1.2 reads other words as text");
        assert!(on(&ValueKind::String, &json!({"$ref": "text.md"})).starts_with("a reference cannot stand here"));
        assert_eq!(on(&ValueKind::NonNegativeInt, &json!("12")), "write `12` without quotes");
        assert_eq!(
            on(&ValueKind::Tolerant(&[ValueKind::List(&ValueKind::String), ValueKind::Bool]), &json!("id")),
            "make it a list: `[id]`"
        );
    }
}
