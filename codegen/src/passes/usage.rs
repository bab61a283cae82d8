//! Which types are sent and which are received?

use crate::ir::{Api, TypeId, TypeRef};

/// Marks what each operation's parameters, body, output and errors reach, and what the server sends on its own account.
pub(super) fn run(api: &mut Api) {
    let sent = api.operations.iter().flat_map(|operation| operation.sent()).filter_map(TypeRef::named).collect();
    let received = api
        .operations
        .iter()
        .flat_map(|operation| operation.received())
        .chain(&api.notified)
        .filter_map(TypeRef::named)
        .collect();
    for id in reached(api, sent) {
        api.types[id.0].usage.request = true;
    }
    for id in reached(api, received) {
        api.types[id.0].usage.response = true;
    }
}

/// The types that `roots` are made of, themselves included.
pub(super) fn reached(api: &Api, roots: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; api.types.len()];
    let mut found = Vec::new();
    let mut open = roots;
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.0], true) {
            found.push(id);
            open.extend(api.type_def(id).shape.parts().into_iter().filter_map(|part| part.named()));
        }
    }
    found
}
