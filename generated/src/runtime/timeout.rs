//! A time limit for a future, by the transport's clock.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use super::transport::{BoxFuture, Transport};

/// Runs `future` for at most `limit`; `None` if it took longer.
pub(super) async fn within<T>(transport: &dyn Transport, limit: Duration, mut future: BoxFuture<'_, T>) -> Option<T> {
    let mut alarm = transport.sleep(limit);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        alarm.as_mut().poll(context).map(|()| None)
    })
    .await
}
