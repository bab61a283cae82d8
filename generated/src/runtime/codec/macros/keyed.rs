//! The macro for enums whose values are texts and objects of one member.

/// An enum as serde writes it: the variants that are texts, then those whose value stands under their key. A value of no variant is
/// kept in `Other`.
///
/// ```text
/// impl_keyed_enum! { State texts { Idle = "idle", } values { Running(Box<StateRunning>) = "running", } }
/// ```
macro_rules! impl_keyed_enum {
    ($Enum:ident texts { $($Text:ident = $text:literal,)* } values { $($Variant:ident($Type:ty) = $key:literal,)* }) => {
        impl Default for $Enum {
            fn default() -> Self {
                Self::Other(Default::default())
            }
        }

        impl runtime::codec::Keyed for $Enum {
            #[allow(unreachable_code, reason = "there may be no texts")]
            fn select_text(&mut self, text: &str) -> bool {
                *self = match text {
                    $($text => Self::$Text,)*
                    _ => return false,
                };
                true
            }

            fn select_key(&mut self, key: &str) -> Option<&mut dyn runtime::codec::Wire> {
                *self = match key {
                    $($key => Self::$Variant(Default::default()),)*
                    _ => return None,
                };
                match self {
                    $(Self::$Variant(value) => Some(value),)*
                    _ => None,
                }
            }
        }

        impl runtime::codec::Map for $Enum {
            fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn runtime::codec::Wire)> + '_> {
                match self {
                    $(Self::$Variant(value) => {
                        Box::new(std::iter::once(($key, value as &dyn runtime::codec::Wire)))
                    })*
                    _ => Box::new(std::iter::empty()),
                }
            }
        }

        impl runtime::codec::Wire for $Enum {
            fn as_view(&self) -> runtime::codec::View<'_> {
                match self {
                    $(Self::$Text => runtime::codec::View::Text($text),)*
                    Self::Other(value) => runtime::codec::View::Undeclared(value, runtime::codec::Undeclared::Variant),
                    _ => runtime::codec::View::Map(self),
                }
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                let mut other = runtime::Json::default();
                if !runtime::codec::decode_keyed(self, &mut other, input)? {
                    *self = Self::Other(other);
                }
                Ok(())
            }

            fn kind_of_type() -> runtime::codec::ValueKind {
                runtime::codec::ValueKind::Union
            }
        }

        impl std::fmt::Debug for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$Text => f.write_str(stringify!($Text)),)*
                    $(Self::$Variant(value) => {
                        let value = runtime::codec::Wire::as_view(value);
                        f.debug_tuple(stringify!($Variant)).field(&value).finish()
                    })*
                    Self::Other(value) => std::fmt::Debug::fmt(value, f),
                }
            }
        }

        runtime::codec::macros::impl_partial_eq!($Enum);
        runtime::codec::macros::impl_serde!($Enum);
    };
}

pub(crate) use impl_keyed_enum;
