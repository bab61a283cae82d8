//! What an inline branch of a union is called: its title, the value it is known by, or what only it has.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::schema::{Schema, SchemaId, Schemas, Type};

/// Names longer than this say no more.
const MOST_WORDS: usize = 3;

/// The parts of a union and their names.
pub(super) fn of_all(schemas: &Schemas, parts: &[SchemaId]) -> Vec<(SchemaId, String)> {
    let named = parts.iter().enumerate().map(|(index, part)| {
        let others: Vec<SchemaId> =
            parts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, part)| *part).collect();
        (*part, of(schemas, *part, &others))
    });
    named.collect()
}

/// A name for `part` among `others`: never a number, so that a new branch renames none. References have names already.
fn of(schemas: &Schemas, part: SchemaId, others: &[SchemaId]) -> String {
    let schema = &schemas[part];
    if schema.reference.is_some() {
        return String::new();
    }
    if let Some(title) = schema.about.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    let inline = || others.iter().map(|other| &schemas[*other]).filter(|other| other.reference.is_none());
    known_by(schemas, schema)
        .or_else(|| only_part(schemas, schema, inline()))
        .or_else(|| only_members(schema, inline()))
        .unwrap_or_else(|| kind(schema).to_owned())
}

/// The first component that it is made of and no other branch is.
fn only_part<'s>(schemas: &'s Schemas, schema: &Schema, others: impl Iterator<Item = &'s Schema>) -> Option<String> {
    let parts = |schema: &Schema| schema.all_of.iter().filter_map(|part| schemas[*part].reference).collect::<Vec<_>>();
    let others: BTreeSet<SchemaId> = others.flat_map(parts).collect();
    let own = parts(schema).into_iter().find(|part| !others.contains(part))?;
    Some(last_segment(schemas, own))
}

/// `Cat` of the component `My.Pets.Cat`.
pub(super) fn last_segment(schemas: &Schemas, component: SchemaId) -> String {
    let name = schemas.name(component).unwrap_or_default();
    let base = name.split(['[', '<', '(']).next().unwrap_or_default();
    base.rsplit(['.', '/', ':', '+']).next().unwrap_or_default().to_owned()
}

/// The value of its first member that can have one value only.
fn known_by(schemas: &Schemas, schema: &Schema) -> Option<String> {
    schema.properties.iter().find_map(|(name, property)| {
        let property = &schemas[*property];
        match property.values.as_slice() {
            [Value::String(only)] if property.is_just(Type::String) && !only.trim().is_empty() => Some(only.clone()),
            [only @ Value::Bool(_)] if property.is_just(Type::Boolean) => Some(format!("{name} {only}")),
            [only] if property.is_just(Type::Integer) && only.is_i64() => Some(format!("{name} {only}")),
            _ => None,
        }
    })
}

/// The fewest members that tell it from the other branches, as far as members can.
fn only_members<'s>(schema: &'s Schema, others: impl Iterator<Item = &'s Schema>) -> Option<String> {
    let names = |schema: &'s Schema| schema.properties.keys().collect::<BTreeSet<&String>>();
    let mut left: Vec<_> = others.map(names).collect();
    let mut words: Vec<&str> = Vec::new();
    while words.len() < MOST_WORDS {
        let without = |name: &String| left.iter().filter(|other| !other.contains(name)).count();
        // Of equals the first counts, and `max_by_key` gives the last.
        let best = schema.properties.keys().rev().max_by_key(|name| without(name));
        let Some(best) = best.filter(|name| words.is_empty() && left.is_empty() || without(name) > 0) else { break };
        left.retain(|other| other.contains(best));
        words.push(best);
    }
    (!words.is_empty()).then(|| format!("With {}", words.join(" and ")))
}

fn kind(schema: &Schema) -> &'static str {
    match schema.ty.filter(|_| !schema.is_composed()) {
        Some(Type::String) => "Text",
        Some(Type::Integer | Type::Number) => "Number",
        Some(Type::Boolean) => "Flag",
        Some(Type::Array) => "List",
        Some(Type::Object) if schema.properties.is_empty() => "Map",
        Some(Type::Object) => "Object",
        _ => "Value",
    }
}
