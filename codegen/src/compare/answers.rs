//! What a call gives: its output, the bodies of its errors, its pages and its stream.

use std::collections::BTreeSet;

use super::body::{Choices, media_types};
use super::change::Which::Old;
use super::comparison::{Comparison, Side, was_and_is};
use super::pairs::matched;
use super::rules::Rule;
use super::spot::Spot;
use crate::ir::{Operation, StatusBody, Stream, TypeRef, type_walks};

/// Compares the answers of two operations.
pub(super) fn compare<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let spot = Spot::Of(new, "responses");
    output(cx, old, new, spot);
    errors(cx, old, new, spot);
    let setter = format!("{}::accept", cx.new.call(new));
    let choices = Choices {
        removed: Rule::ResponseMediaTypeRemoved,
        old: (&old.output.media_types, old.any_accept),
        new: (&new.output.media_types, new.any_accept),
    };
    media_types(cx, &choices, (Spot::Of(old, "responses"), spot), &setter);
    accept(cx, old, new, spot);
    if old.output.redirects != new.output.redirects {
        let message = format!("other redirects are the result of `{}`", cx.new.method(new));
        cx.changed(Rule::RedirectsChanged, spot, &cx.new.call(new), message);
    }
    pages(cx, old, new, spot);
    stream(cx, old, new, spot);
}

/// What the call asks for, as far as nobody chooses it.
fn accept(cx: &mut Comparison<'_>, old: &Operation, new: &Operation, spot: Spot<'_>) {
    let (before, after) = (&old.output.media_types, &new.output.media_types);
    let has_choice = |operation: &Operation| operation.any_accept || operation.output.media_types.len() > 1;
    let is_told =
        (has_choice(old) || has_choice(new)) && before.iter().collect::<BTreeSet<_>>() != after.iter().collect();
    if old.error_types != new.error_types || (before != after && !is_told) {
        let message = format!("the call of `{}` asks for other media types", cx.new.method(new));
        cx.changed(Rule::AcceptChanged, spot, &cx.new.call(new), message);
    }
}

fn output<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation, spot: Spot<'_>) {
    let (before, after) = (&old.output, &new.output);
    let has_variants = (!before.variants.is_empty(), !after.variants.is_empty());
    if has_variants == (true, true) {
        let rust = format!("{}::{}", cx.new.module(new), after.name);
        return statuses(cx, (old, new), (&before.variants, &after.variants), &rust);
    }
    if has_variants.0 != has_variants.1 || !cx.is_same(&before.ty, &after.ty) {
        let text = |side: Side<'_>, operation: &Operation| match operation.output.variants.is_empty() {
            true => side.text(&operation.output.ty),
            false => format!("{}::{}", side.module(operation), operation.output.name),
        };
        let rust = cx.new.method(new);
        let message = format!("`{rust}` gave `{}` and gives `{}`", text(cx.old, old), text(cx.new, new));
        cx.changed(Rule::OutputTypeChanged, spot, &rust, message);
    }
}

fn errors<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation, spot: Spot<'_>) {
    if old.errors.is_empty() != new.errors.is_empty() {
        let text = |side: Side<'_>, operation: &Operation| match operation.errors.is_empty() {
            true => "Error".to_owned(),
            false => format!("CallError<{}::{}>", side.module(operation), operation.error_name),
        };
        let rust = cx.new.method(new);
        let message = format!("the error of `{rust}` was `{}` and is `{}`", text(cx.old, old), text(cx.new, new));
        return cx.changed(Rule::ErrorTypeChanged, spot, &rust, message);
    }
    let rust = format!("{}::{}", cx.new.module(new), new.error_name);
    statuses(cx, (old, new), (&old.errors, &new.errors), &rust);
}

