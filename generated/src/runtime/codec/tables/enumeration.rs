//! Open enums: a table of the values that the document names.

/// An enum of strings that keeps a value it does not know in its variant `Unknown`. The default of an enum with one value
/// is that value.
///
/// ```text
/// open_enum! { State { Active = "active", Inactive = "inactive" } }
/// ```
macro_rules! open_enum {
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
                Self::from(runtime::codec::only::<&str>(&[$($wire),*]))
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
            fn view(&self) -> runtime::codec::View<'_> {
                match self {
                    Self::Unknown(value) => runtime::codec::View::Unknown(value, [$($wire),*].len()),
                    known => runtime::codec::View::Text(known.as_str()),
                }
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                runtime::codec::fill_text(self, input)
            }
        }

        runtime::codec::tables::as_on_the_wire!($Enum by as_str);
        runtime::codec::tables::serde!($Enum);
    };
}

/// An enum of whole numbers that keeps a value it does not know in its variant `Unknown`. The default of an enum with one
/// value is that value.
///
/// ```text
/// integer_enum! { Level { Low = 1, High = 2, } }
/// ```
macro_rules! integer_enum {
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
                Self::from(runtime::codec::only::<i64>(&[$($wire),*]))
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
            fn view(&self) -> runtime::codec::View<'_> {
                match self {
                    Self::Unknown(value) => runtime::codec::View::Unknown(value, <[i64]>::len(&[$($wire),*])),
                    known => runtime::codec::View::Int(known.as_i64()),
                }
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                runtime::codec::fill_i64(self, input)
            }
        }

        runtime::codec::tables::as_on_the_wire!($Enum by as_i64);
        runtime::codec::tables::serde!($Enum);
    };
}

pub(crate) use {integer_enum, open_enum};
