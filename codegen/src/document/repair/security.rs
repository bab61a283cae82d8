//! Repairs security schemes that use words of other versions, or lack members.

use serde_json::{Map, Value, json};

use super::repairer::{KeepOrRemove, Repairer};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::{dialect::Dialect, spec::word},
};

/// One scheme: its type, and what the type needs.
pub(super) fn scheme(
    repairer: &mut Repairer<'_>,
    members: &mut Map<String, Value>,
    here: &NodePath<'_>,
) -> KeepOrRemove {
    if kind(repairer, members, here) == KeepOrRemove::Remove {
        return KeepOrRemove::Remove;
    }
    place(repairer, members, here);
    let name = word(members, "type").to_owned();
    match (repairer.dialect, name.as_str()) {
        (Dialect::Swagger2, "oauth2") => {
            scopes(repairer, members, here);
            if !members.contains_key("flow") {
                let has = |key: &str| members.contains_key(key);
                let flow = match (has("authorizationUrl"), has("tokenUrl")) {
                    (true, true) => "accessCode",
                    (false, true) => "application",
                    _ => "implicit",
                };
                missing(repairer, members, here, ("flow", flow.into()));
            }
        }
        (Dialect::Swagger2, _) => {}
        (_, "oauth2") => missing(repairer, members, here, ("flows", json!({}))),
        (_, "http") => missing(repairer, members, here, ("scheme", "bearer".into())),
        (_, "openIdConnect") => missing(repairer, members, here, ("openIdConnectUrl", "".into())),
        _ => {}
    }
    if name == "apiKey" {
        missing(repairer, members, here, ("in", "header".into()));
        missing(repairer, members, here, ("name", "Authorization".into()));
    }
    KeepOrRemove::Keep
}

/// Adds a member that the type of the scheme needs, and says so.
fn missing(
    repairer: &mut Repairer<'_>,
    members: &mut Map<String, Value>,
    here: &NodePath<'_>,
    (key, value): (&str, Value),
) {
    if members.contains_key(key) {
        return;
    }
    let used = match &value {
        Value::String(text) if !text.is_empty() => format!("; `{text}` is used"),
        _ => String::new(),
    };
    repairer
        .warn(Code::WMissing, here, format!("a security scheme of this type should have the member `{key}`{used}"))
        .help(format!("add `{key}: …`"));
    members.insert(key.to_owned(), value);
}

/// `type: bearer` → `type: http, scheme: bearer`.
fn kind(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) -> KeepOrRemove {
    let Some(Value::String(found)) = members.get("type") else {
        repairer
            .warn(Code::WMissing, here, "a security scheme needs the member `type`, a string; this one is left out")
            .help("add `type: …`");
        return KeepOrRemove::Remove;
    };
    let is_2 = repairer.dialect == Dialect::Swagger2;
    let (name, scheme) = match found.trim().to_ascii_lowercase().replace(['-', '_'], "").as_str() {
        "apikey" => ("apiKey", None),
        "oauth2" | "oauth" | "oauth20" => ("oauth2", None),
        "basic" | "basicauth" | "httpbasic" if is_2 => ("basic", None),
        "bearer" | "jwt" | "token" if is_2 => ("apiKey", None),
        "basic" | "basicauth" | "httpbasic" => ("http", Some("basic")),
        "bearer" | "jwt" | "token" => ("http", Some("bearer")),
        "http" if is_2 => ("basic", None),
        "http" => ("http", None),
        "openidconnect" | "oidc" if !is_2 => ("openIdConnect", None),
        "mutualtls" if !is_2 => ("mutualTLS", None),
        _ => {
            let message = format!("{} is not a type of security scheme; the scheme is left out", quote(found));
            let words = if is_2 {
                "basic`, `apiKey`, `oauth2"
            } else {
                "apiKey`, `http`, `mutualTLS`, `oauth2`, `openIdConnect"
            };
            repairer.warn(Code::WType, &NodePath::Key(here, "type"), message).help(format!("use one of `{words}`"));
            return KeepOrRemove::Remove;
        }
    };
    if name == found {
        return KeepOrRemove::Keep;
    }
    let message = format!("{} is not a type of security scheme; it is read as `{name}`", quote(found));
    repairer.warn(Code::WType, &NodePath::Key(here, "type"), message).help(format!("write `type: {name}`"));
    members.insert("type".to_owned(), name.into());
    if let Some(scheme) = scheme
        && !members.contains_key("scheme")
    {
        members.insert("scheme".to_owned(), scheme.into());
    }
    KeepOrRemove::Keep
}

/// `in: headers` → `in: header`.
fn place(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::String(found)) = members.get("in") else { return };
    let right = match found.trim().to_ascii_lowercase().as_str() {
        "header" | "headers" => "header",
        "query" => "query",
        "cookie" if repairer.dialect != Dialect::Swagger2 => "cookie",
        _ => return,
    };
    if right != found {
        let message = format!("{} is no place of a key; it is read as `{right}`", quote(found));
        repairer.warn(Code::WType, &NodePath::Key(here, "in"), message).help(format!("write `in: {right}`"));
        members.insert("in".to_owned(), right.into());
    }
}

/// Scopes as a list of their names → names without a description.
pub(super) fn scopes(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::Array(names)) = members.get("scopes") else { return };
    if names.is_empty() || !names.iter().all(Value::is_string) {
        return;
    }
    let map: Map<String, Value> = names.iter().filter_map(Value::as_str).map(|it| (it.to_owned(), "".into())).collect();
    repairer
        .warn(
            Code::WType,
            &NodePath::Key(here, "scopes"),
            "scopes are names with descriptions; the list is read as names alone",
        )
        .help("write `scope: description` for each");
    members.insert("scopes".to_owned(), Value::Object(map));
}
