//! The bridge to serde: models from and to JSON, and any other serde format.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::bytes::{as_text, file_text};
use super::error::Context;
use super::kind::{InputMode, IntegerMode};
use super::seed::ValueSeed;
use super::{
    CodecError, DecodeError, Entries, Entry, Input, Items, Object, Sent, StructDescriptor, View, Wire,
    arbitrary_precision, decode_fields,
};

/// Decodes a JSON document (RFC 8259) into `value`.
///
/// # Errors
/// The location and cause, with line and column. Nesting beyond 128 levels is refused.
pub fn from_json(text: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
    // Checking the encoding of the whole body at once is faster than that of each string.
    if let Ok(text) = std::str::from_utf8(text) {
        return decode_str(text, value, false).map_err(|(context, error)| context.error(error));
    }
    let context = Context::default();
    let seed = ValueSeed { value, context: &context };
    decode_document(seed, serde_json::Deserializer::from_slice(text)).map_err(|error| context.error(error))
}

/// Decodes a JSON text. Integers are read by value first, and by text if they turn out to be written as floats.
fn decode_str(text: &str, value: &mut dyn Wire, in_union: bool) -> Result<(), (Context, serde_json::Error)> {
    let attempt = |value: &mut dyn Wire, integers| {
        let mut context = Context::new(integers);
        context.in_union = in_union;
        let seed = ValueSeed { value, context: &context };
        decode_document(seed, serde_json::Deserializer::from_str(text)).map_err(|error| (context, error))
    };
    match attempt(value, IntegerMode::ByValue) {
        Err((context, _)) if context.needs_text() => attempt(value, IntegerMode::ByText),
        result => result,
    }
}

fn decode_document<'de, R: serde_json::de::Read<'de>>(
    seed: ValueSeed<'_>,
    mut deserializer: serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    seed.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Decodes the branch of a union from JSON text that is part of a larger document.
///
/// # Errors
/// The text does not match the type.
pub(super) fn decode_text(text: &str, value: &mut dyn Wire) -> Result<(), CodecError> {
    decode_str(text, value, true)
        .map_err(|(context, error)| context.attach(CodecError::new(arbitrary_precision::without_position(&error))))
}

/// Implements `Deserialize`, for self-describing formats.
///
/// # Errors
/// Those of the format, and of values that do not match their type.
pub fn deserialize<'de, T: Wire + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    let context = Context::new(IntegerMode::ByText);
    ValueSeed { value: &mut value, context: &context }.deserialize(deserializer).map_err(|error| {
        match context.error(&error) {
            located if located.path.is_empty() => error,
            located => D::Error::custom(format_args!("{}: {}", located.path, located.message)),
        }
    })?;
    Ok(value)
}

/// Implements `Serialize`.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_view().serialize(serializer)
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) => serializer.serialize_i64(value),
            View::Uint(value) => serializer.serialize_u64(value),
            View::Float(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Float(_) => Err(S::Error::custom("infinity and NaN have no JSON form")),
            View::Number(text) => arbitrary_precision::serialize(text, serializer),
            View::Text(text) | View::Secret(text) => serializer.serialize_str(text),
            View::Bytes(bytes) => serializer.serialize_str(as_text(bytes).map_err(S::Error::custom)?),
            View::File(file) => serializer.serialize_str(file_text(file).map_err(S::Error::custom)?),
            View::List(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    out.serialize_element(&list.item(index).as_view())?;
                }
                out.end()
            }
            View::Map(map) => serializer.collect_map(map.entries().map(|(key, value)| (key, value.as_view()))),
            View::Object(object) => serialize_object(Sent::alone(object), serializer),
            View::Union(union) => match Sent::of(union) {
                Some(object) => serialize_object(object, serializer),
                None => union.branch().1.as_view().serialize(serializer),
            },
            View::Undeclared(value, _) => value.as_view().serialize(serializer),
        }
    }
}

