//! Corrects keys that are known but for their case, and reports unknown ones.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::repairer::Repairer;
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::spec::{Object, ObjectKind},
};

impl Repairer<'_> {
    /// `Schemas` → `schemas`.
    pub(super) fn spelling(&mut self, members: &mut Map<String, Value>, object: &'static Object, here: &NodePath<'_>) {
        let known = |key: &str| object.keywords.iter().map(|it| it.name).find(|name| name.eq_ignore_ascii_case(key));
        let wrong: Vec<(String, &str)> = members
            .keys()
            .filter(|key| object.member(key).is_none())
            .filter_map(|key| Some((key.clone(), known(key)?)))
            .collect();
        for (key, name) in wrong {
            if !members.contains_key(name) {
                let message = format!("{} has no member {}; it is read as `{name}`", object.kind.name(), quote(&key));
                self.warn(Code::WKey, &NodePath::Key(here, &key), message).help(format!("write `{name}`"));
                self.rename(members, &IndexMap::from([(key, name.to_owned())]), here);
            }
        }
    }

    /// Gives members other keys in their old places.
    pub(super) fn rename(
        &mut self,
        members: &mut Map<String, Value>,
        keys: &IndexMap<String, String>,
        here: &NodePath<'_>,
    ) {
        if keys.is_empty() {
            return;
        }
        let renamed = std::mem::take(members).into_iter();
        *members = renamed.map(|(key, value)| (keys.get(&key).cloned().unwrap_or(key), value)).collect();
        let at = here.pointer();
        for (from, to) in keys {
            self.moved(&at.child(to), &at.child(from));
        }
    }

    /// A key that the object does not have.
    pub(super) fn unknown(&mut self, key: &str, object: &'static Object, here: &NodePath<'_>) {
        if key.starts_with("x-") {
            return;
        }
        let here = NodePath::Key(here, key);
        if let Some(name) = object.keywords.iter().map(|it| it.name).find(|name| is_near(key, name)) {
            let message = format!("{} has no member {}; it is ignored", object.kind.name(), quote(key));
            self.warn(Code::WUnknown, &here, message).help(format!("did you mean `{name}`?"));
        } else if object.kind == ObjectKind::Paths {
            self.warn(Code::EPath, &here, format!("the path {} does not begin with `/`", quote(key)))
                .help(format!("write {}", quote(&format!("/{key}"))));
        } else if object.rest.is_some() {
            let message = format!("{} is not a key that {} may have; it is ignored", quote(key), object.kind.name());
            self.warn(Code::WUnknown, &here, message);
        }
    }
}

/// Whether a key looks like a typo of a known name.
fn is_near(key: &str, name: &str) -> bool {
    let allowed = if name.len() >= 8 { 2 } else { 1 };
    key.eq_ignore_ascii_case(name)
        || (name.len() >= 4
            && key.len().abs_diff(name.len()) <= allowed
            && strsim::damerau_levenshtein(key, name) <= allowed)
}
