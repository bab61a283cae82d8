//! Which enums of error bodies are equal, so that one definition is enough and the others are aliases of it?

use std::collections::BTreeMap;

use crate::ir::{Api, RustName, StatusBody, Statuses, TagId, TypeRef, type_walks};

/// What must be equal of two enums: the bodies by status and media type, and what the document says of each.
type Key = (TagId, Vec<(Statuses, Vec<String>, TypeRef, String)>);

/// Makes aliases of all but the first of the enums that are equal. Each is in the module of its tag, which has a feature of its
/// own, so only enums of the same tag are merged.
pub(super) fn run(api: &mut Api) {
    let mut known: BTreeMap<Key, RustName> = BTreeMap::new();
    for operation in api.operations.iter_mut().filter(|operation| !operation.errors.is_empty()) {
        let body = |it: &StatusBody| {
            let ty = type_walks::resolve(&api.types, &it.ty).clone();
            (it.statuses, it.media_types.clone(), ty, it.docs.clone())
        };
        let key = (operation.tag, operation.errors.iter().map(body).collect());
        match known.get(&key) {
            Some(first) => operation.error_alias_of = Some(first.clone()),
            None => {
                known.insert(key, operation.error_name.clone());
            }
        }
    }
}
