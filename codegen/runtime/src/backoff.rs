//! When and how often a failed attempt is made again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{Method, StatusCode};

/// The first wait; each further one is at most twice as long.
const BASE: Duration = Duration::from_millis(500);
/// No wait of ours is longer.
const CAP: Duration = Duration::from_secs(20);
/// What a client may spend on retries before they have to succeed.
const BUDGET: u32 = 500;

/// The wait before attempt `attempt + 1`: anything between nothing and 500 ms × 2^(attempt − 1), at most 20 s
/// ("full jitter", so that clients which failed together do not come back together).
pub(super) fn pause(attempt: u32) -> Duration {
    let longest = BASE.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(CAP);
    // Without randomness the longest wait is still a right one.
    let random = getrandom::u32().unwrap_or(u32::MAX);
    longest.mul_f64(f64::from(random) / f64::from(u32::MAX))
}

/// Whether a status says that the same request may do better later.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a method may be repeated without harm (RFC 9110 §9.2.2).
pub(super) fn is_idempotent(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE].contains(method)
        || method.as_str() == "QUERY"
}

/// Tokens that all calls of a client share: retries take some, successes give them back, so a server that is down is
/// not hit with every call three times over.
#[derive(Debug)]
pub(super) struct RetryBudget(AtomicU32);

impl RetryBudget {
    pub(super) fn new() -> Self {
        Self(AtomicU32::new(BUDGET))
    }

    /// The price of a retry: less where the server only asks to wait.
    pub(super) fn cost(status: Option<StatusCode>) -> u32 {
        if status == Some(StatusCode::TOO_MANY_REQUESTS) { 5 } else { 14 }
    }

    /// Takes `cost`, or nothing and says false.
    pub(super) fn take(&self, cost: u32) -> bool {
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(cost)).is_ok()
    }

    /// Gives back what a call has taken, once it has succeeded; a call that has taken nothing gives back one.
    pub(super) fn give_back(&self, taken: u32) {
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| Some(BUDGET.min(left + taken.max(1))));
    }
}
