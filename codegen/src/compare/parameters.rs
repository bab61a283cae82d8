//! The parameters of an operation: its arguments and the setters of its call.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::pairs::{Matched, matched_by};
use super::rules::Rule;
use super::spot::{Spot, place};
use crate::diagnostics::quote;
use crate::ir::{Operation, Parameter, Place};

/// Compares the parameters of two operations.
pub(super) fn compare<'a>(cx: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let Matched { both, removed, added } = matched(old, new);
    for parameter in removed {
        let rust = format!("{}::{}", cx.old.call(old), parameter.name);
        let what = if parameter.required { "argument" } else { "setter" };
        let message = format!("the {what} `{}` of `{}` is gone", parameter.name, cx.old.method(old));
        cx.report(Rule::ParameterRemoved, (Old, Spot::Parameter(old, parameter)), &rust, message);
    }
    for parameter in added {
        let rust = format!("{}::{}", cx.new.call(new), parameter.name);
        let (name, ty, method) = (&parameter.name, cx.new.text(&parameter.ty), cx.new.method(new));
        let (rule, message) = match parameter.required {
            true => (Rule::RequiredParameterAdded, format!("`{method}` takes `{name}: {ty}`, too")),
            false => {
                (Rule::OptionalParameterAdded, format!("the call of `{method}` has the setter `{name}: {ty}`, too"))
            }
        };
        cx.report(rule, (New, Spot::Parameter(new, parameter)), &rust, message);
    }
    let mut untold = Vec::new();
    for (before, after) in &both {
        let is_told = pair(cx, (old, new), before, after);
        if !is_told && before.required {
            untold.push((*before, *after));
        }
    }
    order(cx, (old, new), &untold);
}

/// Parameters are known by place and wire name, then by wire name, by Rust name, and in the path by their position.
fn matched<'a>(old: &'a Operation, new: &'a Operation) -> Matched<'a, Parameter> {
    let index =
        |operation: &'a Operation| move |it: &Parameter| operation.parameters.iter().position(|p| std::ptr::eq(p, it));
    let in_path = |it: &Parameter, index: Option<usize>| match it.place {
        Place::Path => format!("path {index:?}"),
        _ => String::new(),
    };
    let (of_old, of_new) = (index(old), index(new));
    let both = |it: &Parameter| format!("{} {}", place(it.place), wire(it));
    let rust = |it: &Parameter| if it.place == Place::Path { String::new() } else { it.name.to_string() };
    matched_by(
        (&old.parameters, &new.parameters),
        &[&both, &wire, &rust, &|it| in_path(it, of_old(it))],
        &[&both, &wire, &rust, &|it| in_path(it, of_new(it))],
    )
}

/// What the server knows a parameter by: headers in either case, and in the path nothing but the position.
fn wire(parameter: &Parameter) -> String {
    match parameter.place {
        Place::Header => parameter.wire.as_str().to_ascii_lowercase(),
        _ => parameter.wire.as_str().to_owned(),
    }
}

/// Whether something was said that explains another list of arguments.
fn pair(cx: &mut Comparison<'_>, (old, new): (&Operation, &Operation), before: &Parameter, after: &Parameter) -> bool {
    let (rust, spot) = (format!("{}::{}", cx.new.call(new), after.name), Spot::Parameter(new, after));
    let method = cx.new.method(new);
    let mut is_told = true;
    match (before.required, after.required) {
        (false, true) => {
            let message = format!("`{}` is an argument of `{method}` and was a setter", after.name);
            cx.changed(Rule::ParameterBecameRequired, spot, &rust, message);
        }
        (true, false) => {
            let message = format!("`{}` is a setter of `{method}` and was an argument", after.name);
            cx.changed(Rule::ParameterBecameOptional, spot, &rust, message);
        }
        (false, false) if before.name != after.name => {
            let was = format!("{}::{}", cx.old.call(old), before.name);
            cx.changed(Rule::SetterRenamed, spot, &was, format!("`{was}` is called `{rust}`"));
        }
        _ => is_told = false,
    }
    if !cx.is_same(&before.ty, &after.ty) {
        let message = was_and_is(&rust, &cx.old.text(&before.ty), &cx.new.text(&after.ty));
        cx.changed(Rule::ParameterTypeChanged, spot, &rust, message);
        is_told = true;
    }
    sent(cx, (before, after), (spot, &rust));
    cx.deprecation((before.deprecated, after.deprecated), spot, &rust);
    is_told
}

/// What the same argument is on the wire.
fn sent(cx: &mut Comparison<'_>, (old, new): (&Parameter, &Parameter), (spot, rust): (Spot<'_>, &str)) {
    if old.place != new.place {
        let message = format!("`{rust}` was sent in the {} and is sent in the {}", place(old.place), place(new.place));
        cx.changed(Rule::ParameterMoved, spot, rust, message);
    } else if (&old.style, &old.encodings) != (&new.style, &new.encodings) {
        cx.changed(Rule::ParameterStyleChanged, spot, rust, format!("`{rust}` is written in another style"));
    }
    if wire(old) != wire(new) && !(old.place == Place::Path && new.place == Place::Path) {
        let (was, is) = (quote(old.wire.as_str()), quote(new.wire.as_str()));
        cx.changed(
            Rule::ParameterWireNameChanged,
            spot,
            rust,
            format!("`{rust}` was sent as {was} and is sent as {is}"),
        );
    }
    if old.auto != new.auto {
        let what = if new.auto.is_some() { "makes" } else { "no longer makes" };
        let message = format!("the client {what} `{rust}` by itself");
        cx.changed(Rule::AutomaticHeaderChanged, spot, rust, message);
    }
}

/// The order of the arguments that nothing else was said of.
fn order(cx: &mut Comparison<'_>, (old, new): (&Operation, &Operation), both: &[(&Parameter, &Parameter)]) {
    let position = |all: &[Parameter], one: &Parameter| all.iter().position(|it| std::ptr::eq(it, one));
    let new_order = |(_, after): &(&Parameter, &Parameter)| position(&new.parameters, after);
    let mut by_old = both.to_vec();
    by_old.sort_by_key(|(before, _)| position(&old.parameters, before));
    if by_old.iter().map(new_order).is_sorted() {
        return;
    }
    let mut by_new = by_old.clone();
    by_new.sort_by_key(new_order);
    let names = |list: &[(&Parameter, &Parameter)]| {
        let names: Vec<&str> = list.iter().map(|(_, after)| after.name.as_str()).collect();
        names.join(", ")
    };
    let rust = cx.new.method(new);
    let message = format!("`{rust}` took ({}) and takes ({})", names(&by_old), names(&by_new));
    cx.changed(Rule::ArgumentsReordered, Spot::Operation(new), &rust, message);
}
