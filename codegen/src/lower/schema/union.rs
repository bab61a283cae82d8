//! `oneOf` and `anyOf`: one of several types.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use super::{branch_name, keyed};
use crate::diagnostics::{Code, quote};
use crate::document::schema::{Discriminator, Schema, SchemaId, Type, docs_of_values};
use crate::ir::{Part, Shape, TypeRef, Union, UnionVariant, Untagged, WireName};

/// The schemas of a union, and what names the right one.
#[derive(Clone)]
pub(super) struct Branches {
    pub(super) list: Vec<SchemaId>,
    pub(super) tag: Option<Box<Discriminator>>,
    /// Whether a value may fit several of them (`anyOf`).
    pub(super) overlapping: bool,
}

impl Branches {
    /// The alternatives of a schema under one of the two keywords.
    pub(super) fn of(schema: &Schema) -> Self {
        let overlapping = schema.one_of.is_empty();
        let list = if overlapping { &schema.any_of } else { &schema.one_of };
        Self { list: list.clone(), tag: schema.discriminator.clone(), overlapping }
    }
}

/// Another name for its only branch, or a union. Null is no branch of its own, and neither is what allows anything: a union
/// keeps that anyway.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    branches: Branches,
    site: DefinitionSite,
) -> MaybeNullType {
    let Branches { mut list, tag, mut overlapping } = branches;
    let count = list.len();
    list.retain(|part| !is_null(&lowering.schemas[*part]));
    let null = list.len() < count;
    if tag.is_none() {
        (list, overlapping) = flat(lowering, list, overlapping);
    }
    // A branch that adds nothing else may still be the one that allows null.
    let null = null || list.iter().any(|part| lowering.schemas[*part].nullable);
    // Null is among what is anything.
    let null = null || list.iter().any(|part| lowering.schemas[*part].is_free());
    let count = list.len();
    list.retain(|part| !lowering.schemas[*part].allows_anything());
    let anything = list.len() < count;
    if tag.is_none()
        && !anything
        && !overlapping
        && let Some(keyed) = keyed::lower(lowering, schema, &list, &site)
    {
        return MaybeNullType { nullable: keyed.nullable || null, ..keyed };
    }
    let list = join_strings(lowering, list);
    let list = join_integers(lowering, list);
    let list = distinct(lowering, list);
    let typed = match list.as_slice() {
        [] => MaybeNullType::of(TypeRef::Json),
        [only] if !anything => lowering.typed_in(*only, site),
        _ => define(lowering, schema, Branches { list, tag, overlapping }, site),
    };
    MaybeNullType { nullable: typed.nullable || null, ..typed }
}

fn define(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    Branches { list, tag, overlapping }: Branches,
    site: DefinitionSite,
) -> MaybeNullType {
    let id = site.define(lowering, schema);
    lowering.defining.push((schema.at.clone(), id));
    let mut nullable = false;
    let mut variants: Vec<UnionVariant> = Vec::new();
    for (part, name) in branch_name::of_all(&lowering.schemas, &list) {
        let site = DefinitionSite::Component(id).inside(Part::Branch(WireName::new(name)));
        let typed = lowering.typed_in(part, site);
        nullable |= typed.nullable;
        let component = lowering.schemas[part].reference;
        let tags = tag.as_ref().map(|tag| tags_of(tag, component)).unwrap_or_default();
        let takes = tag.as_ref().zip(component).map(|(tag, component)| takes(tag, component)).unwrap_or_default();
        match variants.iter_mut().find(|variant| variant.ty == typed.ty) {
            Some(same) => same.tags.extend(tags),
            None => variants.push(UnionVariant { name: Default::default(), ty: typed.ty, tags, takes }),
        }
    }
    lowering.defining.pop();
    if let Some(tag) = &tag {
        check_mapping(lowering, tag, &list);
    }
    variants.sort_by_key(|variant| width(&variant.ty));
    let tag = tag.map(|tag| WireName::new(tag.property));
    lowering.types[id.0].shape = match variants.as_slice() {
        [only] if list.len() > 1 => Shape::Alias(only.ty.clone()),
        _ => Shape::Union(Union { variants, tag, overlapping }),
    };
    MaybeNullType { ty: TypeRef::Named(id), nullable }
}

/// What takes more values is tried later.
pub(super) fn width(ty: &TypeRef) -> u8 {
    match ty {
        TypeRef::Json => 4,
        TypeRef::Map(_) => 3,
        TypeRef::String => 2,
        TypeRef::F64 | TypeRef::Number => 1,
        _ => 0,
    }
}

/// The values of a discriminator that are mapped to a component; the pass `tags` knows which others name it.
pub(super) fn tags_of(tag: &Discriminator, component: Option<SchemaId>) -> Vec<WireName> {
    let mapped = tag.mapping.iter().filter(|(_, (_, target))| component.is_some() && *target == component);
    mapped.map(|(value, _)| WireName::new(&**value)).collect()
}

/// Which values with a tag that names none a component takes.
pub(super) fn takes(tag: &Discriminator, component: SchemaId) -> Untagged {
    match &tag.default {
        Some((_, target)) if *target == Some(component) => Untagged::Everything,
        _ => Untagged::Nothing,
    }
}

