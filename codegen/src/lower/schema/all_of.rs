//! `allOf`, and whatever stands beside it: what all of it comes to as one type.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use super::object::{self, ObjectPart, Parts};
use super::union::{self, Branches};
use super::{branch_name, inheritance, intersect, part_queries, recursive_merge};
use crate::document::schema::{Discriminator, Schema, SchemaId, Type};
use crate::ir::{Part, SchemaUse, Shape, TypeRef, Union, UnionVariant, WireName};

/// Parts within parts beyond this are a cycle.
const MAX_DEPTH: usize = 64;

/// Structs that unions beside members are made into, all in all: unions within unions multiply.
const MOST_DISTRIBUTED: usize = 5_000;

/// One union of a schema.
#[derive(Clone)]
struct Alternatives {
    branches: Branches,
    /// The reference that led to it, if it led to nothing else.
    named: Option<SchemaId>,
}

/// What a schema is made of, through all its `allOf`s.
#[derive(Clone, Default)]
struct Pieces {
    /// The schemas that say something of it.
    merged: BTreeSet<SchemaId>,
    /// Objects, and members that are there under conditions.
    parts: Parts,
    /// Unions of which one branch each has to hold.
    unions: Vec<Alternatives>,
    /// Schemas that are neither.
    others: Vec<SchemaId>,
    /// The components that are in it already: one that is met twice adds nothing.
    seen: BTreeSet<SchemaId>,
    /// The schemas that are being collected, the outermost first.
    open: Vec<SchemaId>,
}

/// Lowers a schema that has `allOf`, or `oneOf` or `anyOf` beside other keywords.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
    // A member of a part that is made of the same part again: it is the type that is being made.
    if let Some(ty) = lowering.being_defined(schema) {
        return MaybeNullType::of(ty);
    }
    let mut pieces = Pieces::default();
    if !pieces.collect(lowering, schema, 0) {
        return lowering.untyped(&schema.at, "`allOf` leads back to itself");
    }
    if pieces.has_members()
        && let Some(ty) = recursive_merge::lower(lowering, schema, &pieces.merged, &site)
    {
        return MaybeNullType::of(ty);
    }
    pieces.lower(lowering, schema, site)
}

/// The only part of an `allOf` that has nothing beside it. One that extends a hierarchy is more than another name for it.
pub(super) fn single(lowering: &Lowering<'_>, schema: &Schema, site: &DefinitionSite) -> Option<SchemaId> {
    let only = part_queries::only_part(&lowering.schemas, schema)?;
    let base = lowering.schemas[only].reference.filter(|base| lowering.hierarchies.contains_key(base));
    let target = lowering.schemas[only].reference.map(|target| &lowering.schemas[target]);
    let is_alternative =
        target.is_some_and(|it| it.alternatives().any(|it| lowering.schemas[it].reference == Some(schema.id)));
    let extends = (base.is_some() || is_alternative) && matches!(site, DefinitionSite::Component(_));
    (!extends).then_some(only)
}

impl Pieces {
    /// Adds all that a schema is made of; false if there is no end to it.
    fn collect(&mut self, lowering: &mut Lowering<'_>, schema: &Schema, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        self.open.push(schema.id);
        let ends = self.collect_open(lowering, schema, depth);
        self.open.pop();
        ends
    }

    fn collect_open(&mut self, lowering: &mut Lowering<'_>, schema: &Schema, depth: usize) -> bool {
        if schema.all_of.is_empty() || !schema.is_only_composed() {
            self.merged.insert(schema.id);
        }
        self.merged.extend(schema.conditional.iter().flat_map(IndexMap::values));
        self.parts.conditional.extend(schema.conditional.iter().cloned());
        if matches!(schema.ty, None | Some(Type::Object)) {
            let ends = self.collect_all(lowering, &schema.all_of, depth);
            self.add_union(lowering, schema, &schema.one_of);
            self.add_union(lowering, schema, &schema.any_of);
            let is_object = schema.is_just(Type::Object) && schema.values.is_empty();
            if is_object || schema.describes_object() {
                self.parts.objects.push(ObjectPart { schema: lowering.schema(schema.id), optional: false });
            } else if !schema.values.is_empty() {
                self.others.push(schema.id);
            }
            return ends;
        }
        if schema.all_of.is_empty() || schema.is_union() {
            self.others.push(schema.id);
            return true;
        }
        let ends = self.collect_all(lowering, &schema.all_of, depth);
        self.others.push(lowering.schemas.add(Schema { all_of: Vec::new(), ..schema.clone() }));
        ends
    }

