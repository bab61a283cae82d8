//! Time limits of a call, and a future with a time limit, by the transport's clock.

use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, Instant};

use super::transport::{BoxFuture, Transport};

/// The time limits of a call.
pub(super) struct Limits {
    /// For the whole call, retries and waits included.
    pub(super) deadline: Duration,
    /// For one attempt, its body included.
    pub(super) attempt: Duration,
    /// For the headers of a response.
    pub(super) first_byte: Duration,
    /// Between two chunks of a body.
    pub(super) idle: Duration,
}

/// The time limits that are set; none is a default.
#[derive(Clone, Copy, Default)]
pub(super) struct LimitSettings {
    pub(super) deadline: Option<Duration>,
    pub(super) attempt: Option<Duration>,
    pub(super) first_byte: Option<Duration>,
    pub(super) idle: Option<Duration>,
}

impl LimitSettings {
    /// The limits of a call with these of its own. A deadline or timeout that is set also raises the defaults of the other
    /// limits: a caller who allows five minutes expects a slow server.
    pub(super) fn of_call(self, own: Self) -> Limits {
        let deadline = own.deadline.or(self.deadline);
        let attempt = own.attempt.or(self.attempt);
        let at_least = |default: u64| Duration::from_secs(default).max(deadline.max(attempt).unwrap_or_default());
        Limits {
            deadline: deadline.unwrap_or_else(|| at_least(60)),
            attempt: attempt.unwrap_or(Duration::MAX),
            first_byte: self.first_byte.unwrap_or_else(|| at_least(60)),
            idle: own.idle.or(self.idle).unwrap_or_else(|| at_least(30)),
        }
    }

    /// The limits of a call whose body is a stream, which takes the time that it takes.
    pub(super) fn of_upload(self, own: Self) -> Limits {
        let deadline = own.deadline.or(self.deadline).unwrap_or(Duration::MAX);
        Limits { deadline, ..self.of_call(own) }
    }
}

/// A time limit that has begun, by the transport's clock.
pub(super) struct Deadline<'a> {
    transport: &'a dyn Transport,
    start: Instant,
    limit: Duration,
}

impl<'a> Deadline<'a> {
    /// It begins now.
    pub(super) fn new(transport: &'a dyn Transport, limit: Duration) -> Self {
        Self { transport, start: transport.now(), limit }
    }

    pub(super) fn left(&self) -> Duration {
        self.limit.saturating_sub(self.transport.now().saturating_duration_since(self.start))
    }
}

/// Runs `future` for at most `limit`; `None` if it took longer.
pub(super) async fn within<T>(transport: &dyn Transport, limit: Duration, mut future: BoxFuture<'_, T>) -> Option<T> {
    until(transport, limit, &mut future).await
}

/// Runs `future` for at most `limit` at a time, as long as `goes_on` says that it gets on.
pub(super) async fn while_it_goes_on<T>(
    transport: &dyn Transport,
    limit: impl Fn() -> Duration,
    mut goes_on: impl FnMut() -> bool,
    mut future: BoxFuture<'_, T>,
) -> Option<T> {
    loop {
        let value = until(transport, limit(), &mut future).await;
        if value.is_some() || !goes_on() {
            return value;
        }
    }
}

async fn until<T>(transport: &dyn Transport, limit: Duration, future: &mut BoxFuture<'_, T>) -> Option<T> {
    let mut alarm = transport.alarm(limit);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        alarm.as_mut().poll(context).map(|()| None)
    })
    .await
}
