//! The default transport: reqwest with rustls.

use std::error::Error as _;
use std::io::ErrorKind as IoKind;
use std::time::Duration;

use bytes::Bytes;

use super::transport::{BoxFuture, Chunks, Transport, TransportError, TransportFailure};

/// The time limit for connecting.
const CONNECT: Duration = Duration::from_secs(10);

/// Sends over [`reqwest`], on a tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A new client without redirects, `Referer` and proxies from the environment, with 10 seconds to connect.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT)
            .build()
            .map(Self)
            .map_err(|error| TransportError::new(TransportFailure::Unsendable, error))
    }

    /// Your own client, for example with a proxy. Switch off its redirects: they would take credentials to other hosts.
    pub fn with(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            if let Err(error) = tokio::runtime::Handle::try_current() {
                return Err(TransportError::new(TransportFailure::Unsendable, error));
            }
            let request = reqwest::Request::try_from(request).map_err(transport_error)?;
            let mut response = self.0.execute(request).await.map_err(transport_error)?;
            let mut out = http::Response::new(());
            *out.status_mut() = response.status();
            *out.headers_mut() = std::mem::take(response.headers_mut());
            Ok(out.map(|()| Box::new(Body(response)) as Box<dyn Chunks>))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

struct Body(reqwest::Response);

impl Chunks for Body {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.map_err(transport_error) })
    }
}

fn transport_error(error: reqwest::Error) -> TransportError {
    let failure = match () {
        () if error.is_builder() => TransportFailure::Unsendable,
        () if error.is_connect() && is_tls(&error) => TransportFailure::Tls,
        () if error.is_connect() => TransportFailure::NotConnected,
        () => TransportFailure::Broken,
    };
    TransportError::new(failure, error.without_url())
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
