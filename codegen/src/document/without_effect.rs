//! Keywords that ought to matter and do not: each is reported once, with how often it occurs.

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    dialect::Dialect,
    source_map::Tree,
    spec::{self, ObjectKind, Outcome},
};
use crate::diagnostics::{Code, Diagnostics, NodePath, Pointer};

/// Reports what the table of the specification says is not supported, wherever it occurs in a document.
pub(super) fn report(tree: &mut Tree, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let mut found: IndexMap<(ObjectKind, &str), (Pointer, usize)> = IndexMap::new();
    spec::walk_mut(&mut tree.root, dialect.root(), &NodePath::Root, &mut |value, object, here| {
        let Value::Object(members) = value else { return };
        for keyword in object.keywords.iter().filter(|keyword| is_reported(&keyword.outcome)) {
            if members.contains_key(keyword.name) {
                let place = || (NodePath::Key(here, keyword.name).pointer(), 0);
                found.entry((object.kind, keyword.name)).or_insert_with(place).1 += 1;
            }
        }
    });
    for ((kind, keyword), (at, count)) in found {
        let times = if count == 1 { String::new() } else { format!(" ({count} times in all)") };
        let message = format!("`{keyword}` of {} is not supported and has no effect{times}", kind.name());
        let help = "remove it, or say in an overlay what it means by keywords that are supported";
        diagnostics.report(Code::WUnsupported, tree.source_map.position(&at), message).help(help);
    }
}

/// Other codes are reported by who knows what is lost.
fn is_reported(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Warned { code: Code::WUnsupported, .. })
}
