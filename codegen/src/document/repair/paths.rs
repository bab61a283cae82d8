//! Paths that do not begin with a slash.

use serde_json::{Map, Value};

use super::repairer::Repairer;
use crate::diagnostics::{Code, NodePath, quote};

/// `users` → `/users`, unless that is there as well.
pub(super) fn paths(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let wrong: Vec<String> = members
        .iter()
        .filter(|(key, item)| !key.starts_with('/') && !key.starts_with("x-") && item.is_object())
        // A whole URL is another mistake, and its path would be a guess.
        .filter(|(key, _)| !key.contains("://"))
        .map(|(key, _)| key.clone())
        .collect();
    for key in wrong {
        let path = format!("/{}", key.trim_start());
        if !members.contains_key(&path) {
            repairer
                .warn(
                    Code::WPath,
                    &NodePath::Key(here, &key),
                    format!("the path {} does not begin with `/`; it is read as if it did", quote(&key)),
                )
                .help(format!("write {}", quote(&path)));
            repairer.rename(members, &key, &path, here);
        }
    }
}
