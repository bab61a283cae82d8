//! [`CallOptions`]: what one call does in another way than its client, and how a call keeps that.

use std::borrow::Cow;
use std::time::Duration;

use super::call::Call;
use super::decoding::Decoding;
use super::header_field::settable_header;
use super::retry_policy::RetryPolicy;
use super::url_path::{base_url, encoded_pair};
use http::header::{ACCEPT, CONTENT_TYPE};

/// What each call can do in another way than its client: time limits, retries, and more headers and query parameters.
///
/// ```text
/// use petstore::CallOptions;
///
/// client.pets().list().timeout(Duration::from_secs(5)).retry(1).header("x-trace", "on").await?;
/// ```
///
/// Where an operation has a parameter of the same name, that is what the method sets; the option is
/// `CallOptions::timeout(call, …)`. What cannot be sent is an error of the call, before anything is.
pub trait CallOptions: Sized {
    #[doc(hidden)]
    fn call_mut(&mut self) -> &mut Call;

    /// The time limit of the call, retries and waits included. No other limit goes beyond it.
    #[must_use]
    fn deadline(mut self, limit: Duration) -> Self {
        self.call_mut().deadline(limit);
        self
    }

    /// The time limit of one attempt, its body included. Where no deadline is set, a longer timeout raises that of 60 seconds.
    #[must_use]
    fn timeout(mut self, limit: Duration) -> Self {
        self.call_mut().own.limits.attempt = Some(limit);
        self
    }

    /// The number of attempts, the first included, or a [`RetryPolicy`].
    #[must_use]
    fn retry(mut self, policy: impl Into<RetryPolicy>) -> Self {
        self.call_mut().own.retry = Some(policy.into());
        self
    }

    /// A header, instead of any other of this name. What frames a message or names the host cannot be set; the value of
    /// `Content-Type` is one that the document declares.
    #[must_use]
    fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call_mut().set_header(name.into(), value.into());
        self
    }

    /// One more query parameter. The next page of an answer that links to it is asked for without.
    #[must_use]
    fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let pair = encoded_pair(name.as_ref(), value.as_ref());
        self.call_mut().query.push(pair);
        self
    }

    /// The key by which the server knows this call when it is made again: sent in the header that the operation declares for it, else
    /// in `Idempotency-Key`. A call with a key is retried whatever its method, so the server has to know what the header means.
    #[must_use]
    fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.call_mut().set_idempotency_key(key.into());
        self
    }

    /// The server of this call, instead of the client's or the operation's, with its path.
    ///
    /// The client's credentials go to its own server and to those that the document names. A call to any other has none but those
    /// that it is given by [`header`](Self::header) or [`query`](Self::query), and is refused if its operation needs more.
    #[must_use]
    fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.call_mut().set_base_url(url.as_ref());
        self
    }

    /// The size limit of the body of a success, after decompression.
    #[must_use]
    fn body_limit(mut self, bytes: usize) -> Self {
        self.call_mut().own.body_limit = Some(bytes);
        self
    }

    /// What becomes of an answer whose members are missing or of other types.
    #[must_use]
    fn decoding(mut self, decoding: Decoding) -> Self {
        self.call_mut().own.decoding = Some(decoding);
        self
    }
}

impl Call {
    /// The header in which the idempotency key is sent, if there is one.
    pub(super) fn key_header(&self) -> Option<&'static str> {
        self.operation.idempotency_key.or(self.own.key_header)
    }

    fn set_header(&mut self, name: String, value: String) {
        match settable_header(&name) {
            Err(cause) => self.refuse(cause),
            Ok(header) if header == CONTENT_TYPE && self.operation.request_types.is_empty() => {
                self.refuse("the header `content-type` cannot be sent: the operation has no body".to_owned());
            }
            // It also says how the body is encoded.
            Ok(header) if header == CONTENT_TYPE => self.content_type = Some(value),
            Ok(header) => {
                if header == ACCEPT {
                    self.accept = None;
                }
                self.headers.push((Cow::Owned(name), value));
            }
        }
    }

    fn set_idempotency_key(&mut self, key: String) {
        let name = self.operation.idempotency_key.unwrap_or("idempotency-key");
        self.own.key_header = Some(name);
        self.headers.push((Cow::Borrowed(name), key));
    }

    fn set_base_url(&mut self, text: &str) {
        match base_url(text) {
            Ok(url) => self.own.base_url = Some(url),
            Err(cause) => self.refuse(cause),
        }
    }

    /// Keeps why the call cannot be sent, if nothing else is the reason yet.
    pub(super) fn refuse(&mut self, cause: String) {
        self.problem.get_or_insert(cause);
    }
}
