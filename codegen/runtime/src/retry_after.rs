//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The wait that a response asks for: `retry-after-ms` before `Retry-After` (RFC 9110 §10.2.3), seconds or an HTTP date.
/// A date is compared with the `Date` of the response, so that a wrong local clock does not matter. A date in the past is
/// no wait. A value of another form is ignored.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(wait) = text("retry-after-ms").and_then(decimal) {
        return Some(Duration::from_millis(wait));
    }
    let value = text(RETRY_AFTER.as_str())?;
    decimal(value).map(Duration::from_secs).or_else(|| {
        let then = httpdate::parse_http_date(value).ok()?;
        let date = text(DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
        let now = date.unwrap_or_else(SystemTime::now);
        Some(then.duration_since(now).unwrap_or_default())
    })
}

/// Digits only: no sign, no fraction. Saturates at `u64::MAX`.
fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}
