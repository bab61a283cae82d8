//! Parameters: those without a place, those given twice, and schemas written in the manner of another dialect.

use serde_json::{Map, Value, json};

use super::repairer::{KeepOrRemove, Repairer};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::{
        dialect::Dialect,
        spec::{Object, ObjectKind, SCHEMA},
    },
};

/// The parameters of an operation or of a path.
pub(super) fn list(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(Value::Array(parameters)) = members.get_mut("parameters") else { return };
    let at = NodePath::Key(here, "parameters");
    for index in 0..parameters.len() {
        let (before, rest) = parameters.split_at_mut(index);
        let Some(item) = rest.first_mut() else { continue };
        let Value::Object(parameter) = &mut *item else { continue };
        let here = NodePath::Index(&at, index);
        place(repairer, parameter, &here);
        let Some(key) = identity(parameter) else { continue };
        let Some(earlier) = before.iter().position(|other| identity_of(other).as_ref() == Some(&key)) else { continue };
        let first = repairer.tree.source_map.position(&NodePath::Index(&at, earlier).pointer());
        repairer
            .warn(Code::WParameter, &here, "the parameter is given twice; the first one is used")
            .related("the first one is at", first)
            .help("remove one of them");
        repairer.remove_item(item, &here);
    }
}

/// What makes two parameters the same: where they are, or where they lead.
fn identity(parameter: &Map<String, Value>) -> Option<(String, String)> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).map(str::to_owned);
    // There is one body, whatever it is called.
    if text("in").as_deref() == Some("body") && !parameter.contains_key("$ref") {
        return Some((String::new(), "body".to_owned()));
    }
    text("$ref").map(|target| (target, String::new())).or_else(|| Some((text("name")?, text("in")?)))
}

fn identity_of(parameter: &Value) -> Option<(String, String)> {
    parameter.as_object().and_then(identity)
}

/// `in: Query` → `in: query`; a header's name is cut from what surrounds it.
fn place(repairer: &mut Repairer<'_>, parameter: &mut Map<String, Value>, here: &NodePath<'_>) {
    if let Some(Value::String(word)) = parameter.get("in") {
        let lower = word.trim().to_ascii_lowercase();
        let right = match lower.as_str() {
            "header" | "headers" => "header",
            "query" | "querry" | "params" => "query",
            "path" | "url" | "uri" => "path",
            "cookie" | "cookies" if repairer.dialect != Dialect::Swagger2 => "cookie",
            "body" => "body",
            "form" | "formdata" => "formData",
            "querystring" if repairer.dialect != Dialect::Swagger2 => "querystring",
            _ => word,
        };
        if right != word {
            let message = format!("{} is no place of a parameter; it is read as `{right}`", quote(word));
            let right = Value::from(right);
            repairer.warn(Code::WType, &NodePath::Key(here, "in"), message).help("write it as the specification does");
            parameter.insert("in".to_owned(), right);
        }
    }
    if let (Some("header"), Some(Value::String(name))) =
        (parameter.get("in").and_then(Value::as_str), parameter.get("name"))
    {
        let bare = name.trim().trim_end_matches(':').trim_end();
        if bare != name && !bare.is_empty() {
            let bare = bare.to_owned();
            let message = format!("{} is not the name of a header; {} is used", quote(name), quote(&bare));
            repairer.warn(Code::WType, &NodePath::Key(here, "name"), message).help(format!("write {}", quote(&bare)));
            parameter.insert("name".to_owned(), bare.into());
        }
    }
}

/// Without a name, or without a place that there is, nothing can be sent.
fn placed(repairer: &mut Repairer<'_>, parameter: &Map<String, Value>, here: &NodePath<'_>) -> KeepOrRemove {
    for key in ["in", "name"] {
        if !parameter.contains_key(key) {
            repairer
                .warn(Code::WMissing, here, format!("a parameter needs the member `{key}`; this one is left out"))
                .help(format!("add `{key}: …`"));
            return KeepOrRemove::Remove;
        }
    }
    let place = parameter.get("in").and_then(Value::as_str);
    let known: &[&str] = match repairer.dialect {
        Dialect::Swagger2 => &["query", "header", "path", "formData", "body"],
        _ => &["query", "header", "path", "cookie", "querystring"],
    };
    match place {
        Some(word) if !known.contains(&word) => {
            repairer
                .warn(
                    Code::WParameter,
                    &NodePath::Key(here, "in"),
                    format!("{} is no place of a parameter; the parameter is left out", quote(word)),
                )
                .help(format!("use one of `{}`", known.join("`, `")));
            KeepOrRemove::Remove
        }
        _ => KeepOrRemove::Keep,
    }
}

/// One parameter or header, wherever it stands.
pub(super) fn parameter(
    repairer: &mut Repairer<'_>,
    members: &mut Map<String, Value>,
    object: &'static Object,
    here: &NodePath<'_>,
) -> KeepOrRemove {
    if object.kind == ObjectKind::Parameter {
        place(repairer, members, here);
        if placed(repairer, members, here) == KeepOrRemove::Remove {
            return KeepOrRemove::Remove;
        }
    }
    value(repairer, members, object, here);
    KeepOrRemove::Keep
}

/// What a parameter or header says of its value.
fn value(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, object: &'static Object, here: &NodePath<'_>) {
    let is_body = members.get("in").is_some_and(|place| place == "body");
    if repairer.dialect == Dialect::Swagger2 {
        if is_body {
            if !members.contains_key("schema") {
                repairer
                    .warn(Code::WMissing, here, "a body should have a schema; it may be anything")
                    .help("add `schema: …`");
            }
            return;
        }
        super::schema::types(repairer, members, here);
        if members.contains_key("schema") {
            repairer
                .warn(
                    Code::WType,
                    &NodePath::Key(here, "schema"),
                    "only a body has a schema; it is read as what describes the value",
                )
                .help("write `type: …` and what belongs to it beside the name");
        }
        if !members.contains_key("type") && !members.contains_key("schema") {
            repairer
                .warn(
                    Code::WMissing,
                    here,
                    format!("{} should have the member `type`; it is read as a string", object.kind.name()),
                )
                .help("add `type: …`");
            members.insert("type".to_owned(), "string".into());
        }
        return;
    }
    if members.contains_key("schema") || members.contains_key("content") {
        return;
    }
    let is_plain = |key: &str| key != "$ref" && SCHEMA.member(key).is_some() && object.member(key).is_none();
    let (plain, own): (Map<_, _>, Map<_, _>) = std::mem::take(members).into_iter().partition(|(key, _)| is_plain(key));
    *members = own;
    if plain.is_empty() {
        repairer
            .warn(Code::WMissing, here, format!("{} should have a schema; it is read as a string", object.kind.name()))
            .help("add `schema: …`");
        members.insert("schema".to_owned(), json!({"type": "string"}));
        return;
    }
    repairer
        .warn(
            Code::WType,
            here,
            format!("{} describes its value in a schema; what stands beside is read as one", object.kind.name()),
        )
        .help("move it into `schema: …`");
    let at = here.pointer();
    for key in plain.keys() {
        repairer.moved(&at.at(["schema", key]), &at.child(key));
    }
    members.insert("schema".to_owned(), Value::Object(plain));
}
