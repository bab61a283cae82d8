//! Macros for structs and tuples.

/// A struct: index, field, member name and flags of each field; then the field for additional properties, if any.
///
/// ```text
/// impl_model! {
///     Account as "Account" {
///         0 display_name: "displayName",
///         1 password: "password".required(),
///         ..additional_properties,
///     }
/// }
/// ```
macro_rules! impl_model {
    ($Model:ident as $name:literal {
        $($index:literal $field:ident: $wire:literal $(.$flag:ident($($argument:literal)?))*,)*
        $(..$additional:ident,)?
    }) => {
        impl runtime::codec::Object for $Model {
            fn struct_descriptor() -> &'static runtime::codec::StructDescriptor {
                const {
                    &runtime::codec::StructDescriptor {
                        name: $name,
                        fields: &[$(runtime::codec::FieldDescriptor::new($wire)$(.$flag($($argument)?))*),*],
                        additional: !<[&str]>::is_empty(&[$(stringify!($additional))?]),
                    }
                }
            }

            #[inline]
            fn get(&self, index: usize) -> runtime::codec::View<'_> {
                match index {
                    $($index => runtime::codec::Wire::as_view(&self.$field),)*
                    _ => runtime::codec::View::Absent,
                }
            }

            #[allow(unreachable_code, reason = "a model may have no fields")]
            fn get_mut(&mut self, index: usize) -> Option<&mut dyn runtime::codec::Wire> {
                Some(match index {
                    $($index => &mut self.$field,)*
                    _ => return None,
                })
            }

            $(
                fn additional(&self) -> Option<&dyn runtime::codec::Map> {
                    Some(&self.$additional)
                }

                fn additional_mut(&mut self) -> Option<&mut dyn runtime::codec::AdditionalProperties> {
                    Some(&mut self.$additional)
                }
            )?
        }

        impl runtime::codec::Wire for $Model {
            fn as_view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::Object(self)
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                runtime::codec::decode_object(self, input)
            }

            fn kind_of_type() -> runtime::codec::ValueKind {
                runtime::codec::ValueKind::Struct(<Self as runtime::codec::Object>::struct_descriptor())
            }
        }

        impl std::fmt::Debug for $Model {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::debug_object(self, stringify!($Model $($field)* $($additional)?), f)
            }
        }

        runtime::codec::macros::impl_partial_eq!($Model);
        runtime::codec::macros::impl_serde!($Model);
    };
}

/// A tuple: the indices of its fields.
///
/// ```text
/// impl_tuple! { Point { 0, 1, } }
/// ```
macro_rules! impl_tuple {
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
            fn as_view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::List(self)
            }

            fn decode_from(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::CodecError> {
                runtime::codec::decode_tuple(&mut [$(&mut self.$index),*], input)
            }

            fn kind_of_type() -> runtime::codec::ValueKind {
                runtime::codec::ValueKind::List
            }
        }

        impl std::fmt::Debug for $Tuple {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::Wire::as_view(self).fmt(f)
            }
        }

        runtime::codec::macros::impl_partial_eq!($Tuple);
        runtime::codec::macros::impl_serde!($Tuple);
    };
}

pub(crate) use {impl_model, impl_tuple};
