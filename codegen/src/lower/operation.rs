//! Operations: a method, a path, and what goes in and comes out.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, PathItem};
use serde_json::Value;

use super::lowering::Lowering;
use super::path::{self, Template};
use super::response_headers::ResponseHeaders;
use super::security::{self, Security};
use super::tags::PathGroups;
use super::{body, pages, parameter, prose, response, server, stream, tags};
use crate::diagnostics::{Code, Pointer, quote};
use crate::document::Reporter;
use crate::document::internal_extensions;
use crate::ir::{self, Api, Credentials, HttpMethod, Origin, Part, SkippedOperation, Stream, WireName};

/// The operations of methods that 3.0 does not know, by path.
pub(super) type Others = IndexMap<String, Vec<(String, Operation)>>;

/// Reads them from where they travel. Those that cannot be sent are left out.
pub(super) fn others(openapi: &OpenAPI, diagnostics: &mut Reporter<'_>) -> (Others, Vec<SkippedOperation>) {
    let mut all = Others::new();
    let mut skipped = Vec::new();
    for (path, item) in &openapi.paths.paths {
        let extension = item.as_item().and_then(|item| item.extensions.get(internal_extensions::OPERATIONS));
        for (method, operation) in extension.and_then(Value::as_object).into_iter().flatten() {
            let is_token =
                !method.is_empty() && method.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.!".contains(&it));
            match serde_json::from_value(operation.clone()) {
                Ok(operation) if is_token => all.entry(path.clone()).or_default().push((method.clone(), operation)),
                _ => {
                    let at = Pointer::root().at(["paths", path, "additionalOperations", method]);
                    let message = format!("`{method}` is not a method that can be sent, so the operation is left out");
                    let (http_method, path) = (method.clone(), WireName::new(&**path));
                    skipped.push(SkippedOperation { http_method, path, reason: message.clone() });
                    diagnostics.report(Code::WMethod, &at, message).help(super::lowering::remedy(Code::WMethod));
                }
            }
        }
    }
    (all, skipped)
}

/// What operations say of their answers that is looked at when all types are known.
#[derive(Default)]
pub(super) struct Hints {
    pub(super) pages: Vec<pages::Hints>,
    pub(super) streams: Vec<stream::Stated>,
}

/// Lowers all operations, in the document's order.
pub(super) fn all<'a>(lowering: &mut Lowering<'a>, others: &'a Others, api: &mut Api) -> Hints {
    let openapi = lowering.openapi;
    let (mut ids, mut hints) = (BTreeMap::new(), Hints::default());
    let mut headers = ResponseHeaders::default();
    let by_path = openapi.paths.paths.iter().flat_map(|(path, item)| {
        let more = others.get(path).into_iter().flatten().map(|(_, operation)| operation);
        let known = item.as_item().into_iter().flat_map(methods).map(|(_, operation)| operation);
        known.chain(more).map(|operation| (path.as_str(), operation))
    });
    let by_path: Vec<_> = by_path.collect();
    let groups = PathGroups::new(&by_path);
    let every: Vec<_> = by_path.iter().map(|(_, operation)| *operation).collect();
    let mut security = security::schemes(lowering, &every, api);
    for (path, item) in &openapi.paths.paths {
        let at = Pointer::root().child("paths").child(path);
        let Some(item) = item.as_item() else {
            lowering.warn(
                Code::WPathRef,
                &at,
                "a path that is a reference is not supported, so its operations are left out",
            );
            continue;
        };
        let Some(template) = path::template(lowering, path, &at) else { continue };
        let more = others.get(path).into_iter().flatten();
        let more = more.map(|(method, operation)| (HttpMethod::Other(method.clone()), operation));
        for (method, operation) in methods(item).chain(more) {
            let at = match &method {
                HttpMethod::Other(query) if query == "QUERY" => at.child("query"),
                HttpMethod::Other(other) => at.child("additionalOperations").child(other),
                known => at.child(&known.as_str().to_ascii_lowercase()),
            };
            let context = Context { method, path, template: &template, item, at: &at, groups: &groups };
            let wire = name(lowering, &mut ids, operation, &context);
            let item_at = at.parent().unwrap_or_default();
            let parameters = (&*item.parameters, &item_at);
            let parameters = parameter::declared(lowering, (&operation.parameters, &at), parameters);
            hints.pages.push(pages::hints(lowering, (operation, &at), &parameters));
            let stated = operation.extensions.get(stream::STREAM);
            hints.streams.push(stated.map(|value| (value.clone(), at.child(stream::STREAM))));
            headers.add(lowering, operation, &at);
            let operation = one(lowering, (api, &mut security), (operation, wire), &context);
            api.operations.push(operation);
        }
    }
    api.response_headers = headers.into_list();
    api.credentials = security.of_document(lowering, api);
    hints
}

