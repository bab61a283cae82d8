//! Enums: of strings, of whole numbers, or of both.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use super::scalar;
use super::union::width;
use crate::document::schema::{Schema, Type};
use crate::ir::{Enum, EnumBase, Part, SchemaUse, Shape, TypeRef, Union, UnionVariant, Untagged, Variant, WireName};

/// Beyond this many values an enum costs more to compile than its names are worth.
const MAX_VARIANTS: usize = 2_000;

/// Whether the values of a schema say more of its type than `type` does.
pub(super) fn counts(schema: &Schema) -> bool {
    let is_number = schema.ty == Some(Type::Number) && schema.values.iter().all(|it| it.is_number() || it.is_null());
    let is_null = schema.ty.is_some() && schema.values.iter().all(Value::is_null);
    !schema.values.is_empty() && schema.ty != Some(Type::Array) && !is_number && !is_null
}

/// The enum of a schema with values: of strings, of whole numbers, or one of two enums. `None` if the values are of other
/// kinds. A null among them makes it nullable.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> Option<MaybeNullType> {
    let kinds = Kind::of_all(&schema.values)?;
    let nullable = schema.values.contains(&Value::Null);
    let ty = match kinds.as_slice() {
        [] => TypeRef::Json,
        [only] => define(lowering, schema, only, site),
        several => union(lowering, schema, several, site),
    };
    Some(MaybeNullType { ty, nullable })
}

/// One enum, if it is worth one.
fn define(lowering: &mut Lowering<'_>, schema: &Schema, kind: &Kind, site: DefinitionSite) -> TypeRef {
    let (base, values) = match kind {
        // The names of variants would show what a secret can be.
        Kind::Strings(_) if scalar::is_secret(schema) => return scalar::string(schema),
        Kind::Strings(values) if values.len() > MAX_VARIANTS => return scalar::string(schema),
        Kind::Integers(values) if values.len() > MAX_VARIANTS => return scalar::integer(schema),
        Kind::Strings(values) => (EnumBase::String, values),
        Kind::Integers(values) => (EnumBase::Integer, values),
        Kind::Bool => return TypeRef::Bool,
        Kind::Number => return TypeRef::Number,
    };
    let (names, docs) = (by_value(schema, &schema.value_names), by_value(schema, &schema.value_docs));
    let said = |said: &BTreeMap<String, &String>, wire: &WireName| said.get(wire.as_str()).map(|it| (*it).clone());
    let mut variants: Vec<Variant> = Vec::new();
    let mut known = BTreeSet::new();
    for wire in values.iter().filter(|wire| known.insert(*wire)) {
        let (label, docs) = (said(&names, wire), said(&docs, wire).unwrap_or_default());
        variants.push(Variant { wire: wire.clone(), name: Default::default(), label, docs });
    }
    let id = site.define(lowering, schema);
    lowering.types[id.0].shape = Shape::Enum(Enum { base, variants });
    TypeRef::Named(id)
}

/// What the document says of each value in a list of its own.
fn by_value<'s>(schema: &Schema, said: &'s [Option<String>]) -> BTreeMap<String, &'s String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_of_each = said.len() == schema.values.len();
    let all = schema.values.iter().zip(said).filter(|_| is_of_each);
    all.filter_map(|(value, said)| Some((text(value), said.as_ref().filter(|said| !said.trim().is_empty())?))).collect()
}

/// A union of enums and of single values.
fn union(lowering: &mut Lowering<'_>, schema: &Schema, kinds: &[Kind], site: DefinitionSite) -> TypeRef {
    let id = site.define(lowering, schema);
    let mut variants = Vec::new();
    let plain = Schema { at: schema.at.child("enum"), ..Schema::default() };
    for kind in kinds {
        let site = DefinitionSite::Component(id).inside(Part::Branch(WireName::new(kind.name())));
        let ty = define(lowering, &plain, kind, site);
        let defines = matches!(ty, TypeRef::Named(_));
        lowering.uses.push(SchemaUse { pointer: plain.at.as_str().to_owned(), ty: ty.clone(), defines });
        variants.push(UnionVariant { name: Default::default(), ty, tags: Vec::new(), takes: Untagged::Nothing });
    }
    variants.sort_by_key(|variant| width(&variant.ty));
    lowering.types[id.0].shape = Shape::Union(Union { variants, tag: None, overlapping: false });
    TypeRef::Named(id)
}

/// Values of one kind.
enum Kind {
    Strings(Vec<WireName>),
    /// Those of 64 bits; if there are others, [`Kind::Number`] stands for all.
    Integers(Vec<WireName>),
    Number,
    Bool,
}

impl Kind {
    /// The kinds of values beside null. `None` if there is a value that no enum can have.
    fn of_all(values: &[Value]) -> Option<Vec<Self>> {
        let (mut strings, mut integers, mut number, mut bool) = (Vec::new(), Vec::new(), false, false);
        for value in values {
            match value {
                Value::Null => {}
                Value::Bool(_) => bool = true,
                Value::String(text) => strings.push(WireName::new(&**text)),
                Value::Number(value) => match value.as_i64() {
                    Some(integer) => integers.push(WireName::new(integer.to_string())),
                    None => number = true,
                },
                Value::Array(_) | Value::Object(_) => return None,
            }
        }
        let strings = (!strings.is_empty()).then_some(Self::Strings(strings));
        let integers = (!integers.is_empty() && !number).then_some(Self::Integers(integers));
        let others = [bool.then_some(Self::Bool), number.then_some(Self::Number)];
        Some([strings, integers].into_iter().chain(others).flatten().collect())
    }

    /// What the kind is called among others.
    fn name(&self) -> &'static str {
        match self {
            Self::Strings(_) => "Text",
            Self::Integers(_) | Self::Number => "Number",
            Self::Bool => "Flag",
        }
    }
}
