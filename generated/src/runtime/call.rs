//! [`Call`]: an operation with its arguments, encoded into a request when it is sent.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use url::Url;

use super::client::ClientInner;
use super::codec::{CodecError, DecodeError, Encoding, Style, Wire, excerpt, to_query};
use super::error::Error;
use super::middleware::EndedCall;
use super::operation::Operation;
use super::own_policy::OwnPolicy;
use super::received::Received;
use super::request_body::RequestBody;
use super::response::{Output, Response, ResponseFuture};
use super::send_with_retries::{PreparedCall, exchange};
use super::transport::{BoxFuture, Chunks};
use super::url_path::PathArgument;

/// What a call sends.
#[derive(Clone)]
pub(super) enum CallBody {
    /// Encoded in the media type.
    Encoded(Arc<dyn Wire + Send + Sync>),
    /// As it is.
    Raw(RequestBody),
}

/// The arguments of one call. A clone is another call, with an idempotency key of its own.
#[derive(Clone)]
pub struct Call {
    pub(super) inner: ClientInner,
    pub(super) operation: &'static Operation,
    pub(super) server: Option<&'static str>,
    pub(super) path: Vec<PathArgument>,
    /// Encoded pairs.
    pub(super) query: Vec<String>,
    /// The URL of a page, in the place of path and query, and the headers to ask for it.
    pub(super) link: Option<(Url, HeaderMap)>,
    pub(super) headers: Vec<(Cow<'static, str>, String)>,
    /// Encoded pairs.
    pub(super) cookies: Vec<String>,
    pub(super) body: Option<CallBody>,
    pub(super) encodings: &'static [Encoding],
    /// The error message of the first argument that cannot be sent.
    pub(super) problem: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) accept: Option<String>,
    pub(super) own: OwnPolicy,
}

impl Call {
    /// A call without arguments.
    pub fn new(inner: &ClientInner, operation: &'static Operation) -> Self {
        Self {
            inner: inner.clone(),
            operation,
            server: None,
            path: Vec::new(),
            query: Vec::new(),
            link: None,
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            encodings: &[],
            problem: None,
            content_type: None,
            accept: None,
            own: OwnPolicy::default(),
        }
    }

    /// The operation's own server: a URL, or a path of the client's host.
    pub fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// The next parameter of the path template.
    pub fn path(mut self, argument: impl Into<String>) -> Self {
        self.path.push(PathArgument::Text(argument.into()));
        self
    }

    /// The next parameter of the path template, with a style.
    pub fn path_as(mut self, name: &str, style: Style, value: &dyn Wire) -> Self {
        let text = style.path(name, value.as_view());
        let text = self.written("path argument", name, text);
        self.path.push(PathArgument::Expanded(text));
        self
    }

    /// The body.
    pub fn body(mut self, body: impl Wire + Send + Sync + 'static) -> Self {
        self.body = Some(CallBody::Encoded(Arc::new(body)));
        self
    }

    /// A body that is sent as it is.
    pub fn raw_body(mut self, body: impl Into<RequestBody>) -> Self {
        self.body = Some(CallBody::Raw(body.into()));
        self
    }

    /// The encodings of form fields that differ from the defaults.
    pub fn encodings(mut self, encodings: &'static [Encoding]) -> Self {
        self.encodings = encodings;
        self
    }

    /// A query parameter. Repeated calls add to it.
    pub fn query(&mut self, name: &'static str, value: impl Into<String>) {
        self.query_as(name, Style::FORM, &value.into());
    }

    /// A query parameter, with a style.
    pub fn query_as(&mut self, name: &str, style: Style, value: &dyn Wire) {
        let pairs = style.query(name, value.as_view());
        let pairs = self.written("query argument", name, pairs);
        self.query.extend(pairs);
    }

    /// The whole query as a form with encodings.
    pub fn query_form(&mut self, name: &str, encodings: &'static [Encoding], value: &dyn Wire) {
        let pairs = to_query(value, encodings);
        let pairs = self.written("query argument", name, pairs);
        self.query.extend(Some(pairs).filter(|pairs| !pairs.is_empty()));
    }

