//! Numbers of arbitrary precision through serde, whose data model ends at 64 bits: their text, by serde_json's `RawValue`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::kind::{InputMode, IntegerMode};
use super::number_text::plainest;
use super::seed::ValueSeed;
use super::{CodecError, Input, JsonText, View};

/// The newtype name by which serde_json hands out a value's text. Other formats see a newtype and decode its content.
const RAW: &str = "$serde_json::private::RawValue";

/// Decodes `seed` from the text of the next value, or of the next number, by its input mode.
pub(super) fn decode<'de, D: Deserializer<'de>>(seed: ValueSeed<'_>, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_newtype_struct(RAW, Raw(seed))
}

/// Serializes a number: as `i64` or `f64` if that loses nothing, else as JSON text, which other formats cannot represent.
pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match plainest(text) {
        View::Int(value) => serializer.serialize_i64(value),
        View::Float(value) => serializer.serialize_f64(value),
        _ => match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => Err(S::Error::custom("infinity and NaN have no JSON form")),
        },
    }
}

/// Visits what serde_json hands out: a map of one entry, with the text as its value.
struct Raw<'a>(ValueSeed<'a>);

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        match access.next_key_seed(Name)? {
            Some(true) => access.next_value_seed(Text(self.0)),
            Some(false) | None => Err(A::Error::custom(CodecError::new("expected a number, found an object"))),
        }
    }
}

/// Reads a key: true for [`RAW`], false for a member name.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == RAW)
    }
}

/// Visits the text of a value.
struct Text<'a>(ValueSeed<'a>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let text = text.trim();
        match self.0.value.kind().input_mode(IntegerMode::ByText) {
            InputMode::Buffered if text != "null" => {
                let in_union = self.0.context.in_union;
                return self.0.decode_from(Input::Json(JsonText { text, in_union }));
            }
            InputMode::LosslessNumbers if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                return self.0.decode_from(Input::Number(text));
            }
            _ => {}
        }
        // Not a number: null, or a value of another type.
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_any(self.0).map_err(|error| E::custom(without_position(&error)))
    }
}

/// The message of an error within a text, without line and column, which are those of the outer error.
pub(super) fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&position).map_or(message.clone(), str::to_owned)
}
