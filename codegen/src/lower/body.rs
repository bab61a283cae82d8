//! Bodies: which media types can be used, and what type they have.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::lowering::Lowering;
use super::media_type_schema::{same_schema, schema};
use super::prose::telling;
use super::{form, merge_patch, schema::MaybeNullType};
use crate::diagnostics::{Code, Pointer};
use crate::document::internal_extensions;
use crate::document::schema::{Additional, Schema, SchemaId, Type};
use crate::ir::{Body, MediaKind, Origin, TypeRef};

/// A body's type and the media types that have it.
pub(super) struct Content {
    pub(super) typed: MaybeNullType,
    pub(super) media_types: Vec<String>,
    /// Whether the document names no single media type.
    any_media_type: bool,
}

/// The request body; `None` for one that can only be `{}`, unless that must be sent.
pub(super) fn request<'a>(
    lowering: &mut Lowering<'a>,
    body: &'a ReferenceOr<RequestBody>,
    origin: Origin,
    at: &Pointer,
) -> Option<Body> {
    let (body, at) = lowering.resolve(body, at, |all, name| all.request_bodies.get(name))?;
    if body.content.iter().all(|(name, media_type)| {
        // An empty form is no bytes at all.
        let may_be_left_out = !body.required || MediaKind::of(name) == MediaKind::Form;
        may_be_left_out && schema(media_type).is_some_and(|schema| is_always_empty(lowering, schema))
    }) {
        return None;
    }
    let at = at.child("content");
    let mut content = sent(lowering, &body.content, origin, &at)?;
    if content.media_types.iter().any(|name| merge_patch::is_patch(name)) {
        content.typed.ty = merge_patch::patch_of(lowering, content.typed.ty);
    }
    let encodings = form::of_body(lowering, &body.content, &at);
    Some(Body {
        ty: content.typed.into_type(),
        required: body.required,
        media_types: content.media_types,
        any_media_type: content.any_media_type,
        encodings,
        docs: body.description.as_deref().map(telling).unwrap_or_default(),
    })
}

/// Whether an object without members is all that fits.
fn is_always_empty(lowering: &Lowering<'_>, schema: SchemaId) -> bool {
    let is_empty = |schema: &Schema| {
        let has_no_members =
            schema.properties.is_empty() && schema.conditional.is_empty() && schema.required.is_empty();
        has_no_members && schema.is_just(Type::Object) && schema.additional == Some(Additional::Forbidden)
    };
    lowering.target(schema).is_some_and(|schema| is_empty(&schema) && !schema.nullable)
}

/// Which way a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In a request.
    Sent,
    /// In the response of a success, whose items are read by `stream` if it is one.
    Streamed,
    /// As a whole: in the response of a failure, or to a webhook.
    Received,
}

/// A media type of a body.
type Candidate<'c> = (MediaKind, &'c String, &'c MediaType);

/// What is sent: the body in the media type that loses least, and in all others that have the same type. `None` if there is none.
fn sent(
    lowering: &mut Lowering<'_>,
    content: &IndexMap<String, MediaType>,
    origin: Origin,
    at: &Pointer,
) -> Option<Content> {
    let usable = usable(lowering, content, at, Way::Sent);
    let (content, rest) = first(lowering, &usable, origin, (at, Way::Sent))?;
    for (kind, name, _) in rest {
        say_left_out(lowering, (kind, name), usable.first()?.1, &at.child(name));
    }
    Some(content)
}

