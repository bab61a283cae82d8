//! `oneOf` and `anyOf`: one of several types.

use std::collections::BTreeSet;

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type};

use super::super::Lowering;
use super::super::reference::component_name;
use super::{Home, Typed, branch_name};
use crate::diagnostics::{Code, Pointer, quote};
use crate::ir::{Part, Shape, TypeRef, Union, UnionVariant, WireName};

/// A schema of a union, and where it is.
pub(super) type Branch = (ReferenceOr<Schema>, Pointer);

/// The schemas of a union, and what names the right one.
pub(super) struct Branches<'s> {
    pub(super) list: Vec<Branch>,
    pub(super) tag: Option<&'s Discriminator>,
}

impl<'s> Branches<'s> {
    /// The schemas in a list at `at`.
    pub(super) fn of((parts, at): (&[ReferenceOr<Schema>], &Pointer), tag: Option<&'s Discriminator>) -> Self {
        let list = parts.iter().enumerate().map(|(index, part)| (part.clone(), at.index(index))).collect();
        Self { list, tag }
    }
}

/// Another name for its only branch, or a union. Null is no branch of its own, and neither is what allows anything: a union
/// keeps that anyway.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, branches: Branches<'_>, home: Home) -> Typed {
    let Branches { list, tag } = branches;
    let count = list.len();
    let list: Vec<Branch> = list.into_iter().filter(|(part, _)| !is_null(part)).collect();
    let null = list.len() < count;
    let mut list = if tag.is_none() { flat(list) } else { list };
    // A branch that adds nothing else may still be the one that allows null.
    let null = null || list.iter().any(|(part, _)| part.as_item().is_some_and(|part| part.schema_data.nullable));
    let count = list.len();
    // Null is among what is anything.
    let null = null || list.iter().any(|(part, _)| is_free(part));
    list.retain(|(part, _)| !allows_anything(part));
    let anything = list.len() < count;
    let list = join_integers(join_strings(lowering, list));
    let typed = match distinct(&list).as_slice() {
        [] => Typed::of(TypeRef::Json),
        [only] if !anything => lowering.typed_in(&only.0, &only.1, home),
        several => define(lowering, schema, (several, tag), home),
    };
    Typed { nullable: typed.nullable || null, ..typed }
}

fn define(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    (branches, tag): (&[&Branch], Option<&Discriminator>),
    home: Home,
) -> Typed {
    let id = home.define(lowering, schema);
    let mut nullable = false;
    let mut variants: Vec<UnionVariant> = Vec::new();
    for (index, (part, at)) in branches.iter().enumerate() {
        let others = branches.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, branch)| &branch.0);
        let name = branch_name::of(part, &others.collect::<Vec<_>>());
        let home = Home::Component(id).inside(Part::Branch(WireName::new(name)));
        let typed = lowering.typed_in(part, at, home);
        nullable |= typed.nullable;
        let tags = tag.map(|tag| tags_of(tag, part)).unwrap_or_default();
        match variants.iter_mut().find(|variant| variant.ty == typed.ty) {
            Some(same) => same.tags.extend(tags),
            None => variants.push(UnionVariant { name: Default::default(), ty: typed.ty, tags }),
        }
    }
    check_mapping(lowering, tag, branches);
    let key = |(_, at): &&Branch| at.parent()?.segments().next_back().map(|key| key == "anyOf");
    let overlapping = branches.iter().any(|branch| key(branch).unwrap_or_default());
    variants.sort_by_key(|variant| width(&variant.ty));
    let tag = tag.map(|tag| WireName::new(&*tag.property_name));
    lowering.types[id.0].shape = match variants.as_slice() {
        [only] if branches.len() > 1 => Shape::Alias(only.ty.clone()),
        _ => Shape::Union(Union { variants, tag, overlapping }),
    };
    Typed { ty: TypeRef::Named(id), nullable }
}

/// What takes more values is tried later.
fn width(ty: &TypeRef) -> u8 {
    match ty {
        TypeRef::Json => 4,
        TypeRef::Map(_) => 3,
        TypeRef::String => 2,
        TypeRef::F64 | TypeRef::Number => 1,
        _ => 0,
    }
}

