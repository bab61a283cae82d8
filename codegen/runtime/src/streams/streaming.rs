//! [`Streaming`]: what the document says of an answer that is read while it arrives.

use super::super::call_parameter::CallParameter;
use super::framing::{Framing, Resumption};

/// How the answer of an operation is asked for as a stream of items, and how it is divided into them.
#[derive(Debug)]
pub struct Streaming {
    pub(super) media_types: &'static [&'static str],
    pub(super) framing: fn(&Body<'_>) -> Box<dyn Framing>,
    /// What an item is, if it is a whole event and not its data alone.
    pub(super) whole: Option<EventData>,
    /// The text that is no item but the end.
    pub(super) until: Option<&'static str>,
    /// What asks for it beside `Accept`.
    pub(super) asked_by: CallParameter,
}

/// How the data of an event is read where an item is the whole event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventData {
    /// As a text.
    Text,
    /// As JSON, or else as a text.
    Json,
}

/// The body of a response before it is divided.
#[derive(Debug)]
pub struct Body<'a> {
    /// As the response has it, or else as the document declares it.
    pub media_type: &'a str,
    /// What an item is, if it is a whole event.
    pub whole: Option<EventData>,
    /// The most bytes of an item.
    pub item_limit: usize,
    /// How the answer goes on from an earlier one.
    pub resumption: Option<&'a Resumption>,
}

impl Streaming {
    pub(in super::super) const fn new(
        media_types: &'static [&'static str],
        framing: fn(&Body<'_>) -> Box<dyn Framing>,
    ) -> Self {
        Self { media_types, framing, whole: None, until: None, asked_by: CallParameter::None }
    }

    /// An item is a whole event: an object with the members `event`, `data` and `id`, as far as there are any. The data is JSON,
    /// or else a text; the id is that of the last event that had one.
    pub const fn whole_json(self) -> Self {
        Self { whole: Some(EventData::Json), ..self }
    }

    /// The same, and the data is a text whatever is in it.
    pub const fn whole_text(self) -> Self {
        Self { whole: Some(EventData::Text), ..self }
    }

    /// The text that is no item but the end of the stream.
    pub const fn until(self, text: &'static str) -> Self {
        Self { until: Some(text), ..self }
    }

    /// The query parameter that asks for a stream.
    pub const fn query(self, name: &'static str) -> Self {
        Self { asked_by: CallParameter::Query(name), ..self }
    }

    /// The member of the JSON body that asks for a stream, by its JSON pointer.
    pub const fn body(self, pointer: &'static str) -> Self {
        Self { asked_by: CallParameter::Body(pointer), ..self }
    }
}
