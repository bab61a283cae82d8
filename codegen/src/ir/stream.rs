//! Answers that are read while they arrive.

use super::pages::CallParameter;
use super::type_ref::TypeRef;

/// How the answer of an operation is read while it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    /// As bytes.
    Bytes,
    /// As items of a type.
    Items(ItemStream),
}

/// Items of a type, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemStream {
    /// The type of an item.
    pub item: TypeRef,
    /// The media types that have them.
    pub media_types: Vec<String>,
    /// How they are written.
    pub frames: Frames,
    /// The text that is no item but the end, if it is another one than the usual.
    pub until: Option<String>,
    /// What asks for a stream, beside the media type.
    pub asked_by: Option<CallParameter>,
}

/// How items are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frames {
    /// By line breaks or record separators.
    Lines,
    /// As server-sent events, whose data is the item.
    Events,
    /// As server-sent events that are items as a whole; their data is a text.
    EventsWithText,
    /// As server-sent events that are items as a whole; their data is JSON.
    EventsWithJson,
}

impl Stream {
    /// The items, if it has any.
    pub fn items(&self) -> Option<&ItemStream> {
        match self {
            Self::Bytes => None,
            Self::Items(items) => Some(items),
        }
    }
}
