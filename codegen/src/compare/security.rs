//! What calls need to log in, and how the builder takes it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

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
        (true, true) => {
            let sent = |all: &[Combination<'_>]| all.iter().map(said).collect::<Vec<_>>();
            if sent(&was) != sent(&is) {
                let message = format!("`{rust}` needs no credentials, but takes others than before");
                cx.changed(Rule::SecurityChoiceChanged, spot, &rust, message);
            }
            return;
        }
        (true, false) => {
            let message = format!("`{rust}` needs credentials and needed none: {}", said_of_all(&is));
            return cx.changed(Rule::SecurityAdded, spot, &rust, message);
        }
        (false, true) => {
            let message = format!("`{rust}` needs no credentials and needed some: {}", said_of_all(&was));
            return cx.changed(Rule::SecurityRemoved, spot, &rust, message);
        }
        (false, false) => {}
    }
    let combinations =
        matched(&was, &is, &[&|one: &Combination<'_>| format!("{one:?}"), &|one: &Combination<'_>| said(one)]);
    let is_taken = |one: &Combination<'_>| is.iter().any(|other| is_enough(one, other));
    let names = |all: &[Combination<'_>]| all.iter().map(said).collect::<IndexSet<_>>();
    let (names_before, names_after) = (names(&was), names(&is));
    // Sets are equal in whatever order.
    if names_before == names_after && !names_before.iter().eq(&names_after) {
        let message =
            format!("`{rust}` takes {} and took {}, the first that it has", said_of_all(&is), said_of_all(&was));
        cx.changed(Rule::SecurityChoiceChanged, spot, &rust, message);
    }
    for gone in combinations.removed.into_iter().filter(|one| !is_taken(one)) {
        let message = format!("`{rust}` is refused with {} alone", said(gone));
        cx.changed(Rule::SecurityAlternativeRemoved, spot, &rust, message);
    }
    for more in combinations.added {
        let message = format!("`{rust}` takes {}, too", said(more));
        cx.changed(Rule::SecurityAlternativeAdded, spot, &rust, message);
    }
    for (was, is) in combinations.both {
        // More scopes are no change if another combination does without.
        let more = if is_taken(was) { Vec::new() } else { scopes(is, was) };
        for (scheme, scope) in more {
            let message = format!("`{rust}` needs the scope {} of {}, too", quote(scope), quote(scheme));
            cx.changed(Rule::SecurityScopeAdded, spot, &rust, message);
        }
        for (scheme, scope) in scopes(was, is) {
            let message = format!("`{rust}` needs the scope {} of {} no longer", quote(scope), quote(scheme));
            cx.changed(Rule::SecurityScopeRemoved, spot, &rust, message);
        }
    }
}

/// The scopes that the one combination has and the other one has not, each with its scheme.
fn scopes<'a>(one: &Combination<'a>, other: &Combination<'a>) -> Vec<(&'a str, &'a str)> {
    let is_new = |scheme: &str, scope: &str| other.get(scheme).is_none_or(|known| !known.contains(scope));
    let all = one.iter().flat_map(|(scheme, scopes)| scopes.iter().map(|scope| (*scheme, *scope)));
    all.filter(|(scheme, scope)| is_new(scheme, scope)).collect()
}

/// Whether credentials that meet the one combination meet the other one.
fn is_enough(one: &Combination<'_>, other: &Combination<'_>) -> bool {
    other.iter().all(|(scheme, scopes)| one.get(scheme).is_some_and(|held| scopes.is_subset(held)))
}

/// `` `key` with `token` ``
fn said(one: &Combination<'_>) -> String {
    one.keys().map(|name| quote(name)).collect::<Vec<_>>().join(" with ")
}

/// `` `key` or `token` ``
fn said_of_all(all: &[Combination<'_>]) -> String {
    all.iter().map(said).collect::<Vec<_>>().join(" or ")
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
