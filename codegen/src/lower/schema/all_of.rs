//! `allOf`, and whatever stands beside it: what all of it comes to as one type.

use std::collections::BTreeSet;

use openapiv3::{AnySchema, Discriminator, ObjectType, ReferenceOr, Schema, SchemaKind, Type};

use super::super::Lowering;
use super::object::{self, Parts};
use super::union::{Branch, Branches, allows_anything};
use super::{Home, Typed, agree, branch_name, mixed, union};
use crate::diagnostics::Pointer;
use crate::document::keywords::CONDITIONAL;
use crate::ir::{Part, SchemaUse, Shape, TypeRef, Union, UnionVariant, WireName};

/// Parts within parts beyond this are a cycle.
const MAX_DEPTH: usize = 64;

/// Structs that unions beside members are made into, all in all: unions within unions multiply.
const MOST_DISTRIBUTED: usize = 5_000;

/// One union of a schema.
#[derive(Clone)]
struct Alternatives {
    branches: Vec<Branch>,
    tag: Option<Discriminator>,
    /// The reference that led to it, if it led to nothing else.
    named: Option<Branch>,
}

/// What a schema is made of, through all its `allOf`s.
#[derive(Clone, Default)]
struct Pieces {
    /// Objects, and members that are there under conditions.
    parts: Parts,
    /// Unions of which one branch each has to hold.
    unions: Vec<Alternatives>,
    /// Schemas that are neither.
    others: Vec<Branch>,
    /// The components that are in it already: one that is met twice adds nothing.
    seen: BTreeSet<String>,
}

/// Lowers a schema that has `allOf`, or `oneOf` or `anyOf` beside other keywords.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer, home: Home) -> Typed {
    if let Some((only, at)) = single(lowering, schema, at, &home) {
        return lowering.typed_in(only, &at, home);
    }
    // A member of a part that is made of the same part again: it is the type that is being made.
    if let Some((_, id)) = lowering.merging.iter().find(|(other, _)| other == at) {
        return Typed::of(TypeRef::Named(*id));
    }
    let mut pieces = Pieces::default();
    if !pieces.collect(lowering, schema, (at, 0)) {
        return lowering.untyped(at, "`allOf` leads back to itself");
    }
    pieces.lower(lowering, schema, at, home)
}

/// The only part of an `allOf` that has nothing beside it. One that extends a family is more than another name for it.
fn single<'s>(
    lowering: &Lowering<'_>,
    schema: &'s Schema,
    at: &Pointer,
    home: &Home,
) -> Option<(&'s ReferenceOr<Schema>, Pointer)> {
    let (index, only) = only_part(schema)?;
    let extends = match (only, home) {
        (ReferenceOr::Reference { reference }, Home::Component(_)) => lowering.is_family(reference),
        _ => false,
    };
    (!extends).then(|| (only, at.child("allOf").index(index)))
}

/// The parts of a schema's `allOf`.
pub(super) fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// Those of them that are written in place, the last first, as the closest to the type.
pub(super) fn in_place(schema: &Schema) -> impl Iterator<Item = &Schema> {
    parts(schema).iter().rev().filter_map(ReferenceOr::as_item)
}

/// The only part of an `allOf` that says more than that the value is an object, if nothing beside it does either.
pub(super) fn only_part(schema: &Schema) -> Option<(usize, &ReferenceOr<Schema>)> {
    if schema.schema_data.extensions.contains_key(CONDITIONAL) {
        return None;
    }
    if let SchemaKind::Any(any) = &schema.schema_kind
        && !is_only_parts(any)
    {
        return None;
    }
    let mut telling = parts(schema).iter().enumerate().filter(|(_, part)| !is_plain(part));
    let only = telling.next()?;
    // One that is written twice says no more than once.
    telling.all(|(_, other)| other == only.1).then_some(only)
}

/// Whether nothing beside the parts says what the value is, but that it is an object.
fn is_only_parts(any: &AnySchema) -> bool {
    let is_object = any.typ.as_deref().is_none_or(|typ| typ == "object");
    let has_members = !any.properties.is_empty() || !any.required.is_empty();
    let is_closed = any.additional_properties.as_ref().is_none_or(object::is_closed);
    let has_values = !any.enumeration.is_empty() || any.items.is_some();
    let has_branches = !any.one_of.is_empty() || !any.any_of.is_empty();
    is_object && is_closed && !has_members && !has_values && !has_branches
}

/// Whether a part says no more than that the value is an object.
pub(super) fn is_plain(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(part) if part.schema_data.extensions.contains_key(CONDITIONAL) => false,
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::Object(object)), .. }) => {
            let (min_properties, max_properties) = (object.min_properties, object.max_properties);
            *object == ObjectType { min_properties, max_properties, ..ObjectType::default() }
        }
        part => allows_anything(part),
    }
}

