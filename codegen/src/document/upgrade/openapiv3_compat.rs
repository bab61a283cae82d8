//! Objects other than schemas → what openapiv3 can read. Whatever it would stumble over is given a default or left out.

use serde_json::{Map, Value, json};

use crate::{
    diagnostics::{Code, quote},
    document::{
        internal_extensions,
        spec::{Object, ObjectKind, ValueKind},
    },
};

/// How to say what is not kept: a code and a sentence.
type Warn<'w> = dyn FnMut(Code, String) + 'w;

/// The version that openapiv3 reads.
const VERSION: &str = "3.0.3";

/// Makes one object fit.
pub(super) fn fit(value: &mut Value, object: &'static Object, warn: &mut Warn<'_>) {
    let Value::Object(members) = value else { return };
    if members.get("$ref").is_some_and(|target| !target.is_string()) {
        // Where 2.0 knows no references, nobody has looked at it.
        members.shift_remove("$ref");
    }
    if object.reference && members.contains_key("$ref") {
        if object.kind != ObjectKind::PathItem {
            members.retain(|key, _| key == "$ref");
        }
        return;
    }
    drop_unfit(members, object, warn);
    // Examples are shown nowhere, and are the part of a description nobody checks.
    members.shift_remove("examples");
    match object.kind {
        ObjectKind::Document => root(members),
        ObjectKind::Info => info(members),
        ObjectKind::Components => {
            members.retain(|key, _| ObjectKind::sections().any(|name| name == key) || key.starts_with("x-"))
        }
        ObjectKind::PathItem => path_item(members),
        ObjectKind::Operation => operation(members),
        ObjectKind::Response => response(members),
        ObjectKind::Tag => stand_in(members, "summary"),
        ObjectKind::Server => server(members),
        ObjectKind::Parameter => parameter(members, warn),
        ObjectKind::Header => header(members),
        ObjectKind::ServerVariable => drop(members.entry("default").or_insert_with(|| "".into())),
        ObjectKind::Encoding => encoding(members),
        ObjectKind::MediaType => rename(members, "itemSchema", internal_extensions::ITEM_SCHEMA),
        ObjectKind::SecurityScheme => security_scheme(members),
        ObjectKind::OAuthFlows => flows(members),
        _ => {}
    }
}

/// Members that are null, links to documentation without an address, keys the object cannot have, and what has become
/// unusable by putting the targets of references in place.
fn drop_unfit(members: &mut Map<String, Value>, object: &'static Object, warn: &mut Warn<'_>) {
    members.retain(|key, value| match object.member(key) {
        Some(kind) if value.is_null() => kind.fits(value),
        Some(kind) => match key.as_str() {
            "externalDocs" => value.get("url").is_some_and(Value::is_string),
            "license" => value.get("name").is_some_and(Value::is_string),
            _ => is_usable(value, kind, &mut |why| {
                warn(
                    Code::WRefKind,
                    format!("in {}: {why}, now that references are followed; it is left out", quote(key)),
                );
            }),
        },
        None => object.rest.is_none() || key.starts_with("x-"),
    });
}

/// Whether a value is of the kind that is expected, and has all members that it needs. Of lists and maps the unusable
/// entries go.
fn is_usable(value: &mut Value, kind: &'static ValueKind, say: &mut dyn FnMut(String)) -> bool {
    match (kind.chosen(value), value) {
        (None, _) => {
            say(format!("{} is expected here", kind.describe()));
            false
        }
        (Some(ValueKind::List(inner)), Value::Array(items)) => {
            items.retain_mut(|item| is_usable(item, inner, say));
            true
        }
        (Some(ValueKind::Map(inner)), Value::Object(members)) => {
            members.retain(|_, member| is_usable(member, inner, say));
            true
        }
        (Some(ValueKind::Object(object)), Value::Object(members)) => {
            if object.reference && members.contains_key("$ref") {
                return true;
            }
            let needed = object.required.iter().chain(object.needed_by(members));
            let missing = needed.copied().find(|key| !members.contains_key(*key));
            missing.inspect(|key| say(format!("{} needs the member `{key}`", object.kind.name()))).is_none()
        }
        _ => true,
    }
}

fn rename(members: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = members.shift_remove(from) {
        members.insert(to.to_owned(), value);
    }
}

fn root(members: &mut Map<String, Value>) {
    members.insert("openapi".to_owned(), VERSION.into());
    if !members.contains_key("info") {
        members.insert("info".to_owned(), json!({"title": "", "version": ""}));
    }
    members.entry("paths").or_insert_with(|| json!({}));
    rename(members, "webhooks", internal_extensions::WEBHOOKS);
}

/// The short text of an object, where it has no long one.
fn stand_in(members: &mut Map<String, Value>, key: &str) {
    if let (Some(text), false) = (members.shift_remove(key), members.contains_key("description")) {
        members.insert("description".to_owned(), text);
    }
}

fn server(members: &mut Map<String, Value>) {
    if let Some(name) = members.get("name").cloned() {
        members.insert(internal_extensions::SERVER_NAME.to_owned(), name);
    }
    stand_in(members, "name");
}

fn info(members: &mut Map<String, Value>) {
    stand_in(members, "summary");
    for key in ["title", "version"] {
        members.entry(key).or_insert_with(|| "".into());
    }
}

fn path_item(members: &mut Map<String, Value>) {
    texts_for_all(members);
    let mut others = match members.shift_remove("additionalOperations") {
        Some(Value::Object(others)) => others,
        _ => Map::new(),
    };
    if let Some(query) = members.shift_remove("query") {
        others.insert("QUERY".to_owned(), query);
    }
    if !others.is_empty() {
        members.insert(internal_extensions::OPERATIONS.to_owned(), Value::Object(others));
    }
}

