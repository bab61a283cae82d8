//! Keywords in combinations that no single type has.

use openapiv3::{
    AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ReferenceOr, Schema, SchemaKind, StringType, Type,
    VariantOrUnknownOrEmpty,
};

use super::super::Lowering;
use super::union::{Branches, allows_anything};
use super::{Home, Typed, union};
use crate::diagnostics::Pointer;

/// The scalar or array that a schema says it is, whatever else it says. An enum of other values is none.
pub(super) fn as_type(any: &AnySchema) -> Option<Type> {
    let is_array = any.typ.is_none() && any.items.is_some();
    if is_array || any.typ.as_deref() == Some("array") {
        let (min_items, max_items) = (any.min_items, any.max_items);
        let unique_items = any.unique_items.unwrap_or_default();
        return Some(Type::Array(ArrayType { items: any.items.clone(), min_items, max_items, unique_items }));
    }
    let format = any.format.clone();
    match any.typ.as_deref()? {
        _ if !any.enumeration.is_empty() => None,
        "string" => Some(Type::String(StringType {
            format: format.into(),
            pattern: any.pattern.clone(),
            min_length: any.min_length,
            max_length: any.max_length,
            ..StringType::default()
        })),
        "integer" => Some(Type::Integer(IntegerType { format: format.into(), ..IntegerType::default() })),
        "number" => Some(Type::Number(NumberType { format: format.into(), ..NumberType::default() })),
        "boolean" => Some(Type::Boolean(BooleanType::default())),
        _ => None,
    }
}

/// A scalar or array with alternatives: they have its type too, and those that add nothing to it do not count.
pub(super) fn alternatives(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    any: &AnySchema,
    at: &Pointer,
    home: Home,
) -> Typed {
    let alone = |kind: Type| Schema { schema_data: schema.schema_data.clone(), schema_kind: SchemaKind::Type(kind) };
    let Some(own) = as_type(any) else { return lowering.untyped(at, "no type has these keywords") };
    let (key, parts) = if any.one_of.is_empty() { ("anyOf", &any.any_of) } else { ("oneOf", &any.one_of) };
    let typed: Vec<ReferenceOr<Schema>> = parts.iter().map(|part| with_type(part, any)).collect();
    if typed.iter().all(|part| allows_anything(part) || is_plain(part)) {
        let schema = alone(own);
        return lowering.own(&schema, at, home);
    }
    union::lower(lowering, schema, Branches::of((&typed, &at.child(key)), None), home)
}

/// The alternative with the type of the whole, if it says none.
fn with_type(part: &ReferenceOr<Schema>, whole: &AnySchema) -> ReferenceOr<Schema> {
    match part {
        ReferenceOr::Item(Schema { schema_data, schema_kind: SchemaKind::Any(any) }) if any.typ.is_none() => {
            let mut any = any.clone();
            any.typ.clone_from(&whole.typ);
            let strings: Option<Vec<_>> =
                any.enumeration.iter().map(|value| value.as_str().map(|text| Some(text.to_owned()))).collect();
            let schema_kind = match (strings, as_type(&any)) {
                (Some(enumeration), _) if !enumeration.is_empty() && any.typ.as_deref() == Some("string") => {
                    SchemaKind::Type(Type::String(StringType { enumeration, ..StringType::default() }))
                }
                (_, Some(ty)) => SchemaKind::Type(ty),
                (_, None) => SchemaKind::Any(any),
            };
            ReferenceOr::Item(Schema { schema_data: schema_data.clone(), schema_kind })
        }
        other => other.clone(),
    }
}

/// Whether a schema says no more than what kind of value it is.
pub(super) fn is_plain(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(ty), .. }) => match ty {
            Type::String(string) => {
                string.enumeration.is_empty() && !matches!(string.format, VariantOrUnknownOrEmpty::Item(_))
            }
            Type::Integer(integer) => integer.enumeration.is_empty(),
            Type::Number(_) | Type::Boolean(_) => true,
            Type::Array(array) => array.items.is_none(),
            Type::Object(_) => false,
        },
        _ => false,
    }
}
