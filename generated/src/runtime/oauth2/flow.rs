//! [`Flow`]: a flow that the document declares, with its addresses.

use url::Url;

use super::super::url_path::is_trustworthy;
use super::error::{OAuth2Error, OAuth2ErrorKind};

/// A flow of OAuth 2.0 and its addresses.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    pub(super) kind: FlowKind,
    pub(super) token_url: &'static str,
    pub(super) refresh_url: Option<&'static str>,
    /// Where users log in; of the flow for devices, where a device asks for a code.
    pub(super) start_url: Option<&'static str>,
}

/// The flows that end at a token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowKind {
    ClientCredentials,
    Password,
    AuthorizationCode,
    DeviceAuthorization,
}

impl Flow {
    const fn new(kind: FlowKind, token_url: &'static str) -> Self {
        Self { kind, token_url, refresh_url: None, start_url: None }
    }

    /// A program logs in for itself.
    pub const fn client_credentials(token_url: &'static str) -> Self {
        Self::new(FlowKind::ClientCredentials, token_url)
    }

    /// A program logs in with the password of a user.
    pub const fn password(token_url: &'static str) -> Self {
        Self::new(FlowKind::Password, token_url)
    }

    /// A user logs in with a browser.
    pub const fn authorization_code(authorization_url: &'static str, token_url: &'static str) -> Self {
        Self { start_url: Some(authorization_url), ..Self::new(FlowKind::AuthorizationCode, token_url) }
    }

    /// A user logs in with a browser on another device.
    pub const fn device_authorization(device_url: &'static str, token_url: &'static str) -> Self {
        Self { start_url: Some(device_url), ..Self::new(FlowKind::DeviceAuthorization, token_url) }
    }

    /// Where tokens are renewed, if that is not where they are got.
    pub const fn refresh_url(mut self, url: &'static str) -> Self {
        self.refresh_url = Some(url);
        self
    }
}

/// The flow of this kind, or else any: servers have one token endpoint for all.
pub(super) fn flow_of(flows: &'static [Flow], kind: FlowKind) -> Option<&'static Flow> {
    flows.iter().find(|flow| flow.kind == kind).or(flows.first())
}

/// An address to send secrets to: https, or this machine; relative to the base URL if there is one.
pub(super) fn address(text: Option<&str>, base: Option<&Url>, what: &'static str) -> Result<Url, OAuth2Error> {
    let wrong = |problem: &str| OAuth2Error::new(OAuth2ErrorKind::Settings).because(format!("{what} {problem}"));
    let text = text.filter(|text| !text.is_empty()).ok_or_else(|| wrong("is not declared; name one"))?;
    let url = match base {
        Some(base) => base.join(text),
        None => Url::parse(text),
    };
    let url = url.map_err(|_| wrong("is not a URL"))?;
    if !matches!(url.scheme(), "http" | "https") || !is_trustworthy(&url) {
        return Err(wrong("must be https or on a loopback address"));
    }
    Ok(url)
}
