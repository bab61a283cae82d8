//! Keywords that are not supported, and keys that are none: each is reported once, with how often it occurs.

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    dialect::Dialect,
    source_map::Tree,
    spec::{self, Object, ObjectKind, Outcome},
};
use crate::diagnostics::{Code, Diagnostics, NodePath, Pointer, quote};

/// Reports what the table of the specification says is not supported, and the keys that it does not have, wherever they occur in
/// a document.
pub(super) fn report(tree: &mut Tree, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let mut found: IndexMap<(Code, ObjectKind, String), (Pointer, usize)> = IndexMap::new();
    spec::walk_mut(&mut tree.root, dialect.root(), &NodePath::Root, &mut |value, object, here| {
        let Value::Object(members) = value else { return };
        for key in members.keys() {
            if let Some(code) = problem(object, key) {
                let place = || (NodePath::Key(here, key).pointer(), 0);
                found.entry((code, object.kind, key.clone())).or_insert_with(place).1 += 1;
            }
        }
    });
    for ((code, kind, key), (at, count)) in found {
        let (key, kind) = (quote(&key), kind.name());
        let times = if count == 1 { String::new() } else { format!(" ({count} times in all)") };
        let (message, help) = match code {
            Code::WUnsupported => (
                format!("{key} of {kind} is not supported and has no effect{times}"),
                "remove it, or say in an overlay what it means by keywords that are supported",
            ),
            _ => (format!("{kind} has no member {key}; it is ignored{times}"), "remove it, or let it begin with `x-`"),
        };
        diagnostics.report(code, tree.source_map.position(&at), message).help(help);
    }
}

/// What is said of a key. A schema may have keys of the author's own, and what is a typo was reported where it was found.
fn problem(object: &'static Object, key: &str) -> Option<Code> {
    match object.keyword(key).map(|keyword| keyword.outcome) {
        Some(Outcome::Warned { code: Code::WUnsupported, .. }) => Some(Code::WUnsupported),
        Some(_) => None,
        None if object.kind == ObjectKind::Schema || object.rest.is_some() => None,
        None if key == "$ref" || key.starts_with("x-") || object.near(key).is_some() => None,
        None => Some(Code::WUnknown),
    }
}
