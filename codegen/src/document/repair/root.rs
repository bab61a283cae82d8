//! Repairs the root of a document: `host` and `basePath`, tags without a name, servers and their variables.

use serde_json::{Map, Value};

use super::repairer::{KeepOrRemove, Repairer};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::dialect::Dialect,
};

/// What only the whole document needs.
pub(super) fn document(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if repairer.dialect == Dialect::Swagger2 {
        host(repairer, members, here);
        base_path(repairer, members, here);
    }
    unnamed_tags(repairer, members, here);
}

/// `host: https://example.com/` → `host: example.com`.
fn host(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::String(host)) = members.get("host") else { return };
    let bare = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest).trim_end_matches('/').trim();
    if bare == host {
        return;
    }
    let (bare, message) = (bare.to_owned(), format!("{} is more than a host", quote(host)));
    repairer
        .warn(Code::WType, &NodePath::Key(here, "host"), format!("{message}; {} is used", quote(&bare)))
        .help("the scheme belongs into `schemes`, the path into `basePath`");
    members.insert("host".to_owned(), bare.into());
}

/// `basePath: v1` → `basePath: /v1`.
fn base_path(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::String(path)) = members.get("basePath") else { return };
    if path.is_empty() || path.starts_with('/') || path.contains("://") {
        return;
    }
    let right = format!("/{path}");
    repairer
        .warn(
            Code::WPath,
            &NodePath::Key(here, "basePath"),
            format!("the base path {} does not begin with `/`; it is read as if it did", quote(path)),
        )
        .help(format!("write {}", quote(&right)));
    members.insert("basePath".to_owned(), right.into());
}

/// A tag that is written as its name alone, or has none.
fn unnamed_tags(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::Array(tags)) = members.get_mut("tags") else { return };
    let at = NodePath::Key(here, "tags");
    for (index, tag) in tags.iter_mut().enumerate() {
        let here = NodePath::Index(&at, index);
        match tag {
            Value::Object(members) if !members.get("name").is_some_and(Value::is_string) => {
                repairer
                    .warn(Code::WMissing, &here, "a tag should have the member `name`, a string; it is left out")
                    .help("add `name: …`");
                repairer.remove_item(tag, &here);
            }
            Value::String(name) => {
                let message = format!("expected a tag, found the string {}; it is read as its name", quote(name));
                repairer.warn(Code::WType, &here, message).help("write `name: …`");
                *tag = Value::Object(Map::from_iter([("name".to_owned(), name.as_str().into())]));
            }
            Value::Object(_) => {}
            _ => {
                repairer.warn(Code::WType, &here, "this is not a tag; it is left out").help("write `name: …`");
                repairer.remove_item(tag, &here);
            }
        }
    }
}

/// A server without an address is none.
pub(super) fn server(
    repairer: &mut Repairer<'_>,
    members: &mut Map<String, Value>,
    here: &NodePath<'_>,
) -> KeepOrRemove {
    if members.contains_key("url") {
        return KeepOrRemove::Keep;
    }
    repairer.warn(Code::WMissing, here, "a server needs the member `url`; it is left out").help("add `url: …`");
    KeepOrRemove::Remove
}

/// A variable without a default has the first of its values.
pub(super) fn server_variable(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if members.contains_key("default") {
        return;
    }
    let first = members.get("enum").and_then(|values| values.get(0)).and_then(Value::as_str);
    let default = first.unwrap_or_default().to_owned();
    repairer
        .warn(
            Code::WMissing,
            here,
            format!("a server variable should have the member `default`; {} is used", quote(&default)),
        )
        .help("add `default: …`");
    members.insert("default".to_owned(), default.into());
}
