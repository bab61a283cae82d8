//! Corrects keys that are known but for their case, and reports unknown ones.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::repairer::Repairer;
use super::type_words::TYPES;
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

    /// A key that the object does not have. Those that resemble nothing are counted in the end, and a schema may have them.
    pub(super) fn unknown(&mut self, (key, value): (&str, &Value), object: &'static Object, here: &NodePath<'_>) {
        if key.starts_with("x-") {
            return;
        }
        let here = NodePath::Key(here, key);
        if object.kind == ObjectKind::Schema && is_like_schema(value) {
            let message = format!("a schema has no member {}, whose value is like a schema; it is ignored", quote(key));
            let help = match object.near(key) {
                Some(name) => format!("did you mean `{name}`, or does it belong under `properties`?"),
                None => "does it belong under `properties`?".to_owned(),
            };
            self.warn(Code::WUnknown, &here, message).help(help);
        } else if let Some(name) = object.near(key) {
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

/// Whether a value is most likely a schema.
fn is_like_schema(value: &Value) -> bool {
    let has = |key: &str, is_right: fn(&Value) -> bool| value.get(key).is_some_and(is_right);
    let has_type = has("type", |it| it.as_str().is_some_and(|word| TYPES.contains(&word)) || it.is_array());
    let has_parts = ["allOf", "anyOf", "oneOf"].iter().any(|key| has(key, Value::is_array));
    has_type || has_parts || has("$ref", Value::is_string) || has("properties", Value::is_object)
}
