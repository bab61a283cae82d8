//! Every accepted snapshot, compiled as a user's crate would be: with each warning an error.
#![deny(warnings)]

#[path = "../../../codegen/runtime/src/lib.rs"]
pub mod runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