    /// A cookie, encoded like a query parameter unless its style says otherwise. Cookies of the client's default headers are sent as well.
    pub fn cookie(&mut self, name: &str, style: Style, value: &dyn Wire) {
        let pairs = style.cookie(name, value.as_view());
        let pairs = self.written("cookie", name, pairs);
        self.cookies.extend(pairs);
    }

    /// A header. Of repeated calls, the last counts.
    pub fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((Cow::Borrowed(name), value.into()));
    }

    /// A header, with a style.
    pub fn header_as(&mut self, name: &'static str, style: Style, value: &dyn Wire) {
        let text = style.header(value.as_view());
        let text = self.written("header", name, text);
        self.headers.extend(text.map(|text| (Cow::Borrowed(name), text)));
    }

    fn written<T: Default>(&mut self, what: &str, name: &str, result: Result<T, CodecError>) -> T {
        result.unwrap_or_else(|error| {
            self.refuse(format!("the {what} `{}`: {error}", excerpt(name)));
            T::default()
        })
    }

    /// The media type to send.
    pub fn content_type(&mut self, media_type: impl Into<String>) {
        self.content_type = Some(media_type.into());
    }

    /// The media type to ask for.
    pub fn accept(&mut self, media_type: impl Into<String>) {
        self.accept = Some(media_type.into());
    }

    /// The time limit of the call, retries and waits included.
    pub fn deadline(&mut self, limit: Duration) {
        self.own.limits.deadline = Some(limit);
    }

    /// Sends the call and decodes the response.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn send<T: Output + Send + 'static>(self) -> ResponseFuture<T> {
        self.send_as()
    }

    /// The same, with another type of error.
    pub fn send_as<T: Output + Send + 'static, E: From<Error>>(self) -> ResponseFuture<T, E> {
        ResponseFuture::new(Box::pin(async move { Ok(self.decoded().await?) }))
    }

    async fn decoded<T: Output>(self) -> Result<Response<T>, Error> {
        let (received, _) = self.exchange().await?;
        let body = T::read(&received)?;
        let mismatches = self.report(&received);
        Ok(Response::new(received.raw, body, mismatches))
    }

    /// Sends the call and returns the body of the response.
    pub fn into_body<T: Output + Send + 'static, E: From<Error>>(self) -> BoxFuture<'static, Result<T, E>> {
        Box::pin(async move { Ok(self.decoded().await?.into_body()) })
    }

    /// The result, and the URL that it was asked for by.
    pub(super) async fn exchange(&self) -> Result<(Received, String), Error> {
        let prepared = self.checked()?;
        let (received, _) = self.sent(&prepared).await?;
        Ok((received, prepared.url))
    }

    /// The call as it is sent, and its error as callers see it.
    pub(super) fn checked(&self) -> Result<PreparedCall, Error> {
        self.prepare().map_err(|error| error.of_call(self.operation, 0, None).sent_to(self.target()))
    }

    /// The result, and what of its body is not read yet.
    pub(super) async fn sent(&self, prepared: &PreparedCall) -> Result<(Received, Option<Box<dyn Chunks>>), Error> {
        let (shared, target) = (&self.inner.0, self.target());
        let begun = shared.transport.now();
        let result = exchange(shared, prepared).await.map_err(|error| error.sent_to(target.clone()));
        for middleware in &shared.middleware {
            middleware.ended(&EndedCall {
                operation: self.operation,
                attempts: result.as_ref().map_or_else(Error::attempts, |(received, _)| received.attempts),
                elapsed: shared.transport.now().saturating_duration_since(begun),
                result: result.as_ref().map(|(received, _)| received.status()),
            });
        }
        let (received, rest) = result?;
        let decoding = self.own.decoding.unwrap_or(shared.decoding);
        Ok((Received { asked: self.accept.clone(), target, decoding, ..received }, rest))
    }

    /// What did not match its type in an answer since this was asked last, which the client's middleware is told, too.
    pub(super) fn report(&self, received: &Received) -> Vec<DecodeError> {
        let mismatches = received.take_mismatches();
        if !mismatches.is_empty() {
            let all = &self.inner.0.middleware;
            all.iter().for_each(|middleware| middleware.mismatched(self.operation.id, &mismatches));
        }
        mismatches
    }
}

/// Shows the names of headers, but no values.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct(self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
