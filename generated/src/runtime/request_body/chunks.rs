//! [`BodyChunks`]: the chunks of a request's body, one piece after the other.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::super::boxed::BoxError;
use super::piece::{Opened, Piece, Source};

/// How many bytes that are in memory are a chunk where somebody watches.
const CHUNK: usize = 64 * 1024;

/// The bytes of a request's body, in chunks.
pub struct BodyChunks {
    rest: std::vec::IntoIter<Piece>,
    open: Option<Reading>,
    taken: Arc<AtomicU64>,
}

struct Reading {
    content: Opened,
    sent: u64,
    watcher: Option<Arc<dyn Fn(u64) + Send + Sync>>,
}

impl BodyChunks {
    pub(super) fn new(pieces: Vec<Piece>, taken: Arc<AtomicU64>) -> Self {
        Self { rest: pieces.into_iter(), open: None, taken }
    }

    /// The piece that is read now, or the next one; `None` at the end.
    fn reading(&mut self) -> Result<Option<&mut Reading>, BoxError> {
        if self.open.is_none() {
            let Some(Piece { source, watcher, .. }) = self.rest.next() else { return Ok(None) };
            let content = match source {
                Source::Bytes(bytes) => Box::pin(InMemory { left: bytes, is_split: watcher.is_some() }),
                Source::Made(make) => make()?,
                Source::Once(stream) => {
                    let stream = stream.lock().ok().and_then(|mut stream| stream.take());
                    stream.ok_or("it can be read once only, and was read by an earlier attempt")?
                }
            };
            self.open = Some(Reading { content, sent: 0, watcher });
        }
        Ok(self.open.as_mut())
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let reading = match self.reading() {
                Ok(Some(reading)) => reading,
                Ok(None) => return Poll::Ready(None),
                Err(cause) => return Poll::Ready(Some(Err(cause))),
            };
            match ready!(reading.content.as_mut().poll_next(context)) {
                None => self.open = None,
                Some(Ok(chunk)) if chunk.is_empty() => {}
                Some(Ok(chunk)) => {
                    reading.sent += chunk.len() as u64;
                    if let Some(watcher) = &reading.watcher {
                        watcher(reading.sent);
                    }
                    self.taken.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                    return Poll::Ready(Some(Ok(chunk)));
                }
                Some(Err(cause)) => return Poll::Ready(Some(Err(cause))),
            }
        }
    }
}

impl Stream for BodyChunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.poll_chunk(context));
        if !matches!(item, Some(Ok(_))) {
            // Nothing comes after an error.
            (self.open, self.rest) = (None, Vec::new().into_iter());
        }
        Poll::Ready(item.map(|chunk| chunk.map_err(|cause| Box::new(BodyError(cause)) as BoxError)))
    }
}

/// Shows nothing of the bytes.
impl fmt::Debug for BodyChunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyChunks").finish_non_exhaustive()
    }
}

/// The error of a body that could not be read to its end.
#[derive(Debug)]
pub(in super::super) struct BodyError(BoxError);

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body could not be read: {}", self.0)
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// Bytes as one chunk, or as several.
struct InMemory {
    left: Bytes,
    is_split: bool,
}

impl Stream for InMemory {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = if self.is_split { self.left.len().min(CHUNK) } else { self.left.len() };
        let chunk = self.left.split_to(length);
        Poll::Ready((!chunk.is_empty()).then_some(Ok(chunk)))
    }
}
