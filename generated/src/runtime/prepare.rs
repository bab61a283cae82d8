//! Checks a call and encodes it into what is sent, once for all attempts.

use std::borrow::Cow;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;
use uuid::Uuid;

use super::body_codec::{BodyCodec, essence, is_range, matches};
use super::call::{Call, CallBody};
use super::codec::{View, excerpt};
use super::credentials::{Credential, Host};
use super::error::{Error, ErrorKind};
use super::header_field::{header_name, header_value};
use super::log_in::{Target, has_cookie};
use super::operation::Operation;
use super::request_body::RequestBody;
use super::scheme::{Place, Scheme};
use super::send_with_retries::PreparedCall;
use super::url_path::{has_query, is_trustworthy, join, join_raw};

impl Call {
    /// Checks the arguments and encodes the body, once for all attempts.
    pub(super) fn prepare(&self) -> Result<PreparedCall, Error> {
        let shared = &self.inner.0;
        let request = |cause: String| Error::new(ErrorKind::Request, cause);
        if let Some(problem) = &self.problem {
            return Err(request(problem.clone()));
        }
        let method = self.method().map_err(request)?;
        let base_url = self.server_url().map_err(request)?;
        let mut url = self.url(&base_url).map_err(request)?;
        let mut headers = self.own_headers().map_err(request)?;
        let target = Target { url: &mut url, headers: &mut headers };
        let credential = self.log_in(target, &base_url).map_err(|cause| Error::new(ErrorKind::Credentials, cause))?;
        let body = self.encode(&mut headers).map_err(request)?;
        let key = match self.key_header() {
            Some(name) => Some(self.key(&mut headers, name).map_err(request)?),
            None => None,
        };
        if let Some(name) = self.operation.correlation_id {
            once(&mut headers, name).map_err(request)?;
        }
        let operation = self.operation;
        let limits = match body.as_bytes() {
            Some(_) => shared.limits.of_call(self.own.limits),
            None => shared.limits.of_upload(self.own.limits),
        };
        let retry = self.own.retry.unwrap_or(shared.retry);
        let body_limit = self.own.body_limit.unwrap_or(shared.body_limit);
        let is_streamed = false;
        Ok(PreparedCall {
            operation,
            method,
            url,
            headers,
            body,
            key,
            limits,
            retry,
            body_limit,
            is_streamed,
            credential,
        })
    }

    /// Method, path template and host, without any argument; the path of a base URL may be a secret.
    pub(super) fn target(&self) -> String {
        let host = self.server_url().map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        match &self.own.raw {
            Some(raw) => format!("{} {} at {host}", raw.method, excerpt(&raw.path)),
            None => format!("{} {} at {host}", self.operation.method, self.operation.path),
        }
    }

    fn method(&self) -> Result<Method, String> {
        match &self.own.raw {
            Some(raw) => Ok(raw.method.clone()),
            None => self.operation.method.parse().map_err(|_| "the method cannot be sent".to_owned()),
        }
    }

    /// Puts the client's credentials into the request, and returns the one that is made for each attempt. What the call or the
    /// default headers have of credentials counts as given.
    fn log_in(&self, target: Target<'_>, base_url: &Url) -> Result<Option<Credential>, String> {
        let store = &self.inner.0.credentials;
        let has = |scheme: &Scheme| match scheme.place {
            Place::Header(name) => target.headers.contains_key(name),
            place => self.has_own(place, target.headers),
        };
        let host = self.host();
        let mut chosen = match host {
            Host::Other => store.own_alone(self.operation.credentials, has).map(|()| Vec::new())?,
            host => store.chosen((self.operation.credentials, host), has)?,
        };
        let has_credential = !chosen.is_empty() || target.headers.contains_key(AUTHORIZATION);
        if (has_credential || store.schemes.iter().any(has)) && !is_trustworthy(base_url) {
            let what = match self.server {
                None => "; use such a base URL",
                Some(_) if self.own.base_url.is_some() => "; use such a base URL",
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
                None => has_query(&self.query, name) || has_query(&self.default_query().collect::<Vec<_>>(), name),
            },
            Place::Cookie(name) => has_cookie(headers, name),
        }
    }

