//! The document itself: the address of 2.0, and variables of servers.

use serde_json::{Map, Value};

use super::{Fate, Mender};
use crate::{
    diagnostics::{Code, Way, quote},
    document::version::Dialect,
};

/// What only the whole document needs.
pub(super) fn document(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    if mender.dialect == Dialect::Swagger2 {
        host(mender, members, way);
        base_path(mender, members, way);
    }
    unnamed_tags(mender, members, way);
}

/// `host: https://example.com/` → `host: example.com`.
fn host(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    let Some(Value::String(host)) = members.get("host") else { return };
    let bare = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest).trim_end_matches('/').trim();
    if bare == host {
        return;
    }
    let (bare, message) = (bare.to_owned(), format!("{} is more than a host", quote(host)));
    mender
        .warn(Code::WType, &Way::Key(way, "host"), format!("{message}; {} is used", quote(&bare)))
        .help("the scheme belongs into `schemes`, the path into `basePath`");
    members.insert("host".to_owned(), bare.into());
}

/// `basePath: v1` → `basePath: /v1`.
fn base_path(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    let Some(Value::String(path)) = members.get("basePath") else { return };
    if path.is_empty() || path.starts_with('/') || path.contains("://") {
        return;
    }
    let right = format!("/{path}");
    mender
        .warn(
            Code::WPath,
            &Way::Key(way, "basePath"),
            format!("the base path {} does not begin with `/`; it is read as if it did", quote(path)),
        )
        .help(format!("write {}", quote(&right)));
    members.insert("basePath".to_owned(), right.into());
}

/// A tag that is written as its name alone, or has none.
fn unnamed_tags(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    let Some(Value::Array(tags)) = members.get_mut("tags") else { return };
    let at = Way::Key(way, "tags");
    let mut fates = Vec::with_capacity(tags.len());
    for (index, tag) in tags.iter_mut().enumerate() {
        let way = Way::Index(&at, index);
        fates.push(match tag {
            Value::Object(members) if !members.get("name").is_some_and(Value::is_string) => {
                mender
                    .warn(Code::WMissing, &way, "a tag should have the member `name`, a string; it is left out")
                    .help("add `name: …`");
                Fate::IsLeftOut
            }
            Value::String(name) => {
                let message = format!("expected a tag, found the string {}; it is read as its name", quote(name));
                mender.warn(Code::WType, &way, message).help("write `name: …`");
                *tag = Value::Object(Map::from_iter([("name".to_owned(), name.as_str().into())]));
                Fate::Stays
            }
            Value::Object(_) => Fate::Stays,
            _ => {
                mender.warn(Code::WType, &way, "this is not a tag; it is left out").help("write `name: …`");
                Fate::IsLeftOut
            }
        });
    }
    mender.leave_out(tags, &fates, &at);
}

/// A server without an address is none.
pub(super) fn server(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) -> Fate {
    if members.contains_key("url") {
        return Fate::Stays;
    }
    mender.warn(Code::WMissing, way, "a server needs the member `url`; it is left out").help("add `url: …`");
    Fate::IsLeftOut
}

/// A variable without a default has the first of its values.
pub(super) fn server_variable(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    if members.contains_key("default") {
        return;
    }
    let first = members.get("enum").and_then(|values| values.get(0)).and_then(Value::as_str);
    let default = first.unwrap_or_default().to_owned();
    mender
        .warn(
            Code::WMissing,
            way,
            format!("a server variable should have the member `default`; {} is used", quote(&default)),
        )
        .help("add `default: …`");
    members.insert("default".to_owned(), default.into());
}
