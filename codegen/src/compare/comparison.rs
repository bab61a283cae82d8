//! The two crates side by side: which types are the same, how items are called, and the changes that were found.

use super::change::{Change, Which};
use super::pairs::Pairs;
use super::rules::Rule;
use super::spot::{Places, Spot};
use crate::document::SourceMap;
use crate::emit;
use crate::ir::{Api, Field, Operation, Presence, TypeId, TypeRef, type_walks};
use crate::source::Sources;

/// One of the two crates, and what it was made of.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) api: &'a Api,
    pub(crate) sources: &'a Sources,
    pub(crate) source_map: &'a SourceMap,
}

impl<'a> Side<'a> {
    /// A type as code that uses the crate writes it, without the name of the crate.
    pub(super) fn text(self, ty: &TypeRef) -> String {
        emit::type_text(self.api, "crate", ty).replace("crate::", "")
    }

    /// The type of a field.
    pub(super) fn field_text(self, field: &Field) -> String {
        let inner = self.text(&field.ty);
        match field.presence {
            Presence::Required => inner,
            Presence::RequiredNullable | Presence::Optional => format!("Option<{inner}>"),
            Presence::OptionalNullable => format!("runtime::Maybe<{inner}>"),
        }
    }

    /// `models::User`
    pub(super) fn type_path(self, id: TypeId) -> String {
        format!("models::{}", self.api.type_def(id).name)
    }

    /// The module of the handle that an operation is a method of.
    pub(super) fn module(self, operation: &Operation) -> &'a str {
        self.api.tags.get(operation.tag.0).map_or("", |tag| tag.module.as_str())
    }

    /// `users().get`
    pub(super) fn method(self, operation: &Operation) -> String {
        format!("{}().{}", self.module(operation), operation.method_name)
    }

    /// `users::Get`
    pub(super) fn call(self, operation: &Operation) -> String {
        format!("{}::{}", self.module(operation), operation.name)
    }
}

/// The comparison of two crates.
pub(super) struct Comparison<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) pairs: Pairs,
    places: [Places<'a>; 2],
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Self {
        let places = [old, new].map(|side| Places::new(side.api, side.sources, side.source_map));
        Self { old, new, pairs: Pairs::new(old.api, new.api), places, changes: Vec::new() }
    }

    /// Notes a change: its rule, where it is, the item of the crate, and a sentence.
    pub(super) fn report(&mut self, rule: Rule, (which, spot): (Which, Spot<'_>), rust: &str, message: String) {
        let position = self.places[usize::from(which == Which::New)].position(spot);
        self.changes.push(Change { rule, which, position, rust: rust.to_owned(), message });
    }

    /// Notes a change of something that both documents have.
    pub(super) fn changed(&mut self, rule: Rule, spot: Spot<'_>, rust: &str, message: String) {
        self.report(rule, (Which::New, spot), rust, message);
    }

    /// Notes that an item is deprecated, or no longer is.
    pub(super) fn deprecation(&mut self, (old, new): (bool, bool), spot: Spot<'_>, rust: &str) {
        match (old, new) {
            (false, true) => self.changed(Rule::Deprecated, spot, rust, format!("`{rust}` is deprecated")),
            (true, false) => {
                self.changed(Rule::NoLongerDeprecated, spot, rust, format!("`{rust}` is no longer deprecated"));
            }
            _ => {}
        }
    }

    /// Whether two types are the same to the compiler. Aliases are what they name, and a type that has a pair is that pair: how the
    /// two differ is said of the type itself.
    pub(super) fn is_same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        let (mut old, mut new) = (old, new);
        loop {
            if let (TypeRef::Named(before), TypeRef::Named(after)) = (old, new)
                && self.pairs.new_of(*before) == Some(*after)
            {
                return true;
            }
            (old, new) = (type_walks::resolve(&self.old.api.types, old), type_walks::resolve(&self.new.api.types, new));
            let (inner, other) = match (old, new) {
                (TypeRef::Named(before), TypeRef::Named(after)) => return self.pairs.new_of(*before) == Some(*after),
                (TypeRef::List(inner), TypeRef::List(other))
                | (TypeRef::Map(inner), TypeRef::Map(other))
                | (TypeRef::Nullable(inner), TypeRef::Nullable(other))
                | (TypeRef::Boxed(inner), TypeRef::Boxed(other)) => (inner, other),
                (old, new) => return old == new,
            };
            (old, new) = (inner, other);
        }
    }

    /// The changes, the largest first, then by the names of the items.
    pub(super) fn into_changes(self) -> Vec<Change> {
        let mut changes = self.changes;
        changes.sort_by(|a, b| {
            let of_b = (b.rule.verdict(), &a.rust, a.rule, &a.message);
            of_b.cmp(&(a.rule.verdict(), &b.rust, b.rule, &b.message))
        });
        changes.dedup_by(|a, b| (a.rule, &a.rust, &a.message) == (b.rule, &b.rust, &b.message));
        changes
    }
}

/// ``was `A` and is `B` ``
pub(super) fn was_and_is(item: &str, old: &str, new: &str) -> String {
    format!("`{item}` was `{old}` and is `{new}`")
}
