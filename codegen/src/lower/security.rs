//! Security schemes, and what operations require of them.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Operation, SecurityRequirement};

use super::lowering::Lowering;
use super::{security_conflicts, security_scheme};
use crate::diagnostics::{Code, Pointer, quote};
use crate::ir::{Api, Credentials, Requirement, SchemeId, SchemeKind, SecurityScheme};

/// The security schemes by name, and what holds where nothing is required.
pub(super) struct Security {
    ids: BTreeMap<String, SchemeId>,
    /// What holds for operations where neither they nor the document say what they require.
    pub(super) undeclared: Credentials,
}

/// Lowers the schemes.
pub(super) fn schemes(lowering: &mut Lowering<'_>, operations: &[&Operation], api: &mut Api) -> Security {
    let openapi = lowering.openapi;
    let own = operations.iter().filter_map(|operation| operation.security.as_ref());
    let says_something = openapi.security.is_some() || own.clone().next().is_some();
    let inherits = operations.iter().any(|operation| operation.security.is_none());
    let all = own.chain(openapi.security.as_ref().filter(|_| inherits));
    let required: BTreeSet<&String> = all.flatten().flat_map(SecurityRequirement::keys).collect();
    let mut ids = BTreeMap::new();
    let declared = openapi.components.as_ref().map(|components| &components.security_schemes);
    for (name, item) in declared.into_iter().flatten() {
        let at = Pointer::root().at(["components", "securitySchemes", name]);
        let is_required = !says_something || required.contains(name);
        if !is_required {
            let message = format!(
                "no operation requires the security scheme {}, so what the client is given for it goes along with each call that requires another",
                quote(name)
            );
            let help =
                "require it in `security` of the document or of its operations, in an overlay, or remove it there";
            lowering.diagnostics.report(Code::WSecurity, &at, message).help(help);
        }
        if let Some((scheme, at)) = lowering.resolve(item, &at, |all, name| all.security_schemes.get(name)) {
            let scheme = security_scheme::lower(lowering, (name, scheme), &at);
            ids.insert(name.clone(), add(api, SecurityScheme { required: is_required, ..scheme }));
        }
    }
    let undeclared = if says_something { Credentials::Anonymous } else { Credentials::Optional };
    if !says_something && !operations.is_empty() {
        nothing_required(lowering, operations, api);
    }
    Security { ids, undeclared }
}

fn add(api: &mut Api, scheme: SecurityScheme) -> SchemeId {
    api.security_schemes.push(scheme);
    SchemeId(api.security_schemes.len() - 1)
}

/// No operation says what it requires, so nothing is known: what the caller gives is sent.
fn nothing_required(lowering: &mut Lowering<'_>, operations: &[&Operation], api: &mut Api) {
    if !api.security_schemes.is_empty() {
        let at = Pointer::root().at(["components", "securitySchemes"]);
        let message = "nothing requires these security schemes, so each call has what the client is given for them";
        let help = "add `security` to the document, or to its operations, in an overlay";
        lowering.diagnostics.report(Code::WSecurity, &at, message).help(help);
        return;
    }
    let docs = "The document does not say how to log in: a token that is given is sent with each call.";
    add(api, security_scheme::undescribed("bearer token", SchemeKind::Bearer, docs));
    let unauthorized = openapiv3::StatusCode::Code(401);
    if operations.iter().any(|operation| operation.responses.responses.contains_key(&unauthorized)) {
        let at = Pointer::root().child("paths");
        let message = "operations answer with 401, but the document declares no security scheme, so each call has the \
                       client's bearer token, if there is one";
        let help = "add `securitySchemes` and `security` to the document in an overlay";
        lowering.diagnostics.report(Code::WSecurity, &at, message).help(help);
    }
}

impl Security {
    /// What an operation requires.
    pub(super) fn credentials(
        &mut self,
        lowering: &mut Lowering<'_>,
        (operation, at): (&Operation, &Pointer),
        api: &mut Api,
    ) -> Option<Credentials> {
        let (requirements, at) = match (&operation.security, &lowering.openapi.security) {
            (Some(own), _) => (own, at.child("security")),
            (None, Some(all)) => (all, Pointer::root().child("security")),
            (None, None) => return None,
        };
        let mut alternatives = Vec::new();
        for requirement in requirements {
            let all = requirement.iter().map(|(name, scopes)| {
                let scheme = self.ids.get(name).copied();
                let scheme = scheme.unwrap_or_else(|| self.undescribed(lowering, (name, &at), api));
                Requirement { scheme, scopes: scopes.clone() }
            });
            let together: Vec<Requirement> = all.collect();
            alternatives.extend(security_conflicts::split(lowering, together, (api, &at)));
        }
        let is_open = alternatives.iter().all(Vec::is_empty);
        Some(if is_open { Credentials::Anonymous } else { Credentials::OneOf(alternatives) })
    }

    /// What a call may send of something that the document does not have: one of the combinations that it has for all operations,
    /// or nothing.
    pub(super) fn of_document(&self, lowering: &mut Lowering<'_>, api: &Api) -> Credentials {
        let Some(all) = &lowering.openapi.security else { return Credentials::Optional };
        let scheme = |name: &String| self.ids.get(name).map(|id| Requirement { scheme: *id, scopes: Vec::new() });
        let combinations = all.iter().filter_map(|it| it.keys().map(scheme).collect::<Option<Vec<_>>>());
        let combinations: Vec<_> = combinations.filter(|it| !it.is_empty()).collect();
        let at = Pointer::root().child("security");
        let split = |together| security_conflicts::split(lowering, together, (api, &at));
        let mut combinations: Vec<_> = combinations.into_iter().flat_map(split).collect();
        if combinations.is_empty() {
            return Credentials::Anonymous;
        }
        combinations.push(Vec::new());
        Credentials::OneOf(combinations)
    }

    /// A scheme that the document requires, but does not describe.
    fn undescribed(&mut self, lowering: &mut Lowering<'_>, (name, at): (&str, &Pointer), api: &mut Api) -> SchemeId {
        let message = format!(
            "the security scheme {} is not declared; clients take what makes the header `Authorization` for it",
            quote(name)
        );
        lowering.diagnostics.report(Code::WSecurity, at, message).help(security_scheme::REMEDY);
        let docs = "The document requires this scheme, but does not describe it.";
        let id = add(api, security_scheme::undescribed(name, SchemeKind::Other(String::new()), docs));
        self.ids.insert(name.to_owned(), id);
        id
    }
}
