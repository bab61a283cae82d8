//! A security scheme: what it is, where its credential is sent, and the flows that give a token.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityScheme};
use serde_json::Value;

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer, quote};
use crate::document::internal_extensions;
use crate::ir::{self, Flow, FlowKind, KeyPlace, SchemeKind, WireName};

/// What can be done about a scheme that clients cannot carry out.
pub(super) const REMEDY: &str =
    "give the client's builder an `Authorizer`, or describe the scheme in an overlay if it is another one";

/// Lowers a scheme.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    (name, scheme): (&str, &SecurityScheme),
    at: &Pointer,
) -> ir::SecurityScheme {
    let (kind, description, extensions) = match scheme {
        SecurityScheme::APIKey { location, name, description, extensions } => {
            let place = match location {
                APIKeyLocation::Header => KeyPlace::Header,
                APIKeyLocation::Query => KeyPlace::Query,
                APIKeyLocation::Cookie => KeyPlace::Cookie,
            };
            (SchemeKind::Key(place, WireName::new(&**name)), description, extensions)
        }
        SecurityScheme::HTTP { extensions, description, .. }
            if extensions.contains_key(internal_extensions::MUTUAL_TLS) =>
        {
            (SchemeKind::MutualTls, description, extensions)
        }
        SecurityScheme::HTTP { scheme: word, description, extensions, .. } => {
            (http(lowering, (name, word), at), description, extensions)
        }
        SecurityScheme::OAuth2 { flows, description, extensions } => {
            (SchemeKind::OAuth2(self::flows(flows)), description, extensions)
        }
        SecurityScheme::OpenIDConnect { open_id_connect_url, description, extensions } => {
            (SchemeKind::OpenIdConnect(open_id_connect_url.clone()), description, extensions)
        }
    };
    let mut docs = description.clone().unwrap_or_default();
    if let Some(url) = extensions.get(internal_extensions::METADATA_URL).and_then(Value::as_str) {
        docs.push_str(&format!("\n\nThe server describes itself at {url}."));
    }
    let deprecated = extensions.get(internal_extensions::DEPRECATED_SCHEME) == Some(&Value::Bool(true));
    ir::SecurityScheme { deprecated, ..undescribed(name, kind, &docs) }
}

/// A scheme of which no more is known.
pub(super) fn undescribed(name: &str, kind: SchemeKind, docs: &str) -> ir::SecurityScheme {
    let (wire, docs) = (WireName::new(name), docs.to_owned());
    ir::SecurityScheme { wire, name: Default::default(), kind, docs, deprecated: false, required: true }
}

/// A scheme of RFC 9110 §11.
fn http(lowering: &mut Lowering<'_>, (name, word): (&str, &str), at: &Pointer) -> SchemeKind {
    match word.trim().to_ascii_lowercase().as_str() {
        "basic" => SchemeKind::Basic,
        "bearer" => SchemeKind::Bearer,
        _ => {
            let message = format!(
                "the security scheme {} is {}, which clients cannot carry out; they take what makes the header \
                 `Authorization` for it",
                quote(name),
                quote(word)
            );
            lowering.diagnostics.report(Code::WSecurity, at, message).help(REMEDY);
            SchemeKind::Other(word.to_owned())
        }
    }
}

fn flows(flows: &OAuth2Flows) -> Vec<Flow> {
    let text = |url: &String| Some(url.clone()).filter(|url| !url.trim().is_empty());
    let scopes = |scopes: &indexmap::IndexMap<String, String>| scopes.clone().into_iter().collect();
    let mut all = Vec::new();
    if let Some(flow) = &flows.implicit {
        all.push(Flow {
            kind: FlowKind::Implicit,
            token_url: None,
            refresh_url: flow.refresh_url.as_ref().and_then(text),
            authorization_url: text(&flow.authorization_url),
            scopes: scopes(&flow.scopes),
        });
    }
    if let Some(flow) = &flows.password {
        all.push(Flow {
            kind: FlowKind::Password,
            token_url: text(&flow.token_url),
            refresh_url: flow.refresh_url.as_ref().and_then(text),
            authorization_url: None,
            scopes: scopes(&flow.scopes),
        });
    }
    if let Some(flow) = &flows.client_credentials {
        all.push(Flow {
            kind: FlowKind::ClientCredentials,
            token_url: text(&flow.token_url),
            refresh_url: flow.refresh_url.as_ref().and_then(text),
            authorization_url: None,
            scopes: scopes(&flow.scopes),
        });
    }
    if let Some(flow) = &flows.authorization_code {
        all.push(Flow {
            kind: FlowKind::AuthorizationCode,
            token_url: text(&flow.token_url),
            refresh_url: flow.refresh_url.as_ref().and_then(text),
            authorization_url: text(&flow.authorization_url),
            scopes: scopes(&flow.scopes),
        });
    }
    all.extend(flows.extensions.get(internal_extensions::DEVICE_FLOW).and_then(device));
    all
}

/// The flow for devices, which openapiv3 does not know.
fn device(flow: &Value) -> Option<Flow> {
    let members = flow.as_object()?;
    let text =
        |key: &str| members.get(key).and_then(Value::as_str).filter(|it| !it.trim().is_empty()).map(str::to_owned);
    let scopes = members.get("scopes").and_then(Value::as_object).into_iter().flatten();
    let scopes = scopes.map(|(name, about)| (name.clone(), about.as_str().unwrap_or_default().to_owned()));
    Some(Flow {
        kind: FlowKind::DeviceAuthorization,
        token_url: text("tokenUrl"),
        refresh_url: text("refreshUrl"),
        authorization_url: text("deviceAuthorizationUrl"),
        scopes: scopes.collect(),
    })
}
