//! Components that are lists or maps of nothing but themselves: Rust needs a type of its own somewhere on the way.

use super::super::Lowering;
use crate::diagnostics::Pointer;
use crate::ir::{Rest, Shape, Struct, TypeId, TypeRef};

/// A map of itself becomes a struct without members of its own; what is but a list of itself, untyped JSON. Names decide,
/// not the order of the document.
pub(super) fn open(lowering: &mut Lowering<'_>) {
    let components: Vec<(String, TypeId)> = lowering.components.iter().map(|(name, id)| (name.clone(), *id)).collect();
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
            let at = Pointer::root().at(["components", "schemas", name]);
            let untyped = lowering.untyped(&at, "this is made of nothing but itself").into_type();
            lowering.types[id.0].shape = Shape::Alias(untyped);
        }
    }
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
