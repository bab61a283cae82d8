//! Server-sent events (WHATWG HTML §9.2) as the items of a stream. The parser is the crate `sse-core`.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::time::Duration;

use bytes::Bytes;
use serde_json::value::{RawValue, Value};
use sse_core::{MessageEvent, SseDecoder, SseEvent};

use super::body_codec::essence;
use super::streams::lines::Lines;
use super::streams::{Body, EventData, Framing, ItemTooLarge, Resumption, Streaming};

impl Streaming {
    /// Items that are server-sent events, in one of these media types. `[DONE]`, which no JSON is, ends them.
    pub const fn events(media_types: &'static [&'static str]) -> Self {
        Self::new(media_types, framing).until("[DONE]")
    }
}

/// Some operations have their items as lines, too.
fn framing(body: &Body<'_>) -> Box<dyn Framing> {
    if !essence(body.media_type).eq_ignore_ascii_case("text/event-stream") {
        return Lines::framing(body);
    }
    let limit = NonZeroUsize::new(body.item_limit).unwrap_or(NonZeroUsize::MIN);
    let mut decoder = SseDecoder::with_limit(limit);
    decoder.reconnect_with_id(body.resumption.map(|it| it.last_event_id.as_str().into()));
    Box::new(Events { decoder, whole: body.whole, pause: body.resumption.and_then(|it| it.pause) })
}

struct Events {
    decoder: SseDecoder,
    whole: Option<EventData>,
    /// The last `retry`.
    pause: Option<Duration>,
}

impl Framing for Events {
    fn next(&mut self, bytes: &mut Bytes) -> Option<Result<Vec<u8>, ItemTooLarge>> {
        loop {
            match self.decoder.next(bytes)? {
                Ok(SseEvent::Message(event)) => {
                    return Some(Ok(match self.whole {
                        None => event.data.into_bytes(),
                        Some(data) => object(event, data),
                    }));
                }
                Ok(SseEvent::Retry(milliseconds)) => self.pause = Some(Duration::from_millis(milliseconds.into())),
                Err(_) => return Some(Err(ItemTooLarge)),
            }
        }
    }

    fn is_text(&self) -> bool {
        self.whole.is_none()
    }

    fn resumption(&self) -> Option<Resumption> {
        let last_event_id = self.decoder.last_event_id().filter(|id| !id.is_empty())?.to_string();
        Some(Resumption { last_event_id, pause: self.pause })
    }
}

/// An event as a JSON object with the members that it has. The name that an event has by default is none of its own.
fn object(event: MessageEvent, data: EventData) -> Vec<u8> {
    let text = |text: &str| Value::from(text).to_string();
    let json = match data {
        EventData::Json => serde_json::from_str::<&RawValue>(&event.data).ok().map(|raw| raw.get().to_owned()),
        EventData::Text => None,
    };
    let name = match &event.event {
        Cow::Owned(name) => Some(("event", text(name))),
        Cow::Borrowed(_) => None,
    };
    let id = event.last_event_id.as_deref().map(|id| ("id", text(id)));
    let data = ("data", json.unwrap_or_else(|| text(&event.data)));
    let members = name.into_iter().chain([data]).chain(id);
    let members: Vec<String> = members.map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(",")).into_bytes()
}
