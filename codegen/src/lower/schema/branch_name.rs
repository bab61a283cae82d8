//! What an inline branch of a union is called: its title, the value it is known by, or what it has.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::schema::{Schema, SchemaId, Schemas, Type};

/// Names longer than this say no more.
const MOST_WORDS: usize = 3;

/// Members that most objects have and that tell none from another.
const COMMON: [&str; 12] = [
    "created",
    "created_at",
    "data",
    "description",
    "id",
    "kind",
    "metadata",
    "name",
    "object",
    "title",
    "type",
    "value",
];

/// The parts of a union and their names. A name depends on the branch alone, so that no addition changes it; of branches that would
/// have the same name, the first in the document has it.
pub(super) fn of_all(schemas: &Schemas, parts: &[SchemaId]) -> Vec<(SchemaId, String)> {
    let mut taken = BTreeSet::new();
    let named = parts.iter().map(|part| {
        let mut names = names(schemas, &schemas[*part]);
        let free = names.iter().position(|name| !taken.contains(name)).unwrap_or(names.len() - 1);
        let name = names.swap_remove(free);
        taken.insert(name.clone());
        (*part, name)
    });
    named.collect()
}

/// The names that a branch may have, the best first: never a number. References have names already.
fn names(schemas: &Schemas, schema: &Schema) -> Vec<String> {
    if schema.reference.is_some() {
        return vec![String::new()];
    }
    if let Some(title) = schema.about.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return vec![title.to_owned()];
    }
    // What it is made of goes from the general to the special.
    let mut components: Vec<SchemaId> = components(schemas, schema).collect();
    components.reverse();
    let components = components.into_iter().map(|component| last_segment(schemas, component));
    let names = known_by(schemas, schema).into_iter().chain(components).chain(with_members(schema));
    names.chain([kind(schema).to_owned()]).collect()
}

/// `With city and zip`: two of the members that it must have and few others do, or else the first; and more, if these are not enough.
fn with_members(schema: &Schema) -> Vec<String> {
    let mut words: Vec<&String> = schema.properties.keys().collect();
    let is_required = |name: &&String| schema.required.contains(name);
    words.sort_by_key(|name| (COMMON.contains(&name.as_str()), !is_required(name)));
    words.truncate(MOST_WORDS);
    let telling = words.iter().filter(|name| is_required(name) && !COMMON.contains(&name.as_str())).count();
    let first = |count: usize| words[..count].iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" and ");
    (telling.clamp(1, MOST_WORDS - 1)..=words.len()).map(|count| format!("With {}", first(count))).collect()
}

/// The components that a schema is made of.
fn components(schemas: &Schemas, schema: &Schema) -> impl Iterator<Item = SchemaId> {
    schema.all_of.iter().filter_map(|part| schemas[*part].reference)
}

/// `Cat` of the component `My.Pets.Cat`.
pub(super) fn last_segment(schemas: &Schemas, component: SchemaId) -> String {
    let name = schemas.name(component).unwrap_or_default();
    let base = name.split(['[', '<', '(']).next().unwrap_or_default();
    base.rsplit(['.', '/', ':', '+']).next().unwrap_or_default().to_owned()
}

/// Objects within objects are looked at this deep.
const MOST_NESTED: usize = 4;

/// The value of its first member that can have one value only, however deep.
fn known_by(schemas: &Schemas, schema: &Schema) -> Option<String> {
    known_within(schemas, schema, MOST_NESTED)
}

fn known_within(schemas: &Schemas, schema: &Schema, depth: usize) -> Option<String> {
    schema.properties.iter().find_map(|(name, property)| {
        let property = &schemas[*property];
        match property.values.as_slice() {
            [Value::String(only)] if property.is_just(Type::String) && !only.trim().is_empty() => Some(only.clone()),
            [only @ Value::Bool(_)] if property.is_just(Type::Boolean) => Some(format!("{name} {only}")),
            [only] if property.is_just(Type::Integer) && only.is_i64() => Some(format!("{name} {only}")),
            [only @ Value::Number(_)] if property.is_just(Type::Number) => Some(format!("{name} {only}")),
            [only @ Value::Null] if property.ty.is_none() => Some(format!("{name} {only}")),
            [] if property.is_just(Type::Object) && depth > 0 => known_within(schemas, property, depth - 1),
            _ => None,
        }
    })
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
