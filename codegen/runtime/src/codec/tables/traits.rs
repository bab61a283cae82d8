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

/// What an enum is to everything but formats: the value that it has on the wire. Cheaper to build than derives, and a
/// value put into `Unknown` by hand is equal to the variant that it names.
macro_rules! as_on_the_wire {
    ($Enum:ident by $value:ident) => {
        impl PartialEq for $Enum {
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl Eq for $Enum {}

        impl std::hash::Hash for $Enum {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.$value().hash(state);
            }
        }

        impl std::fmt::Debug for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.$value(), f)
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$value(), f)
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
                runtime::codec::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use {as_on_the_wire, equality, serde};
