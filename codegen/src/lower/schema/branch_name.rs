//! What an inline branch of a union is called: its title, the value it is known by, or what only it has.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::super::reference::component_name;
use super::all_of;
use super::object::properties;

/// Names longer than this say no more.
const MOST_WORDS: usize = 3;

/// A name for `part` among `others`: never a number, so that a new branch renames none.
pub(super) fn of(part: &ReferenceOr<Schema>, others: &[&ReferenceOr<Schema>]) -> String {
    let ReferenceOr::Item(schema) = part else { return String::new() };
    if let Some(title) = schema.schema_data.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    known_by(schema)
        .or_else(|| only_part(schema, others))
        .or_else(|| only_members(schema, others))
        .unwrap_or_else(|| kind(schema).to_owned())
}

/// The first component that it is made of and no other branch is.
fn only_part(schema: &Schema, others: &[&ReferenceOr<Schema>]) -> Option<String> {
    let others: BTreeSet<&String> = others.iter().filter_map(|other| other.as_item()).flat_map(parts).collect();
    let own = parts(schema).find(|reference| !others.contains(reference))?;
    Some(last_segment(own))
}

/// What an `allOf` refers to.
fn parts(schema: &Schema) -> impl Iterator<Item = &String> {
    all_of::parts(schema).iter().filter_map(|part| match part {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    })
}

/// `Cat` of `#/components/schemas/My.Pets.Cat`.
pub(super) fn last_segment(reference: &str) -> String {
    let name = component_name(reference).unwrap_or_default();
    let base = name.split(['[', '<', '(']).next().unwrap_or_default();
    base.rsplit(['.', '/', ':', '+']).next().unwrap_or_default().to_owned()
}

/// The value of its first member that can have one value only.
fn known_by(schema: &Schema) -> Option<String> {
    properties(schema).find_map(|(name, property)| match &property.as_item()?.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
            [Some(only)] if !only.trim().is_empty() => Some(only.clone()),
            _ => None,
        },
        SchemaKind::Type(Type::Boolean(boolean)) => match boolean.enumeration.as_slice() {
            [Some(only)] => Some(format!("{name} {only}")),
            _ => None,
        },
        SchemaKind::Type(Type::Integer(integer)) => match integer.enumeration.as_slice() {
            [Some(only)] => Some(format!("{name} {only}")),
            _ => None,
        },
        _ => None,
    })
}

/// The fewest members that tell it from the other branches, as far as members can.
fn only_members(schema: &Schema, others: &[&ReferenceOr<Schema>]) -> Option<String> {
    let names = |schema| properties(schema).map(|(name, _)| name).collect::<BTreeSet<&String>>();
    let mut left: Vec<_> = others.iter().filter_map(|other| other.as_item()).map(names).collect();
    let mut words: Vec<&str> = Vec::new();
    while words.len() < MOST_WORDS {
        let without = |name: &String| left.iter().filter(|other| !other.contains(name)).count();
        // Of equals the first counts, and `max_by_key` gives the last.
        let best = properties(schema).map(|(name, _)| name).rev().max_by_key(|name| without(name));
        let Some(best) = best.filter(|name| words.is_empty() && left.is_empty() || without(name) > 0) else { break };
        left.retain(|other| other.contains(best));
        words.push(best);
    }
    (!words.is_empty()).then(|| format!("With {}", words.join(" and ")))
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
