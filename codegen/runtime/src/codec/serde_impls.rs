//! `Serialize` and `Deserialize` of the runtime's own types, so that lists and maps of them are serde values too.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

// The paths in the macro start at `runtime`.
use super::super as runtime;
use super::super::{Format, Json, Number, Verbatim};
use super::{deserialize, serialize};

super::macros::impl_serde!(Number);
super::macros::impl_serde!(Json);

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
