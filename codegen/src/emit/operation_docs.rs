//! The docs of a method that begins a call: what the document says of it, its arguments, what it gives and what may be set.

use proc_macro2::TokenStream;

use super::commonmark;
use super::docs::{blocks, docs, paragraphs, written};
use super::log_in::scopes;
use super::public_type_path::linked;
use super::type_ref::Paths;
use crate::ir::{Operation, TypeRef};

/// ```text
/// /// Finds pets by status
/// ///
/// /// `GET /pet/findByStatus` gives [`Vec<Pet>`](models::Pet). Errors: [`FindByStatusError`]. Optional: [`page`](FindByStatus::page).
/// ///
/// /// * `status`: Status values that need to be considered for filter
/// ```
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> TokenStream {
    let told = paragraphs([
        operation.summary.as_str(),
        operation.docs.as_str(),
        &server(operation),
        &scopes(&operation.credentials),
    ]);
    let (output, line) = line(paths, operation);
    blocks([told, written(&line), docs(&list(operation, output))])
}

/// Method and path, what a success gives, the error bodies and the setters. All of it is ours but the description of the
/// success, which is given back where it cannot be part of a line.
fn line<'a>(paths: &Paths<'_>, operation: &'a Operation) -> (Option<&'a str>, String) {
    // The path is visible ASCII without backticks.
    let mut line = format!("`{} {}`", operation.http_method.as_str(), operation.path.as_str());
    if !operation.output.variants.is_empty() {
        line.extend([" gives [`", operation.output.name.as_str(), "`]"]);
    } else if operation.output.ty != TypeRef::Unit {
        line.extend([" gives ", &linked(paths, &operation.output.ty)]);
    }
    let output = Some(operation.output.docs.trim()).filter(|text| !text.is_empty());
    let inlined = output.and_then(commonmark::harmless_in_line);
    let rest = if inlined.is_some() { None } else { output };
    if let Some(text) = inlined {
        line.extend([": ", text.trim_end_matches('.')]);
    }
    line.push('.');
    if let Some(stream) = &operation.stream {
        let item = stream.items().map_or("bytes".to_owned(), |items| linked(paths, &items.item));
        line.extend([" As a stream of ", &item, &format!(": [`stream`]({}::stream).", operation.name)]);
    }
    if !operation.errors.is_empty() {
        line.extend([" Errors: [`", operation.error_name.as_str(), "`]."]);
    }
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let mut setters: Vec<&str> = optional.map(|parameter| parameter.name.as_str()).collect();
    setters.extend(operation.body.iter().filter(|body| !body.required).map(|_| "body"));
    let link = |setter: &&str| format!("[`{setter}`]({}::{setter})", operation.name);
    if !setters.is_empty() {
        let links: Vec<String> = setters.iter().map(link).collect();
        line.extend([" Optional: ", &links.join(", "), "."]);
    }
    (rest, line)
}

/// Where the call goes, if that is not the client's base URL.
fn server(operation: &Operation) -> String {
    match operation.server.as_deref() {
        None => String::new(),
        Some(path) if path.starts_with('/') => format!("Sent to the path `{path}` of the client's host."),
        Some(url) => format!("Sent to `{url}`, whatever the client's base URL is."),
    }
}

/// What the document says of each argument, and at length of what the call gives.
fn list(operation: &Operation, output: Option<&str>) -> String {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let parameters = parameters.map(|parameter| (format!("`{}`", parameter.name), parameter.docs.as_str()));
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.map(|body| ("`body`".to_owned(), body.docs.as_str()));
    let output = output.map(|text| ("Gives".to_owned(), text));
    let rows = parameters.chain(body).chain(output);
    let rows = rows.filter(|(_, docs)| !docs.trim().is_empty());
    rows.map(|(name, docs)| format!("* {name}: {}\n", docs.trim().replace('\n', "\n  "))).collect()
}
