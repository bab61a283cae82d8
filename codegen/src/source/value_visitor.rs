//! One visitor for both formats: builds the tree, keeps the last of two equal keys and remembers that there were two.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserialize, DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::diagnostics::{Code, Diagnostics, NodePath, Place, Pointer, SourceId, quote};

/// Most repeated keys remembered, so that a hostile file cannot fill the memory with them.
const MOST_REPEATED: usize = 200;

/// What to do about nesting without end.
pub(super) const TOO_DEEP: &str = "nothing in an API description needs to be nested this deeply";

/// Why a text could not be read.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) byte: usize,
    pub(super) help: Option<String>,
}

impl Failure {
    pub(super) fn report(self, id: SourceId, skipped: usize, diagnostics: &mut Diagnostics) {
        let diagnostic = diagnostics.report(Code::ESyntax, (id, Place::Byte(self.byte + skipped)), self.message);
        if let Some(help) = self.help {
            diagnostic.help(help);
        }
    }
}

/// What was noticed on the way that does not keep the tree from being built.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The member and how often its key came before.
    repeated: Vec<(Pointer, usize)>,
    /// Where numbers are that were read as text.
    too_large: Vec<usize>,
}

impl Notes {
    pub(super) fn report(self, id: SourceId, diagnostics: &mut Diagnostics) {
        for (pointer, count) in self.repeated {
            let key = pointer.segments().next_back().unwrap_or_default().into_owned();
            diagnostics
                .report(
                    Code::WDupKey,
                    (id, Place::Repeated(pointer.clone(), count)),
                    format!("the key {} appears twice; the last one counts", quote(&key)),
                )
                .related("the first one is at", (id, Place::Repeated(pointer, 0)))
                .help("remove one of them");
        }
        for byte in self.too_large {
            diagnostics
                .report(Code::WNumber, (id, Place::Byte(byte)), "the number is beyond all bounds; it is read as text")
                .help("put it in quotes, or write a smaller one");
        }
    }

    /// Remembers numbers that were read as text.
    pub(super) fn too_large(&mut self, mut bytes: Vec<usize>) {
        bytes.truncate(MOST_REPEATED);
        self.too_large = bytes;
    }

    /// Counts bytes from the beginning of the text, before which so many were left out.
    pub(super) fn skip(&mut self, skipped: usize) {
        self.too_large.iter_mut().for_each(|byte| *byte += skipped);
    }

    fn repeat(&mut self, pointer: Pointer) {
        if self.repeated.len() < MOST_REPEATED {
            let before = self.repeated.iter().filter(|(other, _)| *other == pointer).count();
            self.repeated.push((pointer, before + 1));
        }
    }
}

/// A key as text. `null:` is what YAML makes of a name that is not in quotes.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Option::deserialize(deserializer)?.unwrap_or_else(|| "null".to_owned())))
    }
}

/// Reads one node.
pub(super) struct Node<'a, 'de> {
    here: &'a NodePath<'a>,
    notes: &'a mut Notes,
    lifetime: PhantomData<&'de ()>,
}

impl<'a> Node<'a, '_> {
    pub(super) fn root(notes: &'a mut Notes) -> Self {
        Self { here: &NodePath::Root, notes, lifetime: PhantomData }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, 'de> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, 'de> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object, an array or a plain value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // Infinite and undefined numbers arrive as text already.
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let here = NodePath::Index(self.here, list.len());
            let node = Node { here: &here, notes: self.notes, lifetime: PhantomData };
            match items.next_element_seed(node)? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        // Keys are read as text, so `200:` of YAML is the key "200".
        while let Some(Key(key)) = members.next_key()? {
            let here = NodePath::Key(self.here, &key);
            let value = members.next_value_seed(Node { here: &here, notes: self.notes, lifetime: PhantomData })?;
            if map.contains_key(&key) {
                self.notes.repeat(here.pointer());
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Value, E> {
        Err(E::custom("binary data has no place in an API description"))
    }

    fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, _: D) -> Result<Value, D::Error> {
        Err(D::Error::custom("unexpected tagged value"))
    }
}
