//! Sorts types and operations by name, so that the order of the document does not matter.

use super::prune::renumber;
use crate::ir::{Api, Parameter, Place, TypeId, WireName};

/// Sorts types by module and name (a module's own type first), and operations by method; required arguments by name
/// behind those of the path. Tags keep the document's order.
pub(super) fn run(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|index| {
        let def = &api.types[*index];
        (def.module.clone(), matches!(def.origin, crate::ir::Origin::Inside(..)), def.name.clone())
    });
    let mut new_ids = vec![TypeId(0); order.len()];
    for (new, old) in order.iter().enumerate() {
        new_ids[*old] = TypeId(new);
    }
    let mut types: Vec<_> = std::mem::take(&mut api.types).into_iter().map(Some).collect();
    api.types = order.iter().filter_map(|old| types[*old].take()).collect();
    renumber(api, &new_ids);
    for operation in &mut api.operations {
        // The sort is stable: the path has its order, and what is optional the document's.
        operation.parameters.sort_by_cached_key(place_of_argument);
    }
    api.operations.sort_by(|a, b| (a.tag, &a.method_name).cmp(&(b.tag, &b.method_name)));
}

/// The path first, then what else is required, then the rest.
fn place_of_argument(parameter: &Parameter) -> (u8, Option<(WireName, Place)>) {
    match (parameter.place, parameter.required) {
        (Place::Path, _) => (0, None),
        (place, true) => (1, Some((parameter.wire.clone(), place))),
        (_, false) => (2, None),
    }
}
