//! What the body of a request is made of: bytes and streams.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::super::boxed::BoxError;

/// A piece that is being read.
pub(super) type Opened = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A part of a body that is read on its own.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) source: Source,
    pub(super) length: Option<u64>,
    pub(super) watcher: Option<Arc<dyn Fn(u64) + Send + Sync>>,
}

#[derive(Clone)]
pub(super) enum Source {
    Bytes(Bytes),
    /// Made for each attempt.
    Made(Arc<dyn Fn() -> Result<Opened, BoxError> + Send + Sync>),
    /// Taken when it is read for the first time.
    Once(Arc<Mutex<Option<Opened>>>),
}

/// A stream of anything that is bytes, with any error.
pub(super) struct Chunked<S>(Pin<Box<S>>);

impl<S, B, E> Chunked<S>
where
    S: Stream<Item = Result<B, E>> + Send + 'static,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    pub(super) fn boxed(stream: S) -> Opened {
        Box::pin(Self(Box::pin(stream)))
    }
}

impl<S, B, E> Stream for Chunked<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(item.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}
