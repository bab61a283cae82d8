//! Questions about the parts of a composed schema that need no type: which of them say anything, and what they say.

use super::super::lowering::Lowering;
use crate::document::schema::{Additional, Schema, SchemaId, Schemas, Type};

/// The only part of an `allOf` that says more than that the value is an object, if nothing beside it does either.
pub(super) fn only_part(schemas: &Schemas, schema: &Schema) -> Option<SchemaId> {
    if !schema.conditional.is_empty() || !is_only_parts(schemas, schema) {
        return None;
    }
    let mut telling = schema.all_of.iter().copied().filter(|part| !is_plain_object(&schemas[*part]));
    let only = telling.next()?;
    // A part that is written twice says no more than once.
    telling.all(|other| schemas.same(other, only)).then_some(only)
}

/// Whether nothing beside the parts says what the value is, but that it is an object, or which of its members must be there.
fn is_only_parts(schemas: &Schemas, schema: &Schema) -> bool {
    let is_object = matches!(schema.ty, None | Some(Type::Object));
    let has_members = !schema.properties.is_empty() || !schema.required.is_empty();
    let is_closed = matches!(schema.additional, None | Some(Additional::Forbidden));
    let mut branches = schema.one_of.iter().chain(&schema.any_of);
    let tells_nothing = branches.all(|branch| schemas[*branch].allows_anything());
    is_object && is_closed && !has_members && schema.values.is_empty() && tells_nothing
}

/// Whether a part says no more than that the value is an object.
pub(super) fn is_plain_object(part: &Schema) -> bool {
    let is_object = part.is_just(Type::Object) && !part.describes_object() && part.values.is_empty();
    part.conditional.is_empty() && (is_object || part.allows_anything())
}

/// Whether an alternative says no more than what kind of value it is, or not even that.
pub(super) fn is_plain_value(part: &Schema) -> bool {
    // Formats that openapi itself names tell more than the type.
    const NAMED: [&str; 5] = ["date", "date-time", "password", "byte", "binary"];
    let has_values = !part.values.is_empty();
    !part.is_composed()
        && match part.ty {
            Some(Type::String) => !has_values && !part.format.as_deref().is_some_and(|format| NAMED.contains(&format)),
            Some(Type::Integer) => !has_values,
            Some(Type::Number | Type::Boolean) => true,
            Some(Type::Array) => part.items.is_none(),
            _ => false,
        }
}

impl Lowering<'_> {
    /// The parts of an `allOf` that are written in place, the last first, as the closest to the type.
    fn in_place(&self, schema: &Schema) -> impl Iterator<Item = &Schema> {
        schema.all_of.iter().rev().map(|part| &self.schemas[*part]).filter(|part| part.reference.is_none())
    }

    /// What a schema says, or else the last part of its `allOf` that says it in place.
    pub(super) fn said<T>(&self, schema: &Schema, ask: impl Fn(&Schema) -> Option<T>) -> Option<T> {
        ask(schema).or_else(|| self.in_place(schema).find_map(ask))
    }

    /// What a schema is said to be.
    pub(super) fn description(&self, schema: &Schema) -> String {
        let own = |schema: &Schema| schema.about.description.clone().filter(|text| !text.trim().is_empty());
        self.said(schema, own).unwrap_or_default()
    }
}
