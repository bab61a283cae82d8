//! The parameters and bodies of an operation, as the document describes them.

use serde_json::{Map, Value, json};
use xtask::wire_request::{Argument, Operation};

use crate::document::{Dialect, Document, reference};

/// How long a chain of references may be.
const LONGEST: usize = 8;

/// The schema of an argument, as the document has it; made of its form's parameters in 2.0.
pub(super) fn schema(document: Document<'_>, operation: &Operation, argument: &Argument) -> Option<Value> {
    let item = document.root.get("paths")?.get(&operation.path).map(|item| target(document, item))?;
    let own = target(document, item.get(operation.http_method.to_ascii_lowercase())?);
    let lists = [own.get("parameters"), item.get("parameters")];
    let parameters = lists.into_iter().flatten().filter_map(Value::as_array).flatten();
    let parameters: Vec<&Value> = parameters.map(|parameter| target(document, parameter)).collect();
    let is_in = |parameter: &&Value, place: &str| parameter.get("in").is_some_and(|it| it == place);
    let Some(wire) = &argument.wire else { return body(document, operation, own, &parameters) };
    let is_meant = |parameter: &&&Value| {
        is_in(parameter, &argument.place) && parameter.get("name").and_then(Value::as_str) == Some(wire)
    };
    let parameter = parameters.iter().find(is_meant)?;
    match parameter.get("schema") {
        Some(schema) => Some(schema.clone()),
        None if document.dialect == Dialect::V2 => Some((*parameter).clone()),
        None => parameter.get("content")?.as_object()?.values().next()?.get("schema").cloned(),
    }
}

fn body(document: Document<'_>, operation: &Operation, own: &Value, parameters: &[&Value]) -> Option<Value> {
    let is_in = |parameter: &Value, place: &str| parameter.get("in").is_some_and(|it| it == place);
    if document.dialect != Dialect::V2 {
        let content = target(document, own.get("requestBody")?).get("content")?.as_object()?;
        let media_type = operation.media_type.as_deref().and_then(|wanted| content.get(wanted));
        return media_type.or_else(|| content.values().next())?.get("schema").cloned();
    }
    if let Some(body) = parameters.iter().find(|parameter| is_in(parameter, "body")) {
        return body.get("schema").cloned();
    }
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in parameters.iter().filter(|parameter| is_in(parameter, "formData")) {
        let name = field.get("name")?.as_str()?;
        let is_file = field.get("type").is_some_and(|ty| ty == "file");
        let schema = if is_file { json!({"type": "string"}) } else { (*field).clone() };
        properties.insert(name.to_owned(), schema);
        if field.get("required") == Some(&Value::Bool(true)) {
            required.push(name);
        }
    }
    // A parameter says of itself that it is required, a schema of its members.
    properties.values_mut().filter_map(Value::as_object_mut).for_each(|field| drop(field.remove("required")));
    Some(json!({"type": "object", "properties": properties, "required": required}))
}

/// What a reference leads to, or the object itself.
fn target<'a>(document: Document<'a>, object: &'a Value) -> &'a Value {
    let mut object = object;
    for _ in 0..LONGEST {
        match reference(object).and_then(|reference| document.resolve(reference)) {
            Some(found) => object = found,
            None => break,
        }
    }
    object
}
