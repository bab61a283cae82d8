//! The credentials that a client was given, and which of them a call sends.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use http::header::AUTHORIZATION;

use super::bearer_token::TokenCache;
use super::operation::Credentials;
use super::request_body::RequestBody;
use super::scheme::{Place, Scheme};
use super::secret::Secret;
use super::transport::BoxError;
use super::url_path::has_query;

/// Makes the header `Authorization` of a request, for schemes that a client cannot carry out by itself.
///
/// A closure is one: `|request: &http::Request<RequestBody>| Ok(Secret::new(sign(request)))`.
pub trait Authorizer: Send + Sync + 'static {
    /// The value of the header. The client calls this for each attempt, with the request as it is sent but for this header.
    ///
    /// # Errors
    /// The request cannot be sent. The error is shown to the caller, so it should hold no secret.
    fn authorization(&self, request: &http::Request<RequestBody>) -> Result<Secret, BoxError>;
}

impl<F> Authorizer for F
where
    F: Fn(&http::Request<RequestBody>) -> Result<Secret, BoxError> + Send + Sync + 'static,
{
    fn authorization(&self, request: &http::Request<RequestBody>) -> Result<Secret, BoxError> {
        self(request)
    }
}

/// What the caller gave for a scheme.
#[derive(Clone)]
pub(super) enum Credential {
    /// A text that is sent as it is.
    Fixed(Secret),
    /// The header `Authorization` with a token that is fetched and renewed.
    Token(Arc<TokenCache>),
    /// The header `Authorization`, made for each request.
    Made(Arc<dyn Authorizer>),
}

impl Credential {
    fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(one), Self::Fixed(other)) => one == other,
            (Self::Token(one), Self::Token(other)) => Arc::ptr_eq(one, other),
            (Self::Made(one), Self::Made(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// Whose host a call goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    Client,
    /// That of the operation's own server.
    Operation,
    /// One that neither the client nor the document names.
    Other,
}

/// A credential and where it is sent.
pub(super) type Placed<'a> = (Place, &'a Credential);

/// The security schemes of the document, and what the caller gave for them.
#[derive(Default)]
pub(super) struct CredentialStore {
    pub(super) schemes: &'static [Scheme],
    given: BTreeMap<&'static str, Credential>,
}

impl CredentialStore {
    /// Of repeated calls for a scheme, the last counts.
    pub(super) fn give(&mut self, name: &'static str, credential: Credential) {
        self.given.insert(name, credential);
    }

    /// The credentials that a call sends. `has` tells whether the call has one of its own for a scheme. What no operation asks for
    /// goes along to the host of the client.
    ///
    /// # Errors
    /// The client lacks some, or has two for the same place.
    pub(super) fn chosen(
        &self,
        (wanted, host): (Credentials, Host),
        has: impl Fn(&Scheme) -> bool,
    ) -> Result<Vec<Placed<'_>>, String> {
        let alternatives = match wanted {
            Credentials::Anonymous => return Ok(Vec::new()),
            Credentials::Optional => return self.placed(self.schemes.iter()),
            Credentials::OneOf(alternatives) => alternatives,
        };
        let is_given = |name: &&str| self.given.contains_key(name);
        let is_there = |name: &&str| is_given(name) || self.schemes.iter().any(|it| it.name == *name && has(it));
        let not_empty = || alternatives.iter().filter(|names| !names.is_empty());
        let met = not_empty().find(|names| names.iter().all(is_given));
        let met = met.or_else(|| not_empty().find(|names| names.iter().all(is_there)));
        let along = |scheme: &Scheme| scheme.goes_along && host == Host::Client;
        let is_along = || self.schemes.iter().any(|it| along(it) && (is_given(&it.name) || has(it)));
        let none: &[&str] = &[];
        let met = met.or_else(|| alternatives.iter().find(|names| names.is_empty())).copied();
        match met.or_else(|| is_along().then_some(none)) {
            Some(names) => self.placed(self.schemes.iter().filter(|it| names.contains(&it.name) || along(it))),
            None => Err(missing(alternatives)),
        }
    }

    /// Whether a call that gets none of the client's credentials has those it needs.
    ///
    /// # Errors
    /// It has not.
    pub(super) fn own_alone(&self, wanted: Credentials, has: impl Fn(&Scheme) -> bool) -> Result<(), String> {
        let none = Self { schemes: self.schemes, given: BTreeMap::new() };
        none.chosen((wanted, Host::Other), has).map(drop).map_err(|_| {
            "the client's credentials are not sent to the call's `base_url`, which neither the client nor the document names; \
             give the call its own by `header` or `query`, or make a client with this base URL"
                .to_owned()
        })
    }

    /// What was given for these schemes. Two schemes of the same place can have one credential alone.
    fn placed<'a>(&'a self, schemes: impl Iterator<Item = &'a Scheme>) -> Result<Vec<Placed<'a>>, String> {
        let mut placed: Vec<(&Scheme, &Credential)> = Vec::new();
        for scheme in schemes {
            let Some(credential) = self.given.get(scheme.name) else { continue };
            match placed.iter().find(|(other, _)| other.place.is_same_as(scheme.place)) {
                None => placed.push((scheme, credential)),
                Some((_, other)) if other.is_same_as(credential) => {}
                Some((other, _)) => {
                    let (one, other) = (other.name, scheme.name);
                    return Err(format!(
                        "`{one}` and `{other}` are sent in the same place; give the client one of them"
                    ));
                }
            }
        }
        Ok(placed.into_iter().map(|(scheme, credential)| (scheme.place, credential)).collect())
    }

    /// Whether a header of this name is a credential.
    pub(super) fn is_credential(&self, header: &str) -> bool {
        AUTHORIZATION.as_str().eq_ignore_ascii_case(header) || self.schemes.iter().any(|it| it.place.is_header(header))
    }

    /// Whether this encoded pair of a query is a credential.
    pub(super) fn is_in_query(&self, pair: &str) -> bool {
        let is_it = |place| matches!(place, Place::Query(name) if has_query(&[pair], name));
        self.schemes.iter().any(|scheme| is_it(scheme.place))
    }

    /// Whether an operation asks for a credential in the header of this name.
    pub(super) fn is_asked_for(&self, header: &str, wanted: Credentials) -> bool {
        let mut schemes = self.schemes.iter().filter(|scheme| scheme.place.is_header(header));
        match wanted {
            Credentials::Anonymous => false,
            Credentials::Optional => true,
            Credentials::OneOf(alternatives) => {
                schemes.any(|scheme| alternatives.iter().any(|names| names.contains(&scheme.name)))
            }
        }
    }
}

/// In words, what one of has to be given: "needs `api_key` or (`basic_auth` and `app_id`)".
fn missing(alternatives: &[&[&str]]) -> String {
    let all = |names: &&[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        match quoted.as_slice() {
            [one] => one.clone(),
            several if alternatives.len() == 1 => several.join(" and "),
            several => format!("({})", several.join(" and ")),
        }
    };
    let alternatives: Vec<String> = alternatives.iter().map(all).collect();
    format!("the operation needs {}; give it to the client's builder", alternatives.join(" or "))
}

/// Shows for which schemes there is a credential.
impl fmt::Debug for CredentialStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.given.keys()).finish()
    }
}
