//! Schemas of any dialect as plain data: each is read once into an arena and names its parts by their ids.

mod arena;
mod conditions;
mod draft;
mod null_branch;
mod read;
mod schema_id;
mod slots;
mod types;
mod values;
mod view;

pub(crate) use arena::Schemas;
pub(crate) use schema_id::SchemaId;
pub(super) use slots::take_out;
pub(crate) use view::{About, Additional, Discriminator, Limits, Schema, Type};
