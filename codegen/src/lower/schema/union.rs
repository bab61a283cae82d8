//! `oneOf` and `anyOf`: one of several types.

use openapiv3::{ReferenceOr, Schema};

use super::super::Lowering;
use super::{Home, Typed};
use crate::diagnostics::Pointer;
use crate::ir::{Part, Shape, TypeRef, Union, UnionVariant};

/// Another name for its only part, or a union of single values of different JSON types.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    (parts, at): (&[ReferenceOr<Schema>], &Pointer),
    home: Home,
) -> Typed {
    if let [only] = parts {
        return lowering.typed_in(only, &at.index(0), home);
    }
    let mut typed: Vec<Typed> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        typed.push(lowering.typed_in(part, &at.index(index), home.inside(Part::Item)));
    }
    let nullable = typed.iter().any(|part| part.nullable);
    let types: Vec<TypeRef> = typed.into_iter().map(|part| part.ty).collect();
    let kinds: Option<Vec<&str>> = types.iter().map(json_type).collect();
    let distinct =
        kinds.is_some_and(|kinds| kinds.iter().enumerate().all(|(index, kind)| !kinds[..index].contains(kind)));
    if types.is_empty() || !distinct {
        let parent = at.parent().unwrap_or_default();
        return lowering.untyped(&parent, "a union of anything but single values of different types is not supported");
    }
    let id = home.define(lowering, schema);
    let variants = types.into_iter().map(|ty| UnionVariant { name: Default::default(), ty }).collect();
    lowering.types[id.0].shape = Shape::Union(Union { variants });
    Typed { ty: TypeRef::Named(id), nullable }
}

/// What a single value is in JSON.
fn json_type(ty: &TypeRef) -> Option<&'static str> {
    match ty {
        TypeRef::String | TypeRef::Text(_) => Some("string"),
        TypeRef::Bool => Some("boolean"),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 | TypeRef::Number => Some("number"),
        _ => None,
    }
}