/// Says which values of a discriminator lead to no branch.
fn check_mapping(lowering: &mut Lowering<'_>, tag: &Discriminator, branches: &[SchemaId]) {
    let known: BTreeSet<SchemaId> = branches.iter().filter_map(|part| lowering.schemas[*part].reference).collect();
    for (value, (text, target)) in &tag.mapping {
        if target.is_some_and(|target| known.contains(&target)) {
            continue;
        }
        let message = format!(
            "the discriminator's value {} is mapped to {}, which is none of the schemas here; such a value is kept as untyped JSON",
            quote(value),
            quote(text)
        );
        lowering.warn(Code::WDiscriminator, &tag.at.child("mapping").child(value), message);
    }
    if let Some((text, target)) = &tag.default
        && !target.is_some_and(|target| known.contains(&target))
    {
        let message = format!(
            "the discriminator's `defaultMapping` is {}, which is none of the schemas here; a value that names none is kept as untyped JSON",
            quote(text)
        );
        lowering.warn(Code::WDiscriminator, &tag.at.child("defaultMapping"), message);
    }
}

/// Whether a schema is that of null: by its only value, or because it says nothing but `nullable`, which is how some write
/// null in 3.0.
fn is_null(part: &Schema) -> bool {
    (part.ty.is_none() && part.values == [Value::Null]) || (part.nullable && part.is_free())
}

/// Unions within unions as branches of the outer one, and whether a value may fit several of all these.
fn flat(lowering: &Lowering<'_>, list: Vec<SchemaId>, overlapping: bool) -> (Vec<SchemaId>, bool) {
    let mut out = Vec::new();
    let mut overlapping = overlapping;
    let mut open: Vec<SchemaId> = list.into_iter().rev().collect();
    while let Some(id) = open.pop() {
        let part = &lowering.schemas[id];
        match part.only_alternatives().filter(|_| part.discriminator.is_none() && !part.nullable) {
            Some(parts) => {
                overlapping |= part.one_of.is_empty();
                open.extend(parts.iter().rev());
            }
            None => out.push(id),
        }
    }
    (out, overlapping)
}

/// One enum of all strings that are listed in place. A string that may be anything adds nothing to an enum, which is open.
fn join_strings(lowering: &mut Lowering<'_>, list: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut list = join(lowering, list, |part| part.strings().is_some());
    let is_enum = |part: &SchemaId| {
        let part = &lowering.schemas[*part];
        part.reference.map_or(part, |target| &lowering.schemas[target]).strings().is_some()
    };
    if list.iter().any(is_enum) {
        list.retain(|part| !is_plain_string(&lowering.schemas[*part]));
    }
    list
}

/// One enum of all whole numbers that are listed in place.
fn join_integers(lowering: &mut Lowering<'_>, list: Vec<SchemaId>) -> Vec<SchemaId> {
    join(lowering, list, |part| part.integers().is_some())
}

/// One schema with the values of all schemas of a kind, named after the titles if each has one.
fn join(lowering: &mut Lowering<'_>, mut list: Vec<SchemaId>, is_of_kind: fn(&Schema) -> bool) -> Vec<SchemaId> {
    let all: Vec<SchemaId> = list.iter().copied().filter(|part| is_of_kind(&lowering.schemas[*part])).collect();
    let [first, _, ..] = all.as_slice() else { return list };
    let parts: Vec<Rc<Schema>> = all.iter().map(|part| lowering.schema(*part)).collect();
    let names: Option<Vec<_>> = parts.iter().map(|part| value_names(part)).collect();
    let mut joined = Schema::clone(&parts[0]);
    joined.values = parts.iter().flat_map(|part| part.values.iter().cloned()).collect();
    joined.value_names = names.into_iter().flatten().flatten().collect();
    joined.value_docs = docs_of_values(parts.iter().map(|part| &**part));
    if !joined.value_docs.is_empty() && parts[0].values.len() == 1 {
        // What is said of its only value.
        (joined.about.description, joined.about.deprecated) = (None, false);
    }
    if joined.ty == Some(Type::Integer) || !joined.value_names.is_empty() {
        joined.about.title = None;
    }
    let joined = lowering.schemas.add(joined);
    list.retain(|part| part == first || !all.contains(part));
    list.iter_mut().filter(|part| *part == first).for_each(|part| *part = joined);
    list
}

/// The names of the values: those that are there already, or the title of the only one.
fn value_names(schema: &Schema) -> Option<Vec<Option<String>>> {
    match schema.value_names.as_slice() {
        [] => Some(vec![Some(schema.about.title.clone()?)]),
        names => Some(names.to_vec()),
    }
}

fn is_plain_string(part: &Schema) -> bool {
    part.is_just(Type::String) && part.format.is_none() && part.values.is_empty()
}

/// The branches without those that are written more than once.
fn distinct(lowering: &Lowering<'_>, list: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut out: Vec<SchemaId> = Vec::new();
    for part in list {
        let is_same = |other: &SchemaId| {
            let schemas = &lowering.schemas;
            schemas.same(*other, part) || is_same_scalar(&schemas[*other], &schemas[part])
        };
        if !out.iter().any(is_same) {
            out.push(part);
        }
    }
    out
}

/// Whether two schemas are scalars that differ in their bounds or descriptions at most.
fn is_same_scalar(left: &Schema, right: &Schema) -> bool {
    let is_both = |ty: Type| left.is_just(ty) && right.is_just(ty);
    let has_same_format = left.format == right.format;
    let has_same_values = left.values == right.values;
    is_both(Type::Boolean)
        || (is_both(Type::Number) && has_same_format)
        || ((is_both(Type::String) || is_both(Type::Integer)) && has_same_format && has_same_values)
}
