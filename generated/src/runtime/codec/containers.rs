//! `Wire` for options, boxes, arrays and maps.

use std::collections::BTreeMap;

use super::{AdditionalProperties, CodecError, Entries, Input, List, Map, ValueKind, View, Wire};

/// `None` is left out, or written as null where the member is required. Both decode as `None`.
impl<T: Wire + Default> Wire for Option<T> {
    fn as_view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Wire::as_view)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        match input {
            Input::Null if T::kind_of_type() != ValueKind::Any => {
                *self = None;
                Ok(())
            }
            other => {
                let result = self.insert(T::default()).decode_from(other);
                if result.is_err() {
                    *self = None;
                }
                result
            }
        }
    }

    fn kind_of_type() -> ValueKind {
        T::kind_of_type()
    }
}

impl<T: Wire + Default> Wire for Box<T> {
    fn as_view(&self) -> View<'_> {
        (**self).as_view()
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        (**self).decode_from(input)
    }

    fn kind_of_type() -> ValueKind {
        T::kind_of_type()
    }
}

impl<T: Wire> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> &dyn Wire {
        &self[index]
    }
}

impl<T: Wire + Default> Wire for Vec<T> {
    fn as_view(&self) -> View<'_> {
        View::List(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        let Input::List(items) = input else {
            return Err(CodecError::expected("an array", &input));
        };
        self.clear();
        loop {
            let mut item = T::default();
            if !items.next(&mut item)? {
                return Ok(());
            }
            self.push(item);
        }
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::List
    }
}

/// Decodes the fields of a tuple from an array.
///
/// # Errors
/// The input is not an array, or has more or fewer items than the tuple has fields.
pub fn decode_tuple(fields: &mut [&mut dyn Wire], input: Input<'_>) -> Result<(), CodecError> {
    let Input::List(items) = input else {
        return Err(CodecError::expected("an array", &input));
    };
    let count = fields.len();
    for (index, field) in fields.iter_mut().enumerate() {
        if !items.next(&mut **field)? {
            return Err(CodecError::new(format_args!("expected {count} items, found {index}")));
        }
    }
    match items.next(&mut serde_json::Value::Null)? {
        true => Err(CodecError::new(format_args!("expected {count} items, found more"))),
        false => Ok(()),
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value as &dyn Wire)))
    }
}

impl<T: Wire + Default> AdditionalProperties for BTreeMap<String, T> {
    fn insert(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), CodecError> {
        let mut value = T::default();
        entries.value(&mut value)?;
        BTreeMap::insert(self, key, value);
        Ok(())
    }
}

impl<T: Wire + Default> Wire for BTreeMap<String, T> {
    fn as_view(&self) -> View<'_> {
        View::Map(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        let Input::Entries(entries) = input else {
            return Err(CodecError::expected("an object", &input));
        };
        self.clear();
        while let Some(key) = entries.key()? {
            AdditionalProperties::insert(self, key, entries)?;
        }
        Ok(())
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::Map
    }
}
