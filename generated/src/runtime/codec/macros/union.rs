//! The macro for unions (`oneOf`, `anyOf`).

/// A union: index, variant, type of its value, types it converts from, and the discriminator values that select it.
/// A value of no variant is kept in `Other`.
///
/// ```text
/// impl_union! { Code { 0 Integer(i64) from i64, 1 Text(String) from String | &str, } }
/// impl_union! { Pet by "kind" { 0 Cat(Box<Cat>) from Cat = "cat" | "Cat", } }
/// ```
///
/// `by "kind" else 0`: a tag that names none is the first branch's, if that takes the value; `by "kind" default 0`: so is no tag.
macro_rules! impl_union {
    ($Union:ident $(by $discriminator:literal $(else $base:literal)? $(default $default:literal)?)? {
        $($index:literal $Variant:ident($Type:ty) $(from $($Source:ty)|+)? $(= $first:literal $(| $next:literal)*)?,)*
    }) => {
        $($($(
            impl From<$Source> for $Union {
                fn from(value: $Source) -> Self {
                    runtime::codec::tagged(Self::$Variant(value.into()))
                }
            }
        )+)?)*

        impl Default for $Union {
            fn default() -> Self {
                Self::Other(Default::default())
            }
        }

        impl runtime::codec::Union for $Union {
            fn discriminator(&self) -> &'static str {
                concat!($($discriminator)?)
            }

            fn discriminator_values(&self) -> &'static [&'static [&'static str]] {
                &[$(&[$($first $(, $next)*)?]),*]
            }

            fn branch_kind(&self, index: usize) -> runtime::codec::ValueKind {
                match index {
                    $($index => <$Type as runtime::codec::Wire>::kind_of_type(),)*
                    _ => runtime::codec::ValueKind::Any,
                }
            }

            fn select_branch(&mut self, index: usize) -> &mut dyn runtime::codec::Wire {
                *self = match index {
                    $($index => Self::$Variant(Default::default()),)*
                    _ => Self::default(),
                };
                self.branch_mut()
            }

            fn branch(&self) -> (usize, &dyn runtime::codec::Wire) {
                match self {
                    $(Self::$Variant(value) => ($index, value),)*
                    Self::Other(value) => (usize::MAX, value),
                }
            }

            fn branch_mut(&mut self) -> &mut dyn runtime::codec::Wire {
                match self {
                    $(Self::$Variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
            $($(
                fn base_branch(&self) -> Option<usize> {
                    Some($base)
                }
            )?)?
            $($(
                fn default_branch(&self) -> Option<usize> {
                    Some($default)
                }
            )?)?
        }

        impl runtime::codec::Wire for $Union {
            fn as_view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::Union(self)
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                runtime::codec::decode_union(self, input)
            }

            fn kind_of_type() -> runtime::codec::ValueKind {
                runtime::codec::ValueKind::Union
            }
        }

        impl std::fmt::Debug for $Union {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::debug_union(self, stringify!($($Variant)*), f)
            }
        }

        runtime::codec::macros::impl_partial_eq!($Union);
        runtime::codec::macros::impl_serde!($Union);
    };
}

pub(crate) use impl_union;
