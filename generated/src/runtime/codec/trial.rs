//! Trials of a union's branches: what each loses, and the results so far, so that no value is tried twice as the same type.
//!
//! A union without a discriminator decodes a value into each branch and takes the one that loses least. Where unions are nested,
//! the results for the values inside are kept until the outermost union is decided; then all of it is decoded once more, into the
//! chosen branches. So the work is in proportion to the value, however deep it is.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::tolerance::Tolerance;
use super::{CodecError, DecodeError, Tree, Undeclared};

/// What a branch loses of a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Loss {
    /// Members with a single declared value that have another one.
    pub(super) constants: usize,
    /// The number of members that the branch does not declare.
    pub(super) undeclared: usize,
    /// These members.
    pub(super) lost: Vec<Lost>,
    /// Values that an enum or union does not declare.
    pub(super) unknown: usize,
    /// Members that the branch declares.
    pub(super) known: usize,
}

/// A member that a branch does not declare, by its address; or all such members of a value within, by the number of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lost {
    Member(usize),
    Within(usize),
}

/// More lost members than this are not copied from the result of a value within.
const COPIED: usize = 8;

impl Loss {
    pub(super) fn is_none(&self) -> bool {
        self.constants == 0 && self.undeclared == 0 && self.unknown == 0
    }

    /// The smallest is the best.
    pub(super) fn key(&self) -> (usize, usize) {
        (self.undeclared, self.unknown)
    }

    fn add(&mut self, other: &Self) {
        self.constants += other.constants;
        self.undeclared += other.undeclared;
        self.lost.extend_from_slice(&other.lost);
        self.unknown += other.unknown;
        self.known += other.known;
    }
}

/// The address of a value, which tells it apart from all others of its tree.
pub(super) fn address(tree: &Tree<'_>) -> usize {
    std::ptr::from_ref(tree).addr()
}

/// A value and the type it was tried as.
type Key = (usize, TypeId);

/// The result of a trial of a value within another one.
#[derive(Clone)]
struct Tried {
    /// The index of the branch that a union chose, none if no branch matched; or why the value does not match.
    outcome: Result<Option<usize>, CodecError>,
    loss: Loss,
}

/// The decoding of one tree: the trial in progress, and the results so far.
#[derive(Default)]
pub(super) struct Session {
    /// How many trials there are around the value in progress.
    depth: Cell<usize>,
    loss: RefCell<Loss>,
    tried: RefCell<BTreeMap<Key, Tried>>,
    /// Whether a part of the value in progress was left out, because its result is known.
    skipped: Cell<bool>,
    /// Whether the union decoded last matched no branch.
    unmatched: Cell<bool>,
    /// Collects the mismatches of a tolerant decode; `None` if a mismatch is an error.
    tolerance: Option<Tolerance>,
    #[cfg(test)]
    pub(super) steps: Cell<usize>,
}

impl Session {
    /// A tolerant decode, which goes on after a mismatch.
    pub(super) fn tolerant() -> Self {
        Self { tolerance: Some(Tolerance::default()), ..Self::default() }
    }

    /// The collector of mismatches. In a trial a mismatch is an error, because it decides which branch is chosen.
    pub(super) fn tolerance(&self) -> Option<&Tolerance> {
        self.tolerance.as_ref().filter(|_| !self.is_trial())
    }

    /// The mismatches.
    pub(super) fn into_found(self) -> Vec<DecodeError> {
        self.tolerance.map(Tolerance::into_found).unwrap_or_default()
    }

    /// Counts the work that grows with the value.
    #[inline]
    pub(super) fn step(&self, _count: usize) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + _count);
    }

    /// Whether a trial is in progress.
    pub(super) fn is_trial(&self) -> bool {
        self.depth.get() > 0
    }

    /// Whether a trial is in progress within another one.
    pub(super) fn is_nested_trial(&self) -> bool {
        self.depth.get() > 1
    }

    /// Leaves out a value, whose type is known to match.
    pub(super) fn skip(&self) {
        self.skipped.set(true);
    }

    /// Notes a member that the branch in progress does not declare.
    pub(super) fn lose(&self, member: &Tree<'_>) {
        self.step(1);
        let mut loss = self.loss.borrow_mut();
        loss.undeclared += 1;
        loss.lost.push(Lost::Member(address(member)));
    }

    /// Notes a member that the branch declares, and whether it contradicts its only declared value.
    pub(super) fn keep(&self, contradicts: bool) {
        let mut loss = self.loss.borrow_mut();
        loss.known += 1;
        loss.constants += usize::from(contradicts);
    }

    /// Notes a value that is not declared.
    pub(super) fn undeclared(&self, kind: Undeclared) {
        let mut loss = self.loss.borrow_mut();
        match kind {
            Undeclared::Constant => loss.constants += 1,
            Undeclared::EnumValue | Undeclared::Variant => loss.unknown += 1,
        }
    }

    /// Notes whether the union just decoded matched a branch.
    pub(super) fn matched(&self, is_matched: bool) {
        self.unmatched.set(!is_matched);
    }

    /// Whether the union just decoded matched no branch.
    pub(super) fn is_unmatched(&self) -> bool {
        self.unmatched.get()
    }

    /// Runs a trial; returns its loss, and whether all of the value was decoded.
    pub(super) fn trial<T>(&self, run: impl FnOnce() -> T) -> (T, Loss, bool) {
        // Restores the session even if a type of the caller panics.
        let around = Around { session: self, loss: self.loss.take(), skipped: self.skipped.replace(false) };
        self.depth.set(self.depth.get() + 1);
        let result = run();
        let (loss, is_whole) = (self.loss.take(), !self.skipped.get());
        drop(around);
        (result, loss, is_whole)
    }

    /// The branch that was chosen for a value of a union, if it has been tried.
    pub(super) fn chosen(&self, key: Key) -> Option<Option<usize>> {
        let tried = self.tried.borrow();
        self.step(1);
        tried.get(&key).and_then(|tried| tried.outcome.as_ref().ok().copied())
    }

    /// The result of a trial within another one, from `run` only if there is none yet. Adds its loss to the one in progress.
    pub(super) fn once(
        &self,
        key: Key,
        run: impl FnOnce() -> (Result<Option<usize>, CodecError>, Loss),
    ) -> Result<Option<usize>, CodecError> {
        self.step(1);
        if let Some(known) = self.tried.borrow().get(&key) {
            self.skip();
            self.loss.borrow_mut().add(&known.loss);
            return known.outcome.clone();
        }
        let (outcome, mut loss) = run();
        let mut tried = self.tried.borrow_mut();
        if loss.lost.len() > COPIED {
            loss.lost = vec![Lost::Within(tried.len())];
        }
        self.loss.borrow_mut().add(&loss);
        tried.insert(key, Tried { outcome: outcome.clone(), loss });
        outcome
    }
}

/// The state around a trial, which comes back when the trial ends.
struct Around<'a> {
    session: &'a Session,
    loss: Loss,
    skipped: bool,
}

impl Drop for Around<'_> {
    fn drop(&mut self) {
        self.session.depth.set(self.session.depth.get() - 1);
        self.session.loss.replace(std::mem::take(&mut self.loss));
        self.session.skipped.set(self.skipped);
    }
}
