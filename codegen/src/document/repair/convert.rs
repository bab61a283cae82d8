//! A value of the wrong JSON type → what its author clearly meant.

use serde_json::{Number, Value, json};

use super::type_words;
use crate::document::spec::ValueKind;

/// The value as one of this kind; `None` where that would be a guess.
pub(super) fn to(kind: &'static ValueKind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (ValueKind::Lenient(inner), _) => to(inner, value),
        (ValueKind::Either(kinds) | ValueKind::Tolerant(kinds), _) => kinds.iter().find_map(|kind| to(kind, value)),
        (ValueKind::String, Value::Number(number)) => Some(number.to_string().into()),
        (ValueKind::String, Value::Bool(it)) => Some(it.to_string().into()),
        (ValueKind::String, Value::Array(lines)) => lines_of(lines),
        (ValueKind::Bool, Value::String(word)) => switch(word).map(Value::Bool),
        (ValueKind::Bool, Value::Number(number)) => match number.as_u64() {
            Some(bit @ (0 | 1)) => Some(Value::Bool(bit == 1)),
            _ => None,
        },
        (ValueKind::NonNegativeInt, Value::String(text)) => text.trim().parse::<u64>().ok().map(Value::from),
        (ValueKind::Number, Value::String(text)) => number(text.trim()),
        (ValueKind::Map(_) | ValueKind::Object(_), Value::Array(items)) if items.is_empty() => Some(json!({})),
        (ValueKind::List(_), Value::Object(members)) if members.is_empty() => Some(json!([])),
        // Where anything may be listed, an object is more likely a list that was written wrong.
        (ValueKind::List(ValueKind::Any), Value::Object(_)) => None,
        (ValueKind::List(inner), _) if inner.chosen(value).is_some() && !value.is_null() => Some(json!([value])),
        _ => None,
    }
}

/// Whatever stands in the place of a schema.
pub(super) fn to_schema(value: &Value) -> Value {
    match value.as_str().and_then(type_words::meant) {
        Some(meant) => meant.into_value(),
        None => json!({}),
    }
}

/// Text written as a list of its lines.
fn lines_of(lines: &[Value]) -> Option<Value> {
    let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
    lines.filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n").into())
}

fn switch(word: &str) -> Option<bool> {
    match word.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Option<Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    text.parse().ok().and_then(Number::from_f64).map(Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::to;
    use crate::document::spec::ValueKind;

    #[test]
    fn what_is_clear_is_read_and_nothing_else() {
        static LIST: ValueKind = ValueKind::List(&ValueKind::String);
        assert_eq!(to(&ValueKind::Bool, &json!("Yes")), Some(json!(true)));
        assert_eq!(to(&ValueKind::Bool, &json!("perhaps")), None);
        assert_eq!(to(&ValueKind::Bool, &json!(2)), None);
        assert_eq!(to(&ValueKind::NonNegativeInt, &json!("5")), Some(json!(5)));
        assert_eq!(to(&ValueKind::NonNegativeInt, &json!("-5")), None);
        assert_eq!(to(&ValueKind::Number, &json!("1e400")), None);
        assert_eq!(to(&ValueKind::Number, &json!(" 1.5 ")), Some(json!(1.5)));
        assert_eq!(to(&ValueKind::String, &json!(1.5)), Some(json!("1.5")));
        assert_eq!(to(&ValueKind::String, &json!(["a", "b"])), Some(json!("a\nb")));
        assert_eq!(to(&ValueKind::String, &json!({})), None);
        assert_eq!(to(&LIST, &json!("a")), Some(json!(["a"])));
        assert_eq!(to(&LIST, &Value::Null), None);
        assert_eq!(to(&LIST, &json!({})), Some(json!([])));
    }
}
