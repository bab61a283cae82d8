//! A transport that keeps requests and gives one answer.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::{BoxFuture, Chunks, ClientBuilder, ClientInner, RequestBody, Transport, TransportError};
use futures_core::Stream;
use http::{Request, Response};

/// Answers every request in the same way, and keeps the requests.
#[derive(Clone)]
pub struct Canned {
    status: u16,
    content_type: Option<&'static str>,
    header: Option<(&'static str, &'static str)>,
    body: &'static [u8],
    seen: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, content_type: None, header: None, body: b"", seen: Arc::default() }
    }

    /// An answer with a body.
    pub fn new(status: u16, content_type: &'static str, body: &'static [u8]) -> Self {
        Self { content_type: Some(content_type), body, ..Self::empty(status) }
    }

    /// The same answer with one more header.
    pub fn header(self, name: &'static str, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    /// A client that gets this answer.
    pub fn client<C: From<ClientInner>>(&self, builder: ClientBuilder<C>) -> C {
        builder.transport(self.clone()).retry(1).build().expect("a client")
    }

    /// What has come, and forgets it.
    pub fn take(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut self.seen.lock().expect("not poisoned"))
    }

    /// The one request that has come.
    pub fn request(&self) -> Request<Bytes> {
        let mut all = self.take();
        assert_eq!(all.len(), 1, "requests");
        all.remove(0)
    }

    /// Path and query of the one request that has come.
    pub fn target(&self) -> String {
        self.request().uri().path_and_query().expect("a path").to_string()
    }
}

struct Once(Option<&'static [u8]>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(self.0.take().map(Bytes::from_static)) })
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        self.seen.lock().expect("not poisoned").push(request.map(collected));
        let mut response = Response::builder().status(self.status);
        if let Some(content_type) = self.content_type {
            response = response.header("content-type", content_type);
        }
        if let Some((name, value)) = self.header {
            response = response.header(name, value);
        }
        let response = response.body(Box::new(Once(Some(self.body))) as Box<dyn Chunks>).expect("a response");
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// All bytes of a body.
fn collected(body: RequestBody) -> Bytes {
    if let Some(bytes) = body.as_bytes() {
        return bytes.clone();
    }
    let (mut chunks, mut all) = (body.into_chunks(), Vec::new());
    while let Poll::Ready(Some(chunk)) = pin!(&mut chunks).poll_next(&mut Context::from_waker(Waker::noop())) {
        all.extend_from_slice(&chunk.expect("bytes"));
    }
    all.into()
}

/// Nothing in these tests waits, so one poll is enough.
pub fn now<T>(future: impl IntoFuture<Output = T>) -> T {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

/// The content of a form, with `~` in place of its boundary.
pub fn parts(request: &http::Request<Bytes>) -> String {
    let content_type = request.headers()["content-type"].to_str().expect("ASCII");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    assert!(boundary.len() >= 16 && boundary.len() <= 70, "{boundary}");
    let text = String::from_utf8_lossy(request.body()).replace(boundary, "~");
    text.replace("\r\n", "\n")
}
