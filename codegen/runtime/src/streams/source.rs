//! [`Source`]: asks for a stream of items, reads its bytes, decodes its items, and goes on after a broken connection.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};

use super::super::body_codec::{BodyCodec, common_name, essence, without_bom};
use super::super::call::Call;
use super::super::codec::{DecodeError, Input, Tree, ValueKind, Wire, from_json};
use super::super::error::{Error, ErrorKind, RawResponse};
use super::super::received::{BODY_PREFIX, Received};
use super::body::StreamedBody;
use super::framing::{Framing, ItemTooLarge, Resumption};
use super::streaming::{Body, Streaming};
use super::turn::Work;

/// The header by which a server goes on after an event (WHATWG HTML §9.2.4).
const LAST_EVENT_ID: &str = "last-event-id";

/// The items of a call's answer, before and while they arrive.
pub(super) struct Source {
    call: Call,
    streaming: &'static Streaming,
    open: Option<Open>,
    /// The items so far.
    items: u64,
    /// How often the call was made again since the last item, and from where.
    tries: u32,
    resumption: Option<Resumption>,
    /// When the first answer was asked for.
    begun: Option<Instant>,
    has_ended: bool,
}

/// An answer that has begun.
struct Open {
    body: StreamedBody,
    framing: Box<dyn Framing>,
    /// What has arrived, and is not divided yet.
    bytes: Bytes,
}

impl Source {
    pub(super) fn new(mut call: Call, streaming: &'static Streaming) -> Self {
        let has_own = call.accept.is_some() || call.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept"));
        if !has_own {
            let types = streaming.media_types.iter().chain(call.operation.error_types).copied();
            call.headers.push((Cow::Borrowed(ACCEPT.as_str()), types.collect::<Vec<_>>().join(", ")));
        }
        if let Err(cause) = call.set(streaming.asked_by, Tree::Bool(true)) {
            call.refuse(cause);
        }
        Self { call, streaming, open: None, items: 0, tries: 0, resumption: None, begun: None, has_ended: false }
    }

    pub(super) fn set_idle_timeout(&mut self, limit: Duration) {
        self.call.own.limits.idle = Some(limit);
    }

    pub(super) fn last_event_id(&self) -> Option<String> {
        self.open.as_ref()?.framing.resumption().map(|it| it.last_event_id)
    }

    /// Whether no item will come any more.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Decodes the next item that has arrived.
    pub(super) fn item<T: Wire + Default>(&mut self) -> Option<Result<T, Error>> {
        let open = self.open.as_mut()?;
        let next = open.framing.next(&mut open.bytes);
        let bytes = match next.or_else(|| if self.has_ended { open.framing.end().map(Ok) } else { None })? {
            Ok(bytes) => bytes,
            Err(ItemTooLarge) => {
                self.has_ended = true;
                let limit = open.body.limit_of_bytes;
                let cause = format!("an item of more than {limit} bytes, which is the `body_limit`");
                let error = Error::new(ErrorKind::TooLarge, cause).with_response(open.body.head.prefix());
                let error = open.body.head.of_call(error);
                self.open = None;
                return Some(Err(after(error, self.items)));
            }
        };
        let mut value = T::default();
        let is_text = open.framing.is_text();
        let is_last = self.streaming.until.is_some_and(|until| bytes.trim_ascii() == until.as_bytes());
        if is_last && !(is_text && value.kind().is_scalar()) {
            self.has_ended = true;
            self.open = None;
            return None;
        }
        (self.items, self.tries) = (self.items + 1, 0);
        let decoded = if is_text { from_text(&bytes, &mut value) } else { from_json(without_bom(&bytes), &mut value) };
        let head = &open.body.head;
        let decoded = decoded.or_else(|error| head.tolerated(without_bom(&bytes), &mut value, error));
        self.call.report(head);
        Some(decoded.map(|()| value).map_err(|error| undecodable(head, (bytes, error), self.items)))
    }

    /// Reads more bytes, from a new answer if there is none yet.
    pub(super) fn read(mut self: Box<Self>) -> Work<Self, Result<(), Error>> {
        Box::pin(async {
            let result = self.read_more().await;
            (self, result)
        })
    }

