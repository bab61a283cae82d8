//! Responses: what a success gives, and the bodies of errors.

use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::body::{Way, content};
use super::lowering::Lowering;
use super::media_type_schema::same_content;
use super::prose::telling;
use crate::diagnostics::{Code, Pointer};
use crate::ir::{HttpMethod, Origin, Output, Part, StatusBody, Statuses, TypeRef, WireName};

/// An operation whose responses are looked at.
pub(super) struct Asked<'a, 'c> {
    pub(super) operation: &'a Operation,
    pub(super) method: &'c HttpMethod,
    pub(super) wire: &'c WireName,
    pub(super) at: &'c Pointer,
}

/// A response and the statuses it is for.
struct Declared<'a> {
    statuses: Statuses,
    /// Where its bodies are.
    at: Pointer,
    response: &'a Response,
}

/// A success: its description, and its body with the media types.
struct Success {
    statuses: Statuses,
    docs: String,
    body: Option<(TypeRef, Vec<String>)>,
}

/// What a success gives: nothing, one body, or one of several by status. `default` counts as a success where no 2xx is
/// declared.
pub(super) fn output(lowering: &mut Lowering<'_>, asked: &Asked<'_, '_>) -> Output {
    let mut declared = responses(lowering, asked, |first| first == 2);
    if let (true, Some(default)) = (declared.is_empty(), default(lowering, asked)) {
        declared.push(default);
    }
    let mut successes: Vec<Success> = Vec::new();
    for (index, it) in declared.iter().enumerate() {
        let repeated = declared
            .iter()
            .take(index)
            .position(|other| same_content(lowering, &other.response.content, &it.response.content));
        let body = match repeated.and_then(|index| successes.get(index)) {
            Some(other) if has_body(it, asked) => other.body.clone(),
            _ => body(lowering, it, asked),
        };
        successes.push(Success { statuses: it.statuses, docs: telling(&it.response.description), body });
    }
    let docs = successes.first().map(|success| success.docs.clone()).unwrap_or_default();
    let mut media_types: Vec<String> = Vec::new();
    for name in successes.iter().filter_map(|success| success.body.as_ref()).flat_map(|(_, names)| names) {
        if !media_types.contains(name) {
            media_types.push(name.clone());
        }
    }
    let nothing = Output { ty: TypeRef::Unit, media_types, docs, name: Default::default(), variants: Vec::new() };
    let mut bodies = successes.iter().filter_map(|success| success.body.as_ref());
    let Some((first, _)) = bodies.next() else { return nothing };
    if bodies.all(|(ty, _)| ty == first) {
        let always = successes.iter().all(|success| success.body.is_some());
        return Output { ty: if always { first.clone() } else { optional(first.clone()) }, ..nothing };
    }
    let variants = successes.into_iter().map(|success| StatusBody {
        statuses: success.statuses,
        name: Default::default(),
        ty: success.body.map_or(TypeRef::Unit, |(ty, _)| ty),
        docs: success.docs,
    });
    Output { variants: variants.collect(), ..nothing }
}

/// What may be missing. Bytes may be none, and JSON may be null.
fn optional(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Bytes | TypeRef::Json | TypeRef::Nullable(_) => ty,
        ty => TypeRef::Nullable(Box::new(ty)),
    }
}

/// Whether a response can have a body (RFC 9110 §9.3.2, §15.3.5 and §15.3.6).
fn has_body(declared: &Declared<'_>, asked: &Asked<'_, '_>) -> bool {
    *asked.method != HttpMethod::Head && !matches!(declared.statuses, Statuses::One(204 | 205))
}

fn body(lowering: &mut Lowering<'_>, declared: &Declared<'_>, asked: &Asked<'_, '_>) -> Option<(TypeRef, Vec<String>)> {
    if declared.response.content.is_empty() {
        return None;
    }
    if !has_body(declared, asked) {
        let what = if *asked.method == HttpMethod::Head { "to HEAD" } else { "with this status" };
        lowering.warn(
            Code::WResponse,
            &declared.at,
            format!("a response {what} has no body, so what is declared is left out"),
        );
        return None;
    }
    let origin = Origin::Operation(asked.wire.clone(), Part::Response);
    let found = content(lowering, &declared.response.content, origin, &declared.at, Way::Received)?;
    Some((found.typed.into_type(), found.media_types))
}

/// The bodies of error responses, the closest status first, and their media types. `default` is one of them even where it is the
/// success too.
pub(super) fn errors(lowering: &mut Lowering<'_>, asked: &Asked<'_, '_>) -> (Vec<StatusBody>, Vec<String>) {
    let mut declared = responses(lowering, asked, |first| matches!(first, 3..=5));
    declared.extend(default(lowering, asked));
    let (mut errors, mut media_types) = (Vec::new(), Vec::new());
    for it in declared {
        let origin = Origin::Operation(asked.wire.clone(), Part::Error);
        let Some(found) = content(lowering, &it.response.content, origin, &it.at, Way::Received) else { continue };
        // Bytes and untyped JSON are in the error anyway.
        if !matches!(found.typed.ty, TypeRef::Json | TypeRef::Bytes) {
            let (ty, docs) = (found.typed.ty, telling(&it.response.description));
            errors.push(StatusBody { statuses: it.statuses, name: Default::default(), ty, docs });
            media_types.extend(found.media_types);
        }
    }
    (errors, media_types)
}

/// The responses whose status begins with a certain digit, the closest status first.
fn responses<'a>(lowering: &Lowering<'a>, asked: &Asked<'a, '_>, wanted: impl Fn(u16) -> bool) -> Vec<Declared<'a>> {
    let mut all = Vec::new();
    for (status, response) in &asked.operation.responses.responses {
        let (first, statuses) = match status {
            StatusCode::Code(code) => (code / 100, Statuses::One(*code)),
            StatusCode::Range(first) => (*first, Statuses::Hundred(*first)),
        };
        if wanted(first) {
            let at = asked.at.at(["responses", &status.to_string()]);
            all.extend(found(lowering, response, statuses, &at));
        }
    }
    all.sort_by_key(|declared| declared.statuses);
    all
}

fn default<'a>(lowering: &Lowering<'a>, asked: &Asked<'a, '_>) -> Option<Declared<'a>> {
    let response = asked.operation.responses.default.as_ref()?;
    found(lowering, response, Statuses::Rest, &asked.at.at(["responses", "default"]))
}

fn found<'a>(
    lowering: &Lowering<'a>,
    response: &'a ReferenceOr<Response>,
    statuses: Statuses,
    at: &Pointer,
) -> Option<Declared<'a>> {
    let (response, at) = lowering.resolve(response, at, |all, name| all.responses.get(name))?;
    Some(Declared { statuses, at: at.child("content"), response })
}
