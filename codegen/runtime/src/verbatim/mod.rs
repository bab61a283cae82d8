//! [`Verbatim`]: the parsed value of a string with a format, together with the text as received, which is sent again unchanged.

mod ip_uuid;

pub use ip_uuid::{Address, Ipv4, Ipv6, Uuid};

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::{CodecError, Input, View, Wire, deserialize, serialize, text};

/// A format of strings: how a value is parsed and printed.
pub trait Format: Default {
    /// The format in words, for error messages: `a date (RFC 3339)`.
    const EXPECTED: &'static str;
    /// The text of the default value.
    const DEFAULT: &'static str;

    /// Parses a text; `None` if it is not of the format.
    fn parse(text: &str) -> Option<Self>;

    /// The usual text of the value.
    fn print(&self) -> String;
}

/// A parsed value together with its text as received, which is sent again unchanged.
///
/// It dereferences to the value. A new value has the usual text of its format. Two of them are equal if their texts are.
#[derive(Clone)]
pub struct Verbatim<T> {
    text: Cow<'static, str>,
    value: T,
}

impl<T> Verbatim<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// The value without its text.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Format> Verbatim<T> {
    fn read(text: Cow<'_, str>) -> Result<Self, FormatError> {
        match T::parse(&text) {
            Some(value) => Ok(Self { text: Cow::Owned(text.into_owned()), value }),
            None => Err(FormatError::new(T::EXPECTED)),
        }
    }
}

impl<T> Deref for Verbatim<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Format> Default for Verbatim<T> {
    fn default() -> Self {
        Self { text: Cow::Borrowed(T::DEFAULT), value: T::default() }
    }
}

impl<T: Format> From<T> for Verbatim<T> {
    fn from(value: T) -> Self {
        Self { text: Cow::Owned(value.print()), value }
    }
}

impl<T: Format> FromStr for Verbatim<T> {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        Self::read(text.into())
    }
}

impl<T: Format> TryFrom<&str> for Verbatim<T> {
    type Error = FormatError;

    fn try_from(text: &str) -> Result<Self, FormatError> {
        Self::read(text.into())
    }
}

impl<T: Format> TryFrom<String> for Verbatim<T> {
    type Error = FormatError;

    fn try_from(text: String) -> Result<Self, FormatError> {
        Self::read(text.into())
    }
}

impl<T> PartialEq for Verbatim<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Verbatim<T> {}

impl<T> Hash for Verbatim<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Verbatim<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T> fmt::Display for Verbatim<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T: Format> Wire for Verbatim<T> {
    fn as_view(&self) -> View<'_> {
        View::Text(&self.text)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        let text = match input {
            // XML may have white space around a text.
            Input::UntypedText(text) => text.trim(),
            other => text(other)?,
        };
        *self = Self::try_from(text).map_err(CodecError::new)?;
        Ok(())
    }
}

impl<T: Format> Serialize for Verbatim<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Format> Deserialize<'de> for Verbatim<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// The error of a text that is not of its format. It does not show the text, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    expected: &'static str,
}

impl FormatError {
    pub(super) fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found another text", self.expected)
    }
}

impl std::error::Error for FormatError {}