/// The texts of the discriminator that name a branch: those mapped to it, else none; the pass `tags` knows what else may.
pub(super) fn tags_of(tag: &Discriminator, part: &ReferenceOr<Schema>) -> Vec<WireName> {
    let ReferenceOr::Reference { reference } = part else { return Vec::new() };
    let leads_here = |target: &str| target == reference || component_name(reference).is_some_and(|name| name == target);
    tag.mapping.iter().filter(|(_, target)| leads_here(target)).map(|(value, _)| WireName::new(&**value)).collect()
}

/// Says which values of a discriminator lead to no branch.
fn check_mapping(lowering: &mut Lowering<'_>, tag: Option<&Discriminator>, branches: &[&Branch]) {
    let Some(tag) = tag else { return };
    let known: BTreeSet<WireName> = branches.iter().flat_map(|(part, _)| tags_of(tag, part)).collect();
    let at = branches.first().and_then(|(_, at)| at.parent()?.parent()).unwrap_or_default();
    for (value, target) in tag.mapping.iter().filter(|(value, _)| !known.contains(&WireName::new(&***value))) {
        let message = format!(
            "the discriminator's value {} is mapped to {}, which is none of the schemas here; such a value is kept as untyped JSON",
            quote(value),
            quote(target)
        );
        lowering.warn(Code::WDiscriminator, &at.child("discriminator").child("mapping").child(value), message);
    }
}

/// Whether a schema is that of null: by its only value, or because it says nothing but `nullable`, which is how some write
/// null in 3.0.
fn is_null(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Any(any), schema_data }) => {
            any.enumeration.as_slice() == [serde_json::Value::Null]
                || (schema_data.nullable && *any == AnySchema::default())
        }
        _ => false,
    }
}

/// Whether a schema says nothing at all.
pub(super) fn is_free(part: &ReferenceOr<Schema>) -> bool {
    matches!(part, ReferenceOr::Item(Schema { schema_kind: SchemaKind::Any(any), .. }) if *any == AnySchema::default())
}

/// Whether a schema says nothing of what a value is.
pub(super) fn allows_anything(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Any(any), .. }) => {
            *any == AnySchema { required: any.required.clone(), not: any.not.clone(), ..Default::default() }
        }
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Not { .. }, .. }) => true,
        _ => false,
    }
}

/// Unions within unions as branches of the outer one.
fn flat(list: Vec<Branch>) -> Vec<Branch> {
    let mut out = Vec::new();
    for (part, at) in list {
        match &part {
            ReferenceOr::Item(Schema {
                schema_kind: SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts },
                schema_data,
            }) if schema_data.discriminator.is_none() && !schema_data.nullable => {
                let key = if let ReferenceOr::Item(Schema { schema_kind: SchemaKind::OneOf { .. }, .. }) = &part {
                    "oneOf"
                } else {
                    "anyOf"
                };
                let at = at.child(key);
                let parts = parts.iter().enumerate().map(|(index, part)| (part.clone(), at.index(index)));
                out.extend(flat(parts.collect()));
            }
            _ => out.push((part, at)),
        }
    }
    out
}

/// One enum of all strings that are listed in place. A string that may be anything adds nothing to an enum, which is open.
fn join_strings(lowering: &Lowering<'_>, list: Vec<Branch>) -> Vec<Branch> {
    let mut out: Vec<Branch> = Vec::new();
    for (part, at) in list {
        let joined = string_values(&part).zip(out.iter_mut().find_map(|(other, _)| string_values_mut(other)));
        match joined {
            Some((values, all)) => all.extend(values.iter().cloned()),
            None => out.push((part, at)),
        }
    }
    if out.iter().any(|(part, _)| string_values(part).is_some() || is_enum_component(lowering, part)) {
        out.retain(|(part, _)| !is_plain_string(part));
    }
    out
}

