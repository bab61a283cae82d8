//! [`ByteStream`]: the bytes of an answer while they arrive.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::super::call::Call;
use super::super::call_options::CallOptions;
use super::super::error::{Error, ErrorKind};
use super::super::raw_call::RawCall;
use super::body::StreamedBody;
use super::turn::{Turn, Work};

/// The bytes of an answer, in chunks of any size.
#[must_use = "a stream does nothing until it is asked for its next bytes"]
pub struct ByteStream(Turn<Download, Result<Option<Bytes>, Error>>);

struct Download {
    call: Call,
    body: Option<StreamedBody>,
    received: usize,
}

impl ByteStream {
    /// The bytes of a call's answer.
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        Self(Turn::idle(Download { call, body: None, received: 0 }))
    }

    /// The next bytes; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl RawCall {
    /// The bytes of the answer as a stream: the call is made when the first ones are asked for.
    pub fn stream(mut self) -> ByteStream {
        ByteStream::new(self.call_mut().clone())
    }
}

impl Download {
    fn read(mut self: Box<Self>) -> Work<Self, Result<Option<Bytes>, Error>> {
        Box::pin(async {
            let result = self.next().await;
            (self, result)
        })
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let body = match &mut self.body {
            Some(body) => body,
            empty => empty.insert(self.call.open().await?),
        };
        let Some(bytes) = body.next().await? else { return Ok(None) };
        self.received = self.received.saturating_add(bytes.len());
        // The limit of what is held in memory is none of what is passed on, unless the caller says so.
        match self.call.own.body_limit {
            Some(limit) if self.received > limit => {
                let error =
                    Error::new(ErrorKind::TooLarge, format!("more than {limit} bytes, which is the `body_limit`"));
                Err(body.head.of_call(error.with_response(body.head.prefix())))
            }
            _ => Ok(Some(bytes)),
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let item = match ready!(self.0.poll(context, Download::read)) {
                None => return Poll::Ready(None),
                Some(Ok(Some(bytes))) if bytes.is_empty() => continue,
                Some(item) => item.transpose(),
            };
            if !matches!(item, Some(Ok(_))) {
                self.0.end();
            }
            return Poll::Ready(item);
        }
    }
}

/// Shows nothing of the bytes.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}
