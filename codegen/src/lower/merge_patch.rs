//! Merge patches (RFC 7396): a null removes a member, so each member that need not be there may be null.

use std::collections::BTreeMap;

use super::lowering::Lowering;
use crate::ir::{Field, Origin, Part, Presence, Shape, TypeId, TypeRef, WireName, type_walks};

/// Whether a body in this media type is a merge patch.
pub(super) fn is_patch(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/merge-patch+json")
}

/// The type of a patch of values of this type. Types of the operation itself become it; components, which may be used elsewhere
/// as what they are, get another type beside them.
pub(super) fn patch_of(lowering: &mut Lowering<'_>, ty: TypeRef) -> TypeRef {
    let reached = reached(lowering, &ty);
    if !mentions_null(&ty) && reached.iter().all(|id| !is_changed(&lowering.types[id.0].shape)) {
        return ty;
    }
    let mut patches = std::mem::take(&mut lowering.patches);
    let new: Vec<TypeId> = reached.into_iter().filter(|id| !patches.contains_key(id)).collect();
    for id in &new {
        let outermost = type_walks::outermost(&lowering.types, *id);
        let is_own = matches!(lowering.types[outermost.0].origin, Origin::Operation(_, Part::Body));
        patches.insert(*id, if is_own { *id } else { copy(lowering, *id) });
    }
    for id in new {
        make_patch(lowering, id, &patches);
    }
    let patch = nullable(ty, &patches);
    lowering.patches = patches;
    patch
}

/// Makes what stands in the place of a type, so far a copy of it or itself, a patch of it.
fn make_patch(lowering: &mut Lowering<'_>, id: TypeId, patches: &BTreeMap<TypeId, TypeId>) {
    let Some(patch) = patches.get(&id) else { return };
    if id != *patch {
        lowering.types[patch.0].origin = origin(lowering, id, patches);
    }
    let shape = &mut lowering.types[patch.0].shape;
    for part in shape.parts_mut() {
        *part = nullable(part.clone(), patches);
    }
    if let Shape::Struct(shape) = shape {
        let removable = shape.fields.iter_mut().filter(|field| may_be_removed(field));
        removable.for_each(|field| field.presence = Presence::OptionalNullable);
        if let Some(rest) = &mut shape.rest {
            rest.ty = with_null(rest.ty.clone());
        }
    }
}

/// The defined types that a patch changes in part. An array is replaced as a whole, so its items are what they are.
fn reached(lowering: &Lowering<'_>, ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut open: Vec<TypeId> = patched(ty).into_iter().collect();
    while let Some(id) = open.pop() {
        let shape = &lowering.types[id.0].shape;
        if !found.contains(&id) && matches!(shape, Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_)) {
            found.push(id);
            open.extend(shape.parts().into_iter().filter_map(patched));
        }
    }
    found.sort_unstable();
    found
}

fn patched(ty: &TypeRef) -> Option<TypeId> {
    let is_array = std::iter::successors(Some(ty), |ty| ty.inner()).any(|ty| matches!(ty, TypeRef::List(_)));
    if is_array { None } else { ty.named() }
}

fn is_changed(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(shape) => {
            shape.rest.is_some() || shape.fields.iter().any(|it| may_be_removed(it) || mentions_null(&it.ty))
        }
        shape => shape.parts().into_iter().any(mentions_null),
    }
}

fn may_be_removed(field: &Field) -> bool {
    field.presence == Presence::Optional && field.ty != TypeRef::Json
}

/// Whether a type has values that a patch may remove.
fn mentions_null(ty: &TypeRef) -> bool {
    std::iter::successors(Some(ty), |ty| ty.inner()).any(|ty| matches!(ty, TypeRef::Map(_)))
}

fn copy(lowering: &mut Lowering<'_>, id: TypeId) -> TypeId {
    let copy = lowering.types[id.0].clone();
    lowering.types.push(copy);
    TypeId(lowering.types.len() - 1)
}

/// A copy is inside of what its original is inside of, as far as that is copied, too.
fn origin(lowering: &Lowering<'_>, id: TypeId, patches: &BTreeMap<TypeId, TypeId>) -> Origin {
    match &lowering.types[id.0].origin {
        Origin::Inside(parent, part) if patches.contains_key(parent) => Origin::Inside(patches[parent], part.clone()),
        _ => {
            let home = type_walks::home(&lowering.types, id).map(WireName::as_str).unwrap_or_default();
            let name = home.rsplit('.').next().unwrap_or(home);
            Origin::Operation(WireName::new(name), Part::Patch)
        }
    }
}

/// A type with the patches in place of what they patch, and with values of maps that may be null.
fn nullable(ty: TypeRef, patches: &BTreeMap<TypeId, TypeId>) -> TypeRef {
    match ty {
        TypeRef::Map(inner) => TypeRef::Map(Box::new(with_null(nullable(*inner, patches)))),
        TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(nullable(*inner, patches))),
        TypeRef::Boxed(inner) => TypeRef::Boxed(Box::new(nullable(*inner, patches))),
        TypeRef::Named(id) => TypeRef::Named(patches.get(&id).copied().unwrap_or(id)),
        other => other,
    }
}

fn with_null(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Json | TypeRef::Nullable(_) => ty,
        ty => TypeRef::Nullable(Box::new(ty)),
    }
}
