//! Which items of the old crate are which of the new one.

use std::collections::BTreeMap;

use crate::ir::{Api, RustName, TypeId};

/// The types of both crates that are the same one.
pub(super) struct Pairs {
    new_of: Vec<Option<TypeId>>,
}

impl Pairs {
    /// Types with the same name in Rust are the same.
    pub(super) fn new(old: &Api, new: &Api) -> Self {
        let by_name: BTreeMap<&RustName, usize> =
            new.types.iter().enumerate().map(|(index, def)| (&def.name, index)).collect();
        Self { new_of: old.types.iter().map(|def| by_name.get(&def.name).copied().map(TypeId)).collect() }
    }

    /// The type that this one has become.
    pub(super) fn new_of(&self, id: TypeId) -> Option<TypeId> {
        self.new_of.get(id.0).copied().flatten()
    }

    /// The types with what they have become, in the order of the old crate.
    pub(super) fn all(&self) -> Vec<(TypeId, Option<TypeId>)> {
        self.new_of.iter().enumerate().map(|(index, new)| (TypeId(index), *new)).collect()
    }
}

/// What an item is known by.
pub(super) type Key<'k, T> = &'k dyn Fn(&T) -> String;

/// Pairs of indices of items that are known by the same: first those with the first key in common, then, of the rest, those with
/// the second one, and so on. Of several with the same key, the first of both are a pair. An empty key is nobody's.
fn paired<T>((old, new): (&[T], &[T]), old_keys: &[Key<'_, T>], new_keys: &[Key<'_, T>]) -> Vec<(usize, usize)> {
    let (mut pairs, mut taken) = (BTreeMap::new(), vec![false; new.len()]);
    for (old_key, new_key) in old_keys.iter().zip(new_keys) {
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in (0..new.len()).rev().filter(|index| !taken[*index]) {
            known.entry(new_key(&new[index])).or_default().push(index);
        }
        known.remove("");
        for (index, item) in old.iter().enumerate() {
            if pairs.contains_key(&index) {
                continue;
            }
            if let Some(found) = known.get_mut(&old_key(item)).and_then(Vec::pop) {
                taken[found] = true;
                pairs.insert(index, found);
            }
        }
    }
    pairs.into_iter().collect()
}

/// Two lists as pairs, and what only one of them has.
pub(super) struct Matched<'a, T> {
    pub(super) both: Vec<(&'a T, &'a T)>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// Matches two lists by keys that do not depend on the crate.
pub(super) fn matched<'a, T>(old: &'a [T], new: &'a [T], keys: &[Key<'_, T>]) -> Matched<'a, T> {
    matched_by((old, new), keys, keys)
}

/// Matches two lists, each by keys of its own crate.
pub(super) fn matched_by<'a, T>(
    (old, new): (&'a [T], &'a [T]),
    old_keys: &[Key<'_, T>],
    new_keys: &[Key<'_, T>],
) -> Matched<'a, T> {
    let pairs = paired((old, new), old_keys, new_keys);
    let (mut is_kept, mut is_old) = (vec![false; old.len()], vec![false; new.len()]);
    for (before, after) in &pairs {
        (is_kept[*before], is_old[*after]) = (true, true);
    }
    let rest = |items: &'a [T], known: &[bool]| -> Vec<&'a T> {
        items.iter().zip(known).filter(|(_, known)| !**known).map(|(item, _)| item).collect()
    };
    Matched {
        removed: rest(old, &is_kept),
        added: rest(new, &is_old),
        both: pairs.into_iter().map(|(before, after)| (&old[before], &new[after])).collect(),
    }
}
