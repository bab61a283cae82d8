//! The types of `models`: which there are, and of what kind they are.

use super::change::Which::Old;
use super::comparison::{Comparison, was_and_is};
use super::rules::Rule;
use super::spot::Spot;
use super::{fields, variants};
use crate::ir::{Api, Shape, TypeDef, TypeId};

/// Compares all types.
pub(super) fn compare(cx: &mut Comparison<'_>) {
    let pairs = cx.pairs.all();
    let mut is_old = vec![false; cx.new.api.types.len()];
    for (before, after) in pairs {
        let rust = cx.old.type_path(before);
        let Some(after) = after else {
            cx.report(Rule::TypeRemoved, (Old, Spot::Type(before)), &rust, format!("`{rust}` is gone"));
            continue;
        };
        is_old[after.0] = true;
        pair(cx, before, after);
    }
    for id in (0..is_old.len()).filter(|index| !is_old[*index]).map(TypeId) {
        let rust = cx.new.type_path(id);
        cx.changed(Rule::TypeAdded, Spot::Type(id), &rust, format!("`{rust}` is new"));
    }
}

/// A type and what it has become.
fn pair(cx: &mut Comparison<'_>, before: TypeId, after: TypeId) {
    let (old, new) = (cx.old.api.type_def(before), cx.new.api.type_def(after));
    let rust = cx.new.type_path(after);
    let spot = Spot::Type(after);
    cx.deprecation((old.deprecated, new.deprecated), spot, &rust);
    if let Some(feature) = lost_feature((cx.old.api, old), (cx.new.api, new)) {
        let message = format!("`{rust}` is not there any more with the feature `{feature}` alone");
        cx.changed(Rule::TypeFeatureChanged, spot, &rust, message);
    }
    match (&old.shape, &new.shape) {
        (Shape::Struct(old), Shape::Struct(new)) => fields::compare(cx, (before, after), (old, new)),
        (Shape::Enum(old), Shape::Enum(new)) => variants::of_enum(cx, after, (old, new), before),
        (Shape::Union(old), Shape::Union(new)) => variants::of_union(cx, (before, after), (old, new)),
        (Shape::Keyed(old), Shape::Keyed(new)) => variants::of_keyed(cx, (before, after), (old, new)),
        (Shape::Tuple(old), Shape::Tuple(new)) => {
            let is_same = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| cx.is_same(old, new));
            if !is_same {
                let [old, new] = [(cx.old, old), (cx.new, new)].map(|(side, items)| {
                    let items: Vec<String> = items.iter().map(|item| side.text(item)).collect();
                    format!("({})", items.join(", "))
                });
                cx.changed(Rule::TupleChanged, spot, &rust, was_and_is(&rust, &old, &new));
            }
        }
        (Shape::Alias(old), Shape::Alias(new)) => {
            if !cx.is_same(old, new) {
                let message = was_and_is(&rust, &cx.old.text(old), &cx.new.text(new));
                cx.changed(Rule::AliasTargetChanged, spot, &rust, message);
            }
        }
        (old, new) => {
            let message = format!("`{rust}` was {} and is {}", kind(old), kind(new));
            cx.changed(Rule::TypeKindChanged, spot, &rust, message);
        }
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "a struct",
        Shape::Enum(_) => "an enum",
        Shape::Union(_) | Shape::Keyed(_) => "a union",
        Shape::Tuple(_) => "a tuple",
        Shape::Alias(_) => "an alias",
    }
}

/// A feature that both crates have and that enabled the type in the old one alone. That a crate begins to have features at all is
/// said of the handles.
fn lost_feature<'a>((old_api, old): (&'a Api, &'a TypeDef), (new_api, new): (&'a Api, &'a TypeDef)) -> Option<&'a str> {
    let with = |api: &'a Api, def: &'a TypeDef, feature: &str| {
        let mut tags = api.tags.iter().enumerate().filter(|(_, tag)| tag.feature.as_deref() == Some(feature));
        let (index, tag) = tags.next()?;
        let is_there = def.tags.as_ref().is_none_or(|tags| tags.iter().any(|tag| tag.0 == index));
        Some((is_there, tag.feature.as_deref()?))
    };
    let features = old_api.tags.iter().filter_map(|tag| tag.feature.as_deref());
    let mut lost = features.filter(|feature| {
        let (old, new) = (with(old_api, old, feature), with(new_api, new, feature));
        old.is_some_and(|(is_there, _)| is_there) && new.is_some_and(|(is_there, _)| !is_there)
    });
    lost.next()
}
