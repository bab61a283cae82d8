//! A request to a token endpoint, and its answer (RFC 6749 §4 to §6).

use std::time::Duration;

use bytes::BytesMut;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, StatusCode};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::super::basic_auth::basic;
use super::super::bearer_token::AccessToken;
use super::super::body_codec::without_bom;
use super::super::header_field::header_value;
use super::super::request_body::RequestBody;
use super::super::retry_policy::RetryPolicy;
use super::super::secret::Secret;
use super::super::timeout::within;
use super::super::transport::{Transport, TransportFailure};
use super::error::{OAuth2Error, OAuth2ErrorKind};
use super::grant::{ClientAuthentication, Settings};

/// The most bytes of an answer that are read.
const MOST: usize = 256 * 1024;
/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How often a server that says that it has not acted is asked.
const ATTEMPTS: u32 = 3;

/// The tokens of an answer.
pub(super) struct Tokens {
    pub(super) access: AccessToken,
    pub(super) refresh: Option<Secret>,
}

/// Where tokens are got.
pub(super) struct Endpoint<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) url: &'a Url,
    pub(super) user_agent: Option<HeaderValue>,
}

impl Endpoint<'_> {
    /// Asks for tokens with these parameters, those of the settings and the scopes.
    pub(super) async fn tokens(
        &self,
        settings: &Settings,
        parameters: &[(&'static str, Secret)],
    ) -> Result<Tokens, OAuth2Error> {
        let answer = self.post(settings, parameters).await?;
        let text = |key: &str| answer.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let unexpected = |cause: &'static str| OAuth2Error::new(OAuth2ErrorKind::UnexpectedAnswer).because(cause);
        let access = text("access_token").ok_or_else(|| unexpected("there is no access_token"))?;
        if text("token_type").is_some_and(|kind| !kind.to_ascii_lowercase().contains("bearer")) {
            return Err(unexpected("the token is no bearer token"));
        }
        let access = AccessToken::new(access);
        let access = match seconds(&answer, "expires_in") {
            Some(life) => access.expires_in(life),
            None => access,
        };
        Ok(Tokens { access, refresh: text("refresh_token").map(Secret::new) })
    }

    /// Sends a form and reads the JSON of a success. A server that has not acted is asked again.
    pub(super) async fn post(
        &self,
        settings: &Settings,
        parameters: &[(&'static str, Secret)],
    ) -> Result<Value, OAuth2Error> {
        let mut attempt = 1;
        loop {
            let mut request = request(settings, self.url, parameters)?;
            if let Some(user_agent) = &self.user_agent {
                request.headers_mut().insert(USER_AGENT, user_agent.clone());
            }
            let answer = within(self.transport, LONGEST, Box::pin(attempted(self.transport, request))).await;
            let failed = match answer {
                Some(Ok(value)) => return Ok(value),
                Some(Err(failed)) => failed,
                None => OAuth2Error::new(OAuth2ErrorKind::NoAnswer).because("it took too long").into(),
            };
            if !failed.may_repeat || attempt >= ATTEMPTS {
                return Err(failed.error);
            }
            self.transport.sleep(RetryPolicy::default().pause(attempt)).await;
            attempt += 1;
        }
    }
}

/// A number of seconds, which some servers write as a text.
pub(super) fn seconds(answer: &Value, key: &str) -> Option<Duration> {
    let value = answer.get(key)?;
    let seconds = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
    seconds.map(Duration::from_secs)
}

fn request(
    settings: &Settings,
    url: &Url,
    parameters: &[(&str, Secret)],
) -> Result<http::Request<RequestBody>, OAuth2Error> {
    let mut form = Serializer::new(String::new());
    for (name, value) in parameters {
        form.append_pair(name, value.expose());
    }
    if !settings.scopes.is_empty() {
        form.append_pair("scope", &settings.scopes.join(" "));
    }
    for (name, value) in &settings.parameters {
        form.append_pair(name, value.expose());
    }
    let mut header = None;
    match (&settings.client_secret, settings.authentication) {
        (Some(secret), ClientAuthentication::Basic) => {
            let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
            header = Some(basic(&encoded(&settings.client_id), &Secret::new(encoded(secret.expose()))));
        }
        (secret, _) => {
            form.append_pair("client_id", &settings.client_id);
            if let Some(secret) = secret {
                form.append_pair("client_secret", secret.expose());
            }
        }
    }
    let wrong = |cause: String| OAuth2Error::new(OAuth2ErrorKind::Settings).because(cause);
    let request = http::Request::builder().method(Method::POST).uri(url.as_str());
    let mut request = request.body(RequestBody::from(form.finish())).map_err(|error| wrong(error.to_string()))?;
    let headers = request.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(secret) = header {
        headers.insert(AUTHORIZATION, header_value("authorization", secret.expose()).map_err(wrong)?);
    }
    Ok(request)
}

struct Failed {
    error: OAuth2Error,
    /// Whether the server says that it has not acted.
    may_repeat: bool,
}

impl From<OAuth2Error> for Failed {
    fn from(error: OAuth2Error) -> Self {
        Self { error, may_repeat: false }
    }
}

async fn attempted(transport: &dyn Transport, request: http::Request<RequestBody>) -> Result<Value, Failed> {
    let sent = transport.send(request).await;
    let (head, mut chunks) = sent
        .map_err(|cause| Failed {
            may_repeat: cause.failure == TransportFailure::NotConnected,
            error: OAuth2Error::new(OAuth2ErrorKind::NoAnswer).because(cause.to_string()),
        })?
        .into_parts();
    let status = head.status;
    let unexpected =
        |cause: &'static str| OAuth2Error::new(OAuth2ErrorKind::UnexpectedAnswer).with_status(status).because(cause);
    let mut body = BytesMut::new();
    loop {
        match chunks.next().await {
            Ok(None) => break,
            Ok(Some(bytes)) if body.len() + bytes.len() <= MOST => body.extend_from_slice(&bytes),
            Ok(Some(_)) => return Err(unexpected("it is too large").into()),
            Err(_) => return Err(unexpected("it ended early").into()),
        }
    }
    let body = without_bom(&body);
    let value = serde_json::from_slice::<Value>(body).ok().filter(Value::is_object);
    if let Some(code) = value.as_ref().and_then(|value| value.get("error")).and_then(Value::as_str) {
        let description = value.as_ref().and_then(|value| value.get("error_description")).and_then(Value::as_str);
        let error = OAuth2Error::refused(code, description).with_status(status);
        return Err(Failed { error, may_repeat: is_busy(status) });
    }
    match value {
        Some(value) if status.is_success() => Ok(value),
        _ if status.is_success() => Err(unexpected("it is not a JSON object").into()),
        _ => Err(Failed {
            error: OAuth2Error::new(OAuth2ErrorKind::Refused).with_status(status),
            may_repeat: is_busy(status),
        }),
    }
}

fn is_busy(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}
