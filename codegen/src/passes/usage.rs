//! Which types are sent and which are received?

use crate::ir::{Api, Origin, TypeId, TypeRef, type_walks};
use crate::options::Unused;

/// Marks what each operation's parameters, body, output and errors reach, and what the server sends on its own account.
/// Components that are kept for their own sake may go either way, and so may all of them where there is neither: such a
/// document is a library of types.
pub(super) fn run(api: &mut Api, unused: Unused) {
    let mut sent: Vec<TypeId> =
        api.operations.iter().flat_map(|operation| operation.sent()).filter_map(TypeRef::named).collect();
    let mut received: Vec<TypeId> =
        api.operations.iter().flat_map(|operation| operation.received()).filter_map(TypeRef::named).collect();
    received.extend(api.webhook_bodies.iter().filter_map(TypeRef::named));
    if unused == Unused::Keep || (api.operations.is_empty() && api.webhook_bodies.is_empty()) {
        let ids = (0..api.types.len()).map(TypeId);
        let components = ids.filter(|id| matches!(api.type_def(*id).origin, Origin::Component(_)));
        let components: Vec<TypeId> = components.collect();
        sent.extend(&components);
        received.extend(components);
    }
    for id in type_walks::reached(&api.types, sent) {
        api.types[id.0].usage.request = true;
    }
    for id in type_walks::reached(&api.types, received) {
        api.types[id.0].usage.response = true;
    }
}
