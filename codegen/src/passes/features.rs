//! Computes the Cargo features of the emitted crate.

use crate::ir::{Api, FEATURES, Origin, Shape, TagId, TypeId, TypeRef, type_walks};

/// With more than one tag, each gets a feature, and a type that not all of them reach is enabled by those that do.
pub(super) fn run(api: &mut Api) {
    if api.tags.len() < 2 {
        return;
    }
    for tag in &mut api.tags {
        let name = tag.module.as_str().trim_matches('_').replace('_', "-");
        tag.feature =
            Some(if name == "default" || FEATURES.contains(&name.as_str()) { format!("{name}-tag") } else { name });
    }
    let mut users: Vec<Vec<TagId>> = vec![Vec::new(); api.types.len()];
    for index in 0..api.tags.len() {
        let tag = TagId(index);
        let operations = api.operations.iter().filter(|operation| operation.tag == tag);
        let types = operations.flat_map(|operation| operation.sent().chain(operation.received()));
        let roots = types.filter_map(TypeRef::named);
        type_walks::reached(&api.types, roots).into_iter().for_each(|id| users[id.0].push(tag));
    }
    // An alias in place is reached by name only, along with what it is written inside of.
    let mut inline: Vec<TypeId> = (0..users.len()).map(TypeId).filter(|id| users[id.0].is_empty()).collect();
    inline.sort_by_key(|id| type_walks::outwards(&api.types, *id).count());
    for id in inline {
        if let (Origin::Inside(parent, _), Shape::Alias(_)) = (&api.type_def(id).origin, &api.type_def(id).shape) {
            users[id.0] = users[parent.0].clone();
        }
    }
    // What the server sends on its own account belongs to no tag, and so to all; so does what no tag reaches, with all that it
    // is made of.
    let unclaimed = (0..users.len()).filter(|index| users[*index].is_empty()).map(TypeId);
    let kept = unclaimed.chain(api.webhook_bodies.iter().filter_map(TypeRef::named));
    let tags = (0..api.tags.len()).map(TagId);
    type_walks::reached(&api.types, kept).into_iter().for_each(|id| users[id.0] = tags.clone().collect());
    let all = api.tags.len();
    for (def, users) in api.types.iter_mut().zip(users) {
        def.tags = (users.len() < all).then_some(users);
    }
}
