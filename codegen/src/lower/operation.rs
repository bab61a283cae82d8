//! Operations: a method, a path, and what goes in and comes out.

use openapiv3::{Operation, PathItem};

use super::path::{self, Template};
use super::{Lowering, body, parameter, response, security, tags};
use crate::diagnostics::Pointer;
use crate::ir::{self, Api, HttpMethod, LeftOut, Origin, Part, WireName};

/// Lowers all operations, in the document's order.
pub(super) fn all(lowering: &mut Lowering<'_>, api: &mut Api) {
    let openapi = lowering.openapi;
    for (path, item) in &openapi.paths.paths {
        let at = Pointer::root().child("paths").child(path);
        let Some(item) = item.as_item() else {
            lowering.warn(
                "W-PATH-REF",
                &at,
                "a path that is a reference is not supported, so its operations are left out",
            );
            continue;
        };
        let Some(template) = path::template(lowering, path, &at) else { continue };
        for (method, operation) in methods(item) {
            let at = at.child(&method.as_str().to_ascii_lowercase());
            let context = Context { method, path, template: &template, item, at: &at };
            let said = lowering.diagnostics.iter().count();
            match one(lowering, api, operation, &context) {
                Some(operation) => api.operations.push(operation),
                None => api.left_out.push(left_out(lowering, &context, said)),
            }
        }
    }
}

/// What an operation is declared in.
struct Context<'a, 'c> {
    method: HttpMethod,
    path: &'a str,
    item: &'a PathItem,
    template: &'c Template<'a>,
    at: &'c Pointer,
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
    api: &mut Api,
    operation: &'a Operation,
    context: &Context<'a, '_>,
) -> Option<ir::Operation> {
    let at = context.at;
    let wire = name(operation, context);
    let item_at = at.parent().unwrap_or_default();
    let declared = parameter::declared(lowering, (&operation.parameters, at), (&context.item.parameters, &item_at));
    let parameters = parameter::lower(lowering, &declared, &context.template.parameters, (&wire, at))?;
    let body = match &operation.request_body {
        Some(body) => {
            let origin = Origin::Operation(wire.clone(), Part::Body);
            body::request(lowering, body, origin, &at.child("requestBody")).ok()?
        }
        None => None,
    };
    let output = response::output(lowering, operation, &wire, at)?;
    let errors = response::errors(lowering, operation, &wire, at);
    let credentials = security::credentials(lowering, operation, at);
    Some(ir::Operation {
        name: Default::default(),
        method_name: Default::default(),
        constant: Default::default(),
        error_name: Default::default(),
        tag: tags::tag_of(lowering, api, operation),
        summary: operation.summary.clone().unwrap_or_default(),
        docs: operation.description.clone().unwrap_or_default(),
        deprecated: operation.deprecated,
        http_method: context.method,
        path: WireName::new(&*context.template.text),
        wire,
        parameters,
        body,
        output,
        errors,
        credentials,
    })
}

/// An operation for which nothing was made, and why: the last thing `said` since it was begun.
fn left_out(lowering: &Lowering<'_>, context: &Context<'_, '_>, said: usize) -> LeftOut {
    let reason = lowering.diagnostics.iter().skip(said).last().map(|diagnostic| diagnostic.message.clone());
    LeftOut {
        http_method: context.method.as_str().to_owned(),
        path: WireName::new(context.path),
        reason: reason.unwrap_or_default(),
    }
}

/// The operationId, or what method and path make together.
fn name(operation: &Operation, context: &Context<'_, '_>) -> WireName {
    let made = || format!("{} {}", context.method.as_str().to_ascii_lowercase(), context.path);
    WireName::new(operation.operation_id.clone().filter(|id| !id.trim().is_empty()).unwrap_or_else(made))
}
