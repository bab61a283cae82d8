//! Structs: their fields, what `new` takes, and which setters there are.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::pairs::matched;
use super::rules::Rule;
use super::spot::Spot;
use crate::diagnostics::quote;
use crate::emit;
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeId, TypeRef};

/// A struct in both crates.
struct Pair {
    new: TypeId,
    old: TypeId,
    rust: String,
    /// Whether the old and the new one have `new` and setters, and can be built by a literal.
    is_sent: (bool, bool),
}

/// Compares two structs.
pub(super) fn compare<'a>(
    cx: &mut Comparison<'a>,
    (old, new): (TypeId, TypeId),
    (before, after): (&'a Struct, &'a Struct),
) {
    let is_sent = (cx.old.api.type_def(old).usage.request, cx.new.api.type_def(new).usage.request);
    let pair = Pair { new, old, rust: cx.new.type_path(new), is_sent };
    let rust = &pair.rust;
    match is_sent {
        (true, false) => {
            let message =
                format!("`{rust}` is no longer sent: it has no `new`, no setters, and is `#[non_exhaustive]`");
            cx.changed(Rule::TypeNoLongerSent, Spot::Type(new), rust, message);
        }
        (false, true) => {
            let message = format!("`{rust}` is sent, too: it has `new` and setters");
            cx.changed(Rule::TypeNowSent, Spot::Type(new), rust, message);
        }
        _ => {}
    }
    let fields = matched(
        &before.fields,
        &after.fields,
        &[&|field: &Field| format!("={}", field.wire.as_str()), &|field: &Field| field.name.to_string()],
    );
    fields.removed.iter().for_each(|field| removed(cx, &pair, field));
    fields.added.iter().for_each(|field| added(cx, &pair, after, field));
    // Fields of which something is said that explains other arguments of `new`.
    let mut told: Vec<(&Field, &Field)> = Vec::new();
    for (old, new) in &fields.both {
        if field(cx, &pair, old, new) {
            told.push((old, new));
        }
    }
    rest(cx, &pair, (before.rest.as_ref(), after.rest.as_ref()));
    if is_sent == (true, true) {
        constructor(cx, &pair, (before, after), (&fields.both, &told));
    }
    if before.xml_root != after.xml_root {
        cx.changed(Rule::XmlChanged, Spot::Type(new), rust, format!("the root of `{rust}` in XML has another name"));
    }
}

fn removed(cx: &mut Comparison<'_>, pair: &Pair, field: &Field) {
    let rust = format!("{}::{}", pair.rust, field.name);
    let spot = (Old, Spot::Member(pair.old, field.wire.as_str()));
    cx.report(Rule::FieldRemoved, spot, &rust, format!("`{rust}` is gone"));
}

fn added(cx: &mut Comparison<'_>, pair: &Pair, shape: &Struct, field: &Field) {
    let rust = format!("{}::{}", pair.rust, field.name);
    let is_argument = emit::constructor_arguments(cx.new.api, shape).iter().any(|it| it.wire == field.wire);
    let ty = cx.new.field_text(field);
    let (rule, more) = match pair.is_sent {
        (true, true) if is_argument => (Rule::RequiredFieldAdded, ", and `new` takes it"),
        (true, _) => (Rule::FieldAddedToLiteral, ", and a literal has to name it"),
        (false, _) => (Rule::FieldAdded, ""),
    };
    let spot = (New, Spot::Member(pair.new, field.wire.as_str()));
    cx.report(rule, spot, &rust, format!("`{rust}: {ty}` is new{more}"));
}

/// Whether something was said that changes the arguments of `new`.
fn field(cx: &mut Comparison<'_>, pair: &Pair, old: &Field, new: &Field) -> bool {
    let rust = format!("{}::{}", pair.rust, new.name);
    let spot = Spot::Member(pair.new, new.wire.as_str());
    if old.name != new.name {
        let was = format!("{}::{}", pair.rust, old.name);
        cx.changed(Rule::FieldRenamed, spot, &was, format!("`{was}` is called `{rust}`"));
    }
    if old.wire != new.wire {
        let (was, is) = (quote(old.wire.as_str()), quote(new.wire.as_str()));
        cx.changed(Rule::FieldWireNameChanged, spot, &rust, format!("`{rust}` was the member {was} and is {is}"));
    }
    let of_type = type_rule(cx, pair, old, new);
    if let Some(rule) = of_type {
        let (was, is) = (cx.old.field_text(old), cx.new.field_text(new));
        let message = if was == is { none_means(&rust, new) } else { was_and_is(&rust, &was, &is) };
        cx.changed(rule, spot, &rust, message);
    }
    let of_access = access(cx, pair, (old, new), (spot, &rust));
    if (&old.constant, &old.tag) != (&new.constant, &new.tag) {
        let value = |field: &Field| {
            let tag = field.tag.as_ref().map(|tag| quote(tag.as_str()));
            tag.or_else(|| field.constant.as_deref().map(quote)).unwrap_or_else(|| "any value".to_owned())
        };
        let message = format!("`{rust}` had {} and has {}", value(old), value(new));
        cx.changed(Rule::ConstantChanged, spot, &rust, message);
    }
    if old.xml != new.xml {
        cx.changed(Rule::XmlChanged, spot, &rust, format!("`{rust}` is written in another way in XML"));
    }
    cx.deprecation((old.deprecated, new.deprecated), spot, &rust);
    of_type.is_some() || of_access
}

