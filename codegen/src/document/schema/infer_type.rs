//! Infers a schema's type from its enum values, and reads alternatives of constants as one enum.

use serde_json::Value;

use super::arena::Schemas;
use super::schema_id::SchemaId;
use super::schema_struct::{About, Schema, Type};

/// Values of one kind say the type that the schema does not: `enum: [a, b]` is of strings. Null says nothing.
pub(super) fn infer_type(schema: &mut Schema) {
    if !schema.properties.is_empty() || schema.items.is_some() || schema.is_composed() {
        return;
    }
    let values = || schema.values.iter().filter(|value| !value.is_null());
    let Some(first) = values().next() else { return };
    let is_whole = |value: &Value| value.is_i64() || value.is_u64();
    let (ty, is_of_type): (Type, fn(&Value) -> bool) = match first {
        Value::Bool(_) => (Type::Boolean, Value::is_boolean),
        Value::Number(_) if values().all(is_whole) => (Type::Integer, Value::is_number),
        Value::Number(_) => (Type::Number, Value::is_number),
        Value::String(_) => (Type::String, Value::is_string),
        Value::Array(_) => (Type::Array, Value::is_array),
        Value::Object(_) => (Type::Object, Value::is_object),
        Value::Null => return,
    };
    if values().all(is_of_type) {
        schema.ty = Some(ty);
    }
}

/// `oneOf: [{const: 1, title: Low}, {const: 2, title: High}]`, which is how an enum is written whose values have
/// descriptions, → an enum of them all.
pub(super) fn join(schema: &mut Schema, schemas: &Schemas) {
    let has_more = !schema.values.is_empty() || schema.discriminator.is_some() || !schema.properties.is_empty();
    if has_more || schema.items.is_some() || !schema.all_of.is_empty() {
        return;
    }
    let branches = match (schema.one_of.as_slice(), schema.any_of.as_slice()) {
        (branches, []) | ([], branches) => branches,
        _ => return,
    };
    let Some(joined) = Joined::of(branches, schemas).filter(|joined| schema.ty.is_none_or(|own| own == joined.ty))
    else {
        return;
    };
    schema.ty = Some(joined.ty);
    schema.values = joined.values;
    if schema.value_names.is_empty() {
        schema.value_names = joined.names;
    }
    if schema.value_docs.is_empty() {
        schema.value_docs = joined.docs;
    }
    schema.one_of.clear();
    schema.any_of.clear();
}

/// What alternatives of nothing but values come to.
struct Joined {
    ty: Type,
    values: Vec<Value>,
    /// What each value is called, if each is called something.
    names: Vec<Option<String>>,
    /// What each value is said to be, if any is.
    docs: Vec<Option<String>>,
}

impl Joined {
    /// `None` if they are not all strings, or not all whole numbers, or say anything but their values.
    fn of(branches: &[SchemaId], schemas: &Schemas) -> Option<Self> {
        let branches = || branches.iter().map(|branch| &schemas[*branch]);
        let ty = branches().next()?.ty.filter(|ty| matches!(ty, Type::String | Type::Integer))?;
        if !branches().all(|branch| branch.ty == Some(ty) && is_about_values(branch)) {
            return None;
        }
        let values: Vec<Value> = branches().flat_map(|branch| branch.values.iter().cloned()).collect();
        let titled = branches().filter(|branch| branch.values.len() == 1 && branch.about.title.is_some());
        let mut names: Vec<Option<String>> = titled.map(|branch| branch.about.title.clone()).collect();
        if names.len() != values.len() {
            names.clear();
        }
        Some(Self { ty, values, names, docs: docs_of_values(branches()) })
    }
}

/// What each of the values of several schemas is said to be: what its own schema is, if that lists no other.
pub(crate) fn docs_of_values<'s>(schemas: impl Iterator<Item = &'s Schema>) -> Vec<Option<String>> {
    let docs = |schema: &Schema| match (schema.value_docs.as_slice(), schema.values.as_slice()) {
        (docs, values) if !docs.is_empty() && docs.len() == values.len() => docs.to_vec(),
        (_, [_]) => vec![own_docs(schema)],
        (_, values) => vec![None; values.len()],
    };
    let all: Vec<Option<String>> = schemas.flat_map(docs).collect();
    if all.iter().any(Option::is_some) { all } else { Vec::new() }
}

/// The description of a schema, and that the document advises against it.
fn own_docs(schema: &Schema) -> Option<String> {
    let about = schema.about.description.clone().unwrap_or_default();
    let docs = if schema.about.deprecated { format!("{about}\n\nDeprecated.") } else { about };
    Some(docs.trim().to_owned()).filter(|docs| !docs.is_empty())
}

/// Whether a schema lists values and describes them, and says nothing else.
fn is_about_values(schema: &Schema) -> bool {
    let About { title, description, sensitive, deprecated, .. } = schema.about.clone();
    let is_plain = !schema.is_composed() && schema.format.is_none() && schema.limits.is_none() && !schema.nullable;
    let is_plain = is_plain && schema.items.is_none() && !schema.describes_object() && schema.discriminator.is_none();
    is_plain
        && !schema.values.is_empty()
        && schema.about == About { title, description, sensitive, deprecated, ..About::default() }
}
