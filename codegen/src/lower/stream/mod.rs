//! Answers that are read while they arrive: what the document says of their items, and what asks for them.

mod events;
mod parameter;
mod stated;

use indexmap::IndexMap;
use openapiv3::MediaType;
use serde_json::Value;

use self::events::Keyword;
use super::lowering::Lowering;
use super::media_type_schema::{item_schema, schema};
use crate::diagnostics::{Code, Pointer};
use crate::ir::{Api, Frames, ItemStream, MediaKind, Operation, Origin, Stream, TypeDef, TypeRef, type_walks};

/// The vendor extension of an operation that says how its answer is a stream.
pub(super) const STREAM: &str = "x-stream";

/// What a document says of a stream by the extension, and where.
pub(super) type Stated = Option<(Value, Pointer)>;

/// The items of a body, if it has media types of streams. Those whose items have another type are left out.
pub(super) fn items(
    lowering: &mut Lowering<'_>,
    content: &IndexMap<String, MediaType>,
    origin: Origin,
    at: &Pointer,
) -> Option<ItemStream> {
    let mut found: Option<ItemStream> = None;
    for (name, media_type) in content.iter().filter(|(name, _)| MediaKind::of(name) == MediaKind::Stream) {
        let (item, frames) = item(lowering, (name, media_type), origin.clone());
        let Some(stream) = &mut found else {
            found = Some(ItemStream { item, media_types: vec![name.clone()], frames, until: None, asked_by: None });
            continue;
        };
        let is_same = stream.item == item && (matches!(frames, Frames::Lines) || stream.frames == Frames::Lines);
        if is_same {
            stream.media_types.push(name.clone());
            stream.frames = if stream.frames == Frames::Lines { frames } else { stream.frames };
        } else {
            let first = stream.media_types.first().map(String::as_str).unwrap_or_default();
            let message = format!("the items of `{name}` have another type than those of `{first}`, so it is left out");
            lowering.warn(Code::WStream, &at.child(name), message);
        }
    }
    found
}

/// The type of an item, and how items are divided. A schema that is not said to be of items is that of one, or of a list of them;
/// one of text or bytes says nothing of lines.
fn item(lowering: &mut Lowering<'_>, (name, media_type): (&str, &MediaType), origin: Origin) -> (TypeRef, Frames) {
    let is_events = name.to_ascii_lowercase().starts_with("text/event-stream");
    let item_schema = item_schema(media_type);
    let typed = item_schema.or_else(|| schema(media_type)).map(|it| lowering.typed(it, origin).into_type());
    let types = &lowering.types;
    let unknown = if is_events { TypeRef::String } else { TypeRef::Json };
    let item = match typed {
        None => unknown,
        Some(typed) if item_schema.is_some() => typed,
        Some(typed) => match type_walks::held(types, &typed) {
            TypeRef::List(item) => (**item).clone(),
            TypeRef::Bytes | TypeRef::Text(_) => unknown,
            TypeRef::String if !is_events => unknown,
            _ => typed,
        },
    };
    let frames = match is_events {
        true => {
            let keyword = if item_schema.is_some() { Keyword::ItemSchema } else { Keyword::Schema };
            events::whole(types, &item, keyword).unwrap_or(Frames::Events)
        }
        false => Frames::Lines,
    };
    (item, frames)
}

/// Completes what is known of streams, now that all types are.
pub(super) fn settle(lowering: &mut Lowering<'_>, api: &mut Api, stated: &[Stated]) {
    for (operation, stated) in api.operations.iter_mut().zip(stated) {
        let found = found(&api.types, operation);
        operation.stream = match stated {
            None => found,
            Some((Value::Bool(false), _)) => None,
            Some((value, at)) => {
                stated::stream(&api.types, (operation, found.clone()), value).unwrap_or_else(|message| {
                    lowering.warn(Code::WStreamKey, at, message);
                    found
                })
            }
        };
    }
}

/// The stream of an answer as it is found: its items, or its bytes.
fn found(types: &[TypeDef], operation: &mut Operation) -> Option<Stream> {
    match operation.stream.take() {
        Some(Stream::Items(mut items)) => {
            items.asked_by = parameter::flag(types, operation);
            Some(Stream::Items(items))
        }
        _ => {
            let is_bytes = operation.output.variants.is_empty() && operation.output.ty == TypeRef::Bytes;
            is_bytes.then_some(Stream::Bytes)
        }
    }
}
