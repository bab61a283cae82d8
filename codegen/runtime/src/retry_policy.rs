//! The retry policy: which failures are retried, how long to wait, and the budget that limits retries.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{Method, StatusCode};

/// The retry budget of a client.
const BUDGET: u32 = 500;

/// How often a call is sent, and how long it waits in between. A number of attempts is one, too.
///
/// Which failures are retried is not a matter of policy: those after which the server has not acted on the request, and where it may
/// have, those of requests that it carries out once however often it sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a policy is given to `retry`"]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl RetryPolicy {
    /// At most this many attempts, the first included: 1 to 10, by default 3.
    pub fn attempts(count: u32) -> Self {
        Self {
            attempts: count.clamp(1, 10),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(120),
        }
    }

    /// One attempt.
    pub fn never() -> Self {
        Self::attempts(1)
    }

    /// The upper limit of the wait before the second attempt, by default 500 ms. It doubles with each attempt.
    pub fn first_wait(mut self, limit: Duration) -> Self {
        self.first_wait = limit;
        self
    }

    /// The upper limit of all waits that the server does not ask for, by default 20 seconds.
    pub fn longest_wait(mut self, limit: Duration) -> Self {
        self.longest_wait = limit;
        self
    }

    /// The longest `Retry-After` that is waited for, by default 120 seconds. After a longer one the call fails at once.
    pub fn longest_retry_after(mut self, limit: Duration) -> Self {
        self.longest_retry_after = limit;
        self
    }

    /// Whether there is another attempt after this many.
    pub(super) fn goes_on(&self, attempts: u32) -> bool {
        attempts < self.attempts
    }

    /// Whether a wait that the server asks for is waited.
    pub(super) fn waits(&self, retry_after: Duration) -> bool {
        retry_after <= self.longest_retry_after
    }

    /// The wait before attempt `attempt + 1`: random between 0 and the first wait × 2^(attempt − 1), at most the longest. This
    /// "full jitter" spreads the retries of clients that failed at the same time.
    pub(super) fn pause(&self, attempt: u32) -> Duration {
        let longest = self.first_wait.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(self.longest_wait);
        // Without randomness, the longest wait is a correct one.
        let random = getrandom::u32().unwrap_or(u32::MAX);
        longest.mul_f64(f64::from(random) / f64::from(u32::MAX))
    }
}

impl From<u32> for RetryPolicy {
    fn from(attempts: u32) -> Self {
        Self::attempts(attempts)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::attempts(3)
    }
}

/// Whether a status says that the same request may succeed later.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a method is idempotent (RFC 9110 §9.2.2).
pub(super) fn is_idempotent(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE].contains(method)
        || method.as_str() == "QUERY"
}

/// A token bucket that all calls of a client share. Retries take tokens and successes give them back, so that a server that
/// is down does not receive every call several times.
#[derive(Debug)]
pub(super) struct RetryBudget(AtomicU32);

impl RetryBudget {
    pub(super) fn new() -> Self {
        Self(AtomicU32::new(BUDGET))
    }

    /// The cost of a retry: less where the server only asks to wait.
    pub(super) fn cost(status: Option<StatusCode>) -> u32 {
        if status == Some(StatusCode::TOO_MANY_REQUESTS) { 5 } else { 14 }
    }

    /// Takes `cost` and returns true, or takes nothing and returns false.
    pub(super) fn take(&self, cost: u32) -> bool {
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(cost)).is_ok()
    }

    /// Gives back what a successful call has taken, at least one.
    pub(super) fn give_back(&self, taken: u32) {
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| Some(BUDGET.min(left + taken.max(1))));
    }
}
