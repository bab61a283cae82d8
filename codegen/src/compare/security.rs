//! What calls need to log in, and how the builder takes it.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Which::Old;
use super::comparison::Comparison;
use super::pairs::matched;
use super::rules::Rule;
use super::spot::Spot;
use crate::diagnostics::quote;
use crate::ir::{Api, Credentials, Flow, LogIn, Operation, SchemeKind, SecurityScheme, Takes};

/// The schemes of one combination, each with its scopes.
type Combination<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The combinations that are enough. None and an empty one both are a call without credentials.
fn combinations<'a>(api: &'a Api, credentials: &'a Credentials) -> Vec<Combination<'a>> {
    let Credentials::OneOf(alternatives) = credentials else { return vec![Combination::new()] };
    let of = |requirement: &'a crate::ir::Requirement| {
        (api.scheme(requirement.scheme).wire.as_str(), requirement.scopes.iter().map(String::as_str).collect())
    };
    alternatives.iter().map(|all| all.iter().map(of).collect()).collect()
}

/// Compares what two operations need.
pub(super) fn of_operation(cx: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let (before, after) = (cx.old.api, cx.new.api);
    let (was, is) = (combinations(before, &old.credentials), combinations(after, &new.credentials));
    let (rust, spot) = (cx.new.method(new), Spot::Of(new, "security"));
    let is_open = |all: &[Combination<'_>]| all.iter().any(Combination::is_empty);
    match (is_open(&was), is_open(&is)) {
        (true, true) => return,
        (true, false) => {
            let message = format!("`{rust}` needs credentials and needed none: {}", said(&is));
            return cx.changed(Rule::SecurityAdded, spot, &rust, message);
        }
        (false, true) => {
            let message = format!("`{rust}` needs no credentials and needed some: {}", said(&was));
            return cx.changed(Rule::SecurityRemoved, spot, &rust, message);
        }
        (false, false) => {}
    }
    let is_known =
        |one: &Combination<'_>, all: &[Combination<'_>]| all.iter().any(|other| schemes(other) == schemes(one));
    for gone in was.iter().filter(|one| !is_known(one, &is) && !is.iter().any(|other| is_enough(one, other))) {
        let message = format!("`{rust}` is refused with {} alone", said(std::slice::from_ref(gone)));
        cx.changed(Rule::SecurityAlternativeRemoved, spot, &rust, message);
    }
    for more in is.iter().filter(|one| !is_known(one, &was)) {
        let message = format!("`{rust}` takes {}, too", said(std::slice::from_ref(more)));
        cx.changed(Rule::SecurityAlternativeAdded, spot, &rust, message);
    }
    let kept = was.iter().filter_map(|one| Some((one, is.iter().find(|other| schemes(other) == schemes(one))?)));
    for (was, is) in kept.collect::<Vec<_>>() {
        for (scheme, scopes) in is {
            let before = was.get(scheme).cloned().unwrap_or_default();
            for scope in scopes.difference(&before) {
                let message = format!("`{rust}` needs the scope {} of {}, too", quote(scope), quote(scheme));
                cx.changed(Rule::SecurityScopeAdded, spot, &rust, message);
            }
            for scope in before.difference(scopes) {
                let message = format!("`{rust}` needs the scope {} of {} no longer", quote(scope), quote(scheme));
                cx.changed(Rule::SecurityScopeRemoved, spot, &rust, message);
            }
        }
    }
}

fn schemes<'a>(one: &Combination<'a>) -> Vec<&'a str> {
    one.keys().copied().collect()
}

/// Whether credentials that meet the one combination meet the other one.
fn is_enough(one: &Combination<'_>, other: &Combination<'_>) -> bool {
    other.iter().all(|(scheme, scopes)| one.get(scheme).is_some_and(|held| scopes.is_subset(held)))
}

/// `` `key` or `user` with `token` ``
fn said(all: &[Combination<'_>]) -> String {
    let one = |one: &Combination<'_>| one.keys().map(|name| quote(name)).collect::<Vec<_>>().join(" with ");
    all.iter().map(one).collect::<Vec<_>>().join(" or ")
}

/// Compares the builder's methods for credentials, and how these are sent.
pub(super) fn of_client(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.api, cx.new.api);
    let log_ins = matched(&old.log_ins, &new.log_ins, &[&|log_in: &LogIn| log_in.name.to_string()]);
    for log_in in log_ins.removed {
        let rust = format!("ClientBuilder::{}", log_in.name);
        let message = format!("the builder's method `{}` is gone", log_in.name);
        cx.report(Rule::LoginRemoved, (Old, Spot::Scheme(scheme(old, log_in))), &rust, message);
    }
    for log_in in log_ins.added {
        let rust = format!("ClientBuilder::{}", log_in.name);
        let message = format!("the builder has the method `{}`, too", log_in.name);
        cx.changed(Rule::LoginAdded, Spot::Scheme(scheme(new, log_in)), &rust, message);
    }
    for (before, after) in log_ins.both.into_iter().filter(|(before, after)| before.takes != after.takes) {
        let rust = format!("ClientBuilder::{}", after.name);
        let message =
            format!("the builder's method `{}` took {} and takes {}", after.name, taken(before), taken(after));
        cx.changed(Rule::LoginChanged, Spot::Scheme(scheme(new, after)), &rust, message);
    }
    let schemes =
        matched(&old.security_schemes, &new.security_schemes, &[&|it: &SecurityScheme| it.wire.as_str().to_owned()]);
    for (_, after) in schemes.both.into_iter().filter(|(before, after)| sent(before) != sent(after)) {
        let name = quote(after.wire.as_str());
        let message = format!("the credentials of the security scheme {name} are sent or got in another way");
        cx.changed(Rule::SecuritySchemeChanged, Spot::Scheme(after.wire.as_str()), "ClientBuilder", message);
    }
}

/// The name of the first scheme that a method of the builder is for.
fn scheme<'a>(api: &'a Api, log_in: &LogIn) -> &'a str {
    log_in.schemes.first().map_or("", |id| api.scheme(*id).wire.as_str())
}

fn taken(log_in: &LogIn) -> &'static str {
    match log_in.takes {
        Takes::Key => "a key",
        Takes::User => "a user name and a password",
        Takes::Token => "a bearer token",
        Takes::Provider => "a provider of tokens",
        Takes::Grant(_) => "a grant of OAuth 2.0",
        Takes::Authorizer => "what makes the header `Authorization`",
    }
}

/// How a credential is sent and where it is got, without what is only said of it.
fn sent(scheme: &SecurityScheme) -> (SchemeKind, bool) {
    let kind = match &scheme.kind {
        SchemeKind::OAuth2(flows) => {
            SchemeKind::OAuth2(flows.iter().map(|flow| Flow { scopes: Vec::new(), ..flow.clone() }).collect())
        }
        other => other.clone(),
    };
    (kind, scheme.required)
}
