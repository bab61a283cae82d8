//! [`ItemStream`] and [`ByteStream`]: answers that are read while they arrive.
//!
//! ```text
//! let mut chunks = client.chat().create(request).stream();
//! while let Some(chunk) = chunks.next().await {
//!     println!("{:?}", chunk?);
//! }
//! ```
//!
//! A call is made when the stream is asked for its first item, with retries and time limits as for all calls, until the head of the
//! response is there. From then on there is no time limit but the one between two chunks of bytes (`idle_timeout`, by default 30
//! seconds), unless the call or the client has a `deadline` or `timeout`. `body_limit` is the limit of each item; of bytes, only
//! one that is set on the call counts, because they are not kept.
//!
//! Items come as server-sent events (`text/event-stream`), as lines of JSON, or as JSON texts behind record separators (RFC 7464), and
//! each is decoded when it is complete. An item that does not fit its type is an error with the bytes in [`Error::body`], and the items
//! after it still come; all other errors are the last of a stream. [`Error::item`] says which item an error is about. Where the connection
//! of server-sent events breaks, and the call is one that is repeated without harm and has received an id, it is made again with
//! `Last-Event-ID`, after the time that the server asked for.
//!
//! A stream asks for its own media types, whatever `Accept` the client has; one that is set on the call counts. A stream that is
//! dropped closes its connection.

mod body;
mod byte_stream;
mod framing;
pub(super) mod lines;
mod source;
mod streaming;
mod turn;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

pub use self::byte_stream::ByteStream;
#[doc(hidden)]
pub use self::framing::{Framing, ItemTooLarge, Resumption};
use self::source::Source;
#[doc(hidden)]
pub use self::streaming::{Body, EventData, Streaming};
use self::turn::Turn;
use super::call::Call;
use super::codec::Wire;
use super::error::Error;

/// The items of an answer, each decoded as soon as it has arrived.
#[must_use = "a stream does nothing until it is asked for its next item"]
pub struct ItemStream<T> {
    turn: Turn<Source, Result<(), Error>>,
    decode: fn(&mut Source) -> Option<Result<T, Error>>,
}

impl<T: Wire + Default> ItemStream<T> {
    /// The items of a call's answer.
    #[doc(hidden)]
    pub fn new(call: Call, streaming: &'static Streaming) -> Self {
        Self { turn: Turn::idle(Source::new(call, streaming)), decode: Source::item::<T> }
    }
}

impl<T> ItemStream<T> {
    /// The longest time between two chunks of bytes. It counts for streams that have not begun yet.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        if let Some(source) = self.turn.state() {
            source.set_idle_timeout(limit);
        }
        self
    }

    /// The id of the last event, as `Last-Event-ID` takes it.
    pub fn last_event_id(&mut self) -> Option<String> {
        self.turn.state()?.last_event_id()
    }

    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { turn, decode } = &mut *self;
        loop {
            if let Some(source) = turn.state() {
                if let Some(item) = decode(source) {
                    return Poll::Ready(Some(item));
                }
                if source.has_ended() {
                    turn.end();
                }
            }
            match ready!(turn.poll(context, Source::read)) {
                None => return Poll::Ready(None),
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    turn.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// Shows nothing of the items.
impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}

impl Error {
    /// The item of a stream that the error is about, counted from one; `None` for any other call, and before the response began.
    pub fn item(&self) -> Option<u64> {
        (self.0.item > 0).then_some(self.0.item)
    }
}

/// The method of a call whose answer can be read while it arrives: as items of a type, or as bytes.
///
/// ```text
/// impl_stream! {
///     CreateChat -> models::ChatChunk {
///         events(&["text/event-stream"]).body("/stream"),
///     }
/// }
/// impl_stream!(DownloadFile);
/// ```
#[allow(unused_macros, reason = "emitted code uses it")]
macro_rules! impl_stream {
    ($Call:ident -> $Item:ty { $by:ident $media_types:tt $(.$more:ident $value:tt)*, }) => {
        impl $Call {
            /// The items of the answer as a stream: the call is made when the first one is asked for.
            pub fn stream(self) -> runtime::streams::ItemStream<$Item> {
                let streaming = const { &runtime::streams::Streaming::$by $media_types $(.$more $value)* };
                runtime::streams::ItemStream::new(self.call, streaming)
            }
        }
    };
    ($Call:ident) => {
        impl $Call {
            /// The bytes of the answer as a stream, in chunks of any size: the call is made when the first one is asked for.
            pub fn stream(self) -> runtime::streams::ByteStream {
                runtime::streams::ByteStream::new(self.call)
            }
        }
    };
}

#[allow(unused_imports, reason = "emitted code uses it")]
pub(crate) use impl_stream;
