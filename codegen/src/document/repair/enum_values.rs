//! Repairs enum values whose JSON type contradicts the type of their schema.

use serde_json::{Map, Value};

use super::repairer::{Repairer, shown};
use crate::diagnostics::{Code, NodePath};

/// `type: integer, enum: ['1', '2']` → `enum: [1, 2]`: what is sent has the type. Values that no quotes make right stay.
pub(super) fn values(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(kind) = members.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    for key in ["enum", "const"] {
        let Some(found) = members.get_mut(key) else { continue };
        let list = match found {
            Value::Array(list) if key == "enum" => list.as_mut_slice(),
            Value::Array(_) | Value::Object(_) => continue,
            only => std::slice::from_mut(only),
        };
        let Some(read) = list.iter().map(|value| read(&kind, value)).collect::<Option<Vec<Value>>>() else { continue };
        let Some((before, after)) = list.iter().zip(&read).find(|(before, after)| before != after) else { continue };
        let (before, after) = (shown(before), shown(after));
        let message = format!("the type is `{kind}`, so {before} is read as {after}, and the like of it too");
        let help = if kind == "string" { "put each value in quotes" } else { "write the values without quotes" };
        repairer.warn(Code::WType, &NodePath::Key(here, key), message).help(help);
        list.clone_from_slice(&read);
    }
}

/// The value as one of this type; itself, if it is one already, and `None` if it cannot be.
fn read(kind: &str, value: &Value) -> Option<Value> {
    let read = match (kind, value) {
        (_, Value::Null) => Value::Null,
        ("string", Value::Number(number)) => number.to_string().into(),
        ("string", Value::Bool(bool)) => bool.to_string().into(),
        ("integer", Value::String(text)) => text.parse::<i64>().ok()?.into(),
        ("number", Value::String(text)) => serde_json::from_str(text).ok().filter(Value::is_number)?,
        ("boolean", Value::String(text)) => text.parse::<bool>().ok()?.into(),
        ("string", Value::String(_)) | ("integer" | "number", Value::Number(_)) | ("boolean", Value::Bool(_)) => {
            value.clone()
        }
        _ => return None,
    };
    Some(read)
}