/// The texts of a path are those of its operations that have none of their own.
fn texts_for_all(item: &mut Map<String, Value>) {
    let texts: Vec<_> = ["summary", "description"].iter().filter_map(|key| item.shift_remove_entry(*key)).collect();
    if texts.is_empty() {
        return;
    }
    for (_, operation) in item.iter_mut() {
        if let Value::Object(operation) = operation
            && operation.contains_key("responses")
            && !texts.iter().any(|(key, _)| operation.contains_key(key))
        {
            operation.extend(texts.iter().cloned());
        }
    }
}

fn operation(members: &mut Map<String, Value>) {
    members.entry("responses").or_insert_with(|| json!({}));
    rename(members, "callbacks", internal_extensions::CALLBACKS);
}

fn response(members: &mut Map<String, Value>) {
    stand_in(members, "summary");
    members.entry("description").or_insert_with(|| "".into());
    // Links lead from one call to the next; they say nothing about either.
    members.shift_remove("links");
}

fn parameter(members: &mut Map<String, Value>, warn: &mut Warn<'_>) {
    schema_or_content(members);
    let place = members.get("in").and_then(Value::as_str).unwrap_or_default();
    let styles: &[&str] = match place {
        "path" => {
            if members.get("allowReserved") == Some(&Value::Bool(true)) {
                members.insert(internal_extensions::ALLOW_RESERVED.to_owned(), true.into());
            }
            &["matrix", "label", "simple"]
        }
        "header" => &["simple"],
        "cookie" => {
            // The style of 3.2 differs from `form` in what it escapes.
            if members.get("style").is_some_and(|style| style == "cookie") {
                members.shift_remove("style");
                members.insert(internal_extensions::STYLE.to_owned(), "cookie".into());
            }
            &["form"]
        }
        "querystring" => {
            members.insert("in".to_owned(), "query".into());
            members.insert(internal_extensions::QUERY_STRING.to_owned(), true.into());
            &[]
        }
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    drop_style(members, styles, warn);
    said_in_vain(members, warn);
}

/// What a parameter says of its style and has no effect where it stands (OAS 3.1.1, Parameter Object).
fn said_in_vain(members: &Map<String, Value>, warn: &mut Warn<'_>) {
    let is = |key: &str, value: bool| members.get(key) == Some(&Value::Bool(value));
    let place = members.get("in").and_then(Value::as_str).unwrap_or_default();
    if members.contains_key("content") {
        for key in ["style", "explode", "allowReserved"].into_iter().filter(|key| members.contains_key(*key)) {
            warn(
                Code::WStyle,
                format!("`{key}` has no effect beside `content`, whose media type says how the value is written"),
            );
        }
    } else if is("allowReserved", true) && matches!(place, "header" | "cookie") {
        warn(Code::WStyle, format!("`allowReserved` has no effect on a parameter in `{place}`"));
    } else if is("explode", false) && members.get("style").is_some_and(|style| style == "deepObject") {
        warn(
            Code::WStyle,
            "`explode: false` has no effect with the style `deepObject`, which names each member".to_owned(),
        );
    }
}

/// A style its place does not have would be an error to openapiv3; the place's own default is the nearest thing.
fn drop_style(members: &mut Map<String, Value>, styles: &[&str], warn: &mut Warn<'_>) {
    if let Some(style) = members.get("style").and_then(Value::as_str)
        && !styles.contains(&style)
    {
        warn(Code::WStyle, format!("the style {} is not one this place can have; the default is used", quote(style)));
        members.shift_remove("style");
    }
}

fn header(members: &mut Map<String, Value>) {
    schema_or_content(members);
    members.shift_remove("style");
}

/// One of the two has to be there, and one alone.
fn schema_or_content(members: &mut Map<String, Value>) {
    if members.contains_key("schema") {
        members.shift_remove("content");
    } else if !members.contains_key("content") {
        members.insert("schema".to_owned(), json!({}));
    }
}

fn encoding(members: &mut Map<String, Value>) {
    drop_style(members, &["form", "spaceDelimited", "pipeDelimited", "deepObject"], &mut |_, _| {});
    // What is said of the style at all counts, even if it is the default.
    if ["explode", "allowReserved"].iter().any(|key| members.contains_key(*key)) {
        members.entry("style").or_insert_with(|| "form".into());
    }
    // openapiv3 reads an absent `explode` as false, whatever the style.
    let is_form = members.get("style").is_none_or(|style| style == "form");
    if is_form && !members.contains_key("explode") {
        members.insert("explode".to_owned(), true.into());
    }
}

fn security_scheme(members: &mut Map<String, Value>) {
    // The word of 3.1 that openapiv3 does not know.
    if members.get("type").is_some_and(|name| name == "mutualTLS") {
        members.insert("type".to_owned(), "http".into());
        members.insert("scheme".to_owned(), "mutual-tls".into());
        members.insert(internal_extensions::MUTUAL_TLS.to_owned(), true.into());
    }
    rename(members, "oauth2MetadataUrl", internal_extensions::METADATA_URL);
    rename(members, "deprecated", internal_extensions::DEPRECATED_SCHEME);
}

fn flows(members: &mut Map<String, Value>) {
    rename(members, "deviceAuthorization", internal_extensions::DEVICE_FLOW);
    for (name, urls) in [
        ("implicit", &["authorizationUrl"][..]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ] {
        if let Some(Value::Object(flow)) = members.get_mut(name) {
            flow.entry("scopes").or_insert_with(|| json!({}));
            for url in urls {
                flow.entry(*url).or_insert_with(|| "".into());
            }
        }
    }
}
