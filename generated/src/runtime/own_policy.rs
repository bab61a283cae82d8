//! [`OwnPolicy`]: what a call does in another way than its client.

use http::Method;
use url::Url;

use super::decoding::Decoding;
use super::retry_policy::RetryPolicy;
use super::timeout::LimitSettings;

/// What a call has of its own instead of what its client says.
#[derive(Clone, Default)]
pub(super) struct OwnPolicy {
    pub(super) limits: LimitSettings,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) body_limit: Option<usize>,
    pub(super) decoding: Option<Decoding>,
    pub(super) base_url: Option<Url>,
    /// What is called instead of the operation's method and path.
    pub(super) raw: Option<RawTarget>,
    /// The header of an idempotency key that the operation does not declare.
    pub(super) key_header: Option<&'static str>,
}

/// The method and path of a call that the document does not have.
#[derive(Clone)]
pub(super) struct RawTarget {
    pub(super) method: Method,
    pub(super) path: String,
}
