//! Enums of strings.

use openapiv3::{AnySchema, Schema, StringType};

use super::super::Lowering;
use super::{Home, Typed};
use crate::ir::{Enum, Shape, TypeRef, Variant, WireName};

/// Beyond this many values an enum costs more to compile than its names are worth.
const MAX_VARIANTS: usize = 2_000;

/// Whether a string has a list of values, and one that is worth an enum.
pub(super) fn is_enum(string: &StringType) -> bool {
    (1..=MAX_VARIANTS).contains(&string.enumeration.iter().flatten().count())
}

/// The enum of a string's values. Repeated values count once, and a null among them makes it nullable.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, string: &StringType, home: Home) -> Typed {
    let mut variants: Vec<Variant> = Vec::new();
    for value in string.enumeration.iter().flatten() {
        let wire = WireName::new(&**value);
        if !variants.iter().any(|variant| variant.wire == wire) {
            variants.push(Variant { wire, name: Default::default() });
        }
    }
    let nullable = string.enumeration.iter().any(Option::is_none);
    let id = home.define(lowering, schema);
    lowering.types[id.0].shape = Shape::Enum(Enum { variants });
    Typed { ty: TypeRef::Named(id), nullable }
}

/// Strings in an `enum` whose `type` is missing or, as generators of documents have it for enums that are sent by
/// name, `integer`.
pub(super) fn from_any(any: &AnySchema) -> Option<StringType> {
    if any.enumeration.is_empty() || !matches!(any.typ.as_deref(), None | Some("string" | "integer")) {
        return None;
    }
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::Null => Some(None),
        serde_json::Value::String(text) => Some(Some(text.clone())),
        _ => None,
    };
    let enumeration = any.enumeration.iter().map(value).collect::<Option<_>>()?;
    let string = StringType { enumeration, ..StringType::default() };
    is_enum(&string).then_some(string)
}
