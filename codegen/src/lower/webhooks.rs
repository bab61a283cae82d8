//! Webhooks and callbacks: what a server sends on its own account. A client does not call them, but its user reads their bodies.

use openapiv3::{OpenAPI, Operation, PathItem, RequestBody};
use serde_json::Value;

use super::body::{Way, received};
use super::lowering::Lowering;
use crate::diagnostics::Pointer;
use crate::document::internal_extensions;
use crate::ir::{Origin, Part, TypeRef, WireName};

/// A request that the server makes.
pub(super) struct Hook {
    name: String,
    operation: Operation,
    at: Pointer,
}

/// The requests that a server makes according to the document, as far as they can be read.
pub(super) fn read(openapi: &OpenAPI) -> Vec<Hook> {
    let mut hooks = Vec::new();
    let root = Pointer::root();
    if let Some(Value::Object(items)) = openapi.extensions.get(internal_extensions::WEBHOOKS) {
        for (name, item) in items {
            read_item(item, name, &root.at(["webhooks", name]), &mut hooks);
        }
    }
    for (path, item) in &openapi.paths.paths {
        let Some(item) = item.as_item() else { continue };
        for (method, operation) in item.iter() {
            let at = root.at(["paths", path, method, "callbacks"]);
            let Some(Value::Object(callbacks)) = operation.extensions.get(internal_extensions::CALLBACKS) else {
                continue;
            };
            for (name, callback) in callbacks {
                for (expression, item) in callback.as_object().into_iter().flatten() {
                    read_item(item, name, &at.child(name).child(expression), &mut hooks);
                }
            }
        }
    }
    hooks
}

fn read_item(item: &Value, name: &str, at: &Pointer, hooks: &mut Vec<Hook>) {
    let Ok(item) = serde_json::from_value::<PathItem>(item.clone()) else { return };
    for (method, operation) in item.iter() {
        let name = operation.operation_id.clone().unwrap_or_else(|| name.to_owned());
        hooks.push(Hook { name, operation: operation.clone(), at: at.child(method) });
    }
}

/// The types of the bodies.
pub(super) fn bodies<'a>(lowering: &mut Lowering<'a>, hooks: &'a [Hook]) -> Vec<TypeRef> {
    let mut all = Vec::new();
    for hook in hooks {
        let Some(body) = &hook.operation.request_body else { continue };
        let at = hook.at.child("requestBody");
        let found: Option<(&'a RequestBody, _)> = lowering.resolve(body, &at, |all, name| all.request_bodies.get(name));
        let Some((body, at)) = found else { continue };
        let origin = Origin::Operation(WireName::new(&*hook.name), Part::Body);
        let found = received(lowering, &body.content, origin, (&at.child("content"), Way::Received));
        all.extend(found.into_iter().map(|found| found.typed.into_type()));
    }
    all
}
