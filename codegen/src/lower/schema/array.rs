//! Arrays, and tuples: arrays in which each place has a type of its own.

use openapiv3::{ArrayType, ReferenceOr, Schema};

use super::super::Lowering;
use super::{Home, Typed};
use crate::diagnostics::Pointer;
use crate::document::keywords::PREFIX_ITEMS;
use crate::ir::{Part, Shape, TypeRef};

/// A tuple if the document fixes the number of items and their types differ, else a `Vec` of the items' type; of untyped
/// JSON if the document does not say.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    array: &ArrayType,
    at: &Pointer,
    home: Home,
) -> Typed {
    if let Some(places) = places(schema, array) {
        return tuple(lowering, schema, &places, at, home);
    }
    let item = match &array.items {
        Some(items) => lowering.typed_in(&unboxed(items), &at.child("items"), home.inside(Part::Item)).into_type(),
        None => TypeRef::Json,
    };
    lowering.nested(TypeRef::List(Box::new(item)), at)
}

/// The schemas of all places, if there are always that many items and they are not all the same.
fn places(schema: &Schema, array: &ArrayType) -> Option<Vec<ReferenceOr<Schema>>> {
    let places = schema.schema_data.extensions.get(PREFIX_ITEMS)?;
    let places: Vec<ReferenceOr<Schema>> = serde_json::from_value(places.clone()).ok()?;
    let count = Some(places.len());
    let differ = places.windows(2).any(|pair| pair[0] != pair[1]);
    (differ && array.min_items == count && array.max_items == count).then_some(places)
}

fn tuple(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    places: &[ReferenceOr<Schema>],
    at: &Pointer,
    home: Home,
) -> Typed {
    let id = home.define(lowering, schema);
    let at = at.child("prefixItems");
    let mut items = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let home = Home::Component(id).inside(Part::Place(index + 1));
        items.push(lowering.typed_in(place, &at.index(index), home).into_type());
    }
    lowering.types[id.0].shape = Shape::Tuple(items);
    Typed::of(TypeRef::Named(id))
}

/// The same schema without its box.
pub(super) fn unboxed(schema: &ReferenceOr<Box<openapiv3::Schema>>) -> ReferenceOr<openapiv3::Schema> {
    schema.clone().unbox()
}
