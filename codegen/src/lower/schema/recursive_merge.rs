//! Merged schemas that contain themselves: the same parts become one type, wherever they are merged again.

use std::collections::BTreeSet;

use super::super::lowering::Lowering;
use super::definition_site::DefinitionSite;
use super::part_queries;
use crate::document::schema::{Additional, Schema, SchemaId, Schemas};
use crate::ir::{Origin, Part, Shape, TypeRef, WireName};

/// The type of a schema that is merged from others, if it contains itself.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    merged: &BTreeSet<SchemaId>,
    site: &DefinitionSite,
) -> Option<TypeRef> {
    let DefinitionSite::New(origin) = site else { return None };
    if let Some(id) = lowering.recursive_merges.types.get(merged) {
        return Some(TypeRef::Named(*id));
    }
    if !contains_itself(&lowering.schemas, merged) {
        return None;
    }
    let origin = home(lowering, schema).unwrap_or_else(|| origin.clone());
    let id = DefinitionSite::New(origin).define(lowering, schema);
    lowering.recursive_merges.types.insert(merged.clone(), id);
    lowering.recursive_merges.open.push_back((schema.id, id));
    Some(TypeRef::Named(id))
}

impl Lowering<'_> {
    /// Lowers what was left for later.
    pub(super) fn finish_merges(&mut self) {
        while let Some((schema, id)) = self.recursive_merges.open.pop_front() {
            let schema = self.schema(schema);
            let typed = self.merged(&schema, DefinitionSite::Component(id));
            if typed.ty != TypeRef::Named(id) {
                self.types[id.0].shape = Shape::Alias(typed.ty);
            }
        }
    }
}

/// The member of a component that a schema is written at: its name must not depend on where it is met first.
fn home(lowering: &Lowering<'_>, schema: &Schema) -> Option<Origin> {
    let name = schema.at.segments().nth(2)?;
    let component = *lowering.schemas.components().get(&*name)?;
    let is_here = |member: SchemaId| within(&lowering.schemas, member).any(|id| id == schema.id);
    let (member, _) = lowering.schemas[component].properties.iter().find(|(_, member)| is_here(**member))?;
    Some(Origin::Inside(*lowering.components.get(&component)?, Part::Member(WireName::new(&**member))))
}

/// A schema, its items, their items …
fn within(schemas: &Schemas, id: SchemaId) -> impl Iterator<Item = SchemaId> {
    std::iter::successors(Some(id), |id| match schemas[*id].additional {
        Some(Additional::Schema(values)) => Some(values),
        _ => schemas[*id].items,
    })
}

/// Whether a schema within some schemas is merged from one of them again.
fn contains_itself(schemas: &Schemas, merged: &BTreeSet<SchemaId>) -> bool {
    let mut open: Vec<SchemaId> = merged.iter().flat_map(|part| merged_again(schemas, *part)).collect();
    let mut seen = BTreeSet::new();
    while let Some(part) = open.pop() {
        if merged.contains(&part) {
            return true;
        }
        if seen.insert(part) {
            open.extend(merged_again(schemas, part));
        }
    }
    false
}

/// The schemas that are merged when a part of a merged schema is lowered: its own parts and all that is written in it. Another
/// name for a component merges nothing.
fn merged_again(schemas: &Schemas, part: SchemaId) -> Vec<SchemaId> {
    let schema = &schemas[part];
    let union = || schema.one_of.iter().chain(&schema.any_of).copied();
    let (alternatives, branches): (Vec<_>, Vec<_>) = match schema.only_alternatives() {
        Some(_) => (union().collect(), Vec::new()),
        None => (Vec::new(), union().collect()),
    };
    let additional = match schema.additional {
        Some(Additional::Schema(values)) => Some(values),
        _ => None,
    };
    let members = schema.properties.values().chain(schema.conditional.iter().flat_map(|it| it.values()));
    let values =
        members.chain(&schema.items).chain(&schema.prefix_items).copied().chain(additional).chain(alternatives);
    let is_written_here = |value: &SchemaId| {
        let value = &schemas[*value];
        value.reference.is_none() && part_queries::only_part(schemas, value).is_none()
    };
    let parts = schema.reference.into_iter().chain(schema.all_of.iter().copied()).chain(branches);
    parts.chain(values.filter(is_written_here)).collect()
}
