//! Removes the types that no operation uses.

use crate::ir::{Api, Origin, TypeId, TypeRef};

/// Drops the types that are neither sent nor received, and what was only written inside of them.
pub(super) fn run(api: &mut Api) {
    let keep: Vec<bool> = api.types.iter().map(|def| def.usage.request || def.usage.response).collect();
    retain(api, &keep);
}

/// Keeps the marked types and renumbers all ids. A type that goes must not be used by one that stays.
pub(super) fn retain(api: &mut Api, keep: &[bool]) {
    let mut count = 0;
    let new_ids: Vec<TypeId> = keep
        .iter()
        .map(|keep| {
            let id = TypeId(count);
            count += usize::from(*keep);
            id
        })
        .collect();
    api.schemas.retain(|schema| schema.ty.named().is_none_or(|id| keep[id.0]));
    let mut keep = keep.iter();
    api.types.retain(|_| *keep.next().unwrap_or(&true));
    renumber(api, &new_ids);
}

/// Replaces each id by what stands in its place in `new_ids`.
pub(super) fn renumber(api: &mut Api, new_ids: &[TypeId]) {
    for def in &mut api.types {
        if let Origin::Inside(parent, _) = &mut def.origin {
            *parent = new_ids[parent.0];
        }
    }
    for_each_use(api, |id| *id = new_ids[id.0]);
}

/// Visits every place that names a type.
pub(super) fn for_each_use(api: &mut Api, mut visit: impl FnMut(&mut TypeId)) {
    let in_types = api.types.iter_mut().flat_map(|def| def.shape.parts_mut());
    let in_operations = api.operations.iter_mut().flat_map(|operation| operation.type_refs_mut());
    let in_schemas = api.schemas.iter_mut().map(|schema| &mut schema.ty);
    let outside = in_schemas.chain(&mut api.webhook_bodies);
    in_types.chain(in_operations).chain(outside).filter_map(TypeRef::named_mut).for_each(&mut visit);
}
