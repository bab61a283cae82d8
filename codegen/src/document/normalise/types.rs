//! `type: [string, null]` → `type: string, nullable: true`; several types → one alternative for each.

use serde_json::{Map, Value, json};

use crate::document::spec::SCHEMA;

/// The schema that allows null alone.
pub(super) fn null() -> Map<String, Value> {
    Map::from_iter([("nullable".to_owned(), true.into()), ("enum".to_owned(), json!([null]))])
}

/// The type of a value; null has none in 3.0.
pub(super) fn name_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    }
}

/// Leaves at most one type, and `nullable` for null.
pub(super) fn normalise(members: &mut Map<String, Value>) {
    let mut names: Vec<String> = match members.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        Some(Value::String(name)) if name == "null" => vec![name.clone()],
        _ => return,
    };
    names.dedup();
    let with_null = names.len();
    names.retain(|name| name != "null");
    if names.len() < with_null {
        members.insert("nullable".to_owned(), true.into());
        if names.is_empty() {
            members.shift_remove("type");
            members.insert("enum".to_owned(), json!([null]));
            return;
        }
    }
    match names.as_slice() {
        [] => {
            members.shift_remove("type");
        }
        [name] => {
            let name = name.as_str().into();
            members.insert("type".to_owned(), name);
        }
        _ => split(members, &names),
    }
}

/// One alternative for each type, with the keywords that belong to it; what describes the whole stays outside.
fn split(members: &mut Map<String, Value>, names: &[String]) {
    members.shift_remove("type");
    let format = members.shift_remove("format");
    let home = format.as_ref().and_then(Value::as_str).and_then(|format| home_of(format, names));
    let values = members.shift_remove("enum");
    let mut branches = Vec::new();
    for name in names {
        let mut branch = Map::from_iter([("type".to_owned(), Value::from(name.as_str()))]);
        for key in keywords_of(name) {
            if let Some(value) = members.get(key) {
                branch.insert(key.to_owned(), value.clone());
            }
        }
        if let (Some(format), true) = (&format, home == Some(name.as_str())) {
            branch.insert("format".to_owned(), format.clone());
        }
        if let Some(Value::Array(values)) = &values {
            let own: Vec<_> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
            if own.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), Value::Array(own));
        }
        branches.push(Value::Object(branch));
    }
    members
        .retain(|key, _| !SCHEMA.keywords.iter().any(|keyword| keyword.name == key && !keyword.applies_to.is_empty()));
    put_alternatives(members, branches);
}

/// Beside alternatives that are there already, both have to hold.
fn put_alternatives(members: &mut Map<String, Value>, mut branches: Vec<Value>) {
    if let [Value::Object(branch)] = branches.as_mut_slice() {
        members.append(branch);
    } else if members.contains_key("anyOf") || members.contains_key("oneOf") {
        let mut all = vec![json!({"anyOf": branches})];
        if let Some(Value::Array(others)) = members.shift_remove("allOf") {
            all.extend(others);
        }
        members.insert("allOf".to_owned(), Value::Array(all));
    } else {
        members.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

/// The keywords that are about values of one type.
fn keywords_of(name: &str) -> impl Iterator<Item = &'static str> {
    SCHEMA.keywords.iter().filter(move |keyword| keyword.applies_to.contains(&name)).map(|keyword| keyword.name)
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => name_of(value) == Some(name),
    }
}

/// The one of several types a format belongs to; formats nobody knows are those of strings.
fn home_of<'n>(format: &str, names: &'n [String]) -> Option<&'n str> {
    let order: &[&str] = match format {
        "float" | "double" | "decimal" => &["number", "integer"],
        format if format.starts_with("int") || format.starts_with("uint") => &["integer", "number"],
        _ => &["string"],
    };
    order.iter().find_map(|wanted| names.iter().find(|name| name == wanted)).map(String::as_str)
}
