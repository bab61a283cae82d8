//! [`Expectation`]: what a mock answers to an operation, and how often.

use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::super::body_codec::BodyCodec;
use super::super::codec::{View, Wire};
use super::super::operation::Operation;
use super::super::transport::TransportFailure;
use super::answer::{Answer, Expected, Times};
use super::mock::Mock;

/// A call of an operation, as a test expects it.
pub trait Called {
    /// What the call gives.
    type Output;

    #[doc(hidden)]
    fn operation() -> &'static Operation;
}

impl Mock {
    /// Begins to say how a call of this operation is answered. Of several answers for one operation, each is given once, in order.
    pub fn expect<C: Called>(&self) -> Expectation<'_, C> {
        Expectation::new(self)
    }
}

/// What a mock answers to an operation. It counts once one of the methods that take an answer is called.
#[must_use = "nothing is expected before `returning`, `responding` or `failing`"]
pub struct Expectation<'a, C> {
    mock: &'a Mock,
    times: Times,
    headers: HeaderMap,
    /// Why the answer cannot be given, which the call says.
    problem: Option<String>,
    call: PhantomData<fn() -> C>,
}

impl<'a, C: Called> Expectation<'a, C> {
    fn new(mock: &'a Mock) -> Self {
        Self { mock, times: Times::Left(1), headers: HeaderMap::new(), problem: None, call: PhantomData }
    }

    /// The answer is given to so many requests; a retry is one, too. Without it, to one.
    pub fn times(self, count: usize) -> Self {
        Self { times: Times::Left(count), ..self }
    }

    /// The answer is given to any number of requests, none among them.
    pub fn always(self) -> Self {
        Self { times: Times::Always, ..self }
    }

    /// A header of the answer. What is none fails the call.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok()) {
            Some((name, value)) => drop(self.headers.append(name, value)),
            None => return self.wrong(format!("`{name}: {value}` is no header")),
        }
        self
    }

    /// A success with this body, in the media type that the operation declares first; without one, the body is left out. What
    /// cannot be written in that media type fails the call.
    pub fn returning(self, body: &C::Output)
    where
        C::Output: Wire,
    {
        let Some(media_type) = C::operation().response_types.first() else { return self.responding(204, "") };
        let bytes = match (body.as_view(), BodyCodec::of(media_type)) {
            (View::Bytes(bytes), _) => Ok(bytes.clone()),
            (_, Some(codec)) => codec
                .encode(media_type, body, &[])
                .map(|encoded| encoded.body.as_bytes().cloned().unwrap_or_default())
                .map_err(|error| format!("the body cannot be written as {media_type}: {error}")),
            (_, None) => Err(format!("{media_type} is for bytes only")),
        };
        match bytes {
            Ok(bytes) => self.header("content-type", media_type).responding(200, bytes),
            Err(why) => self.wrong(why).responding(200, ""),
        }
    }

    /// An answer with this status and these bytes. Unless it has a `content-type`, they are JSON. What is no status fails the call.
    pub fn responding(mut self, status: u16, body: impl Into<Bytes>) {
        let body = body.into();
        if !body.is_empty() {
            self.headers.entry("content-type").or_insert(HeaderValue::from_static("application/json"));
        }
        match StatusCode::from_u16(status) {
            Ok(status) => self.add(Ok((status, body))),
            Err(_) => self.wrong(format!("{status} is no status")).add(Ok((StatusCode::OK, body))),
        }
    }

    /// No answer, for this reason.
    pub fn failing(self, failure: TransportFailure) {
        self.add(Err((failure, "as the mock was told".to_owned())));
    }

    fn wrong(mut self, why: String) -> Self {
        self.problem.get_or_insert(format!("the mock's answer: {why}"));
        self
    }

    fn add(self, result: Result<(StatusCode, Bytes), (TransportFailure, String)>) {
        if matches!(self.times, Times::Left(0)) {
            return;
        }
        let result = self.problem.map_or(result, |why| Err((TransportFailure::Unsendable, why)));
        let answer = Answer { result, headers: self.headers };
        self.mock.add(Expected { operation: C::operation(), answer, times: self.times });
    }
}
