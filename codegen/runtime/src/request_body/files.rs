//! Bodies from files and readers, on a tokio runtime.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::super::boxed::BoxError;
use super::RequestBody;
use super::piece::{Opened, Source};

/// How many bytes are read at a time.
const CHUNK: usize = 64 * 1024;

impl RequestBody {
    /// The bytes of a file, which is read anew for each attempt. Its length is what it is now.
    ///
    /// # Errors
    /// There is no such file.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = std::fs::metadata(&path)?.len();
        let open = move || {
            let file = tokio::fs::File::from_std(std::fs::File::open(&path)?);
            Ok(Read::boxed(file))
        };
        Ok(Self::of(Source::Made(Arc::new(open)), Some(length)))
    }

    /// What a reader gives, which is sent once: a call that has begun to send it is not retried. Without a length in bytes it is
    /// sent in chunks.
    pub fn from_reader(length: Option<u64>, reader: impl AsyncRead + Send + 'static) -> Self {
        Self::of(Source::Once(Arc::new(Mutex::new(Some(Read::boxed(reader))))), length)
    }
}

/// A reader as a stream.
struct Read<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
}

impl<R: AsyncRead + Send + 'static> Read<R> {
    fn boxed(reader: R) -> Opened {
        Box::pin(Self { reader: Box::pin(reader), buffer: vec![0; CHUNK] })
    }
}

impl<R: AsyncRead> Stream for Read<R> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, buffer } = &mut *self;
        let mut read = ReadBuf::new(buffer);
        Poll::Ready(match ready!(reader.as_mut().poll_read(context, &mut read)) {
            Ok(()) if read.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(read.filled()))),
            Err(cause) => Some(Err(cause.into())),
        })
    }
}
