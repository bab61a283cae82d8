//! What an inline branch of a union is called: its title, the value it is known by, or what only it has.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::object::properties;

/// A name for `part` among `others`: never a number, so that a new branch renames none.
pub(super) fn of(part: &ReferenceOr<Schema>, others: &[&ReferenceOr<Schema>]) -> String {
    let ReferenceOr::Item(schema) = part else { return String::new() };
    if let Some(title) = schema.schema_data.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    known_by(schema).or_else(|| only_member(schema, others)).unwrap_or_else(|| kind(schema).to_owned())
}

/// The value of its first member that can have one value only.
fn known_by(schema: &Schema) -> Option<String> {
    properties(schema).find_map(|(_, property)| match property {
        ReferenceOr::Item(schema) => match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
                [Some(only)] if !only.trim().is_empty() => Some(only.clone()),
                _ => None,
            },
            _ => None,
        },
        ReferenceOr::Reference { .. } => None,
    })
}

/// Its first member that no other branch has.
fn only_member(schema: &Schema, others: &[&ReferenceOr<Schema>]) -> Option<String> {
    let others: BTreeSet<&String> =
        others.iter().filter_map(|other| other.as_item()).flat_map(properties).map(|(name, _)| name).collect();
    let (name, _) = properties(schema).find(|(name, _)| !others.contains(name))?;
    Some(format!("With {name}"))
}

fn kind(schema: &Schema) -> &'static str {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(_)) => "Text",
        SchemaKind::Type(Type::Integer(_) | Type::Number(_)) => "Number",
        SchemaKind::Type(Type::Boolean(_)) => "Flag",
        SchemaKind::Type(Type::Array(_)) => "List",
        SchemaKind::Type(Type::Object(object)) if object.properties.is_empty() => "Map",
        SchemaKind::Type(Type::Object(_)) => "Object",
        _ => "Value",
    }
}
