//! `allOf`: another name for its only part, or one struct with the members of all parts.

use std::collections::BTreeSet;

use openapiv3::{AnySchema, ObjectType, ReferenceOr, Schema, SchemaKind, Type};

use super::super::Lowering;
use super::{Home, Typed, object, xml};
use crate::diagnostics::Pointer;
use crate::ir::{Shape, Struct, TypeRef};

/// The objects that are parts of an `allOf`, and where they are.
#[derive(Default)]
struct Found {
    objects: Vec<(ObjectType, Pointer)>,
    /// Components that are part of it already; a second time they say nothing new.
    done: BTreeSet<Pointer>,
}

/// Parts within parts beyond this are a cycle.
const MAX_DEPTH: usize = 64;

/// An `allOf` and nothing beside it.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    parts: &[ReferenceOr<Schema>],
    at: &Pointer,
    home: Home,
) -> Typed {
    if let [only] = parts {
        return lowering.typed_in(only, &at.child("allOf").index(0), home);
    }
    merged(lowering, schema, (parts, ObjectType::default()), at, home)
}

/// An `allOf` with properties beside it.
pub(super) fn mixed(lowering: &mut Lowering<'_>, schema: &Schema, any: &AnySchema, at: &Pointer, home: Home) -> Typed {
    let own = object::from_any(any);
    if own.properties.is_empty() && own.required.is_empty() {
        return lower(lowering, schema, &any.all_of, at, home);
    }
    merged(lowering, schema, (&any.all_of, own), at, home)
}

fn merged(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    (parts, own): (&[ReferenceOr<Schema>], ObjectType),
    at: &Pointer,
    home: Home,
) -> Typed {
    // A member of a part that is made of the same part again: it is the type that is being made.
    if let Some((_, id)) = lowering.merging.iter().find(|(other, _)| other == at) {
        return Typed::of(TypeRef::Named(*id));
    }
    let mut found = Found::default();
    if !collect(lowering, parts, (&at.child("allOf"), 0), &mut found) {
        return lowering.untyped(at, "`allOf` of anything but objects is not supported");
    }
    let mut found = found.objects;
    found.push((own, at.clone()));
    if found.iter().all(|(object, _)| object.properties.is_empty()) {
        return Typed::of(TypeRef::Map(Box::new(TypeRef::Json)));
    }
    // A member that one part names and another requires is required.
    let required: Vec<String> = found.iter().flat_map(|(object, _)| object.required.clone()).collect();
    let id = home.define(lowering, schema);
    lowering.merging.push((at.clone(), id));
    let mut shape = Struct { xml_root: xml::name(schema), fields: Vec::new() };
    for (mut object, at) in found {
        object.required.clone_from(&required);
        object::add_fields(lowering, &mut shape, &object, (id, &at));
    }
    lowering.merging.pop();
    lowering.types[id.0].shape = Shape::Struct(shape);
    Typed::of(TypeRef::Named(id))
}

/// Collects the objects of all parts, those of references and of parts within parts too; false if one is no object.
fn collect(
    lowering: &Lowering<'_>,
    parts: &[ReferenceOr<Schema>],
    (at, depth): (&Pointer, usize),
    found: &mut Found,
) -> bool {
    depth < MAX_DEPTH
        && parts.iter().enumerate().all(|(index, part)| {
            let (schema, at) = match part {
                ReferenceOr::Item(schema) => (Some(schema), at.index(index)),
                ReferenceOr::Reference { reference } => {
                    let name = super::component_name(reference).unwrap_or_default();
                    let schemas = lowering.openapi.components.as_ref().map(|all| &all.schemas);
                    let target = schemas.and_then(|all| all.get(&*name));
                    let target = target.and_then(|it| lowering.resolve(it, |all, name| all.schemas.get(name)));
                    (target, Pointer::root().at(["components", "schemas", &name]))
                }
            };
            if found.done.contains(&at) {
                return true;
            }
            let is_object = schema.is_some_and(|schema| collect_one(lowering, schema, (&at, depth), found));
            if is_object && matches!(part, ReferenceOr::Reference { .. }) {
                found.done.insert(at);
            }
            is_object
        })
}

fn collect_one(lowering: &Lowering<'_>, schema: &Schema, (at, depth): (&Pointer, usize), found: &mut Found) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            found.objects.push((object.clone(), at.clone()));
            true
        }
        SchemaKind::AllOf { all_of } => collect(lowering, all_of, (&at.child("allOf"), depth + 1), found),
        SchemaKind::Any(any)
            if any.typ.as_deref().is_none_or(|typ| typ == "object")
                && any.one_of.is_empty()
                && any.any_of.is_empty() =>
        {
            let parts = collect(lowering, &any.all_of, (&at.child("allOf"), depth + 1), found);
            found.objects.push((object::from_any(any), at.clone()));
            parts
        }
        _ => false,
    }
}
