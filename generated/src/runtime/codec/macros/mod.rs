//! The macros that emitted code calls to describe its types. Their paths start at `runtime`, which each emitted file imports.
#![allow(unused_macros, unused_imports, reason = "emitted code uses those it needs")]

mod call;
mod enumeration;
mod keyed;
mod model;
mod std_impls;
mod union;

pub(crate) use call::{impl_error_body, impl_operation, impl_output};
pub(crate) use enumeration::{default_variant, impl_integer_enum, impl_string_enum, unknown_value};
pub(crate) use keyed::impl_keyed_enum;
pub(crate) use model::{impl_model, impl_tuple};
pub(crate) use std_impls::{impl_enum_traits, impl_partial_eq, impl_serde};
pub(crate) use union::impl_union;
