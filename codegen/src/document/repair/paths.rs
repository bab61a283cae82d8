//! Paths that do not begin with a slash.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::repairer::Repairer;
use crate::diagnostics::{Code, NodePath, quote};

/// `users` → `/users`, unless that is there as well.
pub(super) fn paths(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let is_wrong = |key: &str, item: &Value| !key.starts_with('/') && !key.starts_with("x-") && item.is_object();
    // A whole URL is another mistake, and its path would be a guess.
    let wrong = members.iter().filter(|(key, item)| is_wrong(key, item) && !key.contains("://"));
    let mut renamed: IndexMap<String, String> = IndexMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (key, _) in wrong {
        let path = format!("/{}", key.trim_start());
        if !members.contains_key(&path) && taken.insert(path.clone()) {
            renamed.insert(key.clone(), path);
        }
    }
    for (key, path) in &renamed {
        let message = format!("the path {} does not begin with `/`; it is read as if it did", quote(key));
        repairer.warn(Code::WPath, &NodePath::Key(here, key), message).help(format!("write {}", quote(path)));
    }
    repairer.rename(members, &renamed, here);
}
