//! The default transport: reqwest with rustls.

use std::any::Any;
use std::error::Error as _;
use std::future::poll_fn;
use std::io::ErrorKind as IoKind;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::request_body::{BodyChunks, BodyError, RequestBody};
use super::transport::{BoxError, BoxFuture, Chunks, Transport, TransportError, TransportFailure};

/// Sends over [`reqwest`], on a tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Your own client, for what [`builder`](Self::builder) has no setting. Switch off its redirects: they would take credentials to other hosts.
    pub fn with(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_err() {
                let cause = "there is no tokio runtime here; await the call inside of one";
                return Err(TransportError::new(TransportFailure::Unsendable, cause));
            }
            drop(timer(Duration::ZERO)?);
            let request = reqwest::Request::try_from(request.map(sent)).map_err(transport_error)?;
            let mut response = with_drivers(self.0.execute(request)).await?.map_err(transport_error)?;
            let mut out = http::Response::new(());
            *out.status_mut() = response.status();
            *out.headers_mut() = std::mem::take(response.headers_mut());
            Ok(out.map(|()| Box::new(Body(response)) as Box<dyn Chunks>))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            // Without timers no request is sent, so there is nothing to wait for.
            if let Ok(timer) = timer(duration) {
                timer.await;
            }
        })
    }
}

struct Body(reqwest::Response);

impl Chunks for Body {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.map_err(transport_error) })
    }
}

/// The body as reqwest takes it: with its length, or in chunks.
fn sent(body: RequestBody) -> reqwest::Body {
    if let Some(bytes) = body.as_bytes() {
        return bytes.clone().into();
    }
    let length = body.length();
    reqwest::Body::wrap(Sending { chunks: Mutex::new(body.into_chunks()), left: length })
}

/// A body that is a stream.
struct Sending {
    /// Nobody else asks: the lock is there because reqwest wants bodies to be `Sync`.
    chunks: Mutex<BodyChunks>,
    left: Option<u64>,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        let Ok(chunks) = self.chunks.get_mut() else { return Poll::Ready(None) };
        let chunk = ready!(Pin::new(chunks).poll_next(context));
        if let (Some(left), Some(Ok(chunk))) = (&mut self.left, &chunk) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.left.map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

/// A timer, unless the tokio runtime has none. Tokio has no way to ask but to catch its panic.
fn timer(duration: Duration) -> Result<tokio::time::Sleep, TransportError> {
    catch_unwind(|| tokio::time::sleep(duration)).or_else(no_driver)
}

/// Runs a future that needs the drivers of the tokio runtime.
async fn with_drivers<T>(future: impl Future<Output = T>) -> Result<T, TransportError> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(no_driver(panic)),
    })
    .await
}

/// The error of a panic for want of a driver. Any other panic goes on.
fn no_driver<T>(panic: Box<dyn Any + Send>) -> Result<T, TransportError> {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or_default();
    if ["enable_io", "enable_time", "enable_all", "no reactor running"].iter().any(|word| text.contains(word)) {
        let cause = "the tokio runtime has no IO or no timers; build it with `enable_all`";
        return Err(TransportError::new(TransportFailure::Unsendable, cause));
    }
    resume_unwind(panic)
}

fn transport_error(error: reqwest::Error) -> TransportError {
    if let Some(cause) = of_body(&error) {
        return TransportError::new(TransportFailure::Unsendable, cause.to_string());
    }
    let failure = match () {
        () if error.is_builder() => TransportFailure::Unsendable,
        () if error.is_connect() && is_tls(&error) => TransportFailure::Tls,
        () if error.is_connect() => TransportFailure::NotConnected,
        () => TransportFailure::Broken,
    };
    TransportError::new(failure, error.without_url())
}

/// Why the body of the request could not be read, if that is the cause.
fn of_body(error: &reqwest::Error) -> Option<&BodyError> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        cause = error.source();
    }
    None
}

/// Whether connecting failed in the TLS handshake: rustls' errors arrive as `InvalidData`, an early end as `UnexpectedEof`.
fn is_tls(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        let io = cause.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| matches!(io.kind(), IoKind::InvalidData | IoKind::UnexpectedEof)) {
            return true;
        }
        // The `source` of an `io::Error` passes over the error that it wraps.
        source = match io.and_then(std::io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        };
    }
    false
}
