//! `recursion_limit`: how deep are types inside of types, and is that deeper than the compiler follows by default?

use std::collections::BTreeMap;

use crate::ir::{Api, Presence, Shape, TypeId, TypeRef};

/// What is left of rustc's default of 128 after calls and futures have had their share.
const BY_DEFAULT: usize = 80;

/// Sets the limit that the compiler needs, if the default is too low.
pub(super) fn run(api: &mut Api) {
    let deepest = by_value(api).max(reached(api));
    api.recursion_limit = (deepest > BY_DEFAULT).then(|| (deepest * 2).next_power_of_two());
}

/// The longest way from a type to what it holds by value. Recursion is boxed by now, so there is an end to it.
fn by_value(api: &Api) -> usize {
    let mut depths: Vec<Option<usize>> = vec![None; api.types.len()];
    let mut entered = vec![false; api.types.len()];
    let mut open: Vec<usize> = (0..api.types.len()).collect();
    while let Some(id) = open.last().copied() {
        let held = steps(api, id).filter(|(_, _, is_held)| *is_held);
        if depths[id].is_none() && !std::mem::replace(&mut entered[id], true) {
            open.extend(held.map(|(part, ..)| part).filter(|part| !entered[*part]));
            continue;
        }
        if depths[id].is_none() {
            let deepest = held.filter_map(|(part, steps, _)| Some(depths[part]? + steps)).max();
            depths[id] = Some(deepest.unwrap_or_default());
        }
        open.pop();
    }
    depths.into_iter().flatten().max().unwrap_or_default()
}

/// The way to the type that is farthest from all operations, where each is reached by its shortest way.
fn reached(api: &Api) -> usize {
    let used = api.operations.iter().flat_map(|operation| operation.sent().chain(operation.received()));
    let roots = used.chain(&api.webhook_bodies).filter_map(TypeRef::named).map(|id| id.0);
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(0, roots.collect())]);
    let mut seen = vec![false; api.types.len()];
    let mut farthest = 0;
    while let Some((depth, ids)) = open.pop_first() {
        for id in ids {
            if std::mem::replace(&mut seen[id], true) {
                continue;
            }
            farthest = farthest.max(depth);
            for (part, steps, _) in steps(api, id) {
                open.entry(depth + steps).or_default().push(part);
            }
        }
    }
    farthest
}

/// The types that one is made of, how many steps of the compiler away they are, and whether they are held by value.
fn steps(api: &Api, id: usize) -> impl Iterator<Item = (usize, usize, bool)> {
    let shape = &api.type_def(TypeId(id)).shape;
    let optional = |index: usize| match shape {
        Shape::Struct(shape) => shape.fields.get(index).is_some_and(|field| field.presence != Presence::Required),
        _ => false,
    };
    let parts = shape.parts().into_iter().enumerate();
    let is_rest = |index: usize| matches!(shape, Shape::Struct(shape) if index >= shape.fields.len());
    parts.filter_map(move |(index, part)| {
        let around = usize::from(optional(index)) + if is_rest(index) { IN_MAP } else { 0 };
        let (steps, is_held) = step(part);
        Some((part.named()?.0, 1 + around + steps, is_held && !is_rest(index)))
    })
}

/// The types of the standard library between a map and its values.
const IN_MAP: usize = 6;

fn step(ty: &TypeRef) -> (usize, bool) {
    let (own, inner, is_held) = match ty {
        TypeRef::Nullable(inner) => (1, inner, true),
        TypeRef::Boxed(inner) => (2, inner, false),
        TypeRef::List(inner) => (3, inner, false),
        TypeRef::Map(inner) => (IN_MAP, inner, false),
        _ => return (0, true),
    };
    let (steps, inner_is_held) = step(inner);
    (own + steps, is_held && inner_is_held)
}
