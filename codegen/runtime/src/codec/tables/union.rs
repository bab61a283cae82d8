//! Unions: a table of the types that a value can have.

/// A union: index, variant, what it holds, what it can be made from, and the texts of its tag that name the variant.
/// A value of no variant is in `Other`, untouched.
///
/// ```text
/// union! { Code { 0 Integer(i64) from i64, 1 Text(String) from String, } }
/// union! { Pet by "kind" { 0 Cat(Box<Cat>) from Cat = "cat" | "Cat", } }
/// ```
macro_rules! union {
    ($Union:ident $(by $tag:literal)? {
        $($index:literal $Variant:ident($Type:ty) $(from $Source:ty)? $(= $first:literal $(| $next:literal)*)?,)*
    }) => {
        $($(
            impl From<$Source> for $Union {
                fn from(value: $Source) -> Self {
                    Self::$Variant(value.into())
                }
            }
        )?)*

        impl Default for $Union {
            fn default() -> Self {
                Self::Other(Default::default())
            }
        }

        impl runtime::codec::Union for $Union {
            fn tag(&self) -> &'static str {
                concat!($($tag)?)
            }

            fn tags(&self) -> &'static [&'static [&'static str]] {
                &[$(&[$($first $(, $next)*)?]),*]
            }

            fn shape_of(&self, index: usize) -> runtime::codec::Shape {
                match index {
                    $($index => <$Type as runtime::codec::Wire>::type_shape(),)*
                    _ => runtime::codec::Shape::Any,
                }
            }

            fn select(&mut self, index: usize) -> &mut dyn runtime::codec::Wire {
                *self = match index {
                    $($index => Self::$Variant(Default::default()),)*
                    _ => Self::default(),
                };
                match self {
                    $(Self::$Variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl runtime::codec::Wire for $Union {
            fn view(&self) -> runtime::codec::View<'_> {
                match self {
                    $(Self::$Variant(value) => runtime::codec::Wire::view(value),)*
                    Self::Other(value) => runtime::codec::View::Unknown(value, usize::MAX),
                }
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                runtime::codec::fill_union(self, input)
            }

            fn shape(&self) -> runtime::codec::Shape {
                runtime::codec::Shape::Any
            }

            fn reads(&self) -> runtime::codec::Reads {
                runtime::codec::Reads::Whole
            }

            fn type_reads() -> runtime::codec::Reads {
                runtime::codec::Reads::Whole
            }
        }

        impl std::fmt::Debug for $Union {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::Wire::view(self).fmt(f)
            }
        }

        runtime::codec::tables::equality!($Union);
        runtime::codec::tables::serde!($Union);
    };
}

pub(crate) use union;
