//! [`Json`]: untyped JSON that keeps each digit of its numbers.

use std::fmt;
use std::ops::Deref;

use serde_json::Value;

// The paths in the macro start at `runtime`.
use super as runtime;
use super::codec::macros::impl_serde;
use super::codec::{CodecError, Input, Tree, ValueKind, View, Wire, is_number_held, nearest_value};

/// Any JSON value. It dereferences to a [`Value`] and converts from everything that a `Value` converts from.
///
/// A `Value` has numbers of 64 bits. A number beyond them (`1e400`, 2^64 + 1, a fraction of 20 digits) is the nearest one in the
/// `Value`, but is printed and sent with each digit that was received.
#[derive(Clone, Default, PartialEq)]
pub struct Json {
    value: Value,
    /// The value as received, if `value` holds rounded numbers.
    exact: Option<Box<Tree<'static>>>,
}

impl Json {
    /// The value, with numbers of 64 bits.
    pub fn into_value(self) -> Value {
        self.value
    }
}

impl Deref for Json {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl<T> From<T> for Json
where
    Value: From<T>,
{
    fn from(value: T) -> Self {
        Self { value: value.into(), exact: None }
    }
}

impl PartialEq<Value> for Json {
    fn eq(&self, other: &Value) -> bool {
        self.exact.is_none() && self.value == *other
    }
}

impl PartialEq<Json> for Value {
    fn eq(&self, other: &Json) -> bool {
        other == self
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_view().fmt(f)
    }
}

/// As JSON, with each digit.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Wire for Json {
    fn as_view(&self) -> View<'_> {
        self.exact.as_ref().map_or_else(|| self.value.as_view(), |exact| exact.as_view())
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        self.exact = None;
        match input {
            Input::Json(json) if are_numbers_held(json.text) => self.value.decode_from(Input::Json(json)),
            Input::Json(json) => {
                let mut tree = Tree::Null;
                tree.decode_from(Input::Json(json))?;
                self.value = nearest_value(&tree);
                self.exact = Some(Box::new(tree));
                Ok(())
            }
            Input::Tree(value) => {
                self.value = nearest_value(value.tree);
                self.exact = (!is_held(value.tree)).then(|| Box::new(value.tree.clone().into_owned()));
                Ok(())
            }
            other => self.value.decode_from(other),
        }
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::Any
    }
}

impl_serde!(Json);

fn is_held(tree: &Tree<'_>) -> bool {
    match tree {
        Tree::Number(digits) => is_number_held(digits),
        Tree::List(items) => items.iter().all(is_held),
        Tree::Object(members) => members.iter().all(|(_, value)| is_held(value)),
        Tree::Null | Tree::Bool(_) | Tree::Text(_) | Tree::UntypedText(_) => true,
    }
}

/// Whether all numbers of a JSON text are those of a `Value`.
fn are_numbers_held(json: &str) -> bool {
    let mut rest = json;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        rest = rest.get(at..).unwrap_or_default();
        if let Some(text) = rest.strip_prefix('"') {
            rest = after_text(text);
            continue;
        }
        let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
        let length = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if !is_number_held(digits) {
            return false;
        }
        rest = after;
    }
    true
}

/// What follows the quote at the end of a text, whose first quote has been read.
fn after_text(mut rest: &str) -> &str {
    while let Some(at) = rest.find(['"', '\\']) {
        let is_end = rest.as_bytes().get(at) == Some(&b'"');
        rest = rest.get(at + 1..).unwrap_or_default();
        if is_end {
            return rest;
        }
        // What is escaped ends nothing, a quote least of all.
        let mut characters = rest.chars();
        characters.next();
        rest = characters.as_str();
    }
    ""
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Json, Value};

    fn read(text: &str) -> Json {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn each_digit_stays() {
        let nested = r#"{"a":[1,{"b":123456789012345678901234567890}],"c":"1e400 \" 5"}"#;
        for (text, digits) in [
            ("18446744073709551617", "18446744073709551617"),
            ("1e400", "1e400"),
            ("-1E+400", "-1E+400"),
            ("0.1000000000000000055", "0.1000000000000000055"),
            ("[1e-400]", "1e-400"),
            (nested, "123456789012345678901234567890"),
        ] {
            assert_eq!(read(text).to_string(), text);
            assert_eq!(serde_json::to_string(&vec![read(text)]).expect("JSON"), format!("[{text}]"));
            assert!(format!("{:?}", read(text)).contains(digits), "{text}");
        }
    }

    #[test]
    fn ordinary_numbers_are_a_values_own() {
        for text in
            ["0.1", "1e300", "5e-324", "18446744073709551615", "-9223372036854775808", "9007199254740993", "1.50", "-0"]
        {
            let json = read(text);
            assert!(json.exact.is_none(), "{text}");
            assert_eq!(json, serde_json::from_str::<Value>(text).expect("JSON"), "{text}");
        }
        assert!(read(r#"{"a":"99999999999999999999999\\","b":[true,null,1.25]}"#).exact.is_none());
        assert!(read(r#"{"a\\":99999999999999999999999}"#).exact.is_some());
    }

    #[test]
    fn it_is_looked_at_like_a_value() {
        let json = read(r#"{"a":{"b":[1,"c"]},"d":1e400}"#);
        assert_eq!((json["a"]["b"][1].as_str(), json.pointer("/a/b/0")), (Some("c"), Some(&json!(1))));
        assert_eq!(json["d"].as_f64(), Some(f64::MAX));
        assert_ne!(json, json.clone().into_value());
        let made: [Json; 4] = [json!({"a": 1}).into(), "a".into(), 5.into(), vec![1, 2].into()];
        assert_eq!(made.map(|json| json.to_string()), [r#"{"a":1}"#, r#""a""#, "5", "[1,2]"]);
    }

    #[test]
    fn values_that_are_read_already_are_taken_as_they_are() {
        let value = json!({"a": [1, 2.5, null], "b": {}});
        let json: Json = serde_json::from_value(value.clone()).expect("JSON");
        assert_eq!(json, value);
        assert_eq!(serde_json::to_value(&json).expect("JSON"), value);
    }
}