/// One enum of all whole numbers that are listed in place, named after the titles if each has one.
fn join_integers(list: Vec<Branch>) -> Vec<Branch> {
    let mut out: Vec<Branch> = Vec::new();
    for (part, at) in list {
        let joined = integer_values(&part).zip(out.iter_mut().find_map(|(other, _)| {
            integer_values(other)?;
            match other {
                ReferenceOr::Item(other) => Some(other),
                ReferenceOr::Reference { .. } => None,
            }
        }));
        let Some(((values, data), all)) = joined else {
            out.push((part, at));
            continue;
        };
        let names = titles(&all.schema_data).zip(titles(data)).map(|(all, own)| [all, own].concat());
        match names {
            Some(names) => drop(all.schema_data.extensions.insert(NAMES.to_owned(), names.into())),
            None => drop(all.schema_data.extensions.shift_remove(NAMES)),
        }
        all.schema_data.title = None;
        if let SchemaKind::Type(Type::Integer(integer)) = &mut all.schema_kind {
            integer.enumeration.extend(values);
        }
    }
    out
}

/// Where the names of values are.
const NAMES: &str = "x-enum-varnames";

/// The names of the values: those that are there already, or the title of the only one.
fn titles(data: &SchemaData) -> Option<Vec<serde_json::Value>> {
    let names = data.extensions.get(NAMES).and_then(|names| names.as_array().cloned());
    names.or_else(|| Some(vec![data.title.clone()?.into()]))
}

fn integer_values(part: &ReferenceOr<Schema>) -> Option<(&Vec<Option<i64>>, &SchemaData)> {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::Integer(integer)), schema_data }) => {
            Some((&integer.enumeration, schema_data)).filter(|(values, _)| !values.is_empty())
        }
        _ => None,
    }
}

fn string_values(part: &ReferenceOr<Schema>) -> Option<&Vec<Option<String>>> {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::String(string)), .. }) => {
            Some(&string.enumeration).filter(|values| !values.is_empty())
        }
        _ => None,
    }
}

fn string_values_mut(part: &mut ReferenceOr<Schema>) -> Option<&mut Vec<Option<String>>> {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::String(string)), .. }) => {
            Some(&mut string.enumeration).filter(|values| !values.is_empty())
        }
        _ => None,
    }
}

fn is_plain_string(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::String(string)), .. }) => {
            *string
                == StringType {
                    pattern: string.pattern.clone(),
                    min_length: string.min_length,
                    max_length: string.max_length,
                    ..Default::default()
                }
        }
        _ => false,
    }
}

fn is_enum_component(lowering: &Lowering<'_>, part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Reference { reference } => {
            lowering.component(reference).is_some_and(|target| string_values(target).is_some())
        }
        ReferenceOr::Item(_) => false,
    }
}

/// The branches without those that are written more than once.
fn distinct(list: &[Branch]) -> Vec<&Branch> {
    let mut out: Vec<&Branch> = Vec::new();
    for branch in list {
        let is_same =
            |other: &&Branch| other.0 == branch.0 || (is_scalar(&branch.0) && same_scalar(&other.0, &branch.0));
        if !out.iter().any(is_same) {
            out.push(branch);
        }
    }
    out
}

fn is_scalar(part: &ReferenceOr<Schema>) -> bool {
    matches!(
        part,
        ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Type(Type::String(_) | Type::Boolean(_) | Type::Integer(_) | Type::Number(_)),
            ..
        })
    )
}

/// Whether two scalars differ in their bounds or descriptions at most.
fn same_scalar(a: &ReferenceOr<Schema>, b: &ReferenceOr<Schema>) -> bool {
    let (ReferenceOr::Item(a), ReferenceOr::Item(b)) = (a, b) else { return false };
    match (&a.schema_kind, &b.schema_kind) {
        (SchemaKind::Type(Type::String(a)), SchemaKind::Type(Type::String(b))) => {
            a.format == b.format && a.enumeration == b.enumeration
        }
        (SchemaKind::Type(Type::Integer(a)), SchemaKind::Type(Type::Integer(b))) => {
            a.format == b.format && a.enumeration == b.enumeration
        }
        (SchemaKind::Type(Type::Number(a)), SchemaKind::Type(Type::Number(b))) => a.format == b.format,
        (SchemaKind::Type(Type::Boolean(_)), SchemaKind::Type(Type::Boolean(_))) => true,
        _ => false,
    }
}
