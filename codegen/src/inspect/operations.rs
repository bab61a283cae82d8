//! Operations and the calls they have become.

use super::report::{Argument, Operation, SkippedOperation};
use super::report_context::View;
use super::{pages, stream};
use crate::ir::{self, Place};

/// One operation, in the words of `emit::operation`.
pub(super) fn one(view: &View<'_>, operation: &ir::Operation) -> Operation {
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        let list = if parameter.required { &mut arguments } else { &mut setters };
        list.push(argument(view, parameter));
    }
    if let Some(body) = &operation.body {
        let list = if body.required { &mut arguments } else { &mut setters };
        list.push(Argument { name: "body".to_owned(), place: "body", wire: None, rust: view.rust(&body.ty) });
    }
    let tag = view.api.tags.get(operation.tag.0);
    let module = tag.map(|tag| tag.module.as_str()).unwrap_or_default();
    let error = || format!("{}::{module}::{}", view.crate_path, operation.error_name);
    Operation {
        id: operation.wire.as_str().to_owned(),
        http_method: operation.http_method.as_str().to_owned(),
        path: operation.path.as_str().to_owned(),
        tag: tag.map(|tag| tag.wire.as_str().to_owned()).unwrap_or_default(),
        handle: module.to_owned(),
        method: operation.method_name.as_str().to_owned(),
        arguments,
        setters,
        request_types: operation.body.iter().flat_map(|body| body.media_types.clone()).collect(),
        response_types: operation.output.media_types.clone(),
        output: match operation.output.variants.as_slice() {
            [] => view.rust(&operation.output.ty),
            _ => format!("{}::{module}::{}", view.crate_path, operation.output.name),
        },
        pages: pages::of(view, operation),
        stream: stream::of(view, operation),
        error: (!operation.errors.is_empty()).then(error),
        security: super::security::needed(view.api, &operation.credentials),
    }
}

fn argument(view: &View<'_>, parameter: &ir::Parameter) -> Argument {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    Argument {
        name: parameter.name.as_str().to_owned(),
        place,
        wire: Some(parameter.wire.as_str().to_owned()),
        rust: view.rust(&parameter.ty),
    }
}

/// One that is not emitted.
pub(super) fn skipped(operation: &ir::SkippedOperation) -> SkippedOperation {
    SkippedOperation {
        http_method: operation.http_method.clone(),
        path: operation.path.as_str().to_owned(),
        reason: operation.reason.clone(),
    }
}
