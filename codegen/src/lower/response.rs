//! Responses: what a success gives, and the bodies of errors.

use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::Lowering;
use super::body::{Way, content};
use super::schema::Typed;
use crate::diagnostics::Pointer;
use crate::ir::{ErrorResponse, Origin, Output, Part, Statuses, TypeRef, WireName};

/// The body of a success: the first 2xx response that has one. `default` counts as a success where no 2xx is declared.
///
/// `None`, with a warning reported, if there is a body but no codec for it.
pub(super) fn output<'a>(
    lowering: &mut Lowering<'a>,
    operation: &'a Operation,
    wire: &WireName,
    at: &Pointer,
) -> Option<Output> {
    let at = at.child("responses");
    let mut successes: Vec<(String, &'a ReferenceOr<Response>)> = Vec::new();
    for (status, response) in &operation.responses.responses {
        if matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2)) {
            successes.push((status.to_string(), response));
        }
    }
    successes.sort_by(|(a, _), (b, _)| a.cmp(b));
    if let (true, Some(default)) = (successes.is_empty(), &operation.responses.default) {
        successes.push(("default".to_owned(), default));
    }
    let mut docs = String::new();
    let mut output: Option<Output> = None;
    for (status, response) in successes {
        let Some(response) = lowering.resolve(response, |all, name| all.responses.get(name)) else { continue };
        if docs.is_empty() {
            docs.clone_from(&response.description);
        }
        if response.content.is_empty() {
            continue;
        }
        let at = at.child(&status).child("content");
        if output.is_some() {
            lowering.warn("W-RESPONSE", &at, format!("the body for {status} is left out: an earlier status has one"));
            continue;
        }
        let origin = Origin::Operation(wire.clone(), Part::Response);
        let Some(found) = content(lowering, &response.content, origin, &at, Way::Received) else {
            let types = response.content.keys().cloned().collect::<Vec<_>>().join("`, `");
            lowering.warn("W-MEDIA-TYPE", &at, format!("no codec for `{types}`, so the operation is left out"));
            return None;
        };
        output = Some(Output { ty: found.typed.into_type(), media_types: found.media_types, docs: docs.clone() });
    }
    Some(output.unwrap_or(Output { ty: TypeRef::Unit, media_types: Vec::new(), docs }))
}

/// The bodies of error responses, the closest status first.
pub(super) fn errors<'a>(
    lowering: &mut Lowering<'a>,
    operation: &'a Operation,
    wire: &WireName,
    at: &Pointer,
) -> Vec<ErrorResponse> {
    let at = at.child("responses");
    let mut all: Vec<(Statuses, String, &'a ReferenceOr<Response>)> = Vec::new();
    let mut has_success = false;
    for (status, response) in &operation.responses.responses {
        let statuses = match status {
            StatusCode::Code(code @ 300..=599) => Statuses::One(*code),
            StatusCode::Range(first @ 3..=5) => Statuses::Hundred(*first),
            StatusCode::Code(200..=299) | StatusCode::Range(2) => {
                has_success = true;
                continue;
            }
            _ => continue,
        };
        all.push((statuses, status.to_string(), response));
    }
    if let (true, Some(default)) = (has_success, &operation.responses.default) {
        all.push((Statuses::Rest, "default".to_owned(), default));
    }
    all.sort_by_key(|(statuses, ..)| *statuses);
    let mut errors = Vec::new();
    for (statuses, status, response) in all {
        let Some(response) = lowering.resolve(response, |all, name| all.responses.get(name)) else { continue };
        let origin = Origin::Operation(wire.clone(), Part::Error);
        let at = at.child(&status).child("content");
        let found = content(lowering, &response.content, origin, &at, Way::Received).map(|found| found.typed);
        if let Some(Typed { ty, .. }) = found.filter(|typed| typed.ty != TypeRef::Json) {
            let docs = response.description.clone();
            errors.push(ErrorResponse { statuses, name: Default::default(), ty, docs });
        }
    }
    errors
}