    fn collect_all(&mut self, lowering: &mut Lowering<'_>, parts: &[SchemaId], depth: usize) -> bool {
        parts.iter().all(|part| self.collect_part(lowering, *part, depth + 1))
    }

    fn collect_part(&mut self, lowering: &mut Lowering<'_>, part: SchemaId, depth: usize) -> bool {
        let schema = lowering.schema(part);
        let Some(component) = schema.reference else { return self.collect(lowering, &schema, depth) };
        if !self.seen.insert(component) {
            return true;
        }
        let Some(target) = lowering.target(component) else { return true };
        let (others, unions, objects) = (self.others.len(), self.unions.len(), self.parts.objects.len());
        let ends = self.collect(lowering, &target, depth);
        // A scalar or array keeps its name, and so does a union that nothing else is merged into.
        if self.others.len() > others {
            self.others.truncate(others);
            self.others.push(part);
        }
        if let [only] = &mut self.unions[unions..]
            && self.parts.objects.len() == objects
        {
            only.named = Some(part);
        }
        ends
    }

    fn add_union(&mut self, lowering: &Lowering<'_>, schema: &Schema, list: &[SchemaId]) {
        // Branches that only say which members must be there, or what must not be, tell no types apart.
        let parts = || list.iter().map(|part| &lowering.schemas[*part]);
        // A schema that extends a base with alternatives, and is one of them, is the one that holds.
        if parts().filter_map(|part| part.reference).any(|part| self.open.contains(&part)) {
            return;
        }
        if parts().all(Schema::allows_anything) {
            self.parts.mentioned.extend(parts().flat_map(|part| part.required.iter().cloned()));
            return;
        }
        let overlapping = list == schema.any_of.as_slice();
        let branches = Branches { list: list.to_vec(), tag: schema.discriminator.clone(), overlapping };
        self.unions.push(Alternatives { branches, named: None });
    }

    fn has_members(&self) -> bool {
        self.parts.objects.iter().any(|part| !part.schema.properties.is_empty())
    }

    fn lower(mut self, lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        // A list of types beside alternatives of these types adds nothing.
        if self.unions.len() > 1 {
            let is_plain = |part: &SchemaId| part_queries::is_plain_value(&lowering.schemas[*part]);
            let is_plain = |union: &Alternatives| union.branches.list.iter().all(is_plain);
            let plain = self.unions.iter().filter(|union| is_plain(union)).count();
            let keep_one = plain == self.unions.len();
            let mut kept = false;
            self.unions.retain(|union| !is_plain(union) || (keep_one && !std::mem::replace(&mut kept, true)));
        }
        let has_members = self.has_members();
        match (self.others.is_empty(), self.unions.len()) {
            (true, 0) => self.object(lowering, schema, site),
            (true, 1) if !has_members => {
                let Alternatives { branches, named } = self.unions.swap_remove(0);
                let tag = schema.discriminator.clone().or_else(|| branches.tag.clone());
                let branches = match named {
                    Some(named) => Branches { list: vec![named], tag, overlapping: false },
                    None => Branches { tag, ..branches },
                };
                union::lower(lowering, schema, branches, site)
            }
            (true, 1) => self.distribute(lowering, schema, site),
            (true, _) => self.spread(lowering, schema, site),
            (false, 0) if !has_members => intersect::lower(lowering, schema, &self.others, site),
            (false, _) => lowering.untyped(&schema.at, "the parts of `allOf` are of different types"),
        }
    }

    /// One struct with the members of all objects, or a map if there are none.
    fn object(self, lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        let objects = &self.parts.objects;
        if objects.iter().all(|object| object.schema.properties.is_empty()) {
            let with_values = objects.iter().rev().find(|object| object.schema.additional.is_some());
            return match with_values.or(objects.last()) {
                Some(object) => object::lower(lowering, schema, &object.schema, site),
                None => MaybeNullType::of(TypeRef::Json),
            };
        }
        object::merged(lowering, schema, &self.parts, site)
    }

