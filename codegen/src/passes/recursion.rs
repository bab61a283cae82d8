//! Where does a type contain itself, so that a `Box` is needed?

use crate::ir::{Api, Shape, TypeId, TypeRef};

/// Boxes each part of a type through which the type reaches itself without a `Vec` or map in between.
pub(super) fn run(api: &mut Api) {
    for index in 0..api.types.len() {
        let cyclic: Vec<bool> =
            api.types[index].shape.parts().into_iter().map(|part| leads_back(api, part, TypeId(index))).collect();
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
            open.extend(api.type_def(id).shape.parts());
        }
    }
    false
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
