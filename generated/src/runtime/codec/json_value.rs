//! Untyped JSON, for what the document does not describe.

use serde_json::{Map as JsonMap, Number, Value};

use super::super::file_part::as_text;
use super::{Fault, Input, Map, Shape, View, Wire};

impl Map for JsonMap<String, Value> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value as &dyn Wire)))
    }
}

impl Wire for Value {
    fn view(&self) -> View<'_> {
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

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = match input {
            Input::Null => Value::Null,
            Input::Bool(value) => Value::Bool(value),
            Input::Int(value) => value.into(),
            Input::Uint(value) => value.into(),
            Input::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Input::Text(text) | Input::Lexical(text) => text.into(),
            Input::Bytes(bytes) => as_text(bytes)?.into(),
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

    fn shape(&self) -> Shape {
        Shape::Any
    }
}
