//! Strings, numbers and booleans: a type for each format that has one, and as wide as the document allows.

use serde_json::Number;

use crate::document::schema::{Limits, Schema, Type};
use crate::ir::{TextFormat, TypeRef};

/// A string is hidden if it is a secret, and has the type of its format or encoding if there is one.
pub(super) fn string(schema: &Schema) -> TypeRef {
    if is_secret(schema) {
        return TypeRef::Secret;
    }
    let format = schema.format.as_deref().unwrap_or_default();
    let encoding = schema.about.content_encoding.as_deref();
    text_format(format).or_else(|| encoding.and_then(text_format)).map_or(TypeRef::String, TypeRef::Text)
}

/// Whether values of the schema are secrets, which are shown nowhere.
pub(super) fn is_secret(schema: &Schema) -> bool {
    schema.about.sensitive || schema.format.as_deref() == Some("password")
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
        "byte" | "base64" => TextFormat::Base64,
        "base64url" => TextFormat::Base64Url,
        "decimal" => TextFormat::Decimal,
        _ => return None,
    })
}

/// 64 bits unless the format says less.
pub(super) fn integer(schema: &Schema) -> TypeRef {
    let none = Limits::default();
    let limits = schema.limits.as_deref().unwrap_or(&none);
    let minimum = limits.minimum.as_ref().map(|bound| floor(bound) + i128::from(limits.above));
    let maximum = limits.maximum.as_ref().map(|bound| floor(bound) - i128::from(limits.below));
    whole(schema.format.as_deref().unwrap_or_default(), minimum, maximum)
}

/// The narrowest type that is not narrower than its format, nor than bounds beyond it.
fn whole(format: &str, minimum: Option<i128>, maximum: Option<i128>) -> TypeRef {
    let (ty, lowest, highest) = match format.replace('-', "").to_ascii_lowercase().as_str() {
        "int8" | "int16" | "int32" => (TypeRef::I32, i128::from(i32::MIN), i128::from(i32::MAX)),
        "uint8" | "uint16" | "uint32" => (TypeRef::U32, 0, i128::from(u32::MAX)),
        "uint" | "uint64" => (TypeRef::U64, 0, i128::from(u64::MAX)),
        // What is never below zero, and has no format that says how wide it is, may use the bit of the sign.
        "" if minimum >= Some(0) && maximum.is_none() => return TypeRef::U64,
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

/// The type of whole numbers that are listed and of which some are not of 64 bits with a sign.
pub(super) fn wide(schema: &Schema) -> TypeRef {
    let is_unsigned = schema.values.iter().all(|value| value.is_u64() || value.is_null());
    if is_unsigned { TypeRef::U64 } else { TypeRef::Number }
}

/// What the format says; without one, all that JSON can say. A `float` is an `f64` too: servers print more digits than an
/// `f32` keeps. Formats of integers also stand at numbers, but there a fraction is allowed.
pub(super) fn number(schema: &Schema) -> TypeRef {
    if matches!(schema.format.as_deref(), Some("float" | "double")) { TypeRef::F64 } else { TypeRef::Number }
}

/// A bound as the document has it, as far as it is known: beyond what a floating-point number holds, as a whole number.
pub(super) fn bound_text(schema: &Schema, bound: &Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value = bound.as_f64().unwrap_or_default();
    let is_exclusive = schema.limits.as_ref().is_some_and(|limits| limits.above || limits.below);
    match bound.as_i64() {
        Some(whole) => whole.to_string(),
        None if schema.ty != Some(Type::Integer) || value.abs() < EXACT => value.to_string(),
        None if is_exclusive => format!("{value:.0}"),
        None => floor(bound).to_string(),
    }
}

/// The bound as a whole number. Tools write the greatest numbers of 63 and 64 bits as floating-point numbers, which are one
/// more, or as digits that such a number is printed with.
fn floor(bound: &Number) -> i128 {
    const BEYOND_U64: i128 = 1 << 64;
    const BEYOND_I64: i128 = 1 << 63;
    if let Some(whole) = bound.as_i64() {
        return whole.into();
    }
    match bound.as_f64().unwrap_or_default().floor() as i128 {
        BEYOND_U64 => BEYOND_U64 - 1,
        BEYOND_I64 => BEYOND_I64 - 1,
        bound => bound,
    }
}
