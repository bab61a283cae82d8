//! Macros for open enums: a value that the document does not list is kept in `Unknown`.

/// An enum of strings. The default of an enum with one value is that value.
///
/// ```text
/// impl_string_enum! { State { Active = "active", Inactive = "inactive", } }
/// ```
macro_rules! impl_string_enum {
    ($Enum:ident { $($Variant:ident = $wire:literal,)* }) => {
        impl $Enum {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl Default for $Enum {
            fn default() -> Self {
                runtime::codec::macros::default_variant!($($Variant)*; String::new())
            }
        }

        // No type of a document has a name that ends like this; `T` might be one.
        impl<T_: Into<String>> From<T_> for $Enum {
            fn from(value: T_) -> Self {
                let value = value.into();
                match value.as_str() {
                    $($wire => Self::$Variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl runtime::codec::Wire for $Enum {
            fn as_view(&self) -> runtime::codec::View<'_> {
                match self {
                    Self::Unknown(value) => runtime::codec::macros::unknown_value!(value; $($Variant)*),
                    known => runtime::codec::View::Text(known.as_str()),
                }
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                runtime::codec::decode_string_enum(self, input)
            }
        }

        runtime::codec::macros::impl_enum_traits!($Enum by as_str);
        runtime::codec::macros::impl_serde!($Enum);
    };
}

/// An enum of integers. The default of an enum with one value is that value.
///
/// ```text
/// impl_integer_enum! { Level { Low = 1, High = 2, } }
/// ```
macro_rules! impl_integer_enum {
    ($Enum:ident { $($Variant:ident = $wire:literal,)* }) => {
        impl $Enum {
            /// The value on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl Default for $Enum {
            fn default() -> Self {
                runtime::codec::macros::default_variant!($($Variant)*; 0)
            }
        }

        impl From<i64> for $Enum {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$Variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl runtime::codec::Wire for $Enum {
            fn as_view(&self) -> runtime::codec::View<'_> {
                match self {
                    Self::Unknown(value) => runtime::codec::macros::unknown_value!(value; $($Variant)*),
                    known => runtime::codec::View::Int(known.as_i64()),
                }
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                runtime::codec::decode_integer_enum(self, input)
            }

            fn kind_of_type() -> runtime::codec::ValueKind {
                runtime::codec::ValueKind::Integer
            }
        }

        runtime::codec::macros::impl_enum_traits!($Enum by as_i64);
        runtime::codec::macros::impl_serde!($Enum);
    };
}

/// The default of an enum: its only value, or what the value of the type's default is.
macro_rules! default_variant {
    ($Variant:ident; $value:expr) => {
        Self::$Variant
    };
    ($($Variant:ident)*; $value:expr) => {
        Self::from($value)
    };
}

/// The view of a value that an enum does not list. Of an enum with one value it contradicts a constant.
macro_rules! unknown_value {
    ($value:ident; $Variant:ident) => {
        runtime::codec::View::Undeclared($value, runtime::codec::Undeclared::Constant)
    };
    ($value:ident; $($Variant:ident)*) => {
        runtime::codec::View::Undeclared($value, runtime::codec::Undeclared::EnumValue)
    };
}

pub(crate) use {default_variant, impl_integer_enum, impl_string_enum, unknown_value};
