//! Models: structs and tuples with a table of their members.

/// A model's members: index, field, name on the wire.
///
/// ```text
/// wire! {
///     Account as "Account" {
///         0 display_name: "displayName",
///         1 password: "password".required(),
///         ..additional_properties,
///     }
/// }
/// ```
macro_rules! wire {
    ($Model:ident as $name:literal {
        $($index:literal $field:ident: $wire:literal $(.$flag:ident($($argument:literal)?))*,)*
        $(..$rest:ident,)?
    }) => {
        impl runtime::codec::Object for $Model {
            fn table(&self) -> &'static runtime::codec::Table {
                const {
                    &runtime::codec::Table {
                        name: $name,
                        members: &[$(runtime::codec::Member::new($wire)$(.$flag($($argument)?))*),*],
                        rest: !<[&str]>::is_empty(&[$(stringify!($rest))?]),
                    }
                }
            }

            #[inline]
            fn look(&self, index: usize) -> runtime::codec::View<'_> {
                match index {
                    $($index => runtime::codec::Wire::view(&self.$field),)*
                    _ => runtime::codec::View::Absent,
                }
            }

            #[allow(unreachable_code, reason = "a model may have no members")]
            fn member_mut(&mut self, index: usize) -> Option<&mut dyn runtime::codec::Wire> {
                Some(match index {
                    $($index => &mut self.$field,)*
                    _ => return None,
                })
            }

            $(
                fn rest(&self) -> Option<&dyn runtime::codec::Map> {
                    Some(&self.$rest)
                }

                fn rest_mut(&mut self) -> Option<&mut dyn runtime::codec::Rest> {
                    Some(&mut self.$rest)
                }
            )?
        }

        impl runtime::codec::Wire for $Model {
            fn view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::Object(self)
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                runtime::codec::fill_object(self, input)
            }
        }

        impl std::fmt::Debug for $Model {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::debug_object(self, stringify!($Model $($field)* $($rest)?), f)
            }
        }

        runtime::codec::tables::equality!($Model);
        runtime::codec::tables::serde!($Model);
    };
}

/// A tuple: the indices of its fields.
///
/// ```text
/// tuple! { Point { 0, 1, } }
/// ```
macro_rules! tuple {
    ($Tuple:ident { $($index:tt,)* }) => {
        impl runtime::codec::List for $Tuple {
            fn len(&self) -> usize {
                [$($index),*].len()
            }

            fn item(&self, index: usize) -> &dyn runtime::codec::Wire {
                match index {
                    $($index => &self.$index,)*
                    _ => &(),
                }
            }
        }

        impl runtime::codec::Wire for $Tuple {
            fn view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::List(self)
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                runtime::codec::fill_tuple(&mut [$(&mut self.$index),*], input)
            }
        }

        impl std::fmt::Debug for $Tuple {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::Wire::view(self).fmt(f)
            }
        }

        runtime::codec::tables::equality!($Tuple);
        runtime::codec::tables::serde!($Tuple);
    };
}

pub(crate) use {tuple, wire};
