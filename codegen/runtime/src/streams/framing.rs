//! [`Framing`]: how the bytes of an answer are divided into items.

use std::time::Duration;

use bytes::Bytes;

/// Divides the bytes of an answer into items, whatever chunks they come in.
pub trait Framing: Send {
    /// Takes the bytes of the next item; `None` if it is not complete yet, and all bytes are taken.
    ///
    /// # Errors
    /// The item is larger than the limit.
    fn next(&mut self, bytes: &mut Bytes) -> Option<Result<Vec<u8>, ItemTooLarge>>;

    /// The item that is completed by the end of the answer.
    fn end(&mut self) -> Option<Vec<u8>> {
        None
    }

    /// Whether items are texts, which need not be JSON.
    fn is_text(&self) -> bool {
        false
    }

    /// How the answer goes on if its connection breaks, where it can.
    fn resumption(&self) -> Option<Resumption> {
        None
    }
}

/// An item is larger than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemTooLarge;

/// How an answer goes on after its connection broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resumption {
    /// The value of `Last-Event-ID`.
    pub last_event_id: String,
    /// The time that the server wants to have passed before.
    pub pause: Option<Duration>,
}
