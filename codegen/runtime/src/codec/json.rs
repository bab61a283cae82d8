//! Serde's formats, JSON above all: models from and to them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::super::file_part::as_text;
use super::{
    DecodeFault, Entries, Entry, Fault, Input, Items, Object, Reads, Table, Trace, View, Wire, digits, fill_members,
};

/// Decodes a JSON document (RFC 8259) into `value`.
///
/// # Errors
/// The place and cause, with line and column. Nesting beyond 128 levels is refused.
pub fn from_json(text: &[u8], value: &mut dyn Wire) -> Result<(), DecodeFault> {
    let trace = Trace::default();
    let slot = Slot { value, trace: &trace };
    let read = match std::str::from_utf8(text) {
        // To look at all characters at once is faster than at those of each string.
        Ok(text) => read_whole(slot, serde_json::Deserializer::from_str(text)),
        Err(_) => read_whole(slot, serde_json::Deserializer::from_slice(text)),
    };
    read.map_err(|error| trace.fault(error))
}

fn read_whole<'de, R: serde_json::de::Read<'de>>(
    slot: Slot<'_>,
    mut deserializer: serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    slot.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Fills `value` from the text of a value within a document.
///
/// # Errors
/// The value does not fit.
pub(super) fn read_text(text: &str, value: &mut dyn Wire) -> Result<(), Fault> {
    let trace = Trace::default();
    let read = read_whole(Slot { value, trace: &trace }, serde_json::Deserializer::from_str(text));
    read.map_err(|error| trace.lead_to(Fault::new(digits::without_place(&error))))
}

/// Reads a value from any serde format that knows its own types; for `Deserialize`.
///
/// # Errors
/// Those of the format, and a message of ours where a value does not fit.
pub fn deserialize<'de, T: Wire + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    let trace = Trace::default();
    Slot { value: &mut value, trace: &trace }.deserialize(deserializer).map_err(|error| match trace.fault(&error) {
        fault if fault.path.is_empty() => error,
        fault => D::Error::custom(format_args!("{}: {}", fault.path, fault.message)),
    })?;
    Ok(value)
}

/// Writes `value` into any serde format; for `Serialize`.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) => serializer.serialize_i64(value),
            View::Uint(value) => serializer.serialize_u64(value),
            View::Float(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Float(value) => Err(S::Error::custom(format_args!("{value} has no JSON form"))),
            View::Number(text) => digits::write(text, serializer),
            View::Text(text) | View::Secret(text) => serializer.serialize_str(text),
            View::Bytes(bytes) => serializer.serialize_str(as_text(bytes).map_err(S::Error::custom)?),
            View::File(file) => serializer.serialize_str(as_text(file.bytes()).map_err(S::Error::custom)?),
            View::List(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    out.serialize_element(&list.item(index).view())?;
                }
                out.end()
            }
            View::Map(map) => serializer.collect_map(map.entries().map(|(key, value)| (key, value.view()))),
            View::Object(object) => serialize_object(object, serializer),
            View::Unknown(value, _) => value.view().serialize(serializer),
        }
    }
}

fn serialize_object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(None)?;
    let mut written = Ok(());
    object.each(&mut |member, view| {
        if written.is_ok() {
            written = out.serialize_entry(member.name, view);
        }
    });
    written?;
    for (key, value) in object.rest().iter().flat_map(|rest| rest.entries()) {
        out.serialize_entry(key, &value.view())?;
    }
    out.end()
}

/// A value waiting to be filled: the one visitor that all models share.
pub(super) struct Slot<'a> {
    pub(super) value: &'a mut dyn Wire,
    trace: &'a Trace,
}

impl Slot<'_> {
    pub(super) fn fill<E: serde::de::Error>(self, input: Input<'_>) -> Result<(), E> {
        self.value.fill(input).map_err(|fault| {
            self.trace.follow(&fault);
            E::custom(fault)
        })
    }
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.value.reads() {
            Reads::Plain => deserializer.deserialize_any(self),
            Reads::Digits | Reads::Whole => digits::read(self, deserializer),
        }
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.fill(Input::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.fill(Input::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.fill(Input::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.fill(Input::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.fill(i64::try_from(value).map_or(Input::Uint(value), Input::Int))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.fill(Input::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.fill(Input::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut items = SeqItems { access, trace: self.trace, index: 0 };
        self.value.fill(Input::List(&mut items)).map_err(A::Error::custom)?;
        // A receiver that has stopped early leaves the rest, which is read over.
        while items.access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut entries = MapEntries { access, trace: self.trace, at: At::Start };
        self.value.fill(Input::Entries(&mut entries)).map_err(A::Error::custom)
    }
}

struct SeqItems<'a, A> {
    access: A,
    trace: &'a Trace,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> Items for SeqItems<'_, A> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, Fault> {
        let slot = Slot { value: into, trace: self.trace };
        match self.access.next_element_seed(slot) {
            Ok(item) => {
                self.index += 1;
                Ok(item.is_some())
            }
            Err(error) => {
                self.trace.below(self.index);
                Err(Fault::new(error))
            }
        }
    }
}

/// The entry that a reader of an object stands at.
enum At {
    Start,
    Member(&'static str, usize),
    Key(String),
}

struct MapEntries<'a, A> {
    access: A,
    trace: &'a Trace,
    at: At,
}

impl<'de, A: MapAccess<'de>> Entries for MapEntries<'_, A> {
    fn member(&mut self, table: &'static Table) -> Result<Option<Entry>, Fault> {
        let likely = match self.at {
            At::Member(_, index) => index + 1,
            At::Start | At::Key(_) => 0,
        };
        loop {
            match self.access.next_key_seed(MemberKey { table, likely }).map_err(Fault::new)? {
                None => return Ok(None),
                Some(Entry::Member(index)) => {
                    self.at = At::Member(table.members[index].name, index);
                    return Ok(Some(Entry::Member(index)));
                }
                Some(Entry::Other(key)) if table.rest => {
                    self.at = At::Key(key.clone());
                    return Ok(Some(Entry::Other(key)));
                }
                Some(Entry::Other(_)) => drop(self.access.next_value::<IgnoredAny>().map_err(Fault::new)?),
            }
        }
    }

    fn key(&mut self) -> Result<Option<String>, Fault> {
        let key: Option<String> = self.access.next_key().map_err(Fault::new)?;
        self.at = key.clone().map_or(At::Start, At::Key);
        Ok(key)
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), Fault> {
        self.access.next_value_seed(Slot { value: into, trace: self.trace }).map_err(|error| {
            match &self.at {
                At::Start => {}
                At::Member(name, _) => self.trace.below(name),
                At::Key(key) => self.trace.below(key),
            }
            Fault::new(error)
        })
    }

    fn members(&mut self, of: &mut dyn Object) -> Result<(), Fault> {
        fill_members(of, self)
    }
}

/// Finds a key in a table. Servers send members in the order they declare them, so the next one is tried first.
struct MemberKey {
    table: &'static Table,
    likely: usize,
}

impl<'de> DeserializeSeed<'de> for MemberKey {
    type Value = Entry;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberKey {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Entry, E> {
        let members = self.table.members;
        if members.get(self.likely).is_some_and(|member| member.name == key) {
            return Ok(Entry::Member(self.likely));
        }
        let found = members.iter().position(|member| member.name == key);
        // The text of a member that nobody keeps is not copied.
        let other = || Entry::Other(if self.table.rest { key.to_owned() } else { String::new() });
        Ok(found.map_or_else(other, Entry::Member))
    }
}
