//! Responses: what a success gives, and the bodies of errors.

use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::body::{Way, received};
use super::lowering::Lowering;
use super::media_type_schema::same_content;
use super::prose::telling;
use super::stream;
use crate::diagnostics::{Code, Pointer};
use crate::ir::{HttpMethod, ItemStream, Origin, Output, Part, StatusBody, Statuses, TypeRef, WireName};

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

/// A result: its description, and its bodies with their media types.
struct Success {
    statuses: Statuses,
    docs: String,
    bodies: Vec<TypedBody>,
}

/// A type of a body and the media types that have it.
type TypedBody = (TypeRef, Vec<String>);

/// What a success gives: nothing, one body, or one of several by status and media type. Where no 2xx is declared, redirects are
/// the result, or else `default`.
pub(super) fn output(lowering: &mut Lowering<'_>, asked: &Asked<'_, '_>) -> Output {
    let declared = results(lowering, asked);
    let mut successes: Vec<Success> = Vec::new();
    let mut media_types: Vec<String> = Vec::new();
    for (index, it) in declared.iter().enumerate() {
        let repeated = declared
            .iter()
            .take(index)
            .position(|other| same_content(lowering, &other.response.content, &it.response.content));
        let bodies = match repeated.and_then(|index| successes.get(index)) {
            Some(other) if has_body(it, asked) => other.bodies.clone(),
            _ => bodies(lowering, it, asked),
        };
        let names = bodies.iter().flat_map(|(_, names)| names);
        let mut names: Vec<&String> = names.filter(|name| !media_types.contains(name)).collect();
        names.sort_by_key(|name| it.response.content.get_index_of(*name));
        media_types.extend(names.into_iter().cloned().collect::<Vec<_>>());
        successes.push(Success { statuses: it.statuses, docs: telling(&it.response.description), bodies });
    }
    let nothing = Output {
        ty: TypeRef::Unit,
        media_types,
        docs: successes.first().map(|success| success.docs.clone()).unwrap_or_default(),
        name: Default::default(),
        variants: Vec::new(),
        redirects: declared.iter().flat_map(|it| redirects(it.statuses)).collect(),
    };
    let mut bodies = successes.iter().flat_map(|success| &success.bodies);
    let Some((first, _)) = bodies.next() else { return nothing };
    if bodies.all(|(ty, _)| ty == first) {
        let always = successes.iter().all(|success| !success.bodies.is_empty());
        return Output { ty: if always { first.clone() } else { optional(first.clone()) }, ..nothing };
    }
    Output { variants: successes.into_iter().flat_map(variants).collect(), ..nothing }
}

/// The items of the first success that is a stream.
pub(super) fn items(lowering: &mut Lowering<'_>, asked: &Asked<'_, '_>) -> Option<ItemStream> {
    let declared = results(lowering, asked);
    declared.iter().filter(|it| has_body(it, asked)).find_map(|it| {
        let origin = Origin::Operation(asked.wire.clone(), Part::Item);
        stream::items(lowering, &it.response.content, origin, &it.at)
    })
}

/// The responses that are the result of a call.
fn results<'a>(lowering: &Lowering<'a>, asked: &Asked<'a, '_>) -> Vec<Declared<'a>> {
    let successes = responses(lowering, asked, |first| first == 2);
    if !successes.is_empty() {
        return successes;
    }
    let redirects = responses(lowering, asked, |first| first == 3);
    if redirects.is_empty() { default(lowering, asked).into_iter().collect() } else { redirects }
}

/// The redirects among statuses.
fn redirects(statuses: Statuses) -> Vec<u16> {
    match statuses {
        Statuses::One(status @ 300..=399) => vec![status],
        Statuses::Hundred(3) => vec![300, 301, 302, 303, 304, 305, 307, 308],
        _ => Vec::new(),
    }
}

/// A variant for each body of a status, with its media types if there are several.
fn variants(success: Success) -> Vec<StatusBody> {
    let Success { statuses, docs, bodies } = success;
    let body = |ty, media_types| StatusBody { statuses, media_types, name: Default::default(), ty, docs: docs.clone() };
    match bodies.len() {
        0 => vec![body(TypeRef::Unit, Vec::new())],
        1 => bodies.into_iter().map(|(ty, _)| body(ty, Vec::new())).collect(),
        _ => bodies.into_iter().map(|(ty, media_types)| body(ty, media_types)).collect(),
    }
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

fn bodies(lowering: &mut Lowering<'_>, declared: &Declared<'_>, asked: &Asked<'_, '_>) -> Vec<TypedBody> {
    if declared.response.content.is_empty() {
        return Vec::new();
    }
    if !has_body(declared, asked) {
        let what = if *asked.method == HttpMethod::Head { "to HEAD" } else { "with this status" };
        lowering.warn(
            Code::WResponse,
            &declared.at,
            format!("a response {what} has no body, so what is declared is left out"),
        );
        return Vec::new();
    }
    let origin = Origin::Operation(asked.wire.clone(), Part::Response);
    let found = received(lowering, &declared.response.content, origin, (&declared.at, Way::Streamed));
    found.into_iter().map(|body| (body.typed.into_type(), body.media_types)).collect()
}

/// The bodies of error responses, the closest status first, and their media types. `default` is one of them even where it is the
/// success too.
pub(super) fn errors(lowering: &mut Lowering<'_>, asked: &Asked<'_, '_>) -> (Vec<StatusBody>, Vec<String>) {
    let has_success = !responses(lowering, asked, |first| first == 2).is_empty();
    let mut declared = responses(lowering, asked, |first| matches!(first, 4..=5) || (first == 3 && has_success));
    declared.extend(default(lowering, asked));
    let (mut errors, mut media_types): (_, Vec<String>) = (Vec::new(), Vec::new());
    for it in declared {
        let origin = Origin::Operation(asked.wire.clone(), Part::Error);
        let found = received(lowering, &it.response.content, origin, (&it.at, Way::Received));
        let mut names: Vec<&String> = found.iter().flat_map(|body| &body.media_types).collect();
        names.sort_by_key(|name| it.response.content.get_index_of(*name));
        for name in names {
            if !media_types.contains(name) {
                media_types.push(name.clone());
            }
        }
        let is_one = found.len() == 1;
        for body in found {
            // Bytes and untyped JSON are in the error anyway.
            if !matches!(body.typed.ty, TypeRef::Json | TypeRef::Bytes) {
                let media_types = if is_one { Vec::new() } else { body.media_types };
                let (ty, docs) = (body.typed.ty, telling(&it.response.description));
                errors.push(StatusBody { statuses: it.statuses, media_types, name: Default::default(), ty, docs });
            }
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
