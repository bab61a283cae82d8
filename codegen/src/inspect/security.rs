//! Security schemes, and what operations need of them.

use super::report::{Requirement, SecurityScheme};
use crate::ir::{Api, Credentials, SchemeId, SchemeKind};

/// The schemes of a document, with the builder's methods for each.
pub(super) fn schemes(api: &Api) -> Vec<SecurityScheme> {
    let all = api.security_schemes.iter().enumerate().map(|(index, scheme)| {
        let id = SchemeId(index);
        let methods = api.log_ins.iter().filter(|log_in| log_in.schemes.contains(&id));
        SecurityScheme {
            name: scheme.wire.as_str().to_owned(),
            kind: match scheme.kind {
                SchemeKind::Key(..) => "api key",
                SchemeKind::Basic => "basic",
                SchemeKind::Bearer => "bearer",
                SchemeKind::OAuth2(_) => "oauth2",
                SchemeKind::OpenIdConnect(_) => "open id connect",
                SchemeKind::MutualTls => "mutual tls",
                SchemeKind::Other(_) => "other",
            },
            methods: methods.map(|log_in| log_in.name.as_str().to_owned()).collect(),
        }
    });
    all.collect()
}

/// What an operation needs; `None` where the document does not say.
pub(super) fn needed(api: &Api, credentials: &Credentials) -> Option<Vec<Vec<Requirement>>> {
    let alternatives = match credentials {
        Credentials::Optional => return None,
        Credentials::Anonymous => return Some(Vec::new()),
        Credentials::OneOf(alternatives) => alternatives,
    };
    let one = |requirement: &crate::ir::Requirement| Requirement {
        scheme: api.scheme(requirement.scheme).wire.as_str().to_owned(),
        scopes: requirement.scopes.clone(),
    };
    Some(alternatives.iter().map(|all| all.iter().map(one).collect()).collect())
}
