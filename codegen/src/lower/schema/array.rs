//! Arrays, and tuples: arrays in which each place has a type of its own.

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use crate::document::schema::{Schema, Schemas};
use crate::ir::{Part, Shape, TypeRef};

/// A tuple if the document fixes the number of items and their types differ, else a `Vec` of the items' type; of untyped
/// JSON if the document does not say.
pub(super) fn lower(lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
    if is_tuple(&lowering.schemas, schema) {
        return tuple(lowering, schema, site);
    }
    let item = match schema.items {
        Some(items) => lowering.typed_in(items, site.inside(Part::Item)).into_type(),
        None => TypeRef::Json,
    };
    lowering.nested(TypeRef::List(Box::new(item)), &schema.at)
}

/// Whether there are always as many items as places, and the places are not all the same.
fn is_tuple(schemas: &Schemas, schema: &Schema) -> bool {
    let count = Some(schema.prefix_items.len() as u64);
    let bounds = schema.limits.as_ref().map(|limits| limits.items);
    bounds == Some((count, count)) && schema.prefix_items.windows(2).any(|pair| !schemas.same(pair[0], pair[1]))
}

fn tuple(lowering: &mut Lowering<'_>, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
    let id = site.define(lowering, schema);
    lowering.defining.push((schema.at.clone(), id));
    let mut items = Vec::new();
    for (index, place) in schema.prefix_items.iter().enumerate() {
        let site = DefinitionSite::Component(id).inside(Part::Place(index + 1));
        items.push(lowering.typed_in(*place, site).into_type());
    }
    lowering.defining.pop();
    lowering.types[id.0].shape = Shape::Tuple(items);
    MaybeNullType::of(TypeRef::Named(id))
}
