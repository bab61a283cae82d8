//! [`RequestBody`]: what a request sends, as bytes or as a stream.

mod chunks;
#[cfg(feature = "reqwest")]
mod files;
mod piece;

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;

use super::boxed::BoxError;
pub use chunks::BodyChunks;
#[cfg(feature = "reqwest")]
pub(super) use chunks::BodyError;
use piece::{Chunked, Piece, Source};

/// The body of a request: bytes, or a stream that is never held in memory as a whole.
///
/// Any bytes convert into one: `vec![1, 2, 3].into()`. A clone shares the stream.
///
/// ```text
/// client.files().upload(RequestBody::from_path("backup.tar")?).await?;
/// ```
///
/// A streamed body has no deadline but one that is set; the time for the first byte of the answer begins anew with each chunk
/// that is taken. It is sent with its length if that is known, else in chunks.
#[derive(Clone)]
pub struct RequestBody(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Pieces {
        pieces: Arc<[Piece]>,
        /// How many bytes have been taken, by all attempts.
        taken: Arc<AtomicU64>,
    },
}

impl RequestBody {
    /// A stream that is made for each attempt, so that the call can be retried. `length` is in bytes; without one, the body is
    /// sent in chunks, which some servers refuse.
    pub fn stream<S, B, E>(length: Option<u64>, make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::of(Source::Made(Arc::new(move || Ok(Chunked::boxed(make())))), length)
    }

    /// A stream that is sent once: a call that has begun to send it is not retried.
    pub fn stream_once<S, B, E>(length: Option<u64>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::of(Source::Once(Arc::new(Mutex::new(Some(Chunked::boxed(stream))))), length)
    }

    /// Calls `watcher` with the number of bytes that have been taken so far, for each chunk; an attempt begins at zero.
    pub fn watched(self, watcher: impl Fn(u64) + Send + Sync + 'static) -> Self {
        let watcher: Arc<dyn Fn(u64) + Send + Sync> = Arc::new(watcher);
        let watched = |piece: Piece| Piece { watcher: Some(watcher.clone()), ..piece };
        Self::of_pieces(self.pieces().into_iter().map(watched).collect())
    }

    /// The bytes, unless they are a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Pieces { .. } => None,
        }
    }

    /// The number of bytes, as far as it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Pieces { pieces, .. } => {
                pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length?))
            }
        }
    }

    /// The chunks, for a transport. What they cannot be read for is an error of the stream.
    pub fn into_chunks(self) -> BodyChunks {
        let taken = match &self.0 {
            Content::Bytes(_) => Arc::default(),
            Content::Pieces { taken, .. } => taken.clone(),
        };
        BodyChunks::new(self.pieces(), taken)
    }

    /// Several bodies as one.
    pub(super) fn joined(bodies: Vec<Self>) -> Self {
        if let Some(all) = bodies.iter().map(|body| body.as_bytes().map(|bytes| &bytes[..])).collect::<Option<Vec<_>>>()
        {
            return all.concat().into();
        }
        Self::of_pieces(bodies.into_iter().flat_map(Self::pieces).collect())
    }

    /// Whether it can be sent, again too.
    pub(super) fn is_there(&self) -> bool {
        let is_there = |piece: &Piece| match &piece.source {
            Source::Bytes(_) | Source::Made(_) => true,
            Source::Once(stream) => stream.lock().is_ok_and(|stream| stream.is_some()),
        };
        match &self.0 {
            Content::Bytes(_) => true,
            Content::Pieces { pieces, .. } => pieces.iter().all(is_there),
        }
    }

    /// How many bytes have been taken of a stream.
    pub(super) fn taken(&self) -> Arc<AtomicU64> {
        match &self.0 {
            Content::Bytes(_) => Arc::default(),
            Content::Pieces { taken, .. } => taken.clone(),
        }
    }

    fn of(source: Source, length: Option<u64>) -> Self {
        Self::of_pieces(vec![Piece { source, length, watcher: None }])
    }

    fn of_pieces(pieces: Vec<Piece>) -> Self {
        Self(Content::Pieces { pieces: pieces.into(), taken: Arc::default() })
    }

    fn pieces(self) -> Vec<Piece> {
        match self.0 {
            Content::Bytes(bytes) => {
                let length = Some(bytes.len() as u64);
                vec![Piece { source: Source::Bytes(bytes), length, watcher: None }]
            }
            Content::Pieces { pieces, .. } => pieces.to_vec(),
        }
    }
}

impl<T: Into<Bytes>> From<T> for RequestBody {
    fn from(bytes: T) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

impl Default for RequestBody {
    fn default() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }
}

/// Bytes are compared, a stream is equal to its clones.
impl PartialEq for RequestBody {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Pieces { taken: a, .. }, Content::Pieces { taken: b, .. }) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Eq for RequestBody {}

/// Shows nothing of the bytes but how many they are.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.length(), &self.0) {
            (Some(length), Content::Bytes(_)) => write!(f, "{length} bytes"),
            (Some(length), Content::Pieces { .. }) => write!(f, "a stream of {length} bytes"),
            (None, _) => f.write_str("a stream"),
        }
    }
}
