//! Enums: of strings, of whole numbers, or of both.

use openapiv3::{AnySchema, IntegerType, ReferenceOr, Schema, SchemaKind, StringType, Type};
use serde_json::Value;

use super::super::Lowering;
use super::union::Branches;
use super::{Home, Typed, union};
use crate::diagnostics::Pointer;
use crate::document::keywords::ENUM_NAMES;
use crate::ir::{Enum, EnumBase, Shape, TypeRef, Variant, WireName};

/// Beyond this many values an enum costs more to compile than its names are worth.
const MAX_VARIANTS: usize = 2_000;

/// Extensions with a name for each value, in the order of the values.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", ENUM_NAMES];

/// The enum of a string, if it has a list of values, and one that is worth an enum. A null among them makes it nullable.
pub(super) fn string(lowering: &mut Lowering<'_>, schema: &Schema, string: &StringType, home: Home) -> Option<Typed> {
    let values = string.enumeration.iter().flatten().map(String::as_str);
    let nullable = string.enumeration.iter().any(Option::is_none);
    let ty = define(lowering, schema, (EnumBase::String, values.map(WireName::new).collect()), home)?;
    Some(Typed { ty, nullable })
}

/// The enum of a whole number, likewise.
pub(super) fn integer(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    integer: &IntegerType,
    home: Home,
) -> Option<Typed> {
    let values = integer.enumeration.iter().flatten().map(i64::to_string);
    let nullable = integer.enumeration.iter().any(Option::is_none);
    let ty = define(lowering, schema, (EnumBase::Integer, values.map(WireName::new).collect()), home)?;
    Some(Typed { ty, nullable })
}

fn define(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    (base, values): (EnumBase, Vec<WireName>),
    home: Home,
) -> Option<TypeRef> {
    if !(1..=MAX_VARIANTS).contains(&values.len()) {
        return None;
    }
    let names = NAMES.iter().find_map(|key| schema.schema_data.extensions.get(*key)?.as_array());
    let names = names.filter(|names| names.len() == values.len());
    let mut variants: Vec<Variant> = Vec::new();
    for (index, wire) in values.into_iter().enumerate() {
        let label = names.and_then(|names| names.get(index)?.as_str()).filter(|_| base == EnumBase::Integer);
        if !variants.iter().any(|variant| variant.wire == wire) {
            variants.push(Variant { wire, name: Default::default(), label: label.map(str::to_owned) });
        }
    }
    let id = home.define(lowering, schema);
    lowering.types[id.0].shape = Shape::Enum(Enum { base, variants });
    Some(TypeRef::Named(id))
}

/// The enum of a schema whose values are not what its type says, or that says no type: of strings, of whole numbers, or one
/// of two enums. `None` if the values are of other kinds.
pub(super) fn mixed(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    any: &AnySchema,
    at: &Pointer,
    home: Home,
) -> Option<Typed> {
    let sorted = Sorted::of(&any.enumeration)?;
    let string = StringType { enumeration: sorted.strings.into_iter().map(Some).collect(), ..Default::default() };
    let integer = IntegerType { enumeration: sorted.integers.into_iter().map(Some).collect(), ..Default::default() };
    let plain = !sorted.bool && !sorted.number;
    let typed = match (string.enumeration.is_empty(), integer.enumeration.is_empty()) {
        (true, true) if plain => Some(Typed::of(TypeRef::Json)),
        (true, true) if !sorted.number => Some(Typed::of(TypeRef::Bool)),
        (true, true) if !sorted.bool => Some(Typed::of(TypeRef::Number)),
        (false, true) if plain => self::string(lowering, schema, &string, home),
        (true, false) if plain => self::integer(lowering, schema, &integer, home),
        _ => {
            let bool = sorted.bool.then(|| Type::Boolean(Default::default()));
            let number = sorted.number.then(|| Type::Number(Default::default()));
            let kinds = [Type::String(string), Type::Integer(integer)].into_iter().chain(bool).chain(number);
            let kinds = kinds.filter(|kind| match kind {
                Type::String(string) => !string.enumeration.is_empty(),
                Type::Integer(integer) => !integer.enumeration.is_empty(),
                _ => true,
            });
            let parts = kinds.map(|kind| {
                let schema_kind = SchemaKind::Type(kind);
                ReferenceOr::Item(Schema { schema_data: Default::default(), schema_kind })
            });
            let branches = parts.map(|part| (part, at.child("enum"))).collect();
            Some(union::lower(lowering, schema, Branches { list: branches, tag: None }, home))
        }
    };
    typed.map(|typed| Typed { nullable: typed.nullable || sorted.nullable, ..typed })
}

/// The values of an enum by their kind.
#[derive(Default)]
struct Sorted {
    strings: Vec<String>,
    integers: Vec<i64>,
    bool: bool,
    /// Whether there are numbers that no enum has: fractions, and those beyond 64 bits.
    number: bool,
    nullable: bool,
}

impl Sorted {
    /// `None` if there is a value that no enum can have.
    fn of(values: &[Value]) -> Option<Self> {
        let mut sorted = Self::default();
        for value in values {
            match value {
                Value::Null => sorted.nullable = true,
                Value::Bool(_) => sorted.bool = true,
                Value::String(text) => sorted.strings.push(text.clone()),
                Value::Number(number) => match number.as_i64() {
                    Some(integer) => sorted.integers.push(integer),
                    None => sorted.number = true,
                },
                Value::Array(_) | Value::Object(_) => return None,
            }
        }
        if sorted.number {
            sorted.integers.clear();
        }
        (!values.is_empty()).then_some(sorted)
    }
}
