//! Splits `type: [a, b]`: null becomes a flag, each other type an alternative with the keywords that apply to it.

use serde_json::{Map, Value};

use super::arena::Schemas;
use super::schema_id::SchemaId;
use super::schema_struct::{Schema, Type};
use crate::document::spec::SCHEMA;

/// The type of this name.
pub(super) fn type_of(name: &str) -> Type {
    match name {
        "string" => Type::String,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        "array" => Type::Array,
        "object" => Type::Object,
        "file" => Type::File,
        _ => Type::Unknown,
    }
}

/// Takes one alternative for each of several types out of a schema; what describes the whole stays.
pub(super) fn split(members: &mut Map<String, Value>) -> Vec<Map<String, Value>> {
    let Some(Value::Array(types)) = members.get("type") else { return Vec::new() };
    let mut names: Vec<String> = types.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    let has_null = names.iter().any(|name| name == "null");
    names.retain(|name| name != "null");
    names.dedup();
    if names.len() < 2 {
        return Vec::new();
    }
    members.shift_remove("type");
    if has_null {
        members.insert("nullable".to_owned(), true.into());
    }
    let format = members.shift_remove("format");
    let of_format = format.as_ref().and_then(Value::as_str).and_then(|format| type_of_format(format, &names));
    let values = members.shift_remove("enum");
    let listed = values.map(|values| values.as_array().cloned().unwrap_or_default());
    let values = members.shift_remove("const").map(|value| vec![value]).or(listed);
    let mut branches = Vec::new();
    for name in &names {
        let mut branch = Map::from_iter([("type".to_owned(), Value::from(name.as_str()))]);
        branch.extend(format.clone().filter(|_| of_format == Some(name)).map(|format| ("format".to_owned(), format)));
        take_keywords(members, name, &names, &mut branch);
        if let Some(values) = &values {
            let own: Vec<Value> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
            if own.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), Value::Array(own));
        }
        branches.push(branch);
    }
    if let [only] = branches.as_mut_slice() {
        members.append(only);
        branches.clear();
    }
    branches
}

/// Moves the keywords that are about values of one type; those about several of the types stay for the others.
fn take_keywords(members: &mut Map<String, Value>, name: &str, names: &[String], branch: &mut Map<String, Value>) {
    for keyword in SCHEMA.keywords.iter().filter(|keyword| keyword.applies_to.contains(&name)) {
        let mut later = names.iter().skip_while(|other| *other != name).skip(1);
        let value = if later.any(|other| keyword.applies_to.contains(&other.as_str())) {
            members.get(keyword.name).cloned()
        } else {
            members.shift_remove(keyword.name)
        };
        branch.extend(value.map(|value| (keyword.name.to_owned(), value)));
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// The one of several types a format belongs to; formats nobody knows are those of strings.
fn type_of_format<'n>(format: &str, names: &'n [String]) -> Option<&'n String> {
    let order: &[&str] = match format {
        "float" | "double" | "decimal" => &["number", "integer"],
        format if format.starts_with("int") || format.starts_with("uint") => &["integer", "number"],
        _ => &["string"],
    };
    order.iter().find_map(|wanted| names.iter().find(|name| name == wanted))
}

/// Beside alternatives that are there already, both have to hold.
pub(super) fn put_alternatives(schema: &mut Schema, any_of: Vec<SchemaId>, schemas: &mut Schemas) {
    if !schema.is_union() {
        schema.any_of = any_of;
    } else if !any_of.is_empty() {
        let part = schemas.add(Schema { at: schema.at.clone(), any_of, ..Schema::default() });
        schema.all_of.insert(0, part);
    }
}

/// Alternatives of a scalar or array have its type, where they say none.
pub(super) fn inherit(schema: &Schema, schemas: &mut Schemas) {
    if matches!(schema.ty, None | Some(Type::Object | Type::File | Type::Unknown)) {
        return;
    }
    for id in schema.one_of.iter().chain(&schema.any_of) {
        let part = &schemas[*id];
        if part.reference.is_none() && part.ty.is_none() && !part.is_only_composed() {
            let part = Schema { ty: schema.ty, ..part.clone() };
            schemas.fill(*id, part);
        }
    }
}
