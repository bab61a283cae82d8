//! The schemas of media types: which there are, and whether two are the same.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::lowering::Lowering;
use crate::document::internal_extensions;
use crate::document::schema::SchemaId;

/// The schema of a body in one media type.
pub(super) fn schema(media_type: &MediaType) -> Option<SchemaId> {
    SchemaId::in_slot(media_type.schema.as_ref()?)
}

/// The schema of each item of a body that is a stream.
pub(super) fn item_schema(media_type: &MediaType) -> Option<SchemaId> {
    SchemaId::in_value(media_type.extensions.get(internal_extensions::ITEM_SCHEMA)?)
}

/// Whether two bodies have the same schema.
pub(super) fn same_schema(lowering: &Lowering<'_>, left: &MediaType, right: &MediaType) -> bool {
    match (schema(left), schema(right)) {
        (Some(left), Some(right)) => lowering.schemas.same(left, right),
        (left, right) => left.is_none() && right.is_none(),
    }
}

/// Whether two bodies have the same types in the same media types.
pub(super) fn same_content(
    lowering: &Lowering<'_>,
    left: &IndexMap<String, MediaType>,
    right: &IndexMap<String, MediaType>,
) -> bool {
    let is_same = |(name, left): (&String, &MediaType)| {
        right.get(name).is_some_and(|right| left.encoding == right.encoding && same_schema(lowering, left, right))
    };
    left.len() == right.len() && left.iter().all(is_same)
}
