//! Which types are equal, so that one definition is enough and the others are aliases of it?

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Origin, Shape, TypeDef, TypeId, TypeRef, Usage, type_walks};

/// Makes aliases of all but one of the inline types with equal shapes, so that no name vanishes. The branches of a union are never
/// merged into each other: they would no longer be told apart.
pub(super) fn run(api: &mut Api) {
    let candidates = candidates(api);
    let mut classes = Classes::new(&api.types);
    for _ in 0..MOST_ROUNDS {
        if !merge(&api.types, &candidates, &mut classes) {
            break;
        }
    }
    for (index, kept) in classes.kept.into_iter().enumerate() {
        if kept.0 != index {
            api.types[index].shape = Shape::Alias(TypeRef::Named(kept));
            let usage = api.types[index].usage;
            let kept = &mut api.types[kept.0].usage;
            *kept = Usage { request: kept.request || usage.request, response: kept.response || usage.response };
        }
    }
}

/// Inner types are merged in a round before the outer ones; types that are nested deeper stay apart.
const MOST_ROUNDS: usize = 32;

/// How many of the types that are kept are tried: the branches of a large union may all be equal.
const MOST_TRIED: usize = 16;

/// A type that may be merged.
struct Candidate {
    id: TypeId,
    /// Equal for types that differ in nothing but the types that they are made of.
    skeleton: usize,
    /// The types that it is made of.
    parts: Vec<TypeId>,
}

/// The types that may be merged, the one to be kept before those that may be merged into it: a component before an inline type,
/// and `User` before `NullableUser`.
fn candidates(api: &Api) -> Vec<Candidate> {
    let types = &api.types;
    let roots = xml_roots(api);
    let is_candidate = |id: &TypeId| !matches!(types[id.0].shape, Shape::Alias(_)) && !roots.contains(id);
    let mut order: Vec<TypeId> = (0..types.len()).map(TypeId).filter(is_candidate).collect();
    order.sort_by_cached_key(|id| {
        let is_inline = !matches!(types[id.0].origin, Origin::Component(_));
        let length = type_walks::home(types, *id).map(|name| name.as_str().len());
        (is_inline, type_walks::outwards(types, *id).count(), length, type_walks::written_at(types, *id))
    });
    let mut known: BTreeMap<Shape, usize> = BTreeMap::new();
    let candidate = |id: TypeId| {
        let (shape, parts) = taken_apart(types, id);
        let next = known.len();
        Candidate { id, skeleton: *known.entry(shape).or_insert(next), parts }
    };
    order.into_iter().map(candidate).collect()
}

/// The shape of a type without the ids of the types that it is made of, and these. A part that is an alias is what the alias names.
fn taken_apart(types: &[TypeDef], id: TypeId) -> (Shape, Vec<TypeId>) {
    let mut shape = types[id.0].shape.clone();
    let mut parts = Vec::new();
    for part in shape.parts_mut() {
        for _ in 0..MOST_ROUNDS {
            let Some(named) = part.named_mut() else { break };
            let Shape::Alias(target) = &types[named.0].shape else {
                parts.push(std::mem::replace(named, TypeId(0)));
                break;
            };
            put(part, target.clone());
        }
    }
    (shape, parts)
}

/// Puts a type in the place of the named one.
fn put(part: &mut TypeRef, target: TypeRef) {
    match part {
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => {
            put(inner, target)
        }
        other => *other = target,
    }
}

/// The types that may be the root of an XML document, whose element is named after the type.
fn xml_roots(api: &Api) -> BTreeSet<TypeId> {
    let operations = api.operations.iter().filter(|_| api.uses_xml());
    let bodies = operations.flat_map(|operation| operation.sent().chain(operation.received()));
    bodies.filter_map(|body| type_walks::definition(&api.types, body.innermost())).collect()
}

/// Which types are one so far.
struct Classes {
    /// For each type the one that is kept for it.
    kept: Vec<TypeId>,
    /// For each type that is kept the unions that it, or a type that it is kept for, is a branch of.
    unions: Vec<BTreeSet<TypeId>>,
}

impl Classes {
    fn new(types: &[TypeDef]) -> Self {
        let mut unions = vec![BTreeSet::new(); types.len()];
        for (index, def) in types.iter().enumerate() {
            let Shape::Union(union) = &def.shape else { continue };
            for branch in union.variants.iter().filter_map(|variant| type_walks::definition(types, &variant.ty)) {
                unions[branch.0].insert(TypeId(index));
            }
        }
        Self { kept: (0..types.len()).map(TypeId).collect(), unions }
    }

    /// Merges a type into one that is kept, unless both are branches of the same union.
    fn merge(&mut self, id: TypeId, into: TypeId) -> bool {
        let may = self.unions[into.0].is_disjoint(&self.unions[id.0]);
        if may {
            let unions = std::mem::take(&mut self.unions[id.0]);
            self.unions[into.0].extend(unions);
            self.kept[id.0] = into;
        }
        may
    }
}

/// Merges the types that are equal by now; false if there are none.
fn merge(types: &[TypeDef], candidates: &[Candidate], classes: &mut Classes) -> bool {
    let mut known: BTreeMap<(usize, Vec<TypeId>), Vec<TypeId>> = BTreeMap::new();
    let mut merged = false;
    for Candidate { id, skeleton, parts } in candidates {
        if classes.kept[id.0] != *id {
            continue;
        }
        // A type that is a part of itself is equal to one that is a part of itself in the same way.
        let itself = TypeId(types.len());
        let kept = parts.iter().map(|part| classes.kept[part.0]).map(|part| if part == *id { itself } else { part });
        let equal = known.entry((*skeleton, kept.collect())).or_default();
        let may_be = |kept: &&TypeId| may_be_one(&types[id.0].origin, &types[kept.0].origin);
        match equal.iter().filter(may_be).take(MOST_TRIED).any(|kept| classes.merge(*id, *kept)) {
            true => merged = true,
            false => equal.push(*id),
        }
    }
    // What was merged into a type that is merged itself by now.
    classes.kept = classes.kept.iter().map(|kept| classes.kept[kept.0]).collect();
    merged
}

/// Whether two types that are equal may be one. Components that are equal by chance stay apart; `NullableUser` and `User` are not.
fn may_be_one(one: &Origin, other: &Origin) -> bool {
    let (Origin::Component(one), Origin::Component(other)) = (one, other) else { return true };
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.collect::<String>().replace("nullable", "")
    };
    plain(one.as_str()) == plain(other.as_str())
}
