//! The macros in which emitted code writes its tables down. Their paths start at `runtime`, which each emitted file imports.
#![allow(unused_macros, unused_imports, reason = "emitted code uses those it needs")]

mod call;
mod enumeration;
mod model;
mod traits;
mod union;

pub(crate) use call::{error_bodies, operation, outputs};
pub(crate) use enumeration::{integer_enum, open_enum};
pub(crate) use model::{tuple, wire};
pub(crate) use traits::{as_on_the_wire, equality, serde};
pub(crate) use union::union;
