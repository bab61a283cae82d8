//! Answers that a mock gives, and how often.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::super::operation::Operation;
use super::super::transport::{BoxFuture, Chunks, TransportError, TransportFailure};

/// An answer to calls of an operation.
pub(super) struct Expected {
    pub(super) operation: &'static Operation,
    pub(super) answer: Answer,
    pub(super) times: Times,
}

/// How often an answer is still given.
pub(super) enum Times {
    Left(usize),
    Always,
}

/// An answer, or why there is none.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) result: Result<(StatusCode, Bytes), (TransportFailure, String)>,
    pub(super) headers: HeaderMap,
}

impl Answer {
    pub(super) fn into_response(self) -> Result<Response<Box<dyn Chunks>>, TransportError> {
        let (status, body) = self.result.map_err(|(failure, why)| TransportError::new(failure, why))?;
        let mut response = Response::new(Box::new(Once(Some(body))) as Box<dyn Chunks>);
        *response.status_mut() = status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

/// A body that comes at once.
struct Once(Option<Bytes>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.0.take().filter(|bytes| !bytes.is_empty()))))
    }
}
