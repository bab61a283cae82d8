//! Where is a `Box` needed: where does a type contain itself, and which variants of a union would be much larger than others?

use super::names::sort_key;
use crate::ir::{Api, Shape, TypeId, TypeRef};

/// Boxes each part of a type through which the type reaches itself without a `Vec` or map in between, and the structs in
/// unions: a value of a small variant would take as much room as the largest.
pub(super) fn run(api: &mut Api) {
    let is_struct: Vec<bool> = (0..api.types.len()).map(|index| is_struct(api, TypeId(index))).collect();
    for def in &mut api.types {
        let Shape::Union(union) = &mut def.shape else { continue };
        for variant in &mut union.variants {
            if let TypeRef::Named(id) = variant.ty
                && is_struct[id.0]
            {
                box_named(&mut variant.ty);
            }
        }
    }
    // After the unions, whose boxes may be enough.
    box_recursion(api);
}

fn is_struct(api: &Api, id: TypeId) -> bool {
    let mut id = id;
    for _ in 0..api.types.len() {
        match &api.type_def(id).shape {
            Shape::Struct(_) => return true,
            Shape::Alias(TypeRef::Named(target)) => id = *target,
            _ => return false,
        }
    }
    false
}

/// In the order of names: which of several types in a circle has the box does not depend on the order of the document.
fn box_recursion(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_cached_key(|index| sort_key(api, TypeId(*index)));
    for index in order {
        let cyclic: Vec<bool> =
            held(&api.types[index].shape).into_iter().map(|part| leads_back(api, part, TypeId(index))).collect();
        if let Shape::Alias(_) = api.types[index].shape {
            continue;
        }
        for (part, cyclic) in api.types[index].shape.parts_mut().into_iter().zip(cyclic) {
            if cyclic {
                box_named(part);
            }
        }
    }
}

/// Whether `part`, held by value, ends in `target`.
fn leads_back(api: &Api, part: &TypeRef, target: TypeId) -> bool {
    let mut seen = vec![false; api.types.len()];
    let mut open = vec![part];
    while let Some(part) = open.pop() {
        let Some(id) = by_value(part) else { continue };
        if id == target {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            open.extend(held(&api.type_def(id).shape));
        }
    }
    false
}

/// The parts that are not in a map already, in the order of [`Shape::parts`], which has the map last.
fn held(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Struct(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
        shape => shape.parts(),
    }
}

/// The defined type that `part` holds by value.
fn by_value(part: &TypeRef) -> Option<TypeId> {
    match part {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn box_named(part: &mut TypeRef) {
    match part {
        TypeRef::Nullable(inner) => box_named(inner),
        other => *other = TypeRef::Boxed(Box::new(other.clone())),
    }
}