    /// A union of structs, each with the members of all objects and of one branch.
    fn distribute(mut self, lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        lowering.distributed += self.unions.iter().map(|union| union.branches.list.len()).sum::<usize>();
        if lowering.distributed > MOST_DISTRIBUTED {
            return self.spread(lowering, schema, site);
        }
        let Some(Alternatives { branches: Branches { list, tag, .. }, .. }) = self.unions.pop() else {
            return MaybeNullType::of(TypeRef::Json);
        };
        let tag = schema.discriminator.clone().or(tag);
        let id = site.define(lowering, schema);
        lowering.defining.push((schema.at.clone(), id));
        let mut variants: Vec<UnionVariant> = Vec::new();
        for (part, name) in branch_name::of_all(&lowering.schemas, &list) {
            let name = match lowering.schemas[part].reference {
                Some(component) => branch_name::last_segment(&lowering.schemas, component),
                None => name,
            };
            let site = DefinitionSite::Component(id).inside(Part::Branch(WireName::new(name)));
            variants.push(self.branch(lowering, (part, tag.as_deref()), (schema.id, site)));
        }
        lowering.defining.pop();
        let tag = tag.map(|tag| WireName::new(tag.property));
        lowering.types[id.0].shape = Shape::Union(Union { variants, tag, overlapping: false });
        MaybeNullType::of(TypeRef::Named(id))
    }

    /// The type of all pieces and one branch, and the values of the discriminator that name it. A branch that extends the
    /// schema has all pieces already.
    fn branch(
        &self,
        lowering: &mut Lowering<'_>,
        (part, tag): (SchemaId, Option<&Discriminator>),
        (base, site): (SchemaId, DefinitionSite),
    ) -> UnionVariant {
        let component = lowering.schemas[part].reference;
        let tags = tag.map(|tag| union::tags_of(tag, component)).unwrap_or_default();
        let takes = tag.zip(component).map(|(tag, component)| union::takes(tag, component)).unwrap_or_default();
        let extends = component.is_some_and(|it| inheritance::ancestors(&lowering.schemas, it).contains(&base));
        let ty = if extends { lowering.typed_in(part, site).ty } else { self.merged_with(lowering, part, site) };
        UnionVariant { name: Default::default(), ty, tags, takes }
    }

    /// The type of all pieces and one branch.
    fn merged_with(&self, lowering: &mut Lowering<'_>, part: SchemaId, site: DefinitionSite) -> TypeRef {
        let mut pieces = self.clone();
        pieces.collect_part(lowering, part, 0);
        let branch = lowering.schema(part);
        let plain = lowering.schemas.add(Schema { at: branch.at.clone(), ..Schema::default() });
        let plain = lowering.schema(plain);
        let ty = pieces.lower(lowering, &plain, site).ty;
        lowering.uses.push(SchemaUse { pointer: branch.at.as_str().to_owned(), ty: ty.clone(), defines: true });
        ty
    }

    /// One struct in which the members of all branches may be left out: several unions at once have too many combinations.
    fn spread(mut self, lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        let mut optional = Pieces::default();
        for part in std::mem::take(&mut self.unions).iter().flat_map(|union| &union.branches.list) {
            if !optional.collect_part(lowering, *part, 0) {
                return lowering.untyped(&schema.at, "`oneOf` or `anyOf` leads back to itself");
            }
        }
        if !optional.others.is_empty() || !optional.unions.is_empty() {
            let why = "cannot combine several `oneOf` or `anyOf` whose branches are not objects";
            return lowering.untyped(&schema.at, why);
        }
        optional.parts.objects.iter_mut().for_each(|object| object.optional = true);
        optional.parts.objects.append(&mut self.parts.objects);
        optional.parts.conditional.append(&mut self.parts.conditional);
        optional.parts.mentioned.append(&mut self.parts.mentioned);
        optional.object(lowering, schema, site)
    }
}
