//! [`RawCall`]: a call of what the document does not have.

use std::fmt;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use super::call::Call;
use super::call_options::CallOptions;
use super::client::ClientInner;
use super::error::Error;
use super::operation::Operation;
use super::own_policy::RawTarget;
use super::request_body::RequestBody;
use super::response::{Output, ResponseFuture};
use super::transport::BoxFuture;

/// A call of what the document does not have, begun by the client's `request`. Credentials, retries and limits are as for all calls.
///
/// ```text
/// use petstore::CallOptions;
///
/// let pets = client.request(Method::GET, "/pets/new").query("limit", "3").send_as::<Vec<models::Pet>>().await?;
/// let text = client.request(Method::POST, "/echo").body("text/plain", "hello").await?;
/// ```
#[derive(Clone)]
#[must_use = "a call is sent when it is awaited"]
pub struct RawCall {
    call: Call,
}

impl RawCall {
    #[doc(hidden)]
    pub fn new(inner: &ClientInner, operation: &'static Operation, method: Method, path: impl Into<String>) -> Self {
        let mut call = Call::new(inner, operation);
        call.own.raw = Some(RawTarget { method, path: path.into() });
        Self { call }
    }

    /// A body in JSON.
    pub fn json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => return self.body("application/json", json),
            // What serde says may quote the value.
            Err(_) => self.call.refuse("the body cannot be written as JSON".to_owned()),
        }
        self
    }

    /// A body in this media type: bytes, or a stream.
    pub fn body(mut self, media_type: impl Into<String>, body: impl Into<RequestBody>) -> Self {
        self.call.content_type(media_type);
        Self { call: self.call.raw_body(body) }
    }

    /// Sends the call and gives status, headers and the bytes of the body; `.await` on the call itself gives the bytes alone.
    ///
    /// # Errors
    /// The server did not respond with a success, see [`ErrorKind`](super::ErrorKind).
    pub fn send(self) -> ResponseFuture<Bytes> {
        self.call.send()
    }

    /// Sends the call and decodes the body by its media type: into a model, a list of them, or [`Json`](super::Json).
    ///
    /// # Errors
    /// The same, and the body may not match its type.
    pub fn send_as<T: Output + Send + 'static>(self) -> ResponseFuture<T> {
        self.call.send()
    }
}

impl CallOptions for RawCall {
    fn call_mut(&mut self) -> &mut Call {
        &mut self.call
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Bytes, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_body()
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
