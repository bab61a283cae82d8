//! The request body of an operation, and the media types that it is sent in.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::rules::Rule;
use super::spot::Spot;
use crate::diagnostics::quote;
use crate::ir::{Body, Operation};

/// Compares the request bodies of two operations.
pub(super) fn compare<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let (method, spot) = (cx.new.method(new), Spot::Of(new, "requestBody"));
    let rust = format!("{}::body", cx.new.call(new));
    match (&old.body, &new.body) {
        (Some(body), None) => {
            let message = format!("`{method}` took a `{}` as its body and takes none", cx.old.text(&body.ty));
            cx.report(Rule::BodyRemoved, (Old, Spot::Of(old, "requestBody")), &rust, message);
        }
        (None, Some(body)) => {
            let ty = cx.new.text(&body.ty);
            let (rule, message) = match body.required {
                true => (Rule::RequiredBodyAdded, format!("`{method}` takes `body: {ty}`, too")),
                false => (Rule::OptionalBodyAdded, format!("the call of `{method}` has the setter `body: {ty}`, too")),
            };
            cx.report(rule, (New, spot), &rust, message);
        }
        (Some(before), Some(after)) => pair(cx, (old, new), (before, after), (spot, &rust)),
        (None, None) => {}
    }
}

fn pair(
    cx: &mut Comparison<'_>,
    (old, new): (&Operation, &Operation),
    (before, after): (&Body, &Body),
    (spot, rust): (Spot<'_>, &str),
) {
    let method = cx.new.method(new);
    match (before.required, after.required) {
        (false, true) => {
            let message = format!("the body is an argument of `{method}` and was a setter");
            cx.changed(Rule::BodyBecameRequired, spot, rust, message);
        }
        (true, false) => {
            let message = format!("the body is a setter of `{method}` and was an argument");
            cx.changed(Rule::BodyBecameOptional, spot, rust, message);
        }
        _ => {}
    }
    if !cx.is_same(&before.ty, &after.ty) {
        let message = was_and_is(rust, &cx.old.text(&before.ty), &cx.new.text(&after.ty));
        cx.changed(Rule::BodyTypeChanged, spot, rust, message);
    }
    let setter = format!("{}::content_type", cx.new.call(new));
    let choices = Choices {
        removed: Rule::RequestMediaTypeRemoved,
        old: (&before.media_types, before.any_media_type),
        new: (&after.media_types, after.any_media_type),
    };
    media_types(cx, &choices, (Spot::Of(old, "requestBody"), spot), &setter);
    let default = |body: &Body| body.media_types.first().map(|it| quote(it)).unwrap_or_default();
    if before.media_types.first() != after.media_types.first() {
        let message =
            format!("the body of `{method}` was sent as {} and is sent as {}", default(before), default(after));
        cx.changed(Rule::DefaultMediaTypeChanged, spot, rust, message);
    }
    if before.encodings != after.encodings {
        let message = format!("the form that `{method}` sends is written in another way");
        cx.changed(Rule::EncodingChanged, spot, rust, message);
    }
}

/// The media types of a body, and whether any other one can be named, in both crates.
pub(super) struct Choices<'c> {
    pub(super) removed: Rule,
    pub(super) old: (&'c [String], bool),
    pub(super) new: (&'c [String], bool),
}

/// The choice of media types, which a setter makes where there is more than one.
pub(super) fn media_types(
    cx: &mut Comparison<'_>,
    choices: &Choices<'_>,
    (old, new): (Spot<'_>, Spot<'_>),
    setter: &str,
) {
    let has_setter = |(types, any): (&[String], bool)| any || types.len() > 1;
    if !has_setter(choices.old) {
        // Nobody has named the only one. That the default is another one is said of the body.
        let added = choices.new.0.iter().filter(|it| has_setter(choices.new) && !choices.old.0.contains(it));
        added.for_each(|it| one_more(cx, new, setter, it));
        return;
    }
    if !has_setter(choices.new) {
        let message = format!("the setter `{setter}` is gone: there is no choice of media types any more");
        cx.report(Rule::MediaTypeSetterRemoved, (Old, old), setter, message);
        return;
    }
    for gone in choices.old.0.iter().filter(|it| !choices.new.0.contains(it) && !choices.new.1) {
        let message = format!("`{setter}` takes {} no longer", quote(gone));
        cx.report(choices.removed, (Old, old), setter, message);
    }
    choices.new.0.iter().filter(|it| !choices.old.0.contains(it)).for_each(|it| one_more(cx, new, setter, it));
}

fn one_more(cx: &mut Comparison<'_>, spot: Spot<'_>, setter: &str, media_type: &str) {
    cx.changed(Rule::MediaTypeAdded, spot, setter, format!("`{setter}` takes {}, too", quote(media_type)));
}
