//! [`CallError`]: the error of a call whose operation declares error bodies.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::error::{Error, ErrorBody};

/// The error of a call whose operation declares error bodies: an [`Error`], and `E`, the enum of those bodies.
///
/// All that an [`Error`] can say, it says too, and `?` makes an [`Error`] of it, so that a function which makes calls of several
/// operations has one type of error.
pub struct CallError<E> {
    error: Error,
    bodies: PhantomData<fn() -> E>,
}

impl<E: ErrorBody> CallError<E> {
    /// The body of the response as the type that the document declares for its status, if it matches.
    ///
    /// ```text
    /// match error.typed() { Some(UpdateError::TooManyRequests(body)) => … }
    /// ```
    pub fn typed(&self) -> Option<E> {
        E::from_error(&self.error)
    }
}

impl<E> CallError<E> {
    /// The error without the type of its body.
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<E> Deref for CallError<E> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> Self {
        Self { error, bodies: PhantomData }
    }
}

impl<E> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        error.error
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<E> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

impl<E> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.error)
    }
}
