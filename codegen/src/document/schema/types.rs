//! Several types: null becomes a flag, and each of the others an alternative with the keywords that belong to it.

use serde_json::Value;

use super::draft::Draft;
use super::read::Reader;
use super::{About, Limits, Schema, SchemaId, Type};

/// Leaves at most one type, and a flag for null.
pub(super) fn settle(draft: &mut Draft, reader: &mut Reader<'_>) {
    let mut names = std::mem::take(&mut draft.types);
    names.dedup();
    let with_null = names.len();
    names.retain(|name| name != "null");
    let types: Vec<Type> = names.iter().map(|name| type_of(name)).collect();
    let schema = &mut draft.schema;
    if names.len() < with_null {
        schema.nullable = true;
        if types.is_empty() {
            schema.values = vec![Value::Null];
        }
    }
    match types.as_slice() {
        [] => {}
        [only] => schema.ty = Some(*only),
        several => split(draft, several, reader),
    }
}

/// The type of this name.
fn type_of(name: &str) -> Type {
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

/// One alternative for each type; what describes the whole stays outside.
fn split(draft: &mut Draft, types: &[Type], reader: &mut Reader<'_>) {
    let limits = std::mem::take(&mut draft.limits);
    let schema = &mut draft.schema;
    let whole = Schema {
        format: schema.format.take(),
        values: std::mem::take(&mut schema.values),
        properties: std::mem::take(&mut schema.properties),
        required: std::mem::take(&mut schema.required),
        additional: schema.additional.take(),
        items: schema.items.take(),
        prefix_items: std::mem::take(&mut schema.prefix_items),
        about: About {
            content_encoding: schema.about.content_encoding.take(),
            content_media_type: schema.about.content_media_type.take(),
            ..About::default()
        },
        at: schema.at.clone(),
        ..Schema::default()
    };
    let of_format = whole.format.as_deref().and_then(|format| type_of_format(format, types));
    let mut branches = Vec::new();
    for ty in types {
        let mut branch = part(&whole, &limits, *ty);
        branch.format = whole.format.clone().filter(|_| of_format == Some(*ty));
        branch.values = whole.values.iter().filter(|value| is_of(value, *ty)).cloned().collect();
        if whole.values.is_empty() || !branch.values.is_empty() {
            branches.push(branch);
        }
    }
    match <[Schema; 1]>::try_from(branches) {
        Ok([only]) => drop(schema.absorb(only)),
        Err(branches) => {
            let branches: Vec<SchemaId> = branches.into_iter().map(|branch| reader.schemas.add(branch)).collect();
            put_alternatives(schema, branches, reader);
        }
    }
}

/// Beside alternatives that are there already, both have to hold.
fn put_alternatives(schema: &mut Schema, any_of: Vec<SchemaId>, reader: &mut Reader<'_>) {
    if schema.is_union() {
        let part = reader.schemas.add(Schema { at: schema.at.clone(), any_of, ..Schema::default() });
        schema.all_of.insert(0, part);
    } else {
        schema.any_of = any_of;
    }
}

/// What a schema of several types says of values of one of them.
fn part(whole: &Schema, limits: &Limits, ty: Type) -> Schema {
    let own = Limits::default();
    let plain = Schema { at: whole.at.clone(), ty: Some(ty), ..Schema::default() };
    match ty {
        Type::String => {
            let limits = Limits { length: limits.length, pattern: limits.pattern.clone(), ..own };
            Schema { limits: limits.boxed(), about: whole.about.clone(), ..plain }
        }
        Type::Integer | Type::Number => {
            let limits = Limits {
                minimum: limits.minimum.clone(),
                maximum: limits.maximum.clone(),
                above: limits.above,
                below: limits.below,
                multiple_of: limits.multiple_of,
                ..own
            };
            Schema { limits: limits.boxed(), ..plain }
        }
        Type::Array => {
            let limits = Limits { items: limits.items, unique: limits.unique, ..own };
            let (items, prefix_items) = (whole.items, whole.prefix_items.clone());
            Schema { limits: limits.boxed(), items, prefix_items, ..plain }
        }
        Type::Object => {
            let limits = Limits { members: limits.members, ..own };
            let (properties, required) = (whole.properties.clone(), whole.required.clone());
            Schema { limits: limits.boxed(), properties, required, additional: whole.additional, ..plain }
        }
        Type::Boolean | Type::File | Type::Unknown => plain,
    }
}

fn is_of(value: &Value, ty: Type) -> bool {
    match ty {
        Type::String => value.is_string(),
        Type::Integer => value.is_i64() || value.is_u64(),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Array => value.is_array(),
        Type::Object => value.is_object(),
        Type::File | Type::Unknown => false,
    }
}

/// The one of several types a format belongs to; formats nobody knows are those of strings.
fn type_of_format(format: &str, types: &[Type]) -> Option<Type> {
    let order: &[Type] = match format {
        "float" | "double" | "decimal" => &[Type::Number, Type::Integer],
        format if format.starts_with("int") || format.starts_with("uint") => &[Type::Integer, Type::Number],
        _ => &[Type::String],
    };
    order.iter().find(|wanted| types.contains(wanted)).copied()
}

/// Alternatives of a scalar or array have its type, where they say none.
pub(super) fn inherit(schema: &Schema, reader: &mut Reader<'_>) {
    if matches!(schema.ty, None | Some(Type::Object | Type::File | Type::Unknown)) {
        return;
    }
    for id in schema.one_of.iter().chain(&schema.any_of) {
        let part = &reader.schemas[*id];
        if part.reference.is_none() && part.ty.is_none() && !part.is_only_composed() {
            let part = Schema { ty: schema.ty, ..part.clone() };
            reader.schemas.fill(*id, part);
        }
    }
}
