//! [`Throttle`]: how many requests of a client are under way, and how many are begun in a time.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::timeout::within;
use super::transport::Transport;

/// The limits that are set; none is no limit.
#[derive(Clone, Copy, Default)]
pub(super) struct ThrottleSettings {
    /// The requests that are under way at the same time.
    pub(super) concurrency: Option<usize>,
    /// The requests that are begun in a time.
    pub(super) rate: Option<(u32, Duration)>,
}

/// The limits of a client, and how far they are used up.
pub(super) struct Throttle {
    places: Option<Semaphore>,
    rate: Option<Rate>,
}

impl Throttle {
    pub(super) fn new(settings: ThrottleSettings) -> Self {
        Self {
            places: settings.concurrency.map(|count| Semaphore::new(count.clamp(1, Semaphore::MAX_PERMITS))),
            rate: settings.rate.map(|(count, time)| Rate::new(count.max(1), time)),
        }
    }

    /// Waits until a request may be begun, for at most `left`, and holds its place; `None` if that is too long.
    pub(super) async fn enter(&self, transport: &dyn Transport, left: Duration) -> Option<Place<'_>> {
        let begun = transport.now();
        let place = match &self.places {
            // A semaphore that nobody closes gives a place sooner or later.
            Some(places) => within(transport, left, Box::pin(places.acquire())).await?.ok(),
            None => None,
        };
        if let Some(rate) = &self.rate {
            let now = transport.now();
            let wait = rate.reserve(now, left.saturating_sub(now.saturating_duration_since(begun)))?;
            if !wait.is_zero() {
                transport.sleep(wait).await;
            }
        }
        Some(Place(place))
    }
}

/// The place of a request that is under way.
pub(super) struct Place<'a>(
    #[expect(dead_code, reason = "it is held until it is dropped")] Option<SemaphorePermit<'a>>,
);

/// At most so many requests in any span of a time.
struct Rate {
    count: usize,
    time: Duration,
    /// When the last of them are begun, the earliest first.
    begun: Mutex<VecDeque<Instant>>,
}

impl Rate {
    fn new(count: u32, time: Duration) -> Self {
        Self { count: usize::try_from(count).unwrap_or(usize::MAX), time, begun: Mutex::default() }
    }

    /// Reserves the next turn and returns the wait for it; `None`, and nothing is reserved, if that is `left` or longer.
    fn reserve(&self, now: Instant, left: Duration) -> Option<Duration> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = begun.len() >= self.count;
        let turn = begun.front().filter(|_| is_full).and_then(|first| first.checked_add(self.time));
        let wait = turn.map_or(Duration::ZERO, |turn| turn.saturating_duration_since(now));
        if !wait.is_zero() && wait >= left {
            return None;
        }
        if is_full {
            begun.pop_front();
        }
        begun.push_back(now + wait);
        Some(wait)
    }
}
