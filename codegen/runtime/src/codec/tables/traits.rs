//! What everything with a table can do beside travelling.

/// `PartialEq` of what has a table.
macro_rules! equality {
    ($Model:ident) => {
        impl PartialEq for $Model {
            fn eq(&self, other: &Self) -> bool {
                runtime::codec::Wire::view(self) == runtime::codec::Wire::view(other)
            }
        }
    };
}

/// `Serialize` and `Deserialize` of anything that travels.
macro_rules! serde {
    ($Model:ident) => {
        impl serde::Serialize for $Model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::codec::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = Self::default();
                runtime::codec::deserialize(&mut value, deserializer)?;
                Ok(value)
            }
        }
    };
}

pub(crate) use {equality, serde};
