//! Swagger 2.0 → OpenAPI 3.0: what has moved, and what is written in another way.

mod document_defaults;
mod parameter;
mod response;
mod schemes;

use serde_json::{Map, Value, json};

use self::document_defaults::{MediaTypes, Shared};
use crate::diagnostics::{Code, Diagnostics, Pointer, quote};
use crate::document::{
    Reporter, SourceMap,
    spec::{Object, v2, word},
};

/// Rewrites a document whose references are in their final form already.
pub(in crate::document) fn convert(tree: &mut Value, source_map: &mut SourceMap, diagnostics: &mut Diagnostics) {
    let Value::Object(root) = tree else { return };
    root.retain(|key, _| key == "components" || key.starts_with("x-") || v2::ROOT.member(key).is_some());
    let mut components = take_map(root, "components");
    let shared = Shared {
        parameters: take_map(&mut components, "parameters"),
        responses: take_map(&mut components, "responses"),
        consumes: root.shift_remove("consumes"),
        produces: root.shift_remove("produces"),
    };
    servers(root, source_map);
    schemes::check(root, &mut Reporter { source_map, diagnostics });
    if let Some(Value::Object(schemes)) = components.get_mut("securitySchemes") {
        let mut reporter = Reporter { source_map, diagnostics };
        for (name, scheme) in schemes {
            if let Value::Object(scheme) = scheme {
                security_scheme(name, scheme, &mut reporter);
            }
        }
    }
    root.shift_remove("swagger");
    root.insert("components".to_owned(), Value::Object(components));
    let Some(Value::Object(paths)) = root.get_mut("paths") else { return };
    for (path, item) in paths {
        if let Value::Object(item) = item {
            path_item(item, &Pointer::root().child("paths").child(path), &shared, source_map);
        }
    }
}

/// Members that only OpenAPI 3 knows were not looked at.
fn keep_known(members: &mut Map<String, Value>, object: &'static Object) {
    members.retain(|key, _| key.starts_with("x-") || object.member(key).is_some());
}

fn take_map(members: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match members.shift_remove(key) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// `host`, `basePath` and `schemes` → one server; https if there is a choice.
fn servers(root: &mut Map<String, Value>, source_map: &mut SourceMap) {
    let host = root.shift_remove("host");
    let base = root.shift_remove("basePath");
    let schemes = root.shift_remove("schemes");
    let schemes: Vec<&str> = schemes.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
    let scheme = if schemes.is_empty() || schemes.contains(&"https") { "https" } else { schemes[0] };
    let base = base.as_ref().and_then(Value::as_str).unwrap_or_default();
    let url = match host.as_ref().and_then(Value::as_str) {
        Some(host) => format!("{scheme}://{host}{base}"),
        None if base.is_empty() => return,
        None => base.to_owned(),
    };
    let telling = if !["http", "https"].contains(&scheme) {
        "schemes"
    } else if host.is_some() {
        "host"
    } else {
        "basePath"
    };
    source_map.record(&Pointer::root().at(["servers", "0", "url"]), &Pointer::root().child(telling));
    root.insert("servers".to_owned(), json!([{ "url": url }]));
}

/// `basic` → `http`, and the one flow of OAuth 2.0 among the flows. 2.0 has no bearer tokens, so they are written as a key
/// in the header `Authorization` and a hint to the reader.
fn security_scheme(name: &str, scheme: &mut Map<String, Value>, reporter: &mut Reporter<'_>) {
    let is = |key: &str, wanted: &str| word(scheme, key).eq_ignore_ascii_case(wanted);
    if is("type", "apiKey")
        && is("in", "header")
        && is("name", "authorization")
        && [name, word(scheme, "description")].iter().any(|text| text.to_ascii_lowercase().contains("bearer"))
    {
        let at = Pointer::root().at(["components", "securitySchemes", name]);
        let message = format!("the key {} in the header `Authorization` is read as a bearer token", quote(name));
        reporter
            .report(Code::WBearer, &at, message)
            .help("2.0 has no word for bearer tokens; OpenAPI 3 has `type: http, scheme: bearer`");
        scheme.retain(|key, _| !matches!(key.as_str(), "in" | "name"));
        scheme.insert("type".to_owned(), "http".into());
        scheme.insert("scheme".to_owned(), "bearer".into());
        return;
    }
    match scheme.get("type").and_then(Value::as_str) {
        Some("basic") => {
            scheme.insert("type".to_owned(), "http".into());
            scheme.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") => {
            let name = match scheme.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let parts = ["authorizationUrl", "tokenUrl", "scopes"];
            let flow: Map<_, _> = parts.iter().filter_map(|key| scheme.shift_remove_entry(*key)).collect();
            scheme.insert("flows".to_owned(), json!({ name: flow }));
        }
        _ => {}
    }
}

fn path_item(item: &mut Map<String, Value>, at: &Pointer, shared: &Shared, source_map: &mut SourceMap) {
    keep_known(item, &v2::PATH_ITEM);
    // A body that all operations share becomes the body of each.
    let common = match item.shift_remove("parameters") {
        Some(Value::Array(list)) => parameter::resolved(list, &at.child("parameters"), shared),
        _ => Vec::new(),
    };
    for method in v2::PATH_ITEM.methods() {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            self::operation(operation, &at.child(method), (shared, &common), source_map);
        }
    }
}

fn operation(
    operation: &mut Map<String, Value>,
    at: &Pointer,
    (shared, common): (&Shared, &[parameter::Found]),
    source_map: &mut SourceMap,
) {
    keep_known(operation, &v2::OPERATION);
    let consumes = MediaTypes::take(operation, "consumes", (at, shared.consumes.as_ref()));
    let produces = MediaTypes::take(operation, "produces", (at, shared.produces.as_ref()));
    operation.shift_remove("schemes");
    let mut all = match operation.shift_remove("parameters") {
        Some(Value::Array(list)) => parameter::resolved(list, &at.child("parameters"), shared),
        _ => Vec::new(),
    };
    for found in common {
        if !all.iter().any(|other| other.key() == found.key()) {
            all.push(found.clone());
        }
    }
    parameter::convert(operation, all, &consumes, (at, source_map));
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        response::convert(responses, &produces, shared, (&at.child("responses"), source_map));
    }
}
