//! The variants of enums and unions.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::pairs::matched;
use super::rules::Rule;
use super::spot::Spot;
use crate::diagnostics::quote;
use crate::emit;
use crate::ir::{Enum, EnumBase, KeyedVariant, TypeId, TypeRef, Union, UnionVariant, Variant};

/// Compares two enums.
pub(super) fn of_enum<'a>(cx: &mut Comparison<'a>, id: TypeId, (old, new): (&'a Enum, &'a Enum), before: TypeId) {
    let rust = cx.new.type_path(id);
    if old.base != new.base {
        let unknown = |base| if base == EnumBase::String { "String" } else { "i64" };
        let message = was_and_is(&format!("{rust}::Unknown"), unknown(old.base), unknown(new.base));
        cx.changed(Rule::EnumBaseChanged, Spot::Type(id), &rust, message);
    }
    let variants = matched(
        &old.variants,
        &new.variants,
        &[&|variant: &Variant| format!("={}", variant.wire.as_str()), &|variant: &Variant| variant.name.to_string()],
    );
    for variant in variants.removed {
        let (item, value) = (format!("{rust}::{}", variant.name), variant.wire.as_str());
        let message = format!("`{item}` is gone, the value {}", quote(value));
        cx.report(Rule::VariantRemoved, (Old, Spot::Value(before, value)), &item, message);
    }
    for variant in variants.added {
        let (item, value) = (format!("{rust}::{}", variant.name), variant.wire.as_str());
        let message = format!("`{item}` is new, the value {}", quote(value));
        cx.report(Rule::VariantAdded, (New, Spot::Value(id, value)), &item, message);
    }
    for (old, new) in variants.both {
        let names = (old.name.as_str(), new.name.as_str());
        let wires = (old.wire.as_str(), new.wire.as_str());
        named(cx, Spot::Value(id, wires.1), &rust, (names, wires));
    }
}

/// What a variant is called in Rust and on the wire.
fn named(cx: &mut Comparison<'_>, spot: Spot<'_>, rust: &str, (names, wires): ((&str, &str), (&str, &str))) {
    let (was, is) = (format!("{rust}::{}", names.0), format!("{rust}::{}", names.1));
    if was != is {
        cx.changed(Rule::VariantRenamed, spot, &was, format!("`{was}` is called `{is}`"));
    }
    if wires.0 != wires.1 {
        let message = format!("`{is}` was the value {} and is {}", quote(wires.0), quote(wires.1));
        cx.changed(Rule::VariantValueChanged, spot, &is, message);
    }
}

/// Compares two unions.
pub(super) fn of_union<'a>(
    cx: &mut Comparison<'a>,
    (before, after): (TypeId, TypeId),
    (old, new): (&'a Union, &'a Union),
) {
    let (rust, spot) = (cx.new.type_path(after), Spot::Type(after));
    let variants = matched(&old.variants, &new.variants, &[&|variant: &UnionVariant| variant.name.to_string()]);
    for variant in &variants.removed {
        let item = format!("{rust}::{}", variant.name);
        cx.report(Rule::VariantRemoved, (Old, Spot::Type(before)), &item, format!("`{item}` is gone"));
    }
    for variant in &variants.added {
        let item = format!("{rust}::{}", variant.name);
        cx.changed(Rule::VariantAdded, spot, &item, format!("`{item}` is new"));
    }
    let mut is_told = !variants.removed.is_empty() || !variants.added.is_empty();
    for (old, new) in &variants.both {
        if !cx.is_same(&old.ty, &new.ty) {
            let item = format!("{rust}::{}", new.name);
            let message = was_and_is(&item, &cx.old.text(&old.ty), &cx.new.text(&new.ty));
            cx.changed(Rule::VariantTypeChanged, spot, &item, message);
            is_told = true;
        }
    }
    let chosen = |union: &Union| {
        let each = union.variants.iter().map(|it| (it.name.clone(), it.tags.clone(), it.takes));
        (union.tag.clone(), union.overlapping, each.collect::<Vec<_>>())
    };
    let is_tagged_anew = old.tag != new.tag || variants.both.iter().any(|(old, new)| old.tags != new.tags);
    if is_tagged_anew || (!is_told && chosen(old) != chosen(new)) {
        cx.changed(
            Rule::UnionChoiceChanged,
            spot,
            &rust,
            format!("which variant of `{rust}` a value becomes is decided in another way"),
        );
    }
    conversions(cx, (before, after), (old, new), &rust);
}

/// What a union was made from, and no longer is although the variant is still there.
fn conversions(cx: &mut Comparison<'_>, (before, after): (TypeId, TypeId), (old, new): (&Union, &Union), rust: &str) {
    let was = emit::conversions(cx.old.api, cx.old.api.type_def(before), old);
    let is: Vec<String> = emit::conversions(cx.new.api, cx.new.api.type_def(after), new).concat();
    for (variant, sources) in old.variants.iter().zip(was) {
        let kept = new.variants.iter().find(|it| it.name == variant.name);
        if kept.is_none_or(|kept| !cx.is_same(&variant.ty, &kept.ty)) {
            continue;
        }
        for source in sources.iter().filter(|source| !is.contains(source)) {
            let message = format!("`{rust}` is no longer made from `{source}`, which several variants could mean");
            cx.changed(Rule::ConversionRemoved, Spot::Type(after), rust, message);
        }
    }
}

/// Compares two enums whose values are texts and objects of one member.
pub(super) fn of_keyed<'a>(
    cx: &mut Comparison<'a>,
    (before, after): (TypeId, TypeId),
    (old, new): (&'a [KeyedVariant], &'a [KeyedVariant]),
) {
    let (rust, spot) = (cx.new.type_path(after), Spot::Type(after));
    let variants = matched(
        old,
        new,
        &[&|variant: &KeyedVariant| format!("={}", variant.wire.as_str()), &|variant: &KeyedVariant| {
            variant.name.to_string()
        }],
    );
    for variant in variants.removed {
        let item = format!("{rust}::{}", variant.name);
        cx.report(Rule::VariantRemoved, (Old, Spot::Type(before)), &item, format!("`{item}` is gone"));
    }
    for variant in variants.added {
        let item = format!("{rust}::{}", variant.name);
        cx.changed(Rule::VariantAdded, spot, &item, format!("`{item}` is new"));
    }
    for (old, new) in variants.both {
        let (names, wires) = ((old.name.as_str(), new.name.as_str()), (old.wire.as_str(), new.wire.as_str()));
        named(cx, spot, &rust, (names, wires));
        let is_same = match (&old.ty, &new.ty) {
            (Some(old), Some(new)) => cx.is_same(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if !is_same {
            let item = format!("{rust}::{}", new.name);
            let [was, is] = [(cx.old, &old.ty), (cx.new, &new.ty)]
                .map(|(side, ty)| side.text(ty.as_ref().unwrap_or(&TypeRef::Unit)));
            cx.changed(Rule::VariantTypeChanged, spot, &item, was_and_is(&item, &was, &is));
        }
    }
}
