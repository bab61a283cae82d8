//! The operations: which there are, and how their methods and calls are named and sent.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::pairs::matched_by;
use super::rules::Rule;
use super::spot::Spot;
use super::{answers, body, parameters, security};
use crate::diagnostics::quote;
use crate::ir::Operation;

/// Compares all operations. They are known by method, path and id, then by method and path, by id, and by their Rust names.
pub(super) fn compare(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old, cx.new);
    let sent = |it: &Operation| format!("{} {}", it.http_method.as_str(), without_names(it.path.as_str()));
    let both = |it: &Operation| format!("{} {}", sent(it), it.wire.as_str());
    let id = |it: &Operation| it.wire.as_str().to_owned();
    let operations = matched_by(
        (&old.api.operations, &new.api.operations),
        &[&both, &sent, &id, &|it| old.method(it)],
        &[&both, &sent, &id, &|it| new.method(it)],
    );
    for operation in operations.removed {
        let rust = old.method(operation);
        let message = format!("`{rust}` is gone, the call of {}", called(operation));
        cx.report(Rule::OperationRemoved, (Old, Spot::Operation(operation)), &rust, message);
    }
    for operation in operations.added {
        let rust = new.method(operation);
        let message = format!("`{rust}` is new, a call of {}", called(operation));
        cx.report(Rule::OperationAdded, (New, Spot::Operation(operation)), &rust, message);
    }
    for (before, after) in operations.both {
        pair(cx, before, after);
    }
}

/// `` `GET /users` ``
fn called(operation: &Operation) -> String {
    quote(&format!("{} {}", operation.http_method.as_str(), operation.path.as_str()))
}

/// The path with nothing in its braces: no server sees what they are called.
fn without_names(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + "{}" + piece.split_once('}').map_or("", |(_, rest)| rest))
}

/// An operation and what it has become.
fn pair<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let (rust, spot) = (cx.new.method(new), Spot::Operation(new));
    names(cx, old, new);
    cx.deprecation((old.deprecated, new.deprecated), spot, &rust);
    if old.wire != new.wire {
        let message =
            format!("`{rust}` was the operation {} and is {}", quote(old.wire.as_str()), quote(new.wire.as_str()));
        cx.changed(Rule::OperationIdChanged, spot, &rust, message);
    }
    if old.http_method != new.http_method {
        let message = was_and_is(&rust, old.http_method.as_str(), new.http_method.as_str());
        cx.changed(Rule::HttpMethodChanged, spot, &rust, message);
    }
    let paths = (old.path.as_str(), new.path.as_str());
    if without_names(paths.0) != without_names(paths.1) {
        let message = format!("`{rust}` called {} and calls {}", quote(paths.0), quote(paths.1));
        cx.changed(Rule::PathChanged, spot, &rust, message);
    }
    if old.server != new.server {
        let url = |it: &Operation| it.server.as_deref().map_or_else(|| "the client's server".to_owned(), quote);
        let message = format!("`{rust}` went to {} and goes to {}", url(old), url(new));
        cx.changed(Rule::OperationServerChanged, Spot::Of(new, "servers"), &rust, message);
    }
    parameters::compare(cx, old, new);
    body::compare(cx, old, new);
    answers::compare(cx, old, new);
    security::of_operation(cx, old, new);
}

/// The names of the method and of the types around its call.
fn names(cx: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let (was, is, spot) = (cx.old.method(old), cx.new.method(new), Spot::Operation(new));
    let modules = (cx.old.module(old), cx.new.module(new));
    // Where the handle has gone, that is said of it.
    let has_handle = cx.new.api.tags.iter().any(|tag| tag.module.as_str() == modules.0);
    if modules.0 != modules.1 && has_handle {
        cx.changed(Rule::MethodMoved, spot, &was, format!("`{was}` is `{is}`"));
    } else if modules.0 == modules.1 && old.method_name != new.method_name {
        cx.changed(Rule::MethodRenamed, spot, &was, format!("`{was}` is called `{is}`"));
    }
    if !has_handle {
        return;
    }
    let mut renamed = vec![(&old.name, &new.name)];
    if !old.errors.is_empty() && !new.errors.is_empty() {
        renamed.push((&old.error_name, &new.error_name));
    }
    if !old.output.variants.is_empty() && !new.output.variants.is_empty() {
        renamed.push((&old.output.name, &new.output.name));
    }
    for (before, after) in renamed.into_iter().filter(|(before, after)| before != after) {
        let (was, is) = (format!("{}::{before}", modules.0), format!("{}::{after}", modules.1));
        cx.changed(Rule::CallRenamed, spot, &was, format!("`{was}` is called `{is}`"));
    }
}
