//! Inheritance: a schema with a discriminator that others extend with `allOf` stands for any of them (OAS 3.0.4 §4.8.25).

use std::collections::{BTreeMap, VecDeque};

use indexmap::IndexSet;

use super::super::lowering::{Hierarchies, Hierarchy, Lowering};
use super::union::{tags_of, takes};
use crate::document::schema::{Discriminator, Schema, SchemaId, Schemas};
use crate::ir::{Shape, TypeId, TypeRef, Union, UnionVariant, Untagged, WireName};

/// All components that others extend and that have a discriminator: of their own, or from what they extend themselves.
pub(in super::super) fn all(schemas: &Schemas) -> Hierarchies {
    let mut children: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for id in schemas.components().values() {
        for parent in parents(schemas, *id) {
            children.entry(parent).or_default().push(*id);
        }
    }
    let mut hierarchies = Hierarchies::new();
    // Without a discriminator above there is no hierarchy, however long the chain of parents.
    let tagged = schemas.components().values().copied().filter(|id| own_tag(schemas, &schemas[*id]).is_some());
    let tagged = reached(tagged.collect(), &children);
    for base in children.keys().copied().filter(|base| tagged.contains(base)) {
        if schemas[base].reference.is_some() || schemas[base].is_union() {
            continue;
        }
        let related = ancestors(schemas, base);
        if let Some(tag) = related.iter().find_map(|id| own_tag(schemas, &schemas[*id])) {
            let subtypes = descendants(schemas, base, &children);
            let tag = with_mappings(schemas, tag, related.iter().chain(&subtypes));
            hierarchies.insert(base, Hierarchy { tag, subtypes });
        }
    }
    hierarchies
}

/// A discriminator that knows, too, what those of its relatives with the same member map.
fn with_mappings<'i>(
    schemas: &Schemas,
    tag: &Discriminator,
    related: impl Iterator<Item = &'i SchemaId>,
) -> Discriminator {
    let mut tag = tag.clone();
    let others = related.filter_map(|id| own_tag(schemas, &schemas[*id]));
    for (value, target) in others.filter(|other| other.property == tag.property).flat_map(|other| &other.mapping) {
        tag.mapping.entry(value.clone()).or_insert_with(|| target.clone());
    }
    tag
}

/// A component and those that it extends, the nearest first.
pub(super) fn ancestors(schemas: &Schemas, component: SchemaId) -> IndexSet<SchemaId> {
    let mut found = IndexSet::new();
    let mut open = VecDeque::from([component]);
    while let Some(id) = open.pop_front() {
        if schemas[id].reference.is_none() && found.insert(id) {
            open.extend(parents(schemas, id));
        }
    }
    found
}

/// A discriminator beside `allOf` or in one of its parts. That of a union is about its branches.
fn own_tag<'s>(schemas: &'s Schemas, schema: &'s Schema) -> Option<&'s Discriminator> {
    if schema.is_union() {
        return None;
    }
    let parts = schema.all_of.iter().map(|part| &schemas[*part]);
    schema.discriminator.as_deref().or_else(|| parts.filter_map(|part| own_tag(schemas, part)).next())
}

/// The components that extend another, however indirectly, in the order of their names.
fn descendants(schemas: &Schemas, base: SchemaId, children: &BTreeMap<SchemaId, Vec<SchemaId>>) -> Vec<SchemaId> {
    let mut found = reached(vec![base], children);
    found.swap_remove(&base);
    let mut found: Vec<SchemaId> = found.into_iter().collect();
    found.sort_by_key(|id| schemas.name(*id));
    found
}

/// Components, and all that extend them.
fn reached(mut open: Vec<SchemaId>, children: &BTreeMap<SchemaId, Vec<SchemaId>>) -> IndexSet<SchemaId> {
    let mut found = IndexSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(children.get(&id).into_iter().flatten());
        }
    }
    found
}

/// The components that a schema extends.
fn parents(schemas: &Schemas, id: SchemaId) -> impl Iterator<Item = SchemaId> {
    schemas[id].all_of.iter().filter_map(|part| schemas[*part].reference)
}

/// Makes a type the union of a hierarchy: those that extend the base, and the base itself.
pub(super) fn define(lowering: &mut Lowering<'_>, (base, id): (SchemaId, TypeId), base_type: TypeRef) {
    let Some(Hierarchy { tag, subtypes }) = lowering.hierarchies.get(&base) else { return };
    let mut variants: Vec<UnionVariant> = Vec::new();
    for subtype in subtypes {
        let Some(ty) = lowering.components.get(subtype).copied() else { continue };
        let tags = tags_of(tag, Some(*subtype));
        variants.push(UnionVariant {
            name: Default::default(),
            ty: TypeRef::Named(ty),
            tags,
            takes: takes(tag, *subtype),
        });
    }
    let mut tags = tags_of(tag, Some(base));
    if tags.is_empty() {
        tags.extend(lowering.schemas.name(base).map(WireName::new));
    }
    let takes = if tag.default.is_some() { takes(tag, base) } else { Untagged::Fitting };
    variants.push(UnionVariant { name: Default::default(), ty: base_type, tags, takes });
    let tag = Some(WireName::new(&*tag.property));
    lowering.types[id.0].shape = Shape::Union(Union { variants, tag, overlapping: false });
}
