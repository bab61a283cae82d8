//! Options, boxes, arrays and maps of values that travel.

use std::collections::BTreeMap;

use super::{Entries, Fault, Input, List, Map, Reads, Rest, Shape, View, Wire};

/// A member that may be left out and may be null: three states, all of which mean something to the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// Left out.
    #[default]
    Absent,
    /// An explicit null.
    Null,
    /// A value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Wire + Default> Wire for Maybe<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        if let Input::Null = input {
            *self = Self::Null;
            return Ok(());
        }
        let mut value = T::default();
        value.fill(input)?;
        *self = Self::Value(value);
        Ok(())
    }

    fn shape(&self) -> Shape {
        T::type_shape()
    }

    fn reads(&self) -> Reads {
        T::type_reads()
    }

    fn type_reads() -> Reads {
        T::type_reads()
    }
}

/// `None` is left out, or null where the member is required; both read as `None`.
impl<T: Wire + Default> Wire for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Wire::view)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        match input {
            Input::Null if !T::takes_null() => {
                *self = None;
                Ok(())
            }
            other => self.insert(T::default()).fill(other),
        }
    }

    fn shape(&self) -> Shape {
        T::type_shape()
    }

    fn reads(&self) -> Reads {
        T::type_reads()
    }

    fn type_reads() -> Reads {
        T::type_reads()
    }
}

impl<T: Wire + Default> Wire for Box<T> {
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        (**self).fill(input)
    }

    fn shape(&self) -> Shape {
        (**self).shape()
    }

    fn type_shape() -> Shape {
        T::type_shape()
    }

    fn reads(&self) -> Reads {
        T::type_reads()
    }

    fn type_reads() -> Reads {
        T::type_reads()
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
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        let Input::List(items) = input else {
            return Err(Fault::expected("an array", &input));
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

    fn shape(&self) -> Shape {
        Shape::List
    }
}

/// Fills the places of a tuple from an array.
///
/// # Errors
/// The input is not an array, or has more or fewer items than there are places.
pub fn fill_tuple(places: &mut [&mut dyn Wire], input: Input<'_>) -> Result<(), Fault> {
    let Input::List(items) = input else {
        return Err(Fault::expected("an array", &input));
    };
    let count = places.len();
    for (index, place) in places.iter_mut().enumerate() {
        if !items.next(&mut **place)? {
            return Err(Fault::new(format_args!("expected {count} items, found {index}")));
        }
    }
    match items.next(&mut serde_json::Value::Null)? {
        true => Err(Fault::new(format_args!("expected {count} items, found more"))),
        false => Ok(()),
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value as &dyn Wire)))
    }
}

impl<T: Wire + Default> Rest for BTreeMap<String, T> {
    fn read(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault> {
        let mut value = T::default();
        entries.value(&mut value)?;
        self.insert(key, value);
        Ok(())
    }
}

impl<T: Wire + Default> Wire for BTreeMap<String, T> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        let Input::Entries(entries) = input else {
            return Err(Fault::expected("an object", &input));
        };
        self.clear();
        while let Some(key) = entries.key()? {
            self.read(key, entries)?;
        }
        Ok(())
    }

    fn shape(&self) -> Shape {
        Shape::Map
    }
}
