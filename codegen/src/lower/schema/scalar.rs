//! Strings, numbers and booleans: a type for each format that has one, and as wide as the document allows.

use openapiv3::{
    AnySchema, IntegerFormat, IntegerType, NumberFormat, NumberType, Schema, StringFormat, StringType,
    VariantOrUnknownOrEmpty,
};

use serde_json::Value;

use crate::document::keywords;
use crate::ir::{TextFormat, TypeRef};

/// The vendor extension that marks a secret whatever its format.
const SENSITIVE: &str = "x-sensitive";

/// A string is hidden if it is a secret, and has the type of its format if there is one.
pub(super) fn string(schema: &Schema, string: &StringType) -> TypeRef {
    let format = match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => "date",
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => "date-time",
        VariantOrUnknownOrEmpty::Item(StringFormat::Password) => "password",
        VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => "byte",
        VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => "binary",
        VariantOrUnknownOrEmpty::Unknown(format) => format,
        VariantOrUnknownOrEmpty::Empty => "",
    };
    text(schema, format)
}

fn text(schema: &Schema, format: &str) -> TypeRef {
    let extension = |key: &str| schema.schema_data.extensions.get(key);
    let is_sensitive = extension(SENSITIVE).is_some_and(|value| value == &Value::Bool(true));
    if format == "password" || is_sensitive {
        return TypeRef::Secret;
    }
    let encoding = extension(keywords::CONTENT_ENCODING).and_then(Value::as_str);
    text_format(format).or_else(|| encoding.and_then(text_format)).map_or(TypeRef::String, TypeRef::Text)
}

/// The formats that have a type. URIs, host names and addresses of mail have none: on the wire they are often relative,
/// templates, or written in a way that no parser takes; nor has `ip`, which is as often a network or has a port.
pub(super) fn text_format(format: &str) -> Option<TextFormat> {
    Some(match format {
        "date-time" => TextFormat::DateTime,
        "date" => TextFormat::Date,
        "time" => TextFormat::Time,
        "duration" => TextFormat::Duration,
        "uuid" | "guid" => TextFormat::Uuid,
        "ipv4" => TextFormat::Ipv4,
        "ipv6" => TextFormat::Ipv6,
        "byte" | "base64" | "base64url" => TextFormat::Base64,
        "decimal" => TextFormat::Decimal,
        _ => return None,
    })
}

/// 64 bits unless the format says less.
pub(super) fn integer(integer: &IntegerType) -> TypeRef {
    let format = match &integer.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => "int32",
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64) => "int64",
        VariantOrUnknownOrEmpty::Unknown(format) => format,
        VariantOrUnknownOrEmpty::Empty => "",
    };
    let above = i128::from(integer.exclusive_minimum);
    let below = i128::from(integer.exclusive_maximum);
    let minimum = integer.minimum.map(|bound| i128::from(bound) + above);
    let maximum = integer.maximum.map(|bound| i128::from(bound) - below);
    whole(format, minimum, maximum)
}

/// The narrowest type that is not narrower than its format, nor than bounds beyond it.
fn whole(format: &str, minimum: Option<i128>, maximum: Option<i128>) -> TypeRef {
    let (ty, lowest, highest) = match format.replace('-', "").to_ascii_lowercase().as_str() {
        "int8" | "int16" | "int32" => (TypeRef::I32, i128::from(i32::MIN), i128::from(i32::MAX)),
        "uint8" | "uint16" | "uint32" => (TypeRef::U32, 0, i128::from(u32::MAX)),
        "uint" | "uint64" => (TypeRef::U64, 0, i128::from(u64::MAX)),
        _ => (TypeRef::I64, i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let (minimum, maximum) = (minimum.unwrap_or(lowest), maximum.unwrap_or(highest));
    if lowest <= minimum && maximum <= highest {
        return ty;
    }
    // What is only bounded above by more than `i64` holds, as nobody writes it of a number below zero, is unsigned.
    let is_unsigned = minimum >= 0 || (minimum == lowest && maximum > i128::from(i64::MAX));
    match () {
        () if maximum <= i128::from(i64::MAX) && minimum >= i128::from(i64::MIN) => TypeRef::I64,
        () if is_unsigned && maximum <= i128::from(u64::MAX) => TypeRef::U64,
        () => TypeRef::Number,
    }
}

/// The type of whole numbers of which some are not of 64 bits with a sign.
pub(super) fn wide(values: &[Value]) -> TypeRef {
    if values.iter().all(|value| value.is_u64() || value.is_null()) { TypeRef::U64 } else { TypeRef::Number }
}

/// What the format says; without one, all that JSON can say.
pub(super) fn number(number: &NumberType) -> TypeRef {
    match &number.format {
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float | NumberFormat::Double) => TypeRef::F64,
        VariantOrUnknownOrEmpty::Unknown(format) => number_of(format),
        VariantOrUnknownOrEmpty::Empty => TypeRef::Number,
    }
}

/// A `float` is an `f64` too: servers print more digits than an `f32` keeps. Formats of integers also stand at numbers,
/// but there a fraction is allowed.
fn number_of(format: &str) -> TypeRef {
    if matches!(format, "float" | "double") { TypeRef::F64 } else { TypeRef::Number }
}

/// A single value with keywords of other types beside it, or with bounds that openapiv3 has no place for.
pub(super) fn from_any(schema: &Schema, any: &AnySchema) -> Option<TypeRef> {
    let is_composed = !any.one_of.is_empty() || !any.any_of.is_empty() || !any.all_of.is_empty() || any.not.is_some();
    if is_composed || !any.enumeration.is_empty() {
        return None;
    }
    let format = any.format.as_deref().unwrap_or_default();
    match any.typ.as_deref()? {
        "string" => Some(text(schema, format)),
        "integer" => Some(whole(format, any.minimum.map(floor), any.maximum.map(floor))),
        "number" => Some(number_of(format)),
        "boolean" => Some(TypeRef::Bool),
        _ => None,
    }
}

/// A bound as the document has it, as far as it is known: beyond what a floating-point number holds, as a whole number.
pub(super) fn bound_text(any: &AnySchema, bound: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_exclusive = any.exclusive_minimum == Some(true) || any.exclusive_maximum == Some(true);
    match any.typ.as_deref() {
        Some("integer") if bound.abs() >= EXACT && is_exclusive => format!("{bound:.0}"),
        Some("integer") if bound.abs() >= EXACT => floor(bound).to_string(),
        _ => bound.to_string(),
    }
}

/// The bound as a whole number. A document's 2^64 - 1 arrives as 2^64, which is taken back to what was meant.
fn floor(bound: f64) -> i128 {
    const BEYOND_U64: i128 = 1 << 64;
    const BEYOND_I64: i128 = 1 << 63;
    match bound.floor() as i128 {
        BEYOND_U64 => BEYOND_U64 - 1,
        BEYOND_I64 => BEYOND_I64 - 1,
        bound => bound,
    }
}
