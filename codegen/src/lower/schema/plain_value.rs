//! Plain values: the type of what is written as a text, such as the value of a header.

use super::super::lowering::Lowering;
use super::scalar;
use crate::document::schema::{Schema, SchemaId, Type};
use crate::ir::TypeRef;

impl Lowering<'_> {
    /// The type of a schema whose values are texts: a scalar, or a list of scalars. What has parts of its own is a text.
    pub(in super::super) fn plain_value(&self, id: SchemaId) -> TypeRef {
        let Some(schema) = self.target(id) else { return TypeRef::String };
        match (schema.ty, schema.items) {
            (Some(Type::Array), Some(item)) => {
                let item = self.target(item).map_or(TypeRef::String, |item| single(&item));
                TypeRef::List(Box::new(item))
            }
            (Some(Type::Array), None) => TypeRef::List(Box::new(TypeRef::String)),
            _ => single(&schema),
        }
    }
}

/// The type of a single value.
fn single(schema: &Schema) -> TypeRef {
    match schema.ty {
        Some(Type::Integer) => scalar::integer(schema),
        Some(Type::Number) => scalar::number(schema),
        Some(Type::Boolean) => TypeRef::Bool,
        Some(Type::String) => scalar::string(schema),
        _ => TypeRef::String,
    }
}