/// What an operation is declared in.
struct Context<'a, 'c> {
    method: HttpMethod,
    path: &'a str,
    item: &'a PathItem,
    template: &'c Template<'a>,
    at: &'c Pointer,
    groups: &'c PathGroups<'a>,
}

/// The operations of a path, by the methods that 3.0 knows.
pub(super) fn methods(item: &PathItem) -> impl Iterator<Item = (HttpMethod, &Operation)> {
    let all = [
        (HttpMethod::Get, &item.get),
        (HttpMethod::Put, &item.put),
        (HttpMethod::Post, &item.post),
        (HttpMethod::Delete, &item.delete),
        (HttpMethod::Options, &item.options),
        (HttpMethod::Head, &item.head),
        (HttpMethod::Patch, &item.patch),
        (HttpMethod::Trace, &item.trace),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn one<'a>(
    lowering: &mut Lowering<'a>,
    (api, security): (&mut Api, &mut Security),
    (operation, wire): (&'a Operation, WireName),
    context: &Context<'a, '_>,
) -> ir::Operation {
    let at = context.at;
    let item_at = at.parent().unwrap_or_default();
    let declared = parameter::declared(lowering, (&operation.parameters, at), (&context.item.parameters, &item_at));
    let parameters = parameter::lower(lowering, &declared, context.template, (&wire, at));
    let body = operation.request_body.as_ref().and_then(|body| {
        let origin = Origin::Operation(wire.clone(), Part::Body);
        body::request(lowering, body, origin, &at.child("requestBody"))
    });
    let asked = response::Asked { operation, method: &context.method, wire: &wire, at };
    let output = response::output(lowering, &asked);
    let stream = response::items(lowering, &asked).map(Stream::Items);
    let (errors, mut error_types) = response::errors(lowering, &asked);
    error_types.retain(|name| !output.media_types.contains(name));
    let root = api.server.as_deref();
    let server = server::own(lowering, root, (operation, at), (context.item, &item_at));
    // A token goes to another host only where the document asks for it there.
    let is_elsewhere = server.as_ref().is_some_and(|server| !server.starts_with('/'));
    let undeclared = if is_elsewhere { Credentials::Anonymous } else { security.undeclared.clone() };
    let credentials = security.credentials(lowering, (operation, at), api).unwrap_or(undeclared);
    let said = [&operation.summary, &operation.description].map(|text| text.as_deref().unwrap_or_default());
    let (summary, docs) = prose::said_once(said[0], said[1]);
    ir::Operation {
        name: Default::default(),
        method_name: Default::default(),
        constant: Default::default(),
        error_name: Default::default(),
        error_alias_of: None,
        tag: tags::tag_of(lowering, api, context.groups, (context.path, operation)),
        summary,
        docs,
        deprecated: operation.deprecated,
        http_method: context.method.clone(),
        path: WireName::new(&*context.template.text),
        server,
        wire,
        parameters,
        body,
        output,
        pages: None,
        stream,
        errors,
        error_types,
        credentials,
        any_accept: declared.iter().any(|(parameter, _)| parameter::is_accept(parameter)),
    }
}

/// The operationId, or what method and path make together: where there is none but symbols, and where an operation before has
/// it, so that one more operation never takes the name of another.
fn name<'a>(
    lowering: &mut Lowering<'_>,
    ids: &mut BTreeMap<&'a str, Pointer>,
    operation: &'a Operation,
    context: &Context<'_, '_>,
) -> WireName {
    let made = format!("{} {}", context.method.as_str().to_ascii_lowercase(), context.path);
    let says_something = |id: &&str| id.chars().any(char::is_alphanumeric);
    let Some(id) = operation.operation_id.as_deref().filter(says_something) else { return WireName::new(made) };
    let at = context.at.child("operationId");
    let Some(first) = ids.get(id) else {
        ids.insert(id, at);
        return WireName::new(id);
    };
    let message = format!("the operationId {} is taken, so the operation is named `{made}`", quote(id));
    let help = "give each operation an operationId of its own, in an overlay if need be";
    let first = lowering.diagnostics.source_map.position(first);
    lowering.diagnostics.report(Code::WOperationId, &at, message).help(help).related("first given at", first);
    WireName::new(made)
}
