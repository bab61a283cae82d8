//! An operation's security requirements → the credentials that its calls send.

use openapiv3::{Operation, SecurityRequirement, SecurityScheme};

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::ir::Credentials;

/// What holds for operations where neither they nor the document say what they require. If no operation says so, nothing is known,
/// so a token is sent if the caller gives one; if others do, these are open to everyone.
pub(super) fn undeclared<'o>(
    lowering: &mut Lowering<'_>,
    mut operations: impl Iterator<Item = &'o Operation>,
) -> Credentials {
    let openapi = lowering.openapi;
    if openapi.security.is_some() || operations.any(|operation| operation.security.is_some()) {
        return Credentials::Anonymous;
    }
    if openapi.components.as_ref().is_some_and(|all| !all.security_schemes.is_empty()) {
        let at = Pointer::root().at(["components", "securitySchemes"]);
        let message = "nothing requires these security schemes, so each call has the client's token, if there is one";
        let help = "add `security` to the document, or to its operations, in an overlay";
        lowering.diagnostics.report(Code::WSecurity, &at, message).help(help);
    }
    Credentials::Optional
}

/// The first alternative that a client can meet. Schemes other than bearer tokens are warned of.
pub(super) fn credentials(
    lowering: &mut Lowering<'_>,
    (operation, at): (&Operation, &Pointer),
    undeclared: Credentials,
) -> Credentials {
    let (requirements, at) = match &operation.security {
        Some(own) => (own, at.child("security")),
        None => match &lowering.openapi.security {
            Some(all) => (all, Pointer::root().child("security")),
            None => return undeclared,
        },
    };
    let outcomes = requirements.iter().map(|requirement| meets(lowering, requirement));
    let (met, missing): (Vec<_>, Vec<_>) = outcomes.partition(Result::is_ok);
    let takes = |wanted| met.iter().flatten().any(|credentials| *credentials == wanted);
    match (takes(Credentials::Bearer), takes(Credentials::Anonymous)) {
        (true, true) => return Credentials::Optional,
        (true, false) => return Credentials::Bearer,
        (false, true) => return Credentials::Anonymous,
        (false, false) => {}
    }
    let missing: Vec<String> = missing.into_iter().filter_map(Result::err).collect();
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