fn none_means(rust: &str, field: &Field) -> String {
    let (is, was) = match field.presence {
        Presence::RequiredNullable => ("null", "a member that is not there"),
        _ => ("a member that is not there", "null"),
    };
    format!("`None` in `{rust}` meant {was} and means {is}")
}

/// What has become of a field's type.
fn type_rule(cx: &Comparison<'_>, pair: &Pair, old: &Field, new: &Field) -> Option<Rule> {
    if !cx.is_same(&old.ty, &new.ty) {
        return Some(Rule::FieldTypeChanged);
    }
    let is_nullable = |field: &Field| matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable);
    let is_option = |field: &Field| matches!(field.presence, Presence::RequiredNullable | Presence::Optional);
    match (old.presence.is_required(), new.presence.is_required()) {
        _ if old.presence == new.presence => None,
        _ if is_option(old) && is_option(new) && pair.is_sent == (true, true) => Some(Rule::SetterArgumentChanged),
        _ if is_option(old) && is_option(new) => Some(Rule::AbsenceChanged),
        _ if is_nullable(old) != is_nullable(new) => Some(Rule::FieldNullabilityChanged),
        (false, true) => Some(Rule::FieldBecameRequired),
        _ => Some(Rule::FieldBecameOptional),
    }
}

/// Whether a field became read-only or ceased to be.
fn access(cx: &mut Comparison<'_>, pair: &Pair, (old, new): (&Field, &Field), (spot, rust): (Spot<'_>, &str)) -> bool {
    if old.access == new.access {
        return false;
    }
    let is_read_only = |field: &Field| field.access == Access::ReadOnly;
    match (is_read_only(old), is_read_only(new)) {
        (false, true) if pair.is_sent == (true, true) => {
            let message = format!("`{rust}` is read-only: it has no setter and is not sent");
            cx.changed(Rule::FieldBecameReadOnly, spot, rust, message);
            true
        }
        (true, false) if pair.is_sent == (true, true) => {
            cx.changed(Rule::FieldBecameSettable, spot, rust, format!("`{rust}` is no longer read-only"));
            false
        }
        _ => {
            let word = |field: &Field| match field.access {
                Access::Both => "sent and received",
                Access::ReadOnly => "received",
                Access::WriteOnly => "sent",
            };
            let message = format!("`{rust}` was a member that is {} and is one that is {}", word(old), word(new));
            cx.changed(Rule::AccessChanged, spot, rust, message);
            false
        }
    }
}

/// The map of members that have no field of their own, which is a field like any other.
fn rest(cx: &mut Comparison<'_>, pair: &Pair, (old, new): (Option<&Rest>, Option<&Rest>)) {
    let spot = Spot::Type(pair.new);
    let item = |rest: &Rest| format!("{}::{}", pair.rust, rest.name);
    let map = |rest: &Rest| TypeRef::Map(Box::new(rest.ty.clone()));
    match (old, new) {
        (Some(old), None) => {
            let rust = item(old);
            cx.report(Rule::FieldRemoved, (Old, Spot::Type(pair.old)), &rust, format!("`{rust}` is gone"));
        }
        (None, Some(new)) => {
            let rule = if pair.is_sent.0 { Rule::FieldAddedToLiteral } else { Rule::FieldAdded };
            let (rust, ty) = (item(new), cx.new.text(&map(new)));
            cx.changed(rule, spot, &rust, format!("`{rust}: {ty}` is new"));
        }
        (Some(old), Some(new)) => {
            if old.name != new.name {
                let (was, rust) = (item(old), item(new));
                cx.changed(Rule::FieldRenamed, spot, &was, format!("`{was}` is called `{rust}`"));
            }
            if !cx.is_same(&old.ty, &new.ty) {
                let message = was_and_is(&item(new), &cx.old.text(&map(old)), &cx.new.text(&map(new)));
                cx.changed(Rule::FieldTypeChanged, spot, &item(new), message);
            }
        }
        (None, None) => {}
    }
}

/// Fields that both structs have.
type Fields<'f, 'a> = &'f [(&'a Field, &'a Field)];

/// What `new` takes, if that differs for another reason than those that were told already.
fn constructor(
    cx: &mut Comparison<'_>,
    pair: &Pair,
    (before, after): (&Struct, &Struct),
    (both, told): (Fields<'_, '_>, Fields<'_, '_>),
) {
    let is = |a: &Field, b: &Field| std::ptr::eq(a, b);
    let untold: Vec<_> = both.iter().filter(|(old, _)| !told.iter().any(|(it, _)| is(old, it))).collect();
    let old = emit::constructor_arguments(cx.old.api, before);
    let new = emit::constructor_arguments(cx.new.api, after);
    let old = old.iter().filter_map(|argument| untold.iter().position(|(old, _)| is(old, argument)));
    let new = new.iter().filter_map(|argument| untold.iter().position(|(_, new)| is(new, argument)));
    let (old, new): (Vec<usize>, Vec<usize>) = (old.collect(), new.collect());
    if old != new {
        let names = |list: &[usize]| {
            let names: Vec<&str> = list.iter().map(|index| untold[*index].1.name.as_str()).collect();
            names.join(", ")
        };
        let rust = format!("{}::new", pair.rust);
        let message = format!("`{rust}` took ({}) and takes ({})", names(&old), names(&new));
        cx.changed(Rule::ConstructorChanged, Spot::Type(pair.new), &rust, message);
    }
}
