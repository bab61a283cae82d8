//! Reference cycles: where does a type contain itself by value and need a `Box`? Also, which variants of a union need one because
//! they would be much larger than others?

use crate::ir::{Api, Shape, TypeDef, TypeId, TypeRef, type_walks};

/// Boxes each part of a type through which the type reaches itself without a `Vec` or map in between, and the structs in
/// unions: a value of a small variant would take as much room as the largest.
pub(super) fn run(api: &mut Api) {
    let is_struct: Vec<bool> = (0..api.types.len()).map(|index| is_struct(&api.types, TypeId(index))).collect();
    for def in &mut api.types {
        if !matches!(def.shape, Shape::Union(_) | Shape::Keyed(_)) {
            continue;
        }
        let is_large = |ty: &&mut TypeRef| matches!(ty, TypeRef::Named(id) if is_struct[id.0]);
        def.shape.parts_mut().into_iter().filter(is_large).for_each(box_named);
    }
    // After the unions, whose boxes may be enough.
    box_recursion(api);
}

fn is_struct(types: &[TypeDef], id: TypeId) -> bool {
    let ty = TypeRef::Named(id);
    matches!(type_walks::resolve(types, &ty), TypeRef::Named(id) if matches!(types[id.0].shape, Shape::Struct(_)))
}

/// In the order of names: which of several types in a cycle has the box does not depend on the order of the document.
fn box_recursion(api: &mut Api) {
    let cyclic = cyclic(&api.types);
    let is_candidate = |index: &usize| cyclic[*index] && !matches!(api.types[*index].shape, Shape::Alias(_));
    let mut order: Vec<usize> = (0..api.types.len()).filter(is_candidate).collect();
    order.sort_by_cached_key(|index| type_walks::written_at(&api.types, TypeId(*index)));
    for index in order {
        let parts = held(&api.types[index].shape).into_iter();
        let leads_back: Vec<bool> = parts.map(|part| leads_back(&api.types, (part, TypeId(index)), &cyclic)).collect();
        let parts = api.types[index].shape.parts_mut().into_iter().zip(leads_back);
        parts.filter(|(_, leads_back)| *leads_back).for_each(|(part, _)| box_named(part));
    }
}

/// The types from which a cycle can be reached by value: those that are left when each that holds none of them is taken away.
fn cyclic(types: &[TypeDef]) -> Vec<bool> {
    let targets = |index: usize| held(&types[index].shape).into_iter().filter_map(by_value);
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut count: Vec<usize> = vec![0; types.len()];
    for (index, count) in count.iter_mut().enumerate() {
        for target in targets(index) {
            holders[target.0].push(index);
            *count += 1;
        }
    }
    let mut left = vec![true; types.len()];
    let mut open: Vec<usize> = (0..types.len()).filter(|index| count[*index] == 0).collect();
    while let Some(index) = open.pop() {
        left[index] = false;
        for holder in &holders[index] {
            count[*holder] -= 1;
            open.extend((count[*holder] == 0).then_some(*holder));
        }
    }
    left
}

/// Whether `part`, held by value, ends in `target`.
fn leads_back(types: &[TypeDef], (part, target): (&TypeRef, TypeId), cyclic: &[bool]) -> bool {
    let mut seen = vec![false; types.len()];
    let mut open = vec![part];
    while let Some(part) = open.pop() {
        let Some(id) = by_value(part).filter(|id| cyclic[id.0]) else { continue };
        if id == target {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            open.extend(held(&types[id.0].shape));
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