/// What is received: the types of a body, each with the media types that have it.
pub(super) fn received(
    lowering: &mut Lowering<'_>,
    content: &IndexMap<String, MediaType>,
    origin: Origin,
    (at, way): (&Pointer, Way),
) -> Vec<Content> {
    let mut usable = usable(lowering, content, at, way);
    let Some((_, first_name, _)) = usable.first().copied() else { return Vec::new() };
    let mut all: Vec<Content> = Vec::new();
    while let Some((mut next, rest)) = first(lowering, &usable, origin.clone(), (at, way)) {
        match all.iter_mut().find(|it| it.typed.ty == next.typed.ty) {
            Some(same) => same.media_types.append(&mut next.media_types),
            None => all.push(next),
        }
        usable.clear();
        for candidate in rest {
            let (kind, name, media_type) = candidate;
            // A stream is the same in another form, and what has no schema most likely has that of the others.
            if kind == MediaKind::Stream {
                if way == Way::Received {
                    say_left_out(lowering, (kind, name), first_name, &at.child(name));
                }
            } else if kind != MediaKind::Bytes && schema(media_type).is_none() {
                let message = format!("`{name}` has no schema, unlike `{first_name}`, so it is left out");
                lowering.warn(Code::WMediaType, &at.child(name), message);
            } else {
                usable.push(candidate);
            }
        }
    }
    all
}

/// The media types that can be used, those first that lose least.
fn usable<'c>(
    lowering: &mut Lowering<'_>,
    content: &'c IndexMap<String, MediaType>,
    at: &Pointer,
    way: Way,
) -> Vec<Candidate<'c>> {
    let mut usable: Vec<Candidate<'c>> = Vec::new();
    for (name, media_type) in content {
        match MediaKind::of(name) {
            MediaKind::Broken => {
                lowering.warn(Code::WMediaType, &at.child(name), format!("`{name}` is no media type and is left out"));
            }
            // What is never sent back is taken as it comes.
            MediaKind::Form | MediaKind::Multipart if way != Way::Sent => {
                usable.push((MediaKind::Bytes, name, media_type));
            }
            kind => usable.push((kind, name, media_type)),
        }
    }
    let has_files = usable
        .iter()
        .any(|(kind, _, media_type)| *kind == MediaKind::Multipart && !form::files(lowering, media_type).is_empty());
    usable.sort_by_key(|(kind, ..)| (has_files && *kind != MediaKind::Multipart, *kind));
    usable
}

/// The type of the body in the first media type with all media types that share it, and the rest. `None` if there is none.
fn first<'c>(
    lowering: &mut Lowering<'_>,
    usable: &[Candidate<'c>],
    origin: Origin,
    (at, way): (&Pointer, Way),
) -> Option<(Content, Vec<Candidate<'c>>)> {
    let (kind, name, first) = *usable.first()?;
    let typed = typed(lowering, (kind, first), (&at.child(name), way), origin);
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
    let mut rest = Vec::new();
    for (other_kind, other, media_type) in usable.iter().skip(1).copied() {
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
            rest.push((other_kind, other, media_type));
        }
    }
    let any_media_type = typed.ty == TypeRef::Bytes && media_types.iter().any(|name| MediaKind::is_open(name));
    Some((Content { typed, media_types, any_media_type }, rest))
}

/// The type of a body in a media type of this kind.
fn typed(
    lowering: &mut Lowering<'_>,
    (kind, media_type): (MediaKind, &MediaType),
    (at, way): (&Pointer, Way),
    origin: Origin,
) -> MaybeNullType {
    if kind == MediaKind::Stream {
        if way != Way::Streamed {
            lowering.warn(Code::WStream, at, "the items of this stream have no type, so all of it is one text");
        }
        return MaybeNullType::of(TypeRef::String);
    }
    if media_type.extensions.contains_key(internal_extensions::ITEM_SCHEMA) {
        lowering.warn(Code::WStream, at, "a body of this media type is not taken apart into items, so it is one value");
        return MaybeNullType::of(if kind == MediaKind::Text { TypeRef::String } else { TypeRef::Bytes });
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
            let message = format!("`{name}` is a stream, whose items have no type here; `{first}` is used");
            lowering.warn(Code::WStream, at, message);
        }
        _ => {
            let message = format!("`{name}` has another type than `{first}`, so it is left out");
            lowering.warn(Code::WMediaType, at, message);
        }
    }
}
