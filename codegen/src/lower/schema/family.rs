//! Inheritance: a schema with a discriminator that others extend with `allOf` stands for any of them (OAS 3.0.4 §4.8.25).

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind};

use super::super::Lowering;
use super::super::reference::component_name;
use super::{Home, union};
use crate::diagnostics::Pointer;
use crate::ir::{Part, Shape, TypeId, TypeRef, Union, UnionVariant, WireName};

/// Component → the components that extend it, however indirectly, in the order of their names.
pub(in super::super) type Families = BTreeMap<String, Vec<String>>;

/// All components with a discriminator of their own that others extend.
pub(in super::super) fn all(openapi: &OpenAPI) -> Families {
    let Some(components) = &openapi.components else { return Families::new() };
    let schemas = &components.schemas;
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas {
        for parent in parents(schema) {
            children.entry(parent).or_default().push(name.clone());
        }
    }
    let is_base = |schema: &ReferenceOr<Schema>| match schema {
        ReferenceOr::Item(schema) => schema.schema_data.discriminator.is_some() && !is_union(schema),
        ReferenceOr::Reference { .. } => false,
    };
    let bases = schemas.iter().filter(|(name, schema)| is_base(schema) && children.contains_key(*name));
    bases.map(|(name, _)| (name.clone(), descendants(name, &children))).collect()
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
    let ReferenceOr::Item(schema) = schema else { return Vec::new() };
    let parts = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => return Vec::new(),
    };
    let names = parts.iter().filter_map(|part| match part {
        ReferenceOr::Reference { reference } => component_name(reference).map(|name| name.into_owned()),
        ReferenceOr::Item(_) => None,
    });
    names.collect()
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
    let Some(tag) = &schema.schema_data.discriminator else { return };
    let children = lowering.families.get(name).cloned().unwrap_or_default();
    let mut variants = Vec::new();
    for child in children {
        let Some(child_id) = lowering.components.get(&child).copied() else { continue };
        let part =
            ReferenceOr::Reference { reference: format!("#{}", Pointer::root().at(["components", "schemas", &child])) };
        let mut tags = union::tags_of(tag, &part);
        if tags.is_empty() {
            tags.push(WireName::new(child));
        }
        variants.push(UnionVariant { name: Default::default(), ty: TypeRef::Named(child_id), tags });
    }
    let base = lowering.own(schema, at, Home::Component(id).inside(Part::Base));
    let tags = vec![WireName::new(name)];
    variants.push(UnionVariant { name: Default::default(), ty: base.ty, tags });
    let tag = Some(WireName::new(&*tag.property_name));
    lowering.types[id.0].shape = Shape::Union(Union { variants, tag });
}
