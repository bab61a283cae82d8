//! Serde for the runtime's own types, so that lists and maps of them can be read and written without a model around them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

// The macro's paths start there.
use super::super as runtime;
use super::super::{Exact, Format, Json, Number};
use super::{deserialize, serialize};

super::tables::serde!(Number);
super::tables::serde!(Json);

impl<T: Format> Serialize for Exact<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Format> Deserialize<'de> for Exact<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