    async fn read_more(&mut self) -> Result<(), Error> {
        let Some(open) = &mut self.open else {
            let body = self.call.open().await.map_err(|error| after(error, self.items))?;
            let begun = *self.begun.get_or_insert(body.begun);
            let body = body.since(begun);
            self.open = Some(self.opened(body).map_err(|error| after(error, self.items))?);
            return Ok(());
        };
        match open.body.next().await {
            Ok(Some(bytes)) => open.bytes = bytes,
            Ok(None) => self.has_ended = true,
            Err(error) => {
                let Some(pause) = self.forget_broken() else { return Err(after(error, self.items)) };
                self.call.inner.0.transport.sleep(pause).await;
            }
        }
        Ok(())
    }

    fn opened(&self, body: StreamedBody) -> Result<Open, Error> {
        let framing = (self.streaming.framing)(&Body {
            media_type: self.media_type(&body.head)?,
            whole: self.streaming.whole,
            item_limit: body.limit_of_bytes,
            resumption: self.resumption.as_ref(),
        });
        Ok(Open { body, framing, bytes: Bytes::new() })
    }

    /// The media type of the answer, if it is one of a stream. Many servers call text `text/plain`, and an answer without a body
    /// has none.
    fn media_type<'a>(&self, head: &'a Received) -> Result<&'a str, Error> {
        let declared = self.streaming.media_types;
        let first = declared.first().copied().unwrap_or_default();
        let Some(received) = head.raw.headers.get(CONTENT_TYPE) else { return Ok(first) };
        let received = received.to_str().unwrap_or_default();
        if essence(received).eq_ignore_ascii_case("text/plain") {
            return Ok(first);
        }
        // Lines of JSON have several names.
        let is_lines = |one: &str| BodyCodec::of(one) == Some(BodyCodec::Text) && !essence(one).starts_with("text/");
        let is_same =
            |one: &&str| essence(one).eq_ignore_ascii_case(essence(received)) || (is_lines(one) && is_lines(received));
        if declared.iter().any(is_same) {
            return Ok(received);
        }
        let cause = format!("expected {}, found {}", declared.join(", "), common_name(received));
        Err(head.of_call(Error::new(ErrorKind::MediaType, cause).with_response(head.prefix())))
    }

    /// Prepares to make the call again after its connection broke, and returns the pause before that; `None` if it may not be made
    /// again, or the server would not know where it was.
    fn forget_broken(&mut self) -> Option<Duration> {
        let open = self.open.as_ref()?;
        let resumption = open.framing.resumption()?;
        self.tries += 1;
        let policy = open.body.retry;
        let pause = resumption.pause.unwrap_or_else(|| policy.pause(self.tries));
        // With a key the server would know the call, but a new answer is another one.
        if !open.body.is_idempotent
            || !policy.goes_on(self.tries)
            || !policy.waits(pause)
            || pause >= open.body.time_left()
        {
            return None;
        }
        self.open = None;
        self.call.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(LAST_EVENT_ID));
        self.call.headers.push((Cow::Borrowed(LAST_EVENT_ID), resumption.last_event_id.clone()));
        self.resumption = Some(resumption);
        Some(pause)
    }
}

/// Decodes a text, which is JSON unless the type is a text itself or takes one.
fn from_text(bytes: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
    let as_text = |value: &mut dyn Wire| {
        let failed = |message: String| DecodeError { path: String::new(), message };
        let text = std::str::from_utf8(bytes).map_err(|_| failed("the text is not UTF-8".to_owned()))?;
        value.decode_from(Input::UntypedText(text)).map_err(|cause| failed(cause.to_string()))
    };
    match value.kind() {
        kind if kind.is_scalar() => as_text(value),
        ValueKind::Union | ValueKind::Any => match from_json(bytes, value) {
            Err(error) if serde_json::from_slice::<&serde_json::value::RawValue>(bytes).is_err() => {
                as_text(value).map_err(|_| error)
            }
            result => result,
        },
        _ => from_json(bytes, value),
    }
}

/// The error of an item, with its bytes.
fn undecodable(head: &Received, (mut bytes, error): (Vec<u8>, DecodeError), item: u64) -> Error {
    bytes.truncate(BODY_PREFIX);
    let response = RawResponse { body: Bytes::from(bytes), ..head.raw.clone() };
    let mut error = head.of_call(Error::from_decode(response, error));
    error.0.item = item;
    error
}

/// An error of the stream itself is about the item that was to come, if the answer had begun.
fn after(mut error: Error, items: u64) -> Error {
    let has_begun = items > 0 || error.status().is_some_and(|status| status.is_success());
    error.0.item = if has_begun { items + 1 } else { 0 };
    error
}
