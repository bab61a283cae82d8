//! Lists of values: `const`, enums that say no type, and enums written as alternatives.

use serde_json::{Map, Value};

use super::types;
use crate::document::keywords;

/// `const` → `enum`, with the type that its values have.
pub(super) fn normalise(members: &mut Map<String, Value>) {
    if let Some(value) = members.shift_remove("const") {
        members.insert("enum".to_owned(), Value::Array(vec![value]));
        members.insert(keywords::CONST.to_owned(), true.into());
    }
    name_kind(members);
}

/// Values of one kind say the type that the schema does not: `enum: [a, b]` is of strings.
fn name_kind(members: &mut Map<String, Value>) {
    const OTHERS: &[&str] = &["type", "properties", "items", "allOf", "anyOf", "oneOf"];
    if OTHERS.iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let Some(Value::Array(values)) = members.get("enum") else { return };
    let mut kinds: Vec<&str> = values.iter().filter_map(types::name_of).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kind = match kinds.as_slice() {
        [only] => *only,
        ["integer", "number"] => "number",
        _ => return,
    };
    members.insert("type".to_owned(), kind.into());
}

/// `oneOf: [{const: 1, title: Low}, {const: 2, title: High}]`, which is how an enum is written whose values have
/// descriptions, → an enum of them all. The alternatives have been through here before.
pub(super) fn join(members: &mut Map<String, Value>) {
    const OTHERS: &[&str] = &["enum", "discriminator", "properties", "items", "allOf"];
    if OTHERS.iter().any(|key| members.contains_key(*key))
        || (members.contains_key("anyOf") && members.contains_key("oneOf"))
    {
        return;
    }
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = members.get(key) else { continue };
        let Some(joined) = Joined::of(branches) else { continue };
        if members.get("type").is_some_and(|own| *own != joined.kind) {
            continue;
        }
        members.shift_remove(key);
        members.insert("type".to_owned(), joined.kind.into());
        members.insert("enum".to_owned(), Value::Array(joined.values));
        if let Some(names) = joined.names {
            members.insert(keywords::ENUM_NAMES.to_owned(), Value::Array(names));
        }
    }
}

/// What alternatives of nothing but values come to.
struct Joined {
    kind: String,
    values: Vec<Value>,
    /// What each value is called, if each is called something.
    names: Option<Vec<Value>>,
}

impl Joined {
    /// `None` if they are not all strings, or not all whole numbers, or say anything but their values.
    fn of(branches: &[Value]) -> Option<Self> {
        let branches: Vec<&Map<String, Value>> = branches.iter().map(Value::as_object).collect::<Option<_>>()?;
        let kind = branches.first()?.get("type")?.as_str().filter(|kind| matches!(*kind, "string" | "integer"))?;
        let mut values: Vec<Value> = Vec::new();
        let mut names = Vec::new();
        for branch in &branches {
            if branch.get("type")?.as_str()? != kind || !branch.keys().all(|key| is_about_values(key)) {
                return None;
            }
            let own = branch.get("enum")?.as_array()?;
            if let ([_], Some(title)) = (own.as_slice(), branch.get("title")) {
                names.push(title.clone());
            }
            values.extend(own.iter().cloned());
        }
        let names = Some(names).filter(|names| names.len() == values.len());
        Some(Self { kind: kind.to_owned(), values, names })
    }
}

/// Whether a keyword of an alternative lists its values or describes them.
fn is_about_values(key: &str) -> bool {
    matches!(key, "type" | "enum" | "title" | "description" | "deprecated" | "example") || key.starts_with("x-")
}
