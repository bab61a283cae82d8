//! Traits of the standard library and of serde, implemented from a value's view.

/// `PartialEq` by what is sent.
macro_rules! impl_partial_eq {
    ($Model:ident) => {
        impl PartialEq for $Model {
            fn eq(&self, other: &Self) -> bool {
                runtime::codec::equal(self, other)
            }
        }
    };
}

/// `PartialEq`, `Eq`, `Hash`, `Debug` and `Display` of an enum by its wire value. These compile faster than derives, and an
/// `Unknown` with the wire value of a variant equals that variant.
macro_rules! impl_enum_traits {
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

/// `Serialize` and `Deserialize` of any type that implements `Wire`.
macro_rules! impl_serde {
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

pub(crate) use {impl_enum_traits, impl_partial_eq, impl_serde};
