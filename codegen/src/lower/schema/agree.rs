//! `allOf` of single values and lists: the type that all parts have.

use std::collections::BTreeSet;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::super::Lowering;
use super::union::Branch;
use super::{Home, Typed, mixed, scalar};
use crate::diagnostics::Pointer;
use crate::ir::{EnumBase, Origin, Shape, TextFormat, TypeRef};

/// The type of the part that says most, if the others are of its kind: of an enum and any string, that enum.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    (parts, at): (&[Branch], &Pointer),
    home: Home,
) -> Typed {
    let [(first, first_at), rest @ ..] = parts else { return Typed::of(TypeRef::Json) };
    if parts.iter().any(|(part, _)| part.as_item() == Some(schema)) {
        return lowering.untyped(at, "this combination of keywords has no type of its own");
    }
    let mut chosen = lowering.typed_in(first, first_at, home.clone());
    for (part, part_at) in rest {
        let next = lowering.typed_in(part, part_at, home.clone());
        let nullable = chosen.nullable && next.nullable;
        let Some(ty) = closer(lowering, &chosen.ty, &next.ty) else {
            return lowering.untyped(at, "the parts of `allOf` are of different types");
        };
        chosen = Typed { ty, nullable };
    }
    chosen
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
    fn known(&self, ty: &TypeRef, seen: &mut BTreeSet<String>) -> Option<Known> {
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
                        let at = Pointer::root().at(["components", "schemas", name.as_str()]);
                        self.known_of(&ReferenceOr::Reference { reference: format!("#{at}") }, seen)?
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

    /// The same of a schema, through references that were not followed before: what is met twice adds nothing.
    fn known_of(&self, schema: &ReferenceOr<Schema>, seen: &mut BTreeSet<String>) -> Option<Known> {
        let schema = match schema {
            ReferenceOr::Item(schema) => schema,
            ReferenceOr::Reference { reference } if seen.insert(reference.clone()) => self.target(reference)?.0,
            ReferenceOr::Reference { .. } => return None,
        };
        let parts = match &schema.schema_kind {
            SchemaKind::Type(ty) => return self.known_of_type(schema, ty, seen),
            SchemaKind::Any(any) if *any == AnySchema::default() => return Some(Known::of(Kind::Any, 0)),
            SchemaKind::Any(any) if any.all_of.is_empty() => {
                return self.known_of_type(schema, &mixed::as_type(any)?, seen);
            }
            SchemaKind::Any(any) => &any.all_of,
            SchemaKind::AllOf { all_of } => all_of,
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } if parts.len() == 1 => parts,
            _ => return None,
        };
        parts.iter().filter_map(|part| self.known_of(part, seen)).max_by_key(|known| known.rank)
    }

    fn known_of_type(&self, schema: &Schema, ty: &Type, seen: &mut BTreeSet<String>) -> Option<Known> {
        match ty {
            Type::String(string) if !string.enumeration.is_empty() => {
                Some(Known::values(Kind::String, string.enumeration.len()))
            }
            Type::Integer(integer) if !integer.enumeration.is_empty() => {
                Some(Known::values(Kind::Number, integer.enumeration.len()))
            }
            Type::String(string) => self.known(&scalar::string(schema, string), seen),
            Type::Integer(integer) => self.known(&scalar::integer(integer), seen),
            Type::Number(number) => self.known(&scalar::number(number), seen),
            Type::Boolean(_) => Some(Known::of(Kind::Boolean, 0)),
            Type::Array(array) => Some(Known::of(Kind::List, usize::from(array.items.is_some()))),
            Type::Object(_) => None,
        }
    }
}
