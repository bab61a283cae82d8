//! Which types are sent and which are received?

use crate::Unused;
use crate::ir::{Api, Origin, TypeId, TypeRef};

/// Marks what each operation's parameters, body, output and errors reach, and what the server sends on its own account.
/// Components that are kept for their own sake may go either way, and so may all of them where there is neither: such a
/// document is a library of types.
pub(super) fn run(api: &mut Api, unused: Unused) {
    let mut sent: Vec<TypeId> =
        api.operations.iter().flat_map(|operation| operation.sent()).filter_map(TypeRef::named).collect();
    let mut received: Vec<TypeId> =
        api.operations.iter().flat_map(|operation| operation.received()).filter_map(TypeRef::named).collect();
    received.extend(api.notified.iter().filter_map(TypeRef::named));
    if unused == Unused::Keep || (api.operations.is_empty() && api.notified.is_empty()) {
        let ids = (0..api.types.len()).map(TypeId);
        let components = ids.filter(|id| matches!(api.type_def(*id).origin, Origin::Component(_)));
        let components: Vec<TypeId> = components.collect();
        sent.extend(&components);
        received.extend(components);
    }
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