fn serialize_object<S: Serializer>(object: Sent<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(None)?;
    let mut written = Ok(());
    object.for_each(&mut |field, view| {
        if written.is_ok() {
            written = out.serialize_entry(field.name, view);
        }
    });
    written?;
    for (key, value) in object.additional().iter().flat_map(|additional| additional.entries()) {
        out.serialize_entry(key, &value.as_view())?;
    }
    out.end()
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.value.kind().input_mode(self.context.integers) {
            InputMode::Native => deserializer.deserialize_any(self),
            InputMode::LosslessNumbers | InputMode::Buffered => arbitrary_precision::decode(self, deserializer),
        }
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.decode_from(Input::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.decode_from(Input::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.decode_from(Input::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.decode_from(Input::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.decode_from(i64::try_from(value).map_or(Input::Uint(value), Input::Int))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.decode_from(Input::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.decode_from(Input::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut items = SeqItems { access, context: self.context, index: 0 };
        self.value.decode_from(Input::List(&mut items)).map_err(A::Error::custom)?;
        // Items that the receiver has not asked for are skipped.
        while items.access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut entries = MapEntries { access, context: self.context, at: At::Start };
        self.value.decode_from(Input::Entries(&mut entries)).map_err(A::Error::custom)
    }
}

struct SeqItems<'a, A> {
    access: A,
    context: &'a Context,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> Items for SeqItems<'_, A> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        let seed = ValueSeed { value: into, context: self.context };
        match self.access.next_element_seed(seed) {
            Ok(item) => {
                self.index += 1;
                Ok(item.is_some())
            }
            Err(error) => {
                self.context.below_item(self.index);
                Err(CodecError::new(error))
            }
        }
    }
}

/// The current entry of an object.
enum At {
    Start,
    Field(&'static str, usize),
    Key(String),
}

struct MapEntries<'a, A> {
    access: A,
    context: &'a Context,
    at: At,
}

impl<'de, A: MapAccess<'de>> Entries for MapEntries<'_, A> {
    fn entry(&mut self, descriptor: &'static StructDescriptor) -> Result<Option<Entry>, CodecError> {
        let likely = match self.at {
            At::Field(_, index) => index + 1,
            At::Start | At::Key(_) => 0,
        };
        loop {
            match self.access.next_key_seed(FieldKey { descriptor, likely }).map_err(CodecError::new)? {
                None => return Ok(None),
                Some(Entry::Declared(index)) => {
                    self.at = At::Field(descriptor.fields[index].name, index);
                    return Ok(Some(Entry::Declared(index)));
                }
                Some(Entry::Additional(key)) if descriptor.additional => {
                    self.at = At::Key(key.clone());
                    return Ok(Some(Entry::Additional(key)));
                }
                Some(Entry::Additional(_)) => drop(self.access.next_value::<IgnoredAny>().map_err(CodecError::new)?),
            }
        }
    }

    fn key(&mut self) -> Result<Option<String>, CodecError> {
        let key: Option<String> = self.access.next_key().map_err(CodecError::new)?;
        self.at = key.clone().map_or(At::Start, At::Key);
        Ok(key)
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), CodecError> {
        self.access.next_value_seed(ValueSeed { value: into, context: self.context }).map_err(|error| {
            match &self.at {
                At::Start => {}
                At::Field(name, _) => self.context.below(name),
                At::Key(key) => self.context.below(key),
            }
            CodecError::new(error)
        })
    }

    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError> {
        decode_fields(of, self)
    }
}

/// Finds the field of a key.
struct FieldKey {
    descriptor: &'static StructDescriptor,
    likely: usize,
}

impl<'de> DeserializeSeed<'de> for FieldKey {
    type Value = Entry;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldKey {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Entry, E> {
        let found = self.descriptor.find(key, self.likely);
        // The key of a member that nobody keeps is not copied.
        let other = || Entry::Additional(if self.descriptor.additional { key.to_owned() } else { String::new() });
        Ok(found.map_or_else(other, Entry::Declared))
    }
}
