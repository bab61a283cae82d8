//! [`Maybe`], a member that may be left out, null or a value; and what setters take: [`IntoMaybe`], lists and maps.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{CodecError, Input, ValueKind, View, Wire};

/// An optional member that is nullable, where an absent member and null mean different things to the server.
///
/// A value converts into it, and so does an `Option`, whose `None` is null: what is to be left out is not mentioned.
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
        self.as_ref().into_option()
    }

    /// The same of a reference to the value.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The same of what the value dereferences to: `Maybe<&str>` of a `Maybe<String>`.
    pub fn as_deref(&self) -> Maybe<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether it is an explicit null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The same of another value, made of this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(make(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<T> for Maybe<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T, const N: usize> From<[T; N]> for Maybe<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(items.into())
    }
}

impl<const N: usize> From<[&str; N]> for Maybe<Vec<String>> {
    fn from(items: [&str; N]) -> Self {
        Self::Value(list(items))
    }
}

impl From<Vec<&str>> for Maybe<Vec<String>> {
    fn from(items: Vec<&str>) -> Self {
        Self::Value(list(items))
    }
}

/// What the setter of a member takes that may be null: a value or what converts into one, `None` for null, or a [`Maybe`].
///
/// The compiler finds out which of these it is, and so what `K` stands for.
pub trait IntoMaybe<T, K> {
    /// The value, null or nothing.
    fn into_maybe(self) -> Maybe<T>;

    /// The value, or null.
    fn into_nullable(self) -> Option<T>
    where
        Self: Sized,
    {
        self.into_maybe().into_option()
    }
}

/// The kind of [`IntoMaybe`] that is a value.
#[derive(Debug)]
pub enum Given {}

/// The kind of [`IntoMaybe`] that is an `Option`.
#[derive(Debug)]
pub enum Nullable {}

/// The kind of [`IntoMaybe`] that is a `Maybe` already.
#[derive(Debug)]
pub enum Whole {}

impl<T, V: Into<T>> IntoMaybe<T, Given> for V {
    fn into_maybe(self) -> Maybe<T> {
        Maybe::Value(self.into())
    }
}

impl<T> IntoMaybe<T, Nullable> for Option<T> {
    fn into_maybe(self) -> Maybe<T> {
        self.into()
    }
}

impl<T> IntoMaybe<T, Whole> for Maybe<T> {
    fn into_maybe(self) -> Maybe<T> {
        self
    }
}

/// A list of what converts into its items.
pub fn list<T>(items: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// A map of what converts into its keys and values.
pub fn map<T>(entries: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

impl<T: Wire + Default> Wire for Maybe<T> {
    fn as_view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.as_view(),
        }
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        if let Input::Null = input {
            *self = Self::Null;
            return Ok(());
        }
        let mut value = T::default();
        value.decode_from(input)?;
        *self = Self::Value(value);
        Ok(())
    }

    fn kind_of_type() -> ValueKind {
        T::kind_of_type()
    }
}
