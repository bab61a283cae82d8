//! [`Lines`]: items between separators: lines of JSON, or JSON texts behind record separators (RFC 7464).

use bytes::{Buf, Bytes};

use super::super::body_codec::essence;
use super::framing::{Framing, ItemTooLarge};
use super::streaming::{Body, Streaming};

impl Streaming {
    /// Items that are lines of JSON, in one of these media types, or JSON texts behind record separators.
    pub const fn lines(media_types: &'static [&'static str]) -> Self {
        Self::new(media_types, Lines::framing)
    }
}

/// JSON texts that something separates. What has no character but white space is none.
pub(in super::super) struct Lines {
    separator: u8,
    /// What has arrived of the next item.
    begun: Vec<u8>,
    limit: usize,
}

/// What RFC 7464 has before each text.
const RECORD_SEPARATOR: u8 = 0x1e;

impl Lines {
    pub(in super::super) fn framing(body: &Body<'_>) -> Box<dyn Framing> {
        let is_sequence = essence(body.media_type).to_ascii_lowercase().ends_with("json-seq");
        let separator = if is_sequence { RECORD_SEPARATOR } else { b'\n' };
        Box::new(Self { separator, begun: Vec::new(), limit: body.item_limit })
    }

    /// Adds bytes to the next item.
    fn add(&mut self, bytes: &[u8]) -> Result<(), ItemTooLarge> {
        if self.begun.len().saturating_add(bytes.len()) > self.limit {
            return Err(ItemTooLarge);
        }
        self.begun.extend_from_slice(bytes);
        Ok(())
    }

    fn complete(&mut self) -> Option<Vec<u8>> {
        let item = std::mem::take(&mut self.begun);
        (!item.trim_ascii().is_empty()).then_some(item)
    }
}

impl Framing for Lines {
    fn next(&mut self, bytes: &mut Bytes) -> Option<Result<Vec<u8>, ItemTooLarge>> {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|byte| *byte == self.separator);
            let part = bytes.split_to(end.unwrap_or(bytes.len()));
            if let Err(error) = self.add(&part) {
                return Some(Err(error));
            }
            if end.is_some() {
                bytes.advance(1);
                if let Some(item) = self.complete() {
                    return Some(Ok(item));
                }
            }
        }
        None
    }

    fn end(&mut self) -> Option<Vec<u8>> {
        self.complete()
    }
}
