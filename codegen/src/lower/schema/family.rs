//! Inheritance: a schema with a discriminator that others extend with `allOf` stands for any of them (OAS 3.0.4 §4.8.25).

use std::collections::{BTreeMap, VecDeque};

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Discriminator, OpenAPI, ReferenceOr, Schema, SchemaKind};

use super::super::Lowering;
use super::super::reference::component_name;
use super::{Home, union};
use crate::diagnostics::Pointer;
use crate::ir::{Part, Shape, TypeId, TypeRef, Union, UnionVariant, WireName};

/// What tells the members of a family apart, and who they are beside the base: those that extend it, however indirectly,
/// in the order of their names.
pub(in super::super) struct Family {
    tag: Discriminator,
    heirs: Vec<String>,
}

/// The families by the component that is their base.
pub(in super::super) type Families = BTreeMap<String, Family>;

/// All components that others extend and that have a discriminator: of their own, or from what they extend themselves.
pub(in super::super) fn all(openapi: &OpenAPI) -> Families {
    let Some(components) = &openapi.components else { return Families::new() };
    let schemas = &components.schemas;
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas {
        for parent in parents(schema) {
            children.entry(parent).or_default().push(name.clone());
        }
    }
    let mut families = Families::new();
    for (name, schema) in schemas.iter().filter(|(name, _)| children.contains_key(*name)) {
        let is_base = matches!(schema, ReferenceOr::Item(schema) if !is_union(schema));
        if let Some(tag) = inherited_tag(schemas, name).filter(|_| is_base) {
            let heirs = descendants(name, &children);
            let related = ancestors(schemas, name).into_iter().chain(heirs.iter().cloned());
            families.insert(name.clone(), Family { tag: with_mappings(schemas, tag, related), heirs });
        }
    }
    families
}

/// A discriminator that knows, too, what those of its relatives with the same member map.
fn with_mappings(schemas: &Schemas, tag: &Discriminator, related: impl Iterator<Item = String>) -> Discriminator {
    let mut tag = tag.clone();
    for name in related {
        let other = schemas.get(&name).and_then(|schema| own_tag(schema.as_item()?));
        for (value, target) in
            other.filter(|other| other.property_name == tag.property_name).iter().flat_map(|it| &it.mapping)
        {
            tag.mapping.entry(value.clone()).or_insert_with(|| target.clone());
        }
    }
    tag
}

type Schemas = IndexMap<String, ReferenceOr<Schema>>;

/// The discriminator of a component, or else the nearest one of those that it extends.
fn inherited_tag<'s>(schemas: &'s Schemas, name: &str) -> Option<&'s Discriminator> {
    let tag = |name: &String| own_tag(schemas.get(name)?.as_item()?);
    ancestors(schemas, name).iter().find_map(tag)
}

/// A component and those that it extends, the nearest first.
fn ancestors(schemas: &Schemas, name: &str) -> IndexSet<String> {
    let mut found = IndexSet::new();
    let mut open = VecDeque::from([name.to_owned()]);
    while let Some(name) = open.pop_front() {
        if let Some(ReferenceOr::Item(schema)) = schemas.get(&name)
            && found.insert(name)
        {
            open.extend(parts(schema).iter().filter_map(name_of));
        }
    }
    found
}

/// A discriminator beside `allOf` or in one of its parts. That of a union is about its branches.
fn own_tag(schema: &Schema) -> Option<&Discriminator> {
    if is_union(schema) {
        return None;
    }
    let inline = parts(schema).iter().filter_map(|part| part.as_item());
    schema.schema_data.discriminator.as_ref().or_else(|| inline.filter_map(own_tag).next())
}

fn descendants(base: &str, children: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![base.to_owned()];
    while let Some(parent) = open.pop() {
        for child in children.get(&parent).into_iter().flatten() {
            if child != base && !found.contains(child) {
                found.push(child.clone());
                open.push(child.clone());
            }
        }
    }
    found.sort();
    found
}

fn parents(schema: &ReferenceOr<Schema>) -> Vec<String> {
    schema.as_item().into_iter().flat_map(parts).filter_map(name_of).collect()
}

fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

fn name_of(part: &ReferenceOr<Schema>) -> Option<String> {
    match part {
        ReferenceOr::Reference { reference } => component_name(reference).map(|name| name.into_owned()),
        ReferenceOr::Item(_) => None,
    }
}

fn is_union(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => true,
        SchemaKind::Any(any) => !any.one_of.is_empty() || !any.any_of.is_empty(),
        _ => false,
    }
}

/// The union of a family: those that extend the base, and the base itself.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, (name, id): (&str, TypeId), at: &Pointer) {
    let Some(Family { tag, heirs }) = lowering.families.get(name) else { return };
    let (tag, heirs) = (tag.clone(), heirs.clone());
    let tags_of = |name: &str| {
        let reference = format!("#{}", Pointer::root().at(["components", "schemas", name]));
        union::tags_of(&tag, &ReferenceOr::Reference { reference })
    };
    let mut variants = Vec::new();
    for heir in &heirs {
        let Some(heir_id) = lowering.components.get(heir).copied() else { continue };
        variants.push(UnionVariant { name: Default::default(), ty: TypeRef::Named(heir_id), tags: tags_of(heir) });
    }
    let base = lowering.own(schema, at, Home::Component(id).inside(Part::Base));
    let mut tags = tags_of(name);
    if tags.is_empty() {
        tags.push(WireName::new(name));
    }
    variants.push(UnionVariant { name: Default::default(), ty: base.ty, tags });
    let tag = Some(WireName::new(tag.property_name));
    lowering.types[id.0].shape = Shape::Union(Union { variants, tag, overlapping: false });
}
