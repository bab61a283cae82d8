//! Bodies: which media types can be used, and what type they have.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::lowering::Lowering;
use super::media_type_schema::{same_schema, schema};
use super::prose::telling;
use super::{form, schema::MaybeNullType};
use crate::diagnostics::{Code, Pointer};
use crate::document::internal_extensions;
use crate::ir::{Body, MediaKind, Origin, TypeRef};

/// A body's type and the media types that have it.
pub(super) struct Content {
    pub(super) typed: MaybeNullType,
    pub(super) media_types: Vec<String>,
    /// Whether the document names no single media type.
    any_media_type: bool,
}

/// The request body.
pub(super) fn request<'a>(
    lowering: &mut Lowering<'a>,
    body: &'a ReferenceOr<RequestBody>,
    origin: Origin,
    at: &Pointer,
) -> Option<Body> {
    let (body, at) = lowering.resolve(body, at, |all, name| all.request_bodies.get(name))?;
    let at = at.child("content");
    let content = content(lowering, &body.content, origin, &at, Way::Sent)?;
    let forms =
        content.media_types.iter().filter(|name| matches!(MediaKind::of(name), MediaKind::Form | MediaKind::Multipart));
    let form = forms.filter_map(|name| Some((body.content.get(name)?, at.child(name)))).next();
    let encodings = form.map(|(media_type, at)| form::encodings(lowering, media_type, &at)).unwrap_or_default();
    Some(Body {
        ty: content.typed.into_type(),
        required: body.required,
        media_types: content.media_types,
        any_media_type: content.any_media_type,
        encodings,
        docs: body.description.as_deref().map(telling).unwrap_or_default(),
    })
}

/// Which way a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In a request.
    Sent,
    /// In a response.
    Received,
}

/// The type of the body in its first usable media type, and all media types that share it. `None` if there is none.
pub(super) fn content<'c>(
    lowering: &mut Lowering<'_>,
    content: &'c IndexMap<String, MediaType>,
    origin: Origin,
    at: &Pointer,
    way: Way,
) -> Option<Content> {
    let mut usable: Vec<(MediaKind, &'c String, &'c MediaType)> = Vec::new();
    for (name, media_type) in content {
        match MediaKind::of(name) {
            MediaKind::Broken => {
                lowering.warn(Code::WMediaType, &at.child(name), format!("`{name}` is no media type and is left out"));
            }
            // What is never sent back is taken as it comes.
            MediaKind::Form | MediaKind::Multipart if way == Way::Received => {
                usable.push((MediaKind::Bytes, name, media_type));
            }
            kind => usable.push((kind, name, media_type)),
        }
    }
    let has_files = usable
        .iter()
        .any(|(kind, _, media_type)| *kind == MediaKind::Multipart && !form::files(lowering, media_type).is_empty());
    usable.sort_by_key(|(kind, ..)| (has_files && *kind != MediaKind::Multipart, *kind));
    let (kind, name, first) = *usable.first()?;
    let first_at = at.child(name);
    let typed = typed(lowering, (kind, first), &first_at, origin);
    let mut media_types = match (kind, &typed.ty) {
        (MediaKind::Range, TypeRef::Bytes) => vec![name.clone()],
        (MediaKind::Range, ty) if lowering.is_scalar(ty) => vec!["text/plain".to_owned(), name.clone()],
        (MediaKind::Range, _) => vec!["application/json".to_owned(), name.clone()],
        (MediaKind::Json, _) if name.contains('*') => vec!["application/json".to_owned(), name.clone()],
        _ => vec![name.clone()],
    };
    if way == Way::Sent && typed.ty != TypeRef::Bytes {
        media_types.truncate(1);
    }
    for (other_kind, other, media_type) in usable.into_iter().skip(1) {
        // `application/*+json` says nothing that `application/json` has not said.
        if other_kind == MediaKind::Json && other.contains('*') {
            continue;
        }
        let same = match other_kind {
            MediaKind::Bytes | MediaKind::Range | MediaKind::Stream => typed.ty == TypeRef::Bytes,
            _ if kind == MediaKind::Range || typed.ty == TypeRef::Bytes => false,
            MediaKind::Multipart | MediaKind::Form if lowering.is_scalar(&typed.ty) => false,
            _ => same_schema(lowering, media_type, first),
        };
        if same {
            media_types.push(other.clone());
        } else {
            say_left_out(lowering, (other_kind, other), name, &at.child(other));
        }
    }
    let any_media_type = typed.ty == TypeRef::Bytes && media_types.iter().any(|name| MediaKind::is_open(name));
    Some(Content { typed, media_types, any_media_type })
}

/// The type of a body in a media type of this kind.
fn typed(
    lowering: &mut Lowering<'_>,
    (kind, media_type): (MediaKind, &MediaType),
    at: &Pointer,
    origin: Origin,
) -> MaybeNullType {
    if kind == MediaKind::Stream || media_type.extensions.contains_key(internal_extensions::ITEM_SCHEMA) {
        let message = "the items of a stream are not typed yet, so all of it is one text";
        lowering.warn(Code::WStream, at, message);
        return MaybeNullType::of(TypeRef::String);
    }
    let Some(schema) = schema(media_type) else {
        return MaybeNullType::of(match kind {
            MediaKind::Text => TypeRef::String,
            MediaKind::Bytes | MediaKind::Range => TypeRef::Bytes,
            _ => TypeRef::Json,
        });
    };
    match kind {
        MediaKind::Bytes => MaybeNullType::of(TypeRef::Bytes),
        MediaKind::Range if form::is_binary(lowering, schema) => MaybeNullType::of(TypeRef::Bytes),
        MediaKind::Text if form::is_binary(lowering, schema) => MaybeNullType::of(TypeRef::String),
        MediaKind::Text => {
            let typed = lowering.typed(schema, origin);
            if lowering.is_scalar(&typed.ty) { typed } else { MaybeNullType::of(TypeRef::String) }
        }
        MediaKind::Multipart => form::multipart(lowering, (media_type, schema), origin),
        _ => lowering.typed(schema, origin),
    }
}

fn say_left_out(lowering: &mut Lowering<'_>, (kind, name): (MediaKind, &str), first: &str, at: &Pointer) {
    match kind {
        MediaKind::Stream => {
            let message = format!("`{name}` is a stream, and streams are not typed yet; `{first}` is used");
            lowering.warn(Code::WStream, at, message);
        }
        _ => {
            let message = format!("`{name}` has another type than `{first}`, so it is left out");
            lowering.warn(Code::WMediaType, at, message);
        }
    }
}
