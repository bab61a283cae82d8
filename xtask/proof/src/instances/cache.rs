//! Caches instances of referenced schemas, and the reasons why others could not be made.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::case::{GenerateError, Size};
use crate::document::{Dialect, Document, address, reference};
use crate::lossless_json::Json;

/// How many ways to fail are kept of one schema.
const FAILURES: usize = 8;

/// Which schemas an instance is of, by address, and its size.
pub(super) type Key = (Vec<usize>, Size);

/// Why there is no instance, and which references further up it would have needed again; below all of these it fails again.
type Failure = (BTreeSet<usize>, GenerateError);

/// Instances and failures.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// Instances that can be used again, and how many values they have.
    made: RefCell<BTreeMap<Key, (Json, usize)>>,
    failed: RefCell<BTreeMap<Key, Vec<Failure>>>,
    /// For how many values there was room where it was not enough.
    large: RefCell<BTreeMap<Key, usize>>,
    /// The references further up that were met again since it was last asked.
    met: RefCell<BTreeSet<usize>>,
}

impl Cache {
    /// Forgets the instances before the next schema or turn. Failures are kept: they fail again.
    pub(super) fn forget(&self) {
        self.made.borrow_mut().clear();
        self.large.borrow_mut().clear();
        self.met.borrow_mut().clear();
    }

    /// An instance and how many values it has.
    pub(super) fn made(&self, key: &Key) -> Option<(Json, usize)> {
        self.made.borrow().get(key).cloned()
    }

    /// Keeps an instance.
    pub(super) fn keep(&self, key: Key, value: Json, cost: usize) {
        self.made.borrow_mut().insert(key, (value, cost));
    }

    /// Why there is none below these references, if that is known.
    pub(super) fn failed(&self, key: &Key, above: &BTreeSet<usize>) -> Option<GenerateError> {
        let failed = self.failed.borrow();
        let (needed, why) = failed.get(key)?.iter().find(|(needed, _)| needed.is_subset(above))?;
        self.met.borrow_mut().extend(needed);
        Some(why.clone())
    }

    /// Whether it is known to need more room.
    pub(super) fn is_too_large(&self, key: &Key, room: usize) -> bool {
        self.large.borrow().get(key).is_some_and(|tried| room <= *tried)
    }

    /// Notes that this much room was not enough.
    pub(super) fn note_large(&self, key: &Key, room: usize) {
        let mut large = self.large.borrow_mut();
        let known = large.entry(key.clone()).or_default();
        *known = room.max(*known);
    }

    /// A reference leads to itself.
    pub(super) fn meet(&self, reference: usize) {
        self.met.borrow_mut().insert(reference);
    }

    /// Begins a nested instance. Hand the result to [`Cache::end`].
    pub(super) fn begin(&self) -> BTreeSet<usize> {
        self.met.take()
    }

    /// Ends a nested instance. The references it met matter only if it failed.
    pub(super) fn end(
        &self,
        before: BTreeSet<usize>,
        key: &Key,
        above: &BTreeSet<usize>,
        failure: Option<&GenerateError>,
    ) {
        let met = self.met.replace(before);
        // A lack of room says nothing about the schema.
        let Some(why) = failure.filter(|why| !why.is_limit()) else { return };
        let needed: BTreeSet<usize> = met.intersection(above).copied().collect();
        self.met.borrow_mut().extend(&needed);
        let mut failed = self.failed.borrow_mut();
        let ways = failed.entry(key.clone()).or_default();
        if ways.len() < FAILURES {
            ways.push((needed, why.clone()));
        }
    }
}

/// The cache's key for schemas, and whether it stands for a reference, which other schemas may share.
pub(super) fn key(schemas: &[&Value], size: Size, document: Document<'_>) -> (Key, bool) {
    let target = |schema: &&Value| {
        // Only where nothing beside a reference counts is it what it leads to.
        let is_alone = document.dialect != Dialect::V3_1 || schema.as_object().is_some_and(|object| object.len() == 1);
        let target = reference(schema).and_then(|reference| document.resolve(reference)).filter(|_| is_alone);
        address(target.unwrap_or(schema))
    };
    let is_reference = matches!(schemas, [schema] if reference(schema).is_some());
    ((schemas.iter().map(target).collect(), size), is_reference)
}
