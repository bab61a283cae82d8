//! Names of tags, operations, their arguments and error bodies.

use super::identifier::Case;
use super::repetition;
use super::scope::{RESERVED, Scope};
use super::spelling::name_all;
use crate::ir::{Api, Operation, Parameter, Place, StatusBody, Statuses};

/// The methods that every call has, and the words of a method's body.
const CALL_METHODS: [&str; 9] =
    ["accept", "body", "call", "content_type", "deadline", "into_future", "send", "clone", "value"];

/// The methods of a call whose answer comes in pages, beside those.
const PAGE_METHODS: [&str; 2] = ["items", "pages"];

/// That of calls whose answer can be read while it arrives.
const STREAM_METHODS: [&str; 1] = ["stream"];

/// Tags and the structs of operations are in one namespace each; methods in one for each tag.
pub(super) fn run(api: &mut Api) {
    name_headers(api);
    let tags: Vec<&str> = api.tags.iter().map(|tag| tag.wire.as_str()).collect();
    // A tag's module is also its method of the client and stands beside the crates that emitted code names.
    let mut modules = Scope::with([
        "base_urls",
        "builder",
        "client",
        "clone",
        "core",
        "models",
        "request",
        "response_headers",
        "runtime",
        "serde",
        "serde_json",
        "std",
    ]);
    let names = name_all(&mut modules, &tags, Case::Snake);
    // A handle is never called like a model, so that `PetApi` is a handle and `Pet` a model wherever both are.
    let models = api.types.iter().map(|def| def.name.as_str());
    let mut handles = Scope::with(RESERVED.into_iter().chain(models));
    for (tag, name) in api.tags.iter_mut().zip(names) {
        tag.handle = handles.name(&handle_text(name.as_str()), Case::Pascal);
        tag.module = name;
    }
    for index in 0..api.tags.len() {
        let handle = api.tags[index].handle.clone();
        let mut own: Vec<&mut Operation> = api.operations.iter_mut().filter(|it| it.tag.0 == index).collect();
        // Of those with the same name, the path and then the method decides, not the place in the document.
        own.sort_by(|a, b| (&a.path, a.http_method.as_str()).cmp(&(&b.path, b.http_method.as_str())));
        let texts: Vec<&str> = own.iter().map(|operation| operation.wire.as_str()).collect();
        let mut methods = Scope::with(["clone"]);
        let texts = repetition::methods(api.tags[index].wire.as_str(), &texts, &methods);
        let method_names = name_all(&mut methods, &texts, Case::Snake);
        let mut types = Scope::with(RESERVED);
        types.take(&handle);
        let mut constants = Scope::default();
        for (operation, method_name) in own.iter_mut().zip(method_names) {
            operation.name = types.name(method_name.as_str(), Case::Pascal);
            operation.constant = constants.name(operation.name.as_str(), Case::Shouty);
            operation.method_name = method_name;
            operation.error_name = types.name(&format!("{} error", operation.name), Case::Pascal);
            if !operation.output.variants.is_empty() {
                operation.output.name = types.name(&format!("{} output", operation.name), Case::Pascal);
            }
            name_parts(operation);
        }
    }
}

/// What the headers of a response can do already, and what reads those that are declared.
const HEADER_METHODS: [&str; 24] = [
    "append",
    "capacity",
    "clear",
    "clone",
    "contains_key",
    "drain",
    "entry",
    "eq",
    "extend",
    "fmt",
    "get",
    "get_all",
    "get_mut",
    "header_map",
    "insert",
    "is_empty",
    "iter",
    "keys",
    "keys_len",
    "len",
    "remove",
    "reserve",
    "try_entry",
    "values",
];

/// Names the methods that read headers of responses.
fn name_headers(api: &mut Api) {
    let texts: Vec<&str> = api.response_headers.iter().map(|header| header.wire.as_str()).collect();
    let names = name_all(&mut Scope::with(HEADER_METHODS), &texts, Case::Snake);
    api.response_headers.iter_mut().zip(names).for_each(|(header, name)| header.name = name);
}

/// `users api` of `users`
fn handle_text(module: &str) -> String {
    let module = module.trim_end_matches('_');
    if module.split('_').next_back() == Some("api") { module.to_owned() } else { format!("{module} api") }
}

fn name_parts(operation: &mut Operation) {
    let texts: Vec<String> = operation.parameters.iter().map(|it| spoken(&operation.parameters, it)).collect();
    let pages: &[&str] = if operation.pages.is_some() { &PAGE_METHODS } else { &[] };
    let stream: &[&str] = if operation.stream.is_some() { &STREAM_METHODS } else { &[] };
    let mut scope = Scope::with(CALL_METHODS.iter().chain(pages).chain(stream).copied());
    let names = name_all(&mut scope, &texts, Case::Snake);
    operation.parameters.iter_mut().zip(names).for_each(|(parameter, name)| parameter.name = name);
    for bodies in [&mut operation.errors, &mut operation.output.variants] {
        let mut scope = Scope::with(["Other", "Self"]);
        let mut before = None;
        for body in bodies {
            let status = status_name(body);
            // The first body of a status has its name, whatever others may come.
            let name = if before == Some(body.statuses) { format!("{status} {}", media_words(body)) } else { status };
            before = Some(body.statuses);
            body.name = scope.name(&name, Case::Pascal);
        }
    }
}

/// What a parameter is called: by its name, and by its place too if another place has the name first.
fn spoken(all: &[Parameter], parameter: &Parameter) -> String {
    let name = parameter.wire.as_str();
    if !all.iter().any(|other| other.wire == parameter.wire && other.place < parameter.place) {
        return name.to_owned();
    }
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    format!("{name} {place}")
}

/// What the first media type of a body is called: `csv`, `scim json`; a range by what it is a range of.
fn media_words(body: &StatusBody) -> String {
    let media_type = body.media_types.first().map(String::as_str).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence.split_once('/') {
        Some(("*", _)) => "any".to_owned(),
        Some((kind, "*")) => kind.to_owned(),
        Some((_, subtype)) => subtype.replace(|c: char| !c.is_alphanumeric(), " "),
        None => "other".to_owned(),
    }
}

/// What RFC 9110 and RFC 6585 call a status.
fn status_name(body: &StatusBody) -> String {
    let text = match body.statuses {
        Statuses::Rest => "Default",
        Statuses::Hundred(2) => "Success",
        Statuses::Hundred(4) => "ClientError",
        Statuses::Hundred(5) => "ServerError",
        Statuses::Hundred(first) => return format!("Status{first}xx"),
        Statuses::One(status) => match status {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            415 => "UnsupportedMediaType",
            422 => "UnprocessableContent",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            other => return format!("Status{other}"),
        },
    };
    text.to_owned()
}
