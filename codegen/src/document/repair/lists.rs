//! Items of lists, and members of maps from names to values.

use serde_json::{Map, Value, json};

use super::repairer::{KeepOrRemove, Repairer, shown};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::spec::ValueKind,
};

impl Repairer<'_> {
    pub(super) fn items(&mut self, items: &mut [Value], kind: &'static ValueKind, here: &NodePath<'_>) {
        let may_go = matches!(kind, ValueKind::Lenient(_) | ValueKind::Object(_) | ValueKind::Schema);
        for (index, item) in items.iter_mut().enumerate() {
            let here = NodePath::Index(here, index);
            if item.is_null() && self.tree.removed.contains(&here.pointer()) {
                continue;
            }
            let fate = if item.is_null() && may_go && kind.chosen(item).is_none() {
                self.warn(Code::WNull, &here, "an item of a list is null; it is left out").help("remove it");
                KeepOrRemove::Remove
            } else {
                self.value(item, kind, &here)
            };
            if fate == KeepOrRemove::Remove {
                self.remove_item(item, &here);
            }
        }
    }

    /// Leaves a null in the place of an item, so that references to the items after it still lead there.
    pub(super) fn remove_item(&mut self, item: &mut Value, here: &NodePath<'_>) {
        *item = Value::Null;
        self.tree.removed.insert(here.pointer());
    }

    /// The members of an object whose keys are names.
    pub(super) fn names(&mut self, members: &mut Map<String, Value>, kind: &'static ValueKind, here: &NodePath<'_>) {
        members.retain(|key, member| {
            // A reference where none is allowed: link puts the target in its place.
            if key == "$ref" && member.is_string() && !kind.fits(member) {
                return true;
            }
            // An extension among the names; what reads the result would take it for one of them.
            if key.starts_with("x-") && !kind.fits(member) {
                return false;
            }
            let here = NodePath::Key(here, key);
            if member.is_null() && kind.chosen(member).is_none() {
                *member = kind.nothing();
                let message = format!("{} is null; it is read as {}", quote(key), shown(member));
                self.warn(Code::WNull, &here, message)
                    .help(format!("give it a value ({}) or remove it", kind.describe()));
            }
            let fate = self.value(member, kind, &here);
            if fate == KeepOrRemove::Remove {
                self.tree.removed.insert(here.pointer());
            }
            fate == KeepOrRemove::Keep
        });
    }
}

impl ValueKind {
    /// What null in its place stands for.
    fn nothing(&self) -> Value {
        match self {
            ValueKind::Lenient(inner) => inner.nothing(),
            ValueKind::List(_) => json!([]),
            ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Schema => json!({}),
            ValueKind::String => json!(""),
            _ => Value::Null,
        }
    }
}
