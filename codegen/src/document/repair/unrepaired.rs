//! Faults that are only reported: values of the wrong kind, and members that are missing or null.

use serde_json::{Map, Value};

use super::{
    hints,
    repairer::{Repairer, describe},
};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::spec::{Object, ValueKind},
};

/// Members whose null is a mistake even where they may be left out.
const ALWAYS_MEANT: &[&str] = &["responses", "paths", "openapi", "swagger"];

impl Repairer<'_> {
    /// In YAML nothing after the colon is null. Where a member may be left out, that is what the author meant.
    pub(super) fn is_absent(&mut self, member: &Value, kind: &ValueKind, is_needed: bool, here: &NodePath<'_>) -> bool {
        let NodePath::Key(_, key) = here else { return false };
        if !member.is_null() || kind.fits(member) || is_needed || ALWAYS_MEANT.contains(key) {
            return false;
        }
        self.warn(Code::WNull, here, format!("{} is null; it is read as if it were absent", quote(key)))
            .help(format!("give it a value ({}) or remove it", kind.describe()));
        true
    }

    pub(super) fn missing(&mut self, members: &Map<String, Value>, object: &'static Object, here: &NodePath<'_>) {
        let name = object.kind.name();
        let needed = object.required.iter().chain(object.needed_by(members));
        let needed = needed.map(|key| (Code::EMissing, key, format!("{name} needs the member `{key}`")));
        let expected = object.expected.iter();
        let expected = expected.map(|key| (Code::WMissing, key, format!("{name} should have the member `{key}`")));
        for (code, key, message) in needed.chain(expected).filter(|(_, key, _)| !members.contains_key(**key)) {
            self.warn(code, here, message).help(hints::on_missing(key, object.member(key)));
        }
    }

    pub(super) fn refuse_kind(&mut self, value: &Value, kind: &ValueKind, here: &NodePath<'_>) {
        let message = format!("expected {}, found {}", kind.describe(), describe(value));
        self.warn(Code::EType, here, message).help(hints::on(kind, value));
    }

    pub(super) fn refuse_keyword(&mut self, word: &str, words: &[&str], here: &NodePath<'_>) {
        self.warn(Code::EType, here, format!("{} is not a word that may stand here", quote(word)))
            .help(format!("use one of `{}`", words.join("`, `")));
    }
}
