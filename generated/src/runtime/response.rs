//! A success: the body with its status and headers.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::codec::Wire;
use super::error::Error;

/// Reads the body of a response into a value.
pub type Decode<'a> = dyn FnMut(&mut dyn Wire) -> Result<(), Error> + 'a;

/// What a success can be: a body, or one of several by status.
pub trait Output: Sized {
    /// Reads the body that is declared for `status`.
    ///
    /// # Errors
    /// The body does not fit.
    fn read(status: StatusCode, decode: &mut Decode<'_>) -> Result<Self, Error>;
}

impl<T: Wire + Default> Output for T {
    fn read(_: StatusCode, decode: &mut Decode<'_>) -> Result<Self, Error> {
        let mut value = T::default();
        decode(&mut value)?;
        Ok(value)
    }
}

/// A decoded response.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Response<T> {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: T) -> Self {
        Self { status, headers, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, taken out.
    pub fn into_body(self) -> T {
        self.body
    }
}

/// Prints no header: one may hold a cookie.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).field("body", &self.body).finish_non_exhaustive()
    }
}
