//! Bodies: which media types can be used, and what type they have.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::{Lowering, schema::Typed};
use crate::diagnostics::Pointer;
use crate::ir::{Body, Origin, TypeRef};

/// A body's type and the media types that have it.
pub(super) struct Content {
    pub(super) typed: Typed,
    pub(super) media_types: Vec<String>,
}

/// The request body. `Err`, with a warning reported, if the operation cannot be called without one that is not supported.
pub(super) fn request<'a>(
    lowering: &mut Lowering<'a>,
    body: &'a ReferenceOr<RequestBody>,
    origin: Origin,
    at: &Pointer,
) -> Result<Option<Body>, ()> {
    let Some(body) = lowering.resolve(body, |all, name| all.request_bodies.get(name)) else { return Ok(None) };
    let at = at.child("content");
    if body.content.is_empty() {
        return Ok(None);
    }
    match content(lowering, &body.content, origin, &at, Way::Sent) {
        Some(Content { typed, media_types }) => Ok(Some(Body {
            ty: typed.into_type(),
            required: body.required,
            media_types,
            docs: body.description.clone().unwrap_or_default(),
        })),
        None => {
            let types = body.content.keys().cloned().collect::<Vec<_>>().join("`, `");
            let what = if body.required { "operation" } else { "body" };
            lowering.warn("W-MEDIA-TYPE", &at, format!("no codec for `{types}`, so the {what} is left out"));
            if body.required { Err(()) } else { Ok(None) }
        }
    }
}

/// Which way a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In a request.
    Sent,
    /// In a response.
    Received,
}

/// The type of the body in its first supported media type, JSON before others, and all media types that share it.
pub(super) fn content(
    lowering: &mut Lowering<'_>,
    content: &IndexMap<String, MediaType>,
    origin: Origin,
    at: &Pointer,
    way: Way,
) -> Option<Content> {
    let mut usable: Vec<(&String, &MediaType)> = content.iter().filter(|(name, _)| has_codec(name, way)).collect();
    usable.sort_by_key(|(name, _)| !is_json(name));
    let (first_name, first) = *usable.first()?;
    let typed = match &first.schema {
        Some(schema) => lowering.typed(schema, &at.child(first_name).child("schema"), origin),
        None => Typed::of(TypeRef::Json),
    };
    for name in content.keys().filter(|name| !has_codec(name, way)) {
        lowering.warn("W-MEDIA-TYPE", &at.child(name), format!("no codec for `{name}`, so it is left out"));
    }
    let mut media_types = Vec::new();
    for (name, media_type) in usable {
        if media_type.schema == first.schema {
            media_types.push(name.clone());
        } else {
            let message = format!("`{name}` has another schema than `{first_name}`, so it is left out");
            lowering.warn("W-MEDIA-TYPE", &at.child(name), message);
        }
    }
    Some(Content { typed, media_types })
}

/// Whether the runtime can read or write a media type. Ranges such as `*/*` name none.
fn has_codec(media_type: &str, way: Way) -> bool {
    is_json(media_type)
        || matches!(suffix(media_type).as_str(), "xml")
        || (way == Way::Sent && essence(media_type) == "application/x-www-form-urlencoded")
}

fn is_json(media_type: &str) -> bool {
    suffix(media_type) == "json"
}

/// The structured suffix (RFC 6839), or the subtype if there is none.
fn suffix(media_type: &str) -> String {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix).to_owned()
}

fn essence(media_type: &str) -> String {
    let is_clean = media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if is_clean { essence.to_ascii_lowercase() } else { String::new() }
}
