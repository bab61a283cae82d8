//! What all repairs share: the tree, the diagnostics, and how a change is noted.

use serde_json::Value;

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, NodePath, Pointer, quote},
    document::{dialect::Dialect, source_map::Tree},
};

/// Whether a node stays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum KeepOrRemove {
    Keep,
    Remove,
}

/// A repair that is going on.
pub(super) struct Repairer<'d> {
    pub(super) dialect: Dialect,
    /// Without the value that is being repaired.
    pub(super) tree: &'d mut Tree,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Repairer<'_> {
    pub(super) fn warn(&mut self, code: Code, here: &NodePath<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, self.tree.source_map.position(&here.pointer()), message)
    }

    /// Notes that a node has another pointer now.
    pub(super) fn moved(&mut self, now: &Pointer, before: &Pointer) {
        self.tree.source_map.record(now, before);
        self.tree.renamed.insert(before.clone(), now.clone());
    }
}

/// A value that stands in for another, in words.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list of one".to_owned(),
        Value::Object(_) => "an object of that type".to_owned(),
        other => describe(other),
    }
}

/// What was found instead, in words.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(text) => format!("the string {}", quote(text)),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
