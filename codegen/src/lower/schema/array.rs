//! Arrays.

use openapiv3::{ArrayType, ReferenceOr};

use super::super::Lowering;
use super::{Home, Typed};
use crate::diagnostics::Pointer;
use crate::ir::{Part, TypeRef};

/// A `Vec` of the items' type; of untyped JSON if the document does not say.
pub(super) fn lower(lowering: &mut Lowering<'_>, array: &ArrayType, at: &Pointer, home: &Home) -> Typed {
    let item = match &array.items {
        Some(items) => lowering.typed_in(&unboxed(items), &at.child("items"), home.inside(Part::Item)).into_type(),
        None => TypeRef::Json,
    };
    Typed::of(TypeRef::List(Box::new(item)))
}

/// The same schema without its box.
pub(super) fn unboxed(schema: &ReferenceOr<Box<openapiv3::Schema>>) -> ReferenceOr<openapiv3::Schema> {
    schema.clone().unbox()
}
