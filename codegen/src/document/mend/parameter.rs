//! Parameters: those without a place, those given twice, and schemas written in the manner of another dialect.

use serde_json::{Map, Value, json};

use super::{Fate, Mender};
use crate::{
    diagnostics::{Code, Way, quote},
    document::{tables::Object, version::Dialect},
};

/// What describes a value in 2.0, and in OpenAPI 3 belongs into the schema.
const PLAIN: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// The parameters of an operation or of a path.
pub(super) fn list(mender: &mut Mender<'_>, members: &mut Map<String, Value>, way: &Way<'_>) {
    let Some(Value::Array(parameters)) = members.get_mut("parameters") else { return };
    let at = Way::Key(way, "parameters");
    let mut fates = Vec::with_capacity(parameters.len());
    for index in 0..parameters.len() {
        let (before, rest) = parameters.split_at_mut(index);
        let Some(Value::Object(parameter)) = rest.first_mut() else {
            fates.push(Fate::Stays);
            continue;
        };
        let way = Way::Index(&at, index);
        place(mender, parameter, &way);
        let key = identity(parameter);
        let earlier =
            key.as_ref().and_then(|key| before.iter().position(|other| identity_of(other).as_ref() == Some(key)));
        fates.push(match earlier {
            Some(earlier) => {
                mender
                    .warn(Code::WParameter, &way, "the parameter is given twice; the first one is used")
                    .related("the first one is at", &Way::Index(&at, earlier).pointer())
                    .help("remove one of them");
                Fate::IsLeftOut
            }
            None => Fate::Stays,
        });
    }
    mender.leave_out(parameters, &fates, &at);
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
fn place(mender: &mut Mender<'_>, parameter: &mut Map<String, Value>, way: &Way<'_>) {
    if let Some(Value::String(word)) = parameter.get("in") {
        let lower = word.trim().to_ascii_lowercase();
        let right = match lower.as_str() {
            "header" | "headers" => "header",
            "query" | "querry" | "params" => "query",
            "path" | "url" | "uri" => "path",
            "cookie" | "cookies" if mender.dialect != Dialect::Swagger2 => "cookie",
            "body" => "body",
            "form" | "formdata" => "formData",
            "querystring" if mender.dialect != Dialect::Swagger2 => "querystring",
            _ => word,
        };
        if right != word {
            let message = format!("{} is no place of a parameter; it is read as `{right}`", quote(word));
            let right = Value::from(right);
            mender.warn(Code::WType, &Way::Key(way, "in"), message).help("write it as the specification does");
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
            mender.warn(Code::WType, &Way::Key(way, "name"), message).help(format!("write {}", quote(&bare)));
            parameter.insert("name".to_owned(), bare.into());
        }
    }
}

/// Without a name, or without a place that there is, nothing can be sent.
fn placed(mender: &mut Mender<'_>, parameter: &Map<String, Value>, way: &Way<'_>) -> Fate {
    for key in ["in", "name"] {
        if !parameter.contains_key(key) {
            mender
                .warn(Code::WMissing, way, format!("a parameter needs the member `{key}`; this one is left out"))
                .help(format!("add `{key}: …`"));
            return Fate::IsLeftOut;
        }
    }
    let place = parameter.get("in").and_then(Value::as_str);
    let known: &[&str] = match mender.dialect {
        Dialect::Swagger2 => &["query", "header", "path", "formData", "body"],
        _ => &["query", "header", "path", "cookie", "querystring"],
    };
    match place {
        Some(word) if !known.contains(&word) => {
            mender
                .warn(
                    Code::WParameter,
                    &Way::Key(way, "in"),
                    format!("{} is no place of a parameter; the parameter is left out", quote(word)),
                )
                .help(format!("use one of `{}`", known.join("`, `")));
            Fate::IsLeftOut
        }
        _ => Fate::Stays,
    }
}

/// One parameter or header, wherever it stands.
pub(super) fn parameter(
    mender: &mut Mender<'_>,
    members: &mut Map<String, Value>,
    object: &'static Object,
    way: &Way<'_>,
) -> Fate {
    if object.name == "a parameter" {
        place(mender, members, way);
        if placed(mender, members, way) == Fate::IsLeftOut {
            return Fate::IsLeftOut;
        }
    }
    value(mender, members, object, way);
    Fate::Stays
}

/// What a parameter or header says of its value.
fn value(mender: &mut Mender<'_>, members: &mut Map<String, Value>, object: &'static Object, way: &Way<'_>) {
    let is_body = members.get("in").is_some_and(|place| place == "body");
    if mender.dialect == Dialect::Swagger2 {
        if is_body {
            if !members.contains_key("schema") {
                mender
                    .warn(Code::WMissing, way, "a body should have a schema; it may be anything")
                    .help("add `schema: …`");
            }
            return;
        }
        super::schema::types(mender, members, way);
        if members.contains_key("schema") {
            mender
                .warn(
                    Code::WType,
                    &Way::Key(way, "schema"),
                    "only a body has a schema; it is read as what describes the value",
                )
                .help("write `type: …` and what belongs to it beside the name");
        }
        if !members.contains_key("type") && !members.contains_key("schema") {
            mender
                .warn(
                    Code::WMissing,
                    way,
                    format!("{} should have the member `type`; it is read as a string", object.name),
                )
                .help("add `type: …`");
            members.insert("type".to_owned(), "string".into());
        }
        return;
    }
    if members.contains_key("schema") || members.contains_key("content") {
        return;
    }
    let plain: Map<String, Value> = PLAIN
        .iter()
        .filter_map(|key| members.get_key_value(*key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if plain.is_empty() {
        mender
            .warn(Code::WMissing, way, format!("{} should have a schema; it is read as a string", object.name))
            .help("add `schema: …`");
        members.insert("schema".to_owned(), json!({"type": "string"}));
        return;
    }
    mender
        .warn(
            Code::WType,
            way,
            format!("{} describes its value in a schema; what stands beside is read as one", object.name),
        )
        .help("move it into `schema: …`");
    let at = way.pointer();
    for key in plain.keys() {
        mender.diagnostics.moves().record(&at.at(["schema", key]), &at.child(key));
    }
    members.retain(|key, _| !PLAIN.contains(&key.as_str()));
    members.insert("schema".to_owned(), Value::Object(plain));
}
