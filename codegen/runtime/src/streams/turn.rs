//! [`Turn`]: a state that one future after the other works on.

use std::task::{Context, Poll};

use super::super::transport::BoxFuture;

/// A future that works on a state, and gives it back with a result.
pub(super) type Work<S, R> = BoxFuture<'static, (Box<S>, R)>;

/// A state, or the future that is working on it and gives it back with a result.
pub(super) enum Turn<S, R> {
    Idle(Box<S>),
    Busy(Work<S, R>),
    Ended,
}

impl<S, R> Turn<S, R> {
    pub(super) fn idle(state: S) -> Self {
        Self::Idle(Box::new(state))
    }

    /// The state, if nothing is working on it.
    pub(super) fn state(&mut self) -> Option<&mut S> {
        match self {
            Self::Idle(state) => Some(state),
            _ => None,
        }
    }

    /// Drops the state.
    pub(super) fn end(&mut self) {
        *self = Self::Ended;
    }

    /// The result of the work, which begins if the state is idle; `None` at the end.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        work: impl FnOnce(Box<S>) -> Work<S, R>,
    ) -> Poll<Option<R>> {
        let mut future = match std::mem::replace(self, Self::Ended) {
            Self::Idle(state) => work(state),
            Self::Busy(future) => future,
            Self::Ended => return Poll::Ready(None),
        };
        match future.as_mut().poll(context) {
            Poll::Pending => {
                *self = Self::Busy(future);
                Poll::Pending
            }
            Poll::Ready((state, result)) => {
                *self = Self::Idle(state);
                Poll::Ready(Some(result))
            }
        }
    }
}