    fn host(&self) -> Host {
        let own_server = self.server.filter(|server| !server.starts_with('/'));
        let Some(url) = &self.own.base_url else {
            return if own_server.is_some() { Host::Operation } else { Host::Client };
        };
        let is_there = |other: &Url| other.origin() == url.origin();
        let shared = &self.inner.0;
        if is_there(&shared.base_url) || shared.document_url.as_ref().is_some_and(is_there) {
            return Host::Client;
        }
        let is_operations = own_server.and_then(|server| Url::parse(server).ok()).is_some_and(|url| is_there(&url));
        if is_operations { Host::Operation } else { Host::Other }
    }

    /// Whether a default header is sent: credentials go to another host only if the operation asks for them there.
    fn is_sent(&self, header: &HeaderName) -> bool {
        let store = &self.inner.0.credentials;
        let name = header.as_str();
        match self.host() {
            Host::Client => true,
            Host::Operation => !store.is_credential(name) || store.is_asked_for(name, self.operation.credentials),
            Host::Other => !store.is_credential(name) && header != COOKIE,
        }
    }

    /// The URL with path and query, or that of the page that is asked for.
    fn url(&self, base_url: &Url) -> Result<String, String> {
        if let Some((url, _)) = &self.link {
            return Ok(url.as_str().to_owned());
        }
        let mut url = match &self.own.raw {
            Some(raw) => join_raw(base_url, &raw.path)?,
            None => join(base_url, self.operation.path, &self.path)?,
        };
        let pairs: Vec<&str> = self.default_query().chain(self.query.iter().map(String::as_str)).collect();
        if !pairs.is_empty() {
            let separator = if url.contains('?') { "&" } else { "?" };
            url.extend([separator, &pairs.join("&")]);
        }
        Ok(url)
    }

    /// The client's query parameters that the call has none of its own for. Those that are credentials are for the client's host.
    fn default_query(&self) -> impl Iterator<Item = &str> {
        let store = &self.inner.0.credentials;
        let is_client = self.host() == Host::Client;
        let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
        let own: Vec<String> = self.query.iter().map(|pair| name(pair)).collect();
        let defaults = self.inner.0.query.iter().map(String::as_str);
        defaults.filter(move |pair| !own.contains(&name(pair)) && (is_client || !store.is_in_query(pair)))
    }

    /// The call's own server, else the operation's, or else the client's.
    pub(super) fn server_url(&self) -> Result<Cow<'_, Url>, String> {
        if let Some(own) = &self.own.base_url {
            return Ok(Cow::Borrowed(own));
        }
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

    fn encode(&self, headers: &mut HeaderMap) -> Result<RequestBody, String> {
        let (Some(body), [default, ..]) = (&self.body, self.operation.request_types) else {
            return Ok(RequestBody::default());
        };
        let declared_types = self.operation.request_types;
        let media_type = self.content_type.as_deref().unwrap_or(if is_range(default) { OCTETS } else { default });
        let value = match &self.content_type {
            None => header_value("media type", media_type)?,
            Some(chosen) => declared(declared_types, chosen)?,
        };
        let body = match body {
            CallBody::Raw(body) => {
                headers.insert(CONTENT_TYPE, value);
                return Ok(body.clone());
            }
            CallBody::Encoded(body) => body,
        };
        if let View::Bytes(bytes) = body.as_view() {
            headers.insert(CONTENT_TYPE, value);
            return Ok(bytes.clone().into());
        }
        let codec = BodyCodec::of(media_type).ok_or_else(|| format!("{media_type} is for bytes only"))?;
        let encoded = codec.encode(media_type, &**body, self.encodings);
        let encoded = encoded.map_err(|error| format!("the body cannot be sent as {media_type}: {error}"))?;
        let value = match &*encoded.boundary {
            "" => value,
            boundary => header_value("media type", &format!("{}; boundary={boundary}", essence(media_type)))?,
        };
        headers.insert(CONTENT_TYPE, value);
        Ok(encoded.body)
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
