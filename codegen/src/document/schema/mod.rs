//! Schemas of any dialect as plain data: each is read once into an arena and names its parts by their ids.

mod arena;
mod conditions;
mod infer_type;
mod null_branch;
mod read;
mod schema_builder;
mod schema_id;
mod schema_struct;
mod take_out_schemas;
mod type_lists;

pub(crate) use arena::Schemas;
pub(crate) use infer_type::docs_of_values;
pub(crate) use schema_id::SchemaId;
pub(crate) use schema_struct::{About, Additional, Discriminator, Limits, Schema, Type};
pub(super) use take_out_schemas::take_out;
