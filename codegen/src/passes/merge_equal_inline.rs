//! Merges equal inline types within one component.

use std::collections::BTreeMap;

use super::prune::{for_each_use, retain};
use crate::ir::{Api, Origin, Shape, TypeDef, TypeId, UnionVariant, type_walks};

/// Merges inline types that are written inside the same component and are equal, until none are left. The one that is least
/// deep stays, or else the first.
pub(super) fn run(api: &mut Api) {
    while let Some(same_as) = duplicates(&api.types) {
        for_each_use(api, |id| *id = same_as[id.0]);
        for def in &mut api.types {
            if let Origin::Inside(parent, _) = &mut def.origin {
                *parent = same_as[parent.0];
            }
        }
        let keep: Vec<bool> = same_as.iter().enumerate().map(|(index, id)| id.0 == index).collect();
        retain(api, &keep);
    }
    api.types.iter_mut().for_each(|def| unite(&mut def.shape));
}

/// Makes variants of the same type one. A union of one type is another name for it.
fn unite(shape: &mut Shape) {
    let Shape::Union(union) = shape else { return };
    let mut variants: Vec<UnionVariant> = Vec::new();
    let mut known = BTreeMap::new();
    let count = union.variants.len();
    for variant in std::mem::take(&mut union.variants) {
        let index = *known.entry(variant.ty.clone()).or_insert(variants.len());
        match variants.get_mut(index) {
            Some(same) => {
                same.tags.extend(variant.tags);
                same.takes = same.takes.max(variant.takes);
            }
            None => variants.push(variant),
        }
    }
    match variants.as_slice() {
        [only] if count > 1 => *shape = Shape::Alias(only.ty.clone()),
        _ => union.variants = variants,
    }
}

/// For each type the one that takes its place; `None` if each takes its own.
///
/// A type is never replaced by a deeper one. So the parent of what was inside of it is less deep than before, and parents never
/// form a cycle.
fn duplicates(types: &[TypeDef]) -> Option<Vec<TypeId>> {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_cached_key(|index| type_walks::outwards(types, TypeId(*index)).count());
    let mut same_as: Vec<TypeId> = (0..types.len()).map(TypeId).collect();
    let mut known = BTreeMap::new();
    let mut found = false;
    let variants = tagged_variants(types);
    for index in order {
        let def = &types[index];
        if matches!(def.origin, Origin::Component(_)) {
            continue;
        }
        // Ids are part of the key, so equal inner types must have been merged before the outer ones are equal.
        same_as[index] = *known
            .entry((type_walks::home(types, TypeId(index)), &def.shape, &def.docs, variants.get(&index)))
            .or_insert(TypeId(index));
        found |= same_as[index].0 != index;
    }
    found.then_some(same_as)
}

/// The types that the discriminator of a union tells apart, if nothing else does, by the union and their place in it.
fn tagged_variants(types: &[TypeDef]) -> BTreeMap<usize, (usize, usize)> {
    let unions = types.iter().enumerate().filter_map(|(index, def)| match &def.shape {
        Shape::Union(union) if union.tag.is_some() => Some((index, union)),
        _ => None,
    });
    let variants = unions.flat_map(|(index, union)| {
        let variants = union.variants.iter().enumerate();
        variants.filter_map(move |(place, variant)| Some((variant.ty.named()?.0, (index, place))))
    });
    variants.collect()
}
