//! `allOf` of single values and lists: the type that all parts have.

use std::collections::BTreeSet;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use super::scalar;
use crate::document::schema::{Schema, SchemaId, Type};
use crate::ir::{EnumBase, Origin, Shape, TextFormat, TypeRef};

/// The type of the part that says most, if the others are of its kind: of an enum and any string, that enum.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    parts: &[SchemaId],
    site: DefinitionSite,
) -> MaybeNullType {
    let [first, rest @ ..] = parts else { return MaybeNullType::of(TypeRef::Json) };
    if parts.contains(&schema.id) {
        return lowering.untyped(&schema.at, "this combination of keywords has no type of its own");
    }
    let first = named_values(lowering, *first, parts);
    let mut chosen = lowering.typed_in(first, site.clone());
    for part in rest {
        let part = named_values(lowering, *part, parts);
        let next = lowering.typed_in(part, site.clone());
        let nullable = chosen.nullable && next.nullable;
        let Some(ty) = closer(lowering, &chosen.ty, &next.ty) else {
            return lowering.untyped(&schema.at, "the parts of `allOf` are of different types");
        };
        chosen = MaybeNullType { ty, nullable };
    }
    chosen
}

/// A part that lists values without names or descriptions has those of another part with the same values.
pub(super) fn named_values(lowering: &mut Lowering<'_>, part: SchemaId, parts: &[SchemaId]) -> SchemaId {
    let schema = lowering.schema(part);
    if schema.values.is_empty() || schema.reference.is_some() {
        return part;
    }
    let others: Vec<_> = parts.iter().filter_map(|other| lowering.target(*other)).collect();
    let borrowed = |own: &Vec<Option<String>>, said: fn(&Schema) -> &Vec<Option<String>>| {
        let other =
            others.iter().find(|it| own.is_empty() && it.values.len() == said(it).len() && !said(it).is_empty());
        let Some(other) = other else { return own.clone() };
        let of_value = |value| other.values.iter().position(|it| it == value).and_then(|at| said(other)[at].clone());
        schema.values.iter().map(of_value).collect()
    };
    let value_names = borrowed(&schema.value_names, |it| &it.value_names);
    let value_docs = borrowed(&schema.value_docs, |it| &it.value_docs);
    if (&value_names, &value_docs) == (&schema.value_names, &schema.value_docs) {
        return part;
    }
    lowering.schemas.add(Schema { value_names, value_docs, ..Schema::clone(&schema) })
}

/// The one of two types that says more, a component before what is written in place; `None` if no value is of both.
fn closer(lowering: &Lowering<'_>, a: &TypeRef, b: &TypeRef) -> Option<TypeRef> {
    if a == b {
        return Some(a.clone());
    }
    let (own, other) = (lowering.known(a, &mut BTreeSet::new())?, lowering.known(b, &mut BTreeSet::new())?);
    let formats_differ = own.format.is_some() && other.format.is_some() && own.format != other.format;
    match (own.kind, other.kind) {
        (Kind::Any, _) => Some(b.clone()),
        (_, Kind::Any) => Some(a.clone()),
        (own, other) if own != other => None,
        // No text has two formats at once, so neither is to be believed.
        (Kind::String, _) if formats_differ => Some(TypeRef::String),
        _ if (own.rank, a.named().is_some()) < (other.rank, b.named().is_some()) => Some(b.clone()),
        _ => Some(a.clone()),
    }
}

/// What kind of value it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Boolean,
    String,
    Number,
    List,
}

/// What is known of the values of a type.
struct Known {
    kind: Kind,
    format: Option<TextFormat>,
    /// The more, the fewer values there are.
    rank: usize,
}

impl Known {
    fn of(kind: Kind, rank: usize) -> Self {
        Self { kind, format: None, rank }
    }

    /// An enum with so many values.
    fn values(kind: Kind, count: usize) -> Self {
        Self::of(kind, usize::MAX - count)
    }
}

impl Lowering<'_> {
    /// What is known of a type, by the schema of a component, which may be lowered later: the order of the document must not
    /// decide. `None` if it is neither a single value nor a list.
    fn known(&self, ty: &TypeRef, seen: &mut BTreeSet<SchemaId>) -> Option<Known> {
        Some(match ty {
            TypeRef::Json => Known::of(Kind::Any, 0),
            TypeRef::Bool => Known::of(Kind::Boolean, 0),
            TypeRef::String => Known::of(Kind::String, 0),
            TypeRef::Text(format) => Known { format: Some(*format), ..Known::of(Kind::String, 1) },
            TypeRef::Secret => Known::of(Kind::String, 2),
            TypeRef::Number => Known::of(Kind::Number, 0),
            TypeRef::F64 => Known::of(Kind::Number, 1),
            TypeRef::I64 | TypeRef::U64 => Known::of(Kind::Number, 2),
            TypeRef::I32 | TypeRef::U32 => Known::of(Kind::Number, 3),
            TypeRef::List(item) => Known::of(Kind::List, usize::from(**item != TypeRef::Json)),
            TypeRef::Named(id) => {
                let def = self.types.get(id.0)?;
                match (&def.origin, &def.shape) {
                    (Origin::Component(name), _) => {
                        let component = *self.schemas.components().get(name.as_str())?;
                        seen.insert(component).then(|| self.known_of(component, seen)).flatten()?
                    }
                    (_, Shape::Enum(shape)) => {
                        let kind = if shape.base == EnumBase::String { Kind::String } else { Kind::Number };
                        Known::values(kind, shape.variants.len())
                    }
                    (_, Shape::Alias(target)) => self.known(target, seen)?,
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// What is known of a schema, through references that were not followed before: what is met twice adds nothing.
    fn known_of(&self, id: SchemaId, seen: &mut BTreeSet<SchemaId>) -> Option<Known> {
        let schema = &self.schemas[id];
        if let Some(component) = schema.reference {
            return seen.insert(component).then(|| self.known_of(component, seen)).flatten();
        }
        if schema.is_free() {
            return Some(Known::of(Kind::Any, 0));
        }
        let parts = match (schema.all_of.as_slice(), schema.only_alternatives(), schema.ty) {
            ([], None, ty) => return self.known_of_type(schema, ty?, seen),
            ([], Some(parts), _) if parts.len() == 1 => parts,
            ([], Some(_), _) => return None,
            (parts, ..) => parts,
        };
        parts.iter().filter_map(|part| self.known_of(*part, seen)).max_by_key(|known| known.rank)
    }

    fn known_of_type(&self, schema: &Schema, ty: Type, seen: &mut BTreeSet<SchemaId>) -> Option<Known> {
        let has_values = !schema.values.is_empty();
        match ty {
            Type::String if schema.strings().is_some() => Some(Known::values(Kind::String, schema.values.len())),
            Type::Integer if schema.integers().is_some() => Some(Known::values(Kind::Number, schema.values.len())),
            Type::Array => Some(Known::of(Kind::List, usize::from(schema.items.is_some()))),
            Type::String | Type::Integer if has_values => None,
            Type::String => self.known(&scalar::string(schema), seen),
            Type::Integer => self.known(&scalar::integer(schema), seen),
            Type::Number => self.known(&scalar::number(schema), seen),
            Type::Boolean => Some(Known::of(Kind::Boolean, 0)),
            Type::Object | Type::File | Type::Unknown => None,
        }
    }
}