/// The variants of an enum of bodies by status.
fn statuses<'a>(
    cx: &mut Comparison<'a>,
    (old, new): (&Operation, &Operation),
    (before, after): (&'a [StatusBody], &'a [StatusBody]),
    rust: &str,
) {
    let bodies = matched(before, after, &[&|body: &StatusBody| body.name.to_string()]);
    for body in bodies.removed {
        let item = format!("{rust}::{}", body.name);
        let spot = (Old, Spot::Response(old, body.statuses));
        cx.report(Rule::StatusVariantRemoved, spot, &item, format!("`{item}` is gone"));
    }
    for body in bodies.added {
        let item = format!("{rust}::{}", body.name);
        cx.changed(Rule::StatusVariantAdded, Spot::Response(new, body.statuses), &item, format!("`{item}` is new"));
    }
    for (before, after) in bodies.both {
        let (item, spot) = (format!("{rust}::{}", after.name), Spot::Response(new, after.statuses));
        if !cx.is_same(&before.ty, &after.ty) {
            let message = was_and_is(&item, &cx.old.text(&before.ty), &cx.new.text(&after.ty));
            cx.changed(Rule::StatusVariantTypeChanged, spot, &item, message);
        }
        if (before.statuses, &before.media_types) != (after.statuses, &after.media_types) {
            let message = format!("`{item}` is for another status or media type");
            cx.changed(Rule::StatusChanged, spot, &item, message);
        }
    }
}

fn pages(cx: &mut Comparison<'_>, old: &Operation, new: &Operation, spot: Spot<'_>) {
    let (rust, method) = (format!("{}::items", cx.new.call(new)), cx.new.method(new));
    match (&old.pages, &new.pages) {
        (Some(_), None) => {
            let message = format!("`{method}` has no `.pages()` and `.items()` any more");
            cx.report(Rule::PagesRemoved, (Old, Spot::Of(old, "responses")), &rust, message);
        }
        (None, Some(_)) => {
            let message = format!("`{method}` has `.pages()` and `.items()`, too");
            cx.changed(Rule::PagesAdded, spot, &rust, message);
        }
        (Some(before), Some(after)) => {
            let item = |side: Side<'_>, operation: &Operation, items| -> Option<TypeRef> {
                let list = type_walks::at(&side.api.types, &operation.output.ty, items)?;
                type_walks::item_of(&side.api.types, list).cloned()
            };
            let items = (item(cx.old, old, &before.items), item(cx.new, new, &after.items));
            if let (Some(was), Some(is)) = &items
                && !cx.is_same(was, is)
            {
                let message = was_and_is(&rust, &cx.old.text(was), &cx.new.text(is));
                cx.changed(Rule::ItemTypeChanged, spot, &rust, message);
            }
            if before != after {
                let message = format!("the next page of `{method}` is found in another way");
                cx.changed(Rule::PagingChanged, spot, &rust, message);
            }
        }
        (None, None) => {}
    }
}

fn stream(cx: &mut Comparison<'_>, old: &Operation, new: &Operation, spot: Spot<'_>) {
    let (rust, method) = (format!("{}::stream", cx.new.call(new)), cx.new.method(new));
    match (&old.stream, &new.stream) {
        (Some(_), None) => {
            let message = format!("`{method}` has no `.stream()` any more");
            cx.report(Rule::StreamRemoved, (Old, Spot::Of(old, "responses")), &rust, message);
        }
        (None, Some(_)) => {
            cx.changed(Rule::StreamAdded, spot, &rust, format!("`{method}` has `.stream()`, too"));
        }
        (Some(before), Some(after)) => {
            let is_same = match (before.items(), after.items()) {
                (Some(before), Some(after)) => cx.is_same(&before.item, &after.item),
                (before, after) => before.is_none() == after.is_none(),
            };
            if !is_same {
                let text = |side: Side<'_>, stream: &Stream| {
                    stream.items().map_or_else(|| "bytes".to_owned(), |items| side.text(&items.item))
                };
                let message = was_and_is(&rust, &text(cx.old, before), &text(cx.new, after));
                return cx.changed(Rule::ItemTypeChanged, spot, &rust, message);
            }
            let way = |stream: &Stream| {
                stream.items().map(|it| (it.media_types.clone(), it.frames, it.until.clone(), it.asked_by.clone()))
            };
            if way(before) != way(after) {
                let message = format!("the items of the stream of `{method}` are asked for or divided in another way");
                cx.changed(Rule::StreamingChanged, spot, &rust, message);
            }
        }
        (None, None) => {}
    }
}
