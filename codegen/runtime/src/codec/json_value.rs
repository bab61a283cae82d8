//! `Wire` for `serde_json::Value`.

use serde_json::{Map as JsonMap, Number, Value};

use super::bytes::as_text;
use super::{CodecError, Input, Map, Tree, ValueKind, View, Wire};

impl Map for JsonMap<String, Value> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value as &dyn Wire)))
    }
}

impl Wire for Value {
    fn as_view(&self) -> View<'_> {
        match self {
            Value::Null => View::Null,
            Value::Bool(value) => View::Bool(*value),
            Value::String(text) => View::Text(text),
            Value::Array(items) => View::List(items),
            Value::Object(map) => View::Map(map),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => View::Int(value),
                (None, Some(value)) => View::Uint(value),
                (None, None) => View::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
        }
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Null => Value::Null,
            Input::Bool(value) => Value::Bool(value),
            Input::Int(value) => value.into(),
            Input::Uint(value) => value.into(),
            Input::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Input::Number(digits) => nearest_number(digits).into(),
            Input::Text(text) | Input::UntypedText(text) => text.into(),
            Input::Bytes(bytes) => as_text(bytes)?.into(),
            Input::Json(json) => serde_json::from_str(json.text).map_err(CodecError::new)?,
            Input::Tree(value) => nearest_value(value.tree),
            Input::Tag(_) => return Err(CodecError::expected("a value", &input)),
            Input::List(items) => {
                let mut list = Vec::new();
                let mut item = Value::Null;
                while items.next(&mut item)? {
                    list.push(std::mem::take(&mut item));
                }
                Value::Array(list)
            }
            Input::Entries(entries) => {
                let mut map = JsonMap::new();
                while let Some(key) = entries.key()? {
                    let mut value = Value::Null;
                    entries.value(&mut value)?;
                    map.insert(key, value);
                }
                Value::Object(map)
            }
        };
        Ok(())
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::Any
    }
}

/// The JSON value of a tree. Numbers become the nearest number that a `Value` can hold.
pub(in super::super) fn nearest_value(tree: &Tree<'_>) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(digits) => Value::Number(nearest_number(digits)),
        Tree::Text(text) | Tree::UntypedText(text) => Value::String(text.clone().into_owned()),
        Tree::List(items) => items.iter().map(nearest_value).collect(),
        Tree::Object(members) => {
            members.iter().map(|(key, value)| (key.clone().into_owned(), nearest_value(value))).collect()
        }
    }
}

fn nearest_number(digits: &str) -> Number {
    let whole = digits.parse::<i64>().map(Number::from).or_else(|_| digits.parse::<u64>().map(Number::from));
    let float = || digits.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX);
    whole.ok().filter(|_| digits != "-0").or_else(|| Number::from_f64(float())).unwrap_or_else(|| 0.into())
}
