//! Numbers digit by digit, where serde's data model has none beyond 64 bits.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::super::number::Number;
use super::json::Slot;
use super::{Fault, Input, Reads, View};

/// The name by which serde_json is asked for a value's text. Whatever else reads it sees a newtype, and reads what is in it.
const RAW: &str = "$serde_json::private::RawValue";

/// Fills `slot` with the text of what comes, or with the digits of a number, whatever it wants.
pub(super) fn read<'de, D: Deserializer<'de>>(slot: Slot<'_>, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_newtype_struct(RAW, Raw(slot))
}

/// Writes a number. Every format has its machine numbers; what is beyond them can only be said in JSON.
pub(super) fn write<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match Number::plainest(text) {
        View::Int(value) => serializer.serialize_i64(value),
        View::Float(value) => serializer.serialize_f64(value),
        _ => match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => Err(S::Error::custom(format_args!("{text} has no JSON form"))),
        },
    }
}

/// What serde_json answers: a map of one entry, with the text as its value.
struct Raw<'a>(Slot<'a>);

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
            Some(false) | None => Err(A::Error::custom(Fault::new("expected a number, found an object"))),
        }
    }
}

/// Whether a key is the name that was asked for, and not that of a member.
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

/// The text of a value.
struct Text<'a>(Slot<'a>);

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
        match self.0.value.reads() {
            Reads::Whole if text != "null" => return self.0.fill(Input::Json(text)),
            Reads::Digits if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                return self.0.value.fill(Input::Lexical(text)).map_err(E::custom);
            }
            _ => {}
        }
        // No number: null, or what is no value of this type.
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_any(self.0).map_err(|error| E::custom(without_place(&error)))
    }
}

/// The message of an error within a text, without the place, which the error around it knows better.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).map_or(message.clone(), str::to_owned)
}
