//! A grant as a source of tokens: the first login, and the renewals after it.

use std::sync::{Mutex, PoisonError};

use url::Url;

use super::super::bearer_token::{AccessToken, Asking, TokenSource};
use super::super::secret::Secret;
use super::super::transport::{BoxError, BoxFuture};
use super::error::{OAuth2Error, OAuth2ErrorKind};
use super::flow::{Flow, address, flow_of};
use super::grant::{Grant, Kind, Settings, Start};
use super::token_endpoint::{Tokens, tokens};

/// A grant and what has come of it so far. It is asked by one call at a time.
pub(super) struct GrantSource {
    settings: Settings,
    token_url: Option<String>,
    refresh_url: Option<String>,
    start: Mutex<Start>,
}

impl GrantSource {
    pub(super) fn new<K: Kind>(grant: Grant<K>, flows: &'static [Flow]) -> Self {
        let flow = flow_of(flows, K::FLOW);
        let own = grant.settings.token_url.clone();
        let token_url = own.clone().or_else(|| Some(flow?.token_url.to_owned()));
        let refresh_url = own.or_else(|| Some(flow?.refresh_url.unwrap_or(flow?.token_url).to_owned()));
        Self { settings: grant.settings, token_url, refresh_url, start: Mutex::new(grant.kind.start()) }
    }

    /// Runs `change` on what is known. The lock is never held while anything is waited for.
    fn known<T>(&self, change: impl FnOnce(&mut Start) -> T) -> T {
        change(&mut self.start.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn token(&self, asking: Asking<'_>) -> Result<AccessToken, OAuth2Error> {
        if let Some(issued) = self.known(|start| start.issued.take()) {
            return Ok(issued);
        }
        if let Some(token) = self.known(|start| start.refresh_token.clone()) {
            let parameters = [("grant_type", "refresh_token".into()), ("refresh_token", token)];
            let url = self.url(&self.refresh_url, asking.base_url)?;
            match tokens(asking.transport, &self.settings, &url, &parameters).await {
                Err(error) if error.kind() == OAuth2ErrorKind::InvalidGrant && self.known(|start| start.again) => {
                    self.known(|start| start.refresh_token = None);
                }
                answer => return Ok(self.accepted(answer?)),
            }
        }
        let request = self.known(|start| start.request.clone());
        if request.is_empty() {
            return Err(OAuth2Error::new(OAuth2ErrorKind::LoginNeeded));
        }
        let url = self.url(&self.token_url, asking.base_url)?;
        let answer = tokens(asking.transport, &self.settings, &url, &request).await?;
        // A code works once.
        self.known(|start| {
            if !start.again {
                start.request.clear()
            }
        });
        Ok(self.accepted(answer))
    }

    fn url(&self, text: &Option<String>, base_url: &Url) -> Result<Url, OAuth2Error> {
        address(text.as_deref(), Some(base_url), "the token endpoint")
    }

    /// Keeps the refresh token of an answer, and hands it to the caller if it is a new one.
    fn accepted(&self, answer: Tokens) -> AccessToken {
        if let Some(token) = answer.refresh {
            let is_new = self.known(|start| start.refresh_token.replace(token.clone())).as_ref() != Some(&token);
            self.tell(is_new, &token);
        }
        answer.access
    }

    fn tell(&self, is_new: bool, token: &Secret) {
        if let (true, Some(hook)) = (is_new, &self.settings.on_refresh_token) {
            hook(token);
        }
    }
}

impl TokenSource for GrantSource {
    fn fetch<'a>(&'a self, asking: Asking<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.token(asking).await?) })
    }
}
