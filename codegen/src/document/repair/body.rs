//! Repairs request bodies: those written as in Swagger 2.0, and those without content.

use serde_json::{Map, Value, json};

use super::repairer::Repairer;
use crate::{
    diagnostics::{Code, NodePath, Pointer},
    document::dialect::Dialect,
};

const JSON: &str = "application/json";

/// A request body whose `content` is missing.
pub(super) fn request_body(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if members.contains_key("content") || schema_in_place(repairer, members, here) {
        return;
    }
    repairer
        .warn(Code::WMissing, here, "a request body should have the member `content`; no body is sent")
        .help("add `content: …`");
    members.insert("content".to_owned(), json!({}));
}

/// `schema: …` in the place of `content: {application/json: {schema: …}}`.
pub(super) fn schema_in_place(
    repairer: &mut Repairer<'_>,
    members: &mut Map<String, Value>,
    here: &NodePath<'_>,
) -> bool {
    if members.contains_key("content") {
        return false;
    }
    let Some(schema) = members.shift_remove("schema") else { return false };
    repairer
        .warn(
            Code::WType,
            &NodePath::Key(here, "schema"),
            format!("a schema belongs to a media type; it is read as that of `{JSON}`"),
        )
        .help(format!("write `content: {{{JSON}: {{schema: …}}}}`"));
    let at = here.pointer();
    repairer.moved(&at.at(["content", JSON, "schema"]), &at.child("schema"));
    members.insert("content".to_owned(), json!({ JSON: { "schema": schema } }));
    true
}

/// Parameters of OpenAPI 3 that are in the body, as they were in 2.0.
pub(super) fn operation(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if repairer.dialect == Dialect::Swagger2 {
        return;
    }
    let has_body = members.contains_key("requestBody");
    let Some(Value::Array(parameters)) = members.get_mut("parameters") else { return };
    let at = NodePath::Key(here, "parameters");
    let place = |parameter: &Value| parameter.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut new = Body::default();
    for (index, item) in parameters.iter_mut().enumerate() {
        let place = place(item);
        if place != "body" && place != "formData" {
            continue;
        }
        let here = NodePath::Index(&at, index);
        let done = if has_body { "left out: there is a `requestBody`" } else { "read as a part of the body" };
        repairer
            .warn(Code::WParameter, &here, format!("OpenAPI 3 has no parameter with `in: {place}`; it is {done}"))
            .help("move it into `requestBody: …`");
        if !has_body && let Value::Object(parameter) = &*item {
            new.take(parameter, &place, here.pointer());
        }
        repairer.remove_item(item, &here);
    }
    if let Some((body, source)) = new.finish() {
        repairer.moved(&here.pointer().child("requestBody"), &source);
        members.insert("requestBody".to_owned(), body);
    }
}

/// A body in the making.
#[derive(Default)]
struct Body {
    whole: Option<Value>,
    fields: Map<String, Value>,
    required: Vec<Value>,
    source: Option<Pointer>,
}

impl Body {
    fn take(&mut self, parameter: &Map<String, Value>, place: &str, at: Pointer) {
        self.source.get_or_insert(at);
        let schema = parameter.get("schema").cloned().unwrap_or_else(|| {
            let own = ["name", "in", "required", "description", "example"];
            let plain = parameter.iter().filter(|(key, _)| !own.contains(&key.as_str()));
            plain.map(|(key, value)| (key.clone(), value.clone())).collect()
        });
        let is_required = parameter.get("required") == Some(&Value::Bool(true));
        if place == "body" {
            self.whole.get_or_insert(schema);
            if is_required {
                self.required.push(Value::Null);
            }
            return;
        }
        let Some(Value::String(name)) = parameter.get("name") else { return };
        self.fields.insert(name.clone(), schema);
        if is_required {
            self.required.push(name.as_str().into());
        }
    }

    fn finish(self) -> Option<(Value, Pointer)> {
        let is_required = !self.required.is_empty();
        let (media_type, schema) = match self.whole {
            Some(schema) => (JSON, schema),
            None if self.fields.is_empty() => return None,
            None => {
                let has_file = self.fields.values().any(|field| {
                    field.get("type").is_some_and(|name| name == "file")
                        || field.get("format").is_some_and(|format| format == "binary")
                });
                let media_type = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
                let mut schema = json!({"type": "object", "properties": self.fields});
                if is_required {
                    schema["required"] = Value::Array(self.required);
                }
                (media_type, schema)
            }
        };
        Some((json!({"required": is_required, "content": { media_type: { "schema": schema } }}), self.source?))
    }
}
