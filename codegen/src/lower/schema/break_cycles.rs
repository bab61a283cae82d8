//! Breaks reference cycles that have no finite value or no valid Rust definition.

use super::super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::ir::{Presence, Rest, Shape, Struct, TypeId, TypeRef, UnionVariant};

/// A map of itself becomes a struct without members of its own; what is but a list of itself, untyped JSON; a union loses
/// the branch that is itself; and a member that would have to hold itself may be left out. Names decide, not the order of the
/// document.
pub(super) fn run(lowering: &mut Lowering<'_>) {
    let named = lowering.components.iter().filter_map(|(schema, id)| Some((lowering.schemas.name(*schema)?, *id)));
    let mut components: Vec<(String, TypeId)> = named.map(|(name, id)| (name.to_owned(), id)).collect();
    components.sort();
    for (_, id) in &components {
        if let Shape::Alias(TypeRef::Map(value)) = &lowering.types[id.0].shape
            && leads_back(lowering, *id)
        {
            let rest = Some(Rest { name: Default::default(), ty: (**value).clone() });
            lowering.types[id.0].shape = Shape::Struct(Struct { rest, ..Struct::default() });
        }
    }
    for (name, id) in &components {
        if leads_back(lowering, *id) {
            let untyped = lowering.untyped(&at(name), "this is made of nothing but itself").into_type();
            lowering.types[id.0].shape = Shape::Alias(untyped);
        }
        break_union(lowering, *id);
        break_members(lowering, name, *id);
    }
}

fn at(name: &str) -> Pointer {
    Pointer::root().at(["components", "schemas", name])
}

/// Whether a name for a type leads to itself by way of nothing but such names.
fn leads_back(lowering: &Lowering<'_>, start: TypeId) -> bool {
    let mut id = start;
    for _ in 0..lowering.types.len() {
        let Shape::Alias(target) = &lowering.types[id.0].shape else { return false };
        let Some(next) = target.named() else { return false };
        if next == start {
            return true;
        }
        id = next;
    }
    false
}

/// Puts the types of the unions that lead back to a union in their place: being itself tells nothing of a value.
fn break_union(lowering: &mut Lowering<'_>, id: TypeId) {
    let Shape::Union(union) = &lowering.types[id.0].shape else { return };
    if !reaches(lowering, one_of(&lowering.types[id.0].shape), id, one_of) {
        return;
    }
    let mut open: Vec<UnionVariant> = union.variants.iter().rev().cloned().collect();
    let (mut seen, mut variants) = (vec![id], Vec::<UnionVariant>::new());
    while let Some(variant) = open.pop() {
        if !reaches(lowering, [&variant.ty], id, one_of) {
            if !variants.iter().any(|known| known.ty == variant.ty) {
                variants.push(variant);
            }
            continue;
        }
        let Some(inner) = variant.ty.named().filter(|inner| !seen.contains(inner)) else { continue };
        seen.push(inner);
        let parts = one_of(&lowering.types[inner.0].shape);
        open.extend(parts.into_iter().rev().map(|ty| UnionVariant { ty: ty.clone(), ..variant.clone() }));
    }
    if let Shape::Union(union) = &mut lowering.types[id.0].shape {
        union.variants = variants;
    }
}

/// Lets the members be left out that no value could have: each would hold the whole again.
fn break_members(lowering: &mut Lowering<'_>, name: &str, id: TypeId) {
    let shape = &lowering.types[id.0].shape;
    if !matches!(shape, Shape::Struct(_) | Shape::Tuple(_)) {
        return;
    }
    let parts = all_of(shape);
    if !reaches(lowering, parts.iter().copied(), id, all_of) {
        return;
    }
    let endless: Vec<bool> = parts.into_iter().map(|part| reaches(lowering, [part], id, all_of)).collect();
    match &mut lowering.types[id.0].shape {
        Shape::Struct(shape) => {
            let required = shape.fields.iter_mut().filter(|field| field.presence == Presence::Required);
            for (field, _) in required.zip(endless).filter(|(_, endless)| *endless) {
                field.presence = Presence::Optional;
            }
        }
        Shape::Tuple(items) => {
            for (item, _) in items.iter_mut().zip(endless).filter(|(_, endless)| *endless) {
                *item = TypeRef::Nullable(Box::new(item.clone()));
            }
        }
        Shape::Enum(_) | Shape::Union(_) | Shape::Keyed(_) | Shape::Alias(_) => return,
    }
    let message = "no value can meet this schema: it must have itself as a member; that member may be left out";
    lowering.warn(Code::WConstraint, &at(name), message);
}

/// The types of which a value is one.
fn one_of(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(target) => vec![target],
        Shape::Struct(_) | Shape::Enum(_) | Shape::Keyed(_) | Shape::Tuple(_) => Vec::new(),
    }
}

/// The types of all of which each value has one.
fn all_of(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Struct(shape) => {
            let required = shape.fields.iter().filter(|field| field.presence == Presence::Required);
            required.map(|field| &field.ty).collect()
        }
        Shape::Tuple(items) => items.iter().collect(),
        Shape::Alias(target) => vec![target],
        Shape::Enum(_) | Shape::Union(_) | Shape::Keyed(_) => Vec::new(),
    }
}

/// Whether one of some types leads to another by way of the parts that `parts` gives.
fn reaches<'t>(
    lowering: &'t Lowering<'_>,
    from: impl IntoIterator<Item = &'t TypeRef>,
    to: TypeId,
    parts: fn(&Shape) -> Vec<&TypeRef>,
) -> bool {
    let mut open: Vec<TypeId> = from.into_iter().filter_map(by_value).collect();
    if open.is_empty() {
        return false;
    }
    let mut seen = vec![false; lowering.types.len()];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            open.extend(parts(&lowering.types[id.0].shape).into_iter().filter_map(by_value));
        }
    }
    false
}

/// The definition that a part is, unless it may be none of it.
fn by_value(part: &TypeRef) -> Option<TypeId> {
    match part {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Boxed(inner) => by_value(inner),
        _ => None,
    }
}
