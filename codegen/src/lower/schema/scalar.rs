//! Strings, numbers and booleans.

use openapiv3::{
    IntegerFormat, IntegerType, NumberFormat, NumberType, Schema, StringFormat, StringType, VariantOrUnknownOrEmpty,
};

use crate::ir::TypeRef;

/// The vendor extension that marks a secret whatever its format.
const SENSITIVE: &str = "x-sensitive";

/// A string is hidden if it is a password, and plain otherwise: dates without an offset and odd UUIDs are common on the wire.
pub(super) fn string(schema: &Schema, string: &StringType) -> TypeRef {
    let password = string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Password);
    let sensitive =
        schema.schema_data.extensions.get(SENSITIVE).is_some_and(|value| value == &serde_json::Value::Bool(true));
    if password || sensitive { TypeRef::Secret } else { TypeRef::String }
}

/// 64 bits unless the format says 32.
pub(super) fn integer(integer: &IntegerType) -> TypeRef {
    match integer.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => TypeRef::I32,
        _ => TypeRef::I64,
    }
}

/// Double precision unless the format says single.
pub(super) fn number(number: &NumberType) -> TypeRef {
    match number.format {
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => TypeRef::F32,
        _ => TypeRef::F64,
    }
}
