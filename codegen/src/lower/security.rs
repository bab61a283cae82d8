//! An operation's security requirements → the credentials that its calls send.

use openapiv3::{Operation, SecurityRequirement, SecurityScheme};

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::ir::Credentials;

/// The first alternative that a client can meet. Schemes other than bearer tokens are warned of.
pub(super) fn credentials(lowering: &mut Lowering<'_>, operation: &Operation, at: &Pointer) -> Credentials {
    let (requirements, at) = match &operation.security {
        Some(own) => (own, at.child("security")),
        None => match &lowering.openapi.security {
            Some(all) => (all, Pointer::root().child("security")),
            None => return Credentials::Anonymous,
        },
    };
    let mut missing = Vec::new();
    for requirement in requirements {
        match meets(lowering, requirement) {
            Ok(credentials) => return credentials,
            Err(scheme) => missing.push(scheme),
        }
    }
    if !missing.is_empty() {
        let names = missing.join("`, `");
        lowering
            .diagnostics
            .report(
                Code::WSecurity,
                &at,
                format!("the security scheme `{names}` is unknown or not supported, so no credentials are sent"),
            )
            .help("give clients the header themselves: `Client::builder().default_header(…)`");
    }
    Credentials::Anonymous
}

/// What a requirement comes to, or the name of the scheme that is in the way.
fn meets(lowering: &Lowering<'_>, requirement: &SecurityRequirement) -> Result<Credentials, String> {
    let mut credentials = Credentials::Anonymous;
    for name in requirement.keys() {
        let at = Pointer::root();
        let components = lowering.openapi.components.as_ref();
        let scheme = components.and_then(|all| all.security_schemes.get(name));
        let scheme =
            scheme.and_then(|scheme| lowering.resolve(scheme, &at, |all, name| all.security_schemes.get(name)));
        match scheme.map(|(scheme, _)| scheme) {
            Some(SecurityScheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => {}
            Some(SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. }) => {}
            _ => return Err(name.clone()),
        }
        credentials = Credentials::Bearer;
    }
    Ok(credentials)
}
