//! The retry policy: which failures are retried, how long to wait, and the budget that limits retries.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{Method, StatusCode};

/// The upper limit of the first wait; it doubles with each attempt.
const BASE: Duration = Duration::from_millis(500);
/// The upper limit of all waits.
const CAP: Duration = Duration::from_secs(20);
/// The retry budget of a client.
const BUDGET: u32 = 500;

/// The wait before attempt `attempt + 1`: random between 0 and 500 ms × 2^(attempt − 1), at most 20 s. This "full jitter"
/// spreads the retries of clients that failed at the same time.
pub(super) fn pause(attempt: u32) -> Duration {
    let longest = BASE.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(CAP);
    // Without randomness, the longest wait is a correct one.
    let random = getrandom::u32().unwrap_or(u32::MAX);
    longest.mul_f64(f64::from(random) / f64::from(u32::MAX))
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
