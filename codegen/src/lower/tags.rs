//! The handles of the client: one for each tag that an operation has.

use openapiv3::Operation;

use super::lowering::Lowering;
use crate::ir::{Api, Tag, TagId, WireName};

/// The handle for operations without a tag.
const UNTAGGED: &str = "api";

/// The tag that an operation goes to: its first one.
pub(super) fn tag_of(lowering: &Lowering<'_>, api: &mut Api, operation: &Operation) -> TagId {
    let name = operation.tags.first().map_or(UNTAGGED, String::as_str);
    if let Some(index) = api.tags.iter().position(|tag| tag.wire.as_str() == name) {
        return TagId(index);
    }
    let declared = lowering.openapi.tags.iter().find(|tag| tag.name == name);
    api.tags.push(Tag {
        wire: WireName::new(name),
        docs: declared.and_then(|tag| tag.description.clone()).unwrap_or_default(),
        module: Default::default(),
        handle: Default::default(),
        feature: None,
    });
    TagId(api.tags.len() - 1)
}