impl Pieces {
    /// Adds all that a schema is made of; false if there is no end to it.
    fn collect(&mut self, lowering: &Lowering<'_>, schema: &Schema, (at, depth): (&Pointer, usize)) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        self.parts.conditional.extend(object::conditional(schema, at));
        let tag = schema.schema_data.discriminator.clone();
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => self.parts.objects.push((object.clone(), at.clone())),
            SchemaKind::AllOf { all_of } => return self.collect_all(lowering, all_of, (&at.child("allOf"), depth)),
            SchemaKind::OneOf { one_of } => self.add_union(one_of, &at.child("oneOf"), tag),
            SchemaKind::AnyOf { any_of } => self.add_union(any_of, &at.child("anyOf"), tag),
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) if is_object(any) => {
                let all = self.collect_all(lowering, &any.all_of, (&at.child("allOf"), depth));
                self.add_union(&any.one_of, &at.child("oneOf"), tag.clone());
                self.add_union(&any.any_of, &at.child("anyOf"), tag);
                let own = object::from_any(any);
                if own != ObjectType::default() {
                    self.parts.objects.push((own, at.clone()));
                } else if !any.enumeration.is_empty() {
                    self.others.push((ReferenceOr::Item(schema.clone()), at.clone()));
                }
                return all;
            }
            SchemaKind::Any(any) if !any.all_of.is_empty() && any.one_of.is_empty() && any.any_of.is_empty() => {
                let own = AnySchema { all_of: Vec::new(), ..any.clone() };
                let own = Schema { schema_data: schema.schema_data.clone(), schema_kind: SchemaKind::Any(own) };
                let all = self.collect_all(lowering, &any.all_of, (&at.child("allOf"), depth));
                self.others.push((ReferenceOr::Item(own), at.clone()));
                return all;
            }
            SchemaKind::Any(_) | SchemaKind::Type(_) => {
                self.others.push((ReferenceOr::Item(schema.clone()), at.clone()));
            }
        }
        true
    }

    fn collect_all(
        &mut self,
        lowering: &Lowering<'_>,
        parts: &[ReferenceOr<Schema>],
        (at, depth): (&Pointer, usize),
    ) -> bool {
        parts.iter().enumerate().all(|(index, part)| self.collect_part(lowering, part, (&at.index(index), depth + 1)))
    }

    fn collect_part(
        &mut self,
        lowering: &Lowering<'_>,
        part: &ReferenceOr<Schema>,
        (at, depth): (&Pointer, usize),
    ) -> bool {
        match part {
            ReferenceOr::Item(schema) => self.collect(lowering, schema, (at, depth)),
            ReferenceOr::Reference { reference } if self.seen.contains(reference) => true,
            ReferenceOr::Reference { reference } => {
                self.seen.insert(reference.clone());
                let Some((target, target_at)) = lowering.target(reference) else { return true };
                let (others, unions, objects) = (self.others.len(), self.unions.len(), self.parts.objects.len());
                let ends = self.collect(lowering, target, (&target_at, depth));
                // A scalar or array keeps its name, and so does a union that nothing else is merged into.
                if self.others.len() > others {
                    self.others.truncate(others);
                    self.others.push((part.clone(), at.clone()));
                }
                if let [only] = &mut self.unions[unions..]
                    && self.parts.objects.len() == objects
                {
                    only.named = Some((part.clone(), at.clone()));
                }
                ends
            }
        }
    }

    fn add_union(&mut self, parts: &[ReferenceOr<Schema>], at: &Pointer, tag: Option<Discriminator>) {
        // Branches that only say which members must be there, or what must not be, tell no types apart.
        if parts.iter().any(|part| !allows_anything(part)) {
            let branches = parts.iter().enumerate().map(|(index, part)| (part.clone(), at.index(index)));
            self.unions.push(Alternatives { branches: branches.collect(), tag, named: None });
            return;
        }
        let required = |part: &ReferenceOr<Schema>| match &part.as_item()?.schema_kind {
            SchemaKind::Any(any) => Some(any.required.clone()),
            _ => None,
        };
        self.parts.mentioned.extend(parts.iter().filter_map(required).flatten());
    }

    fn lower(mut self, lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        // A list of types beside alternatives of these types adds nothing.
        if self.unions.len() > 1 {
            let is_plain = |union: &Alternatives| union.branches.iter().all(|(part, _)| mixed::is_plain(part));
            let plain = self.unions.iter().filter(|union| is_plain(union)).count();
            let keep_one = plain == self.unions.len();
            let mut kept = false;
            self.unions.retain(|union| !is_plain(union) || (keep_one && !std::mem::replace(&mut kept, true)));
        }
        let has_members = self.parts.objects.iter().any(|(object, _)| !object.properties.is_empty());
        match (self.others.is_empty(), self.unions.len()) {
            (true, 0) => self.object(lowering, schema, at, home),
            (true, 1) if !has_members => {
                let union = self.unions.swap_remove(0);
                let tag = schema.schema_data.discriminator.clone().or(union.tag);
                let list = union.named.map_or(union.branches, |named| vec![named]);
                union::lower(lowering, schema, Branches { list, tag: tag.as_ref() }, home)
            }
            (true, 1) => self.distribute(lowering, schema, at, home),
            (true, _) => self.spread(lowering, schema, at, home),
            (false, 0) if !has_members => agree::lower(lowering, schema, (&self.others, at), home),
            (false, _) => lowering.untyped(at, "the parts of `allOf` are of different types"),
        }
    }

    /// One struct with the members of all objects, or a map if there are none.
    fn object(self, lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        let Parts { objects, conditional, mentioned } = &self.parts;
        if let ([(object, at)], [], true) = (objects.as_slice(), conditional.as_slice(), mentioned.is_empty()) {
            return object::lower(lowering, schema, object, at, home);
        }
        if self.parts.objects.iter().all(|(object, _)| object.properties.is_empty()) {
            let with_values =
                self.parts.objects.iter().rev().find(|(object, _)| object.additional_properties.is_some());
            return match with_values.or(self.parts.objects.last()) {
                Some((object, at)) => object::lower(lowering, schema, object, at, home),
                None => Typed::of(TypeRef::Json),
            };
        }
        let id = home.define(lowering, schema);
        lowering.merging.push((at.clone(), id));
        let typed = object::merged(lowering, schema, &self.parts, Home::Component(id));
        lowering.merging.pop();
        typed
    }

    /// A union of structs, each with the members of all objects and of one branch.
    fn distribute(mut self, lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        let count = self.unions.iter().map(|union| union.branches.len()).sum::<usize>();
        lowering.distributed += count;
        if lowering.distributed > MOST_DISTRIBUTED {
            return self.spread(lowering, schema, at, home);
        }
        let Some(Alternatives { branches, tag, .. }) = self.unions.pop() else { return Typed::of(TypeRef::Json) };
        let tag = schema.schema_data.discriminator.clone().or(tag);
        let id = home.define(lowering, schema);
        lowering.merging.push((at.clone(), id));
        let mut variants: Vec<UnionVariant> = Vec::new();
        for (index, (part, branch_at)) in branches.iter().enumerate() {
            let others = branches.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, branch)| &branch.0);
            let name = match part {
                ReferenceOr::Reference { reference } => branch_name::last_segment(reference),
                ReferenceOr::Item(_) => branch_name::of(part, &others.collect::<Vec<_>>()),
            };
            let mut pieces = self.clone();
            pieces.collect_part(lowering, part, (branch_at, 0));
            let plain = Schema { schema_data: Default::default(), schema_kind: SchemaKind::Any(AnySchema::default()) };
            let home = Home::Component(id).inside(Part::Branch(WireName::new(name)));
            let ty = pieces.lower(lowering, &plain, branch_at, home).ty;
            lowering.schemas.push(SchemaUse { pointer: branch_at.as_str().to_owned(), ty: ty.clone(), defines: true });
            let tags = tag.as_ref().map(|tag| union::tags_of(tag, part)).unwrap_or_default();
            variants.push(UnionVariant { name: Default::default(), ty, tags });
        }
        lowering.merging.pop();
        let tag = tag.map(|tag| WireName::new(tag.property_name));
        lowering.types[id.0].shape = Shape::Union(Union { variants, tag, overlapping: false });
        Typed::of(TypeRef::Named(id))
    }

    /// One struct in which the members of all branches may be left out: several unions at once have too many combinations.
    fn spread(mut self, lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        let mut optional = Pieces::default();
        for union in std::mem::take(&mut self.unions) {
            for (part, at) in &union.branches {
                if !optional.collect_part(lowering, part, (at, 0)) {
                    return lowering.untyped(at, "`oneOf` or `anyOf` leads back to itself");
                }
            }
        }
        if !optional.others.is_empty() || !optional.unions.is_empty() {
            return lowering.untyped(at, "several unions of anything but objects have no type of their own");
        }
        for (object, _) in &mut optional.parts.objects {
            object.required.clear();
        }
        optional.parts.objects.append(&mut self.parts.objects);
        optional.parts.conditional.append(&mut self.parts.conditional);
        optional.parts.mentioned.append(&mut self.parts.mentioned);
        optional.object(lowering, schema, at, home)
    }
}

/// Whether a schema of mixed keywords is about an object, or about nothing in particular.
fn is_object(any: &AnySchema) -> bool {
    match any.typ.as_deref() {
        Some(typ) => typ == "object",
        None => any.items.is_none(),
    }
}
