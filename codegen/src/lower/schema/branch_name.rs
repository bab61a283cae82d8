//! What an inline branch of a union is called: its title, the value it is known by, or what only it has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::schema::{Schema, SchemaId, Schemas, Type};

/// Names longer than this say no more.
const MOST_WORDS: usize = 3;

/// The parts of a union and their names.
pub(super) fn of_all(schemas: &Schemas, parts: &[SchemaId]) -> Vec<(SchemaId, String)> {
    let siblings = Siblings::of(schemas, parts);
    parts.iter().map(|part| (*part, siblings.name(*part))).collect()
}

/// The inline branches of a union, and which of them have what.
struct Siblings<'s> {
    schemas: &'s Schemas,
    count: usize,
    /// How many branches are made of a component.
    made_of: BTreeMap<SchemaId, usize>,
    /// The branches with a member of this name.
    with_member: BTreeMap<&'s str, Vec<&'s Schema>>,
}

impl<'s> Siblings<'s> {
    fn of(schemas: &'s Schemas, parts: &[SchemaId]) -> Self {
        let mut siblings = Self { schemas, count: 0, made_of: BTreeMap::new(), with_member: BTreeMap::new() };
        for branch in parts.iter().map(|part| &schemas[*part]).filter(|branch| branch.reference.is_none()) {
            siblings.count += 1;
            for component in components(schemas, branch).collect::<BTreeSet<SchemaId>>() {
                *siblings.made_of.entry(component).or_default() += 1;
            }
            for name in branch.properties.keys() {
                siblings.with_member.entry(name).or_default().push(branch);
            }
        }
        siblings
    }

    /// A name for a branch: never a number, so that a new branch renames none. References have names already.
    fn name(&self, branch: SchemaId) -> String {
        let schema = &self.schemas[branch];
        if schema.reference.is_some() {
            return String::new();
        }
        if let Some(title) = schema.about.title.as_deref().filter(|title| !title.trim().is_empty()) {
            return title.to_owned();
        }
        known_by(self.schemas, schema)
            .or_else(|| self.only_part(schema))
            .or_else(|| self.only_members(schema))
            .unwrap_or_else(|| kind(schema).to_owned())
    }

    /// The first component that a branch is made of and no other branch is.
    fn only_part(&self, schema: &Schema) -> Option<String> {
        let own = components(self.schemas, schema).find(|part| self.made_of.get(part) == Some(&1))?;
        Some(last_segment(self.schemas, own))
    }

    /// The fewest members that tell a branch from the others, as far as members can.
    fn only_members(&self, schema: &Schema) -> Option<String> {
        let mut words: Vec<&str> = Vec::new();
        while words.len() < MOST_WORDS {
            let without = |name: &str| self.without(schema, &words, name);
            // Of equals the first counts, and `max_by_key` gives the last.
            let best = schema.properties.keys().rev().max_by_key(|name| without(name));
            let is_alone = self.count == 1 && words.is_empty();
            let Some(best) = best.filter(|name| is_alone || without(name) > 0) else { break };
            words.push(best);
        }
        (!words.is_empty()).then(|| format!("With {}", words.join(" and ")))
    }

    /// How many other branches have all members of a list, but not the one named.
    fn without(&self, schema: &Schema, words: &[&str], name: &str) -> usize {
        let with = |name: &str| self.with_member.get(name).map(Vec::as_slice).unwrap_or_default();
        let Some((first, words)) = words.split_first() else { return self.count - with(name).len() };
        let has_words = |other: &&&Schema| words.iter().all(|word| other.properties.contains_key(*word));
        let others = with(first).iter().filter(|other| other.id != schema.id).filter(has_words);
        others.filter(|other| !other.properties.contains_key(name)).count()
    }
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
