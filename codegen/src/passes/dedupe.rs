//! Which inline types are the same as another one?

use std::collections::BTreeMap;

use super::prune::{for_each_use, retain};
use crate::ir::{Api, Origin, Shape, TypeId, UnionVariant};

/// Merges inline types that are written inside the same component and are equal, until none are left. The first one stays.
pub(super) fn run(api: &mut Api) {
    while let Some(same_as) = duplicates(api) {
        for_each_use(api, |id| *id = same_as[id.0]);
        for index in 0..api.types.len() {
            if let Origin::Inside(parent, _) = &mut api.types[index].origin {
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
    let count = union.variants.len();
    for variant in std::mem::take(&mut union.variants) {
        match variants.iter_mut().find(|other| other.ty == variant.ty) {
            Some(same) => same.tags.extend(variant.tags),
            None => variants.push(variant),
        }
    }
    match variants.as_slice() {
        [only] if count > 1 => *shape = Shape::Alias(only.ty.clone()),
        _ => union.variants = variants,
    }
}

/// For each type the one that takes its place; `None` if each takes its own.
fn duplicates(api: &Api) -> Option<Vec<TypeId>> {
    let mut first: BTreeMap<String, TypeId> = BTreeMap::new();
    let mut found = false;
    let same_as = api.types.iter().enumerate().map(|(index, def)| {
        let own = TypeId(index);
        let Some(root) = root(api, own) else { return own };
        // Ids are part of the key, so equal inner types must have been merged before the outer ones are equal.
        let key = format!("{root:?} {:?} {}", shape_key(&def.shape), def.docs);
        let id = *first.entry(key).or_insert(own);
        found |= id != own;
        id
    });
    let same_as = same_as.collect();
    found.then_some(same_as)
}

/// The component that an inline type lies in, if it is one.
fn root(api: &Api, id: TypeId) -> Option<Origin> {
    match &api.type_def(id).origin {
        Origin::Component(_) => None,
        Origin::Operation(operation, _) => Some(Origin::Component(operation.clone())),
        Origin::Inside(parent, _) => Some(root(api, *parent).unwrap_or_else(|| api.type_def(*parent).origin.clone())),
    }
}

fn shape_key(shape: &Shape) -> String {
    format!("{shape:?}")
}
