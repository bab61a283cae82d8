//! [`Call`]: an operation with its arguments, encoded into a request when it is sent.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;
use uuid::Uuid;

use super::body_codec::{BodyCodec, essence, is_range, matches};
use super::client::{ClientInner, header_name, header_value};
use super::codec::{CodecError, Encoding, Style, View, Wire, excerpt, to_query};
use super::credentials::{Credential, Host};
use super::error::{Error, ErrorKind};
use super::log_in::{Target, has_cookie, has_query};
use super::operation::Operation;
use super::received::Received;
use super::response::{Output, Response, ResponseFuture};
use super::scheme::{Place, Scheme};
use super::send_with_retries::{PreparedCall, exchange};
use super::transport::BoxFuture;
use super::url_path::{PathArgument, is_trustworthy, join};

/// The arguments of one call. A clone is another call, with an idempotency key of its own.
#[derive(Clone)]
pub struct Call {
    pub(super) inner: ClientInner,
    pub(super) operation: &'static Operation,
    server: Option<&'static str>,
    path: Vec<PathArgument>,
    /// Encoded pairs.
    pub(super) query: Vec<String>,
    /// The URL of a page, in the place of path and query, and the headers to ask for it.
    pub(super) link: Option<(Url, HeaderMap)>,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Encoded pairs.
    cookies: Vec<String>,
    pub(super) body: Option<Arc<dyn Wire + Send + Sync>>,
    encodings: &'static [Encoding],
    /// The error message of the first argument that cannot be sent.
    problem: Option<String>,
    pub(super) content_type: Option<String>,
    accept: Option<String>,
    deadline: Option<Duration>,
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
            deadline: None,
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
        let text = self.checked("path argument", name, text);
        self.path.push(PathArgument::Expanded(text));
        self
    }

    /// The body.
    pub fn body(mut self, body: impl Wire + Send + Sync + 'static) -> Self {
        self.body = Some(Arc::new(body));
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
        let pairs = self.checked("query argument", name, pairs);
        self.query.extend(pairs);
    }

    /// The whole query as a form with encodings.
    pub fn query_form(&mut self, name: &str, encodings: &'static [Encoding], value: &dyn Wire) {
        let pairs = to_query(value, encodings);
        let pairs = self.checked("query argument", name, pairs);
        self.query.extend(Some(pairs).filter(|pairs| !pairs.is_empty()));
    }

    /// A cookie, encoded like a query parameter unless its style says otherwise. Cookies of the client's default headers are sent as well.
    pub fn cookie(&mut self, name: &str, style: Style, value: &dyn Wire) {
        let pairs = style.cookie(name, value.as_view());
        let pairs = self.checked("cookie", name, pairs);
        self.cookies.extend(pairs);
    }

    /// A header. Of repeated calls, the last counts.
    pub fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }

    /// A header, with a style.
    pub fn header_as(&mut self, name: &'static str, style: Style, value: &dyn Wire) {
        let text = style.header(value.as_view());
        let text = self.checked("header", name, text);
        self.headers.extend(text.map(|text| (name, text)));
    }

    fn checked<T: Default>(&mut self, what: &str, name: &str, result: Result<T, CodecError>) -> T {
        result.unwrap_or_else(|error| {
            self.problem.get_or_insert_with(|| format!("the {what} `{}`: {error}", excerpt(name)));
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
        self.deadline = Some(limit);
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
        Ok(Response::new(received.raw.status, received.raw.headers, body))
    }

    /// Sends the call and returns the body of the response.
    pub fn into_body<T: Output + Send + 'static, E: From<Error>>(self) -> BoxFuture<'static, Result<T, E>> {
        Box::pin(async move { Ok(self.decoded().await?.into_body()) })
    }

    /// The result, and the URL that it was asked for by.
    pub(super) async fn exchange(&self) -> Result<(Received, String), Error> {
        let prepared = self.prepare().map_err(|error| error.of_call(self.operation, 0, None))?;
        let received = exchange(&self.inner.0, &prepared).await?;
        Ok((Received { asked: self.accept.clone(), ..received }, prepared.url))
    }

    /// Checks the arguments and encodes the body, once for all attempts.
    fn prepare(&self) -> Result<PreparedCall, Error> {
        let shared = &self.inner.0;
        let request = |cause: String| Error::new(ErrorKind::Request, cause);
        if let Some(problem) = &self.problem {
            return Err(request(problem.clone()));
        }
        let method = self.operation.method.parse().map_err(|_| request("the method cannot be sent".to_owned()))?;
        let base_url = self.base_url().map_err(request)?;
        let mut url = self.url(&base_url).map_err(request)?;
        let mut headers = self.own_headers().map_err(request)?;
        let target = Target { url: &mut url, headers: &mut headers };
        let credential = self.log_in(target, &base_url).map_err(|cause| Error::new(ErrorKind::Credentials, cause))?;
        let body = self.encode(&mut headers).map_err(request)?;
        let key = match self.operation.idempotency_key {
            Some(name) => Some(self.key(&mut headers, name).map_err(request)?),
            None => None,
        };
        if let Some(name) = self.operation.correlation_id {
            once(&mut headers, name).map_err(request)?;
        }
        let operation = self.operation;
        let limits = shared.limits.of_call(self.deadline);
        Ok(PreparedCall { operation, method, url, headers, body, key, limits, credential })
    }

    /// Puts the client's credentials into the request, and returns the one that is made for each attempt. What the call or the
    /// default headers have of credentials counts as given.
    fn log_in(&self, target: Target<'_>, base_url: &Url) -> Result<Option<Credential>, String> {
        let store = &self.inner.0.credentials;
        let has = |scheme: &Scheme| match scheme.place {
            Place::Header(name) => target.headers.contains_key(name),
            place => self.has_own(place, target.headers),
        };
        let mut chosen = store.chosen((self.operation.credentials, self.host()), has)?;
        let has_credential = !chosen.is_empty() || target.headers.contains_key(AUTHORIZATION);
        if (has_credential || store.schemes.iter().any(has)) && !is_trustworthy(base_url) {
            let what = match self.server {
                None => "; use such a base URL",
                Some(_) => ", which the operation's server is not",
            };
            return Err(format!("credentials are sent over https or to a loopback address only{what}"));
        }
        chosen.retain(|(place, _)| !self.has_own(*place, target.headers));
        target.put(&chosen)
    }

    /// Whether the call itself has a value in this place.
    fn has_own(&self, place: Place, headers: &HeaderMap) -> bool {
        match place {
            Place::Header(_) => self.headers.iter().any(|(own, _)| place.is_header(own)),
            Place::Query(name) => match &self.link {
                Some((link, _)) => link.query_pairs().any(|(own, _)| own == name),
                None => has_query(&self.query, name),
            },
            Place::Cookie(name) => has_cookie(headers, name),
        }
    }

    fn host(&self) -> Host {
        match self.server {
            Some(server) if !server.starts_with('/') => Host::Operation,
            _ => Host::Client,
        }
    }

    /// Whether a default header is sent: credentials go to another host only if the operation asks for them there.
    fn is_sent(&self, header: &HeaderName) -> bool {
        let store = &self.inner.0.credentials;
        let name = header.as_str();
        self.host() == Host::Client
            || !store.is_credential(name)
            || store.is_asked_for(name, self.operation.credentials)
    }

    /// The URL with path and query, or that of the page that is asked for.
    fn url(&self, base_url: &Url) -> Result<String, String> {
        if let Some((url, _)) = &self.link {
            return Ok(url.as_str().to_owned());
        }
        let mut url = join(base_url, self.operation.path, &self.path)?;
        if !self.query.is_empty() {
            let pairs = self.query.join("&");
            let separator = if url.contains('?') { "&" } else { "?" };
            url.extend([separator, &pairs]);
        }
        Ok(url)
    }

    /// The operation's server, or else the client's.
    pub(super) fn base_url(&self) -> Result<Cow<'_, Url>, String> {
        let base_url = &self.inner.0.base_url;
        let Some(server) = self.server else { return Ok(Cow::Borrowed(base_url)) };
        base_url.join(server).map(Cow::Owned).map_err(|error| format!("the operation's server is not a URL: {error}"))
    }

    /// The idempotency key: the one that the caller set on this call, else a new one.
    fn key(&self, headers: &mut HeaderMap, name: &str) -> Result<String, String> {
        let own = self.headers.iter().any(|(header, _)| header.eq_ignore_ascii_case(name));
        if !own && headers.contains_key(name) {
            return Err(format!("`{name}` must be unique per call; set it on the call, not as a default header"));
        }
        let key = once(headers, name)?;
        if key.is_empty() { Err(format!("the header `{name}` is empty")) } else { Ok(key) }
    }

    fn own_headers(&self) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.inner.0.headers.iter().filter(|(name, _)| self.is_sent(name)) {
            headers.insert(name, value.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(header_name(name)?, header_value(name, value)?);
        }
        if let Some((_, of_page)) = &self.link {
            headers.extend(of_page.clone());
        }
        if let Some(accept) = self.accepted(&headers)? {
            headers.insert(ACCEPT, accept);
        }
        if !self.cookies.is_empty() {
            let own = headers.get(COOKIE).and_then(|value| value.to_str().ok()).map(str::to_owned);
            let all = own.into_iter().chain(self.cookies.iter().cloned()).collect::<Vec<_>>().join("; ");
            headers.insert(COOKIE, header_value("cookie", &all)?);
        }
        Ok(headers)
    }

    fn encode(&self, headers: &mut HeaderMap) -> Result<Bytes, String> {
        let (Some(body), [default, ..]) = (&self.body, self.operation.request_types) else {
            return Ok(Bytes::new());
        };
        let declared_types = self.operation.request_types;
        let media_type = self.content_type.as_deref().unwrap_or(if is_range(default) { OCTETS } else { default });
        let value = match &self.content_type {
            None => header_value("media type", media_type)?,
            Some(chosen) => declared(declared_types, chosen)?,
        };
        if let View::Bytes(bytes) = body.as_view() {
            headers.insert(CONTENT_TYPE, value);
            return Ok(bytes.clone());
        }
        let codec = BodyCodec::of(media_type).ok_or_else(|| format!("{media_type} is for bytes only"))?;
        let encoded = codec.encode(media_type, &**body, self.encodings);
        let encoded = encoded.map_err(|error| format!("the body cannot be sent as {media_type}: {error}"))?;
        let value = match &*encoded.boundary {
            "" => value,
            boundary => header_value("media type", &format!("{}; boundary={boundary}", essence(media_type)))?,
        };
        headers.insert(CONTENT_TYPE, value);
        Ok(encoded.bytes)
    }

    /// The value of `Accept`: what the call asks for, else what the caller has set for all calls, else all that the document
    /// declares, results before errors.
    fn accepted(&self, headers: &HeaderMap) -> Result<Option<HeaderValue>, String> {
        let Operation { response_types, error_types, any_accept, .. } = self.operation;
        if let Some(chosen) = &self.accept {
            let types = if *any_accept { &["*/*"] } else { *response_types };
            return declared(types, chosen).map(Some);
        }
        let all = response_types.iter().chain(error_types.iter());
        let all: Vec<&str> = all.copied().filter(|media_type| !media_type.contains("*+")).collect();
        if all.is_empty() || headers.contains_key(ACCEPT) {
            return Ok(None);
        }
        header_value("accept", &all.join(", ")).map(Some)
    }
}

/// The media type of bytes for which none is known.
const OCTETS: &str = "application/octet-stream";

/// The header value of a media type that the document declares.
fn declared(types: &[&str], wanted: &str) -> Result<HeaderValue, String> {
    if !types.iter().any(|declared| matches(declared, wanted)) {
        return Err(format!("the media type `{}` is not among those declared: {}", excerpt(wanted), types.join(", ")));
    }
    header_value("media type", wanted)
}

/// The value of a header that is generated once per call unless the caller set it; always visible ASCII.
fn once(headers: &mut HeaderMap, name: &str) -> Result<String, String> {
    let made = || HeaderValue::try_from(Uuid::new_v4().to_string()).unwrap_or_else(|_| HeaderValue::from_static(""));
    let value = headers.entry(header_name(name)?).or_insert_with(made);
    Ok(value.to_str().unwrap_or_default().to_owned())
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
