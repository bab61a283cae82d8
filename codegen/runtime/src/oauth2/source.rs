//! A grant as a source of tokens: the first login, and the renewals after it.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use url::Url;

use super::super::bearer_token::{AccessToken, Asking, TokenSource};
use super::super::secret::Secret;
use super::super::transport::{BoxError, BoxFuture};
use super::error::{OAuth2Error, OAuth2ErrorKind};
use super::flow::{Flow, address, flow_of};
use super::grant::{Grant, Kind, Settings, Start};
use super::token_endpoint::{Endpoint, Tokens};

type Answer = Result<Tokens, OAuth2Error>;

/// A grant and what has come of it so far. It is asked by one call at a time.
pub(super) struct GrantSource {
    settings: Arc<Settings>,
    token_url: Option<String>,
    refresh_url: Option<String>,
    start: Mutex<Start>,
    /// The request that is under way. A caller that gives up leaves it to the next one, because the server may have replaced the
    /// refresh token already.
    pending: Mutex<Option<BoxFuture<'static, Answer>>>,
}

/// The lock is never held while anything is waited for, and nothing is half done when a thread panics.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl GrantSource {
    pub(super) fn new<K: Kind>(grant: Grant<K>, flows: &'static [Flow]) -> Self {
        let flow = flow_of(flows, K::FLOW);
        let own = grant.settings.token_url.clone();
        let token_url = own.clone().or_else(|| Some(flow?.token_url.to_owned()));
        let refresh_url = own.or_else(|| Some(flow?.refresh_url.unwrap_or(flow?.token_url).to_owned()));
        let start = Mutex::new(grant.kind.start());
        Self { settings: Arc::new(grant.settings), token_url, refresh_url, start, pending: Mutex::default() }
    }

    async fn token(&self, asking: Asking<'_>) -> Result<AccessToken, OAuth2Error> {
        let (issued, refresh_token) = {
            let mut start = locked(&self.start);
            (start.issued.take(), start.refresh_token.clone())
        };
        if let Some(issued) = issued {
            return Ok(issued);
        }
        if let Some(token) = refresh_token {
            let parameters = vec![("grant_type", "refresh_token".into()), ("refresh_token", token)];
            let url = self.url(&self.refresh_url, asking.base_url)?;
            match self.asked(asking, &url, &parameters).await {
                Err(error) if error.kind() == OAuth2ErrorKind::InvalidGrant && locked(&self.start).again => {
                    locked(&self.start).refresh_token = None;
                }
                answer => return Ok(self.accepted(answer?)),
            }
        }
        let request = locked(&self.start).request.clone();
        if request.is_empty() {
            return Err(OAuth2Error::new(OAuth2ErrorKind::LoginNeeded));
        }
        let url = self.url(&self.token_url, asking.base_url)?;
        let answer = self.asked(asking, &url, &request).await?;
        let mut start = locked(&self.start);
        if !start.again {
            // A code works once.
            start.request.clear();
        }
        drop(start);
        Ok(self.accepted(answer))
    }

    /// The answer to a request, or to the same one that a caller before has begun. If nothing has come of that, it is made anew.
    async fn asked(&self, asking: Asking<'_>, url: &Url, parameters: &[(&'static str, Secret)]) -> Answer {
        let was_begun = locked(&self.pending).is_some();
        match self.continued(asking, url, parameters).await {
            Err(error) if was_begun && error.kind() == OAuth2ErrorKind::NoAnswer => {
                self.continued(asking, url, parameters).await
            }
            answer => answer,
        }
    }

    async fn continued(&self, asking: Asking<'_>, url: &Url, parameters: &[(&'static str, Secret)]) -> Answer {
        let begin = || -> BoxFuture<'static, Answer> {
            let (transport, settings) = (Arc::clone(asking.transport), Arc::clone(&self.settings));
            let (url, user_agent, parameters) = (url.clone(), asking.user_agent.cloned(), parameters.to_vec());
            Box::pin(async move {
                let endpoint = Endpoint { transport: &*transport, url: &url, user_agent };
                endpoint.tokens(&settings, &parameters).await
            })
        };
        poll_fn(|context| {
            let mut pending = locked(&self.pending);
            let answer = pending.get_or_insert_with(begin).as_mut().poll(context);
            if answer.is_ready() {
                *pending = None;
            }
            answer
        })
        .await
    }

    fn url(&self, text: &Option<String>, base_url: &Url) -> Result<Url, OAuth2Error> {
        address(text.as_deref(), Some(base_url), "the token endpoint")
    }

    /// Keeps the refresh token of an answer, and hands it to the caller if it is a new one.
    fn accepted(&self, answer: Tokens) -> AccessToken {
        if let Some(token) = answer.refresh {
            let before = locked(&self.start).refresh_token.replace(token.clone());
            if let (true, Some(hook)) = (before.as_ref() != Some(&token), &self.settings.on_refresh_token) {
                hook(&token);
            }
        }
        answer.access
    }
}

impl TokenSource for GrantSource {
    fn fetch<'a>(&'a self, asking: Asking<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.token(asking).await?) })
    }
}
