//! [`Tolerance`]: collects the mismatches of a tolerant decode.

use std::cell::RefCell;
use std::fmt;

use super::error::{CodecError, DecodeError, excerpt};

/// The most mismatches that are listed, so that a broken list of a million items does not fill the memory.
const MOST: usize = 1_000;

/// The mismatches so far, and the keys and indices on the way to the value in progress, outermost first.
#[derive(Default)]
pub(super) struct Tolerance {
    path: RefCell<Vec<String>>,
    found: RefCell<Vec<DecodeError>>,
}

impl Tolerance {
    /// Decodes the value under the key or index `step`. An error is noted and not returned.
    pub(super) fn at(&self, step: &dyn fmt::Display, decode: impl FnOnce() -> Result<(), CodecError>) {
        self.path.borrow_mut().push(excerpt(&step.to_string()));
        if let Err(error) = decode() {
            self.note(error);
        }
        self.path.borrow_mut().pop();
    }

    /// Notes an error in the value in progress.
    pub(super) fn note(&self, error: CodecError) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST {
            found.push(error.below(self.path.borrow().iter().rev()).into());
        }
    }

    /// All mismatches in the order of the body.
    pub(super) fn into_found(self) -> Vec<DecodeError> {
        self.found.into_inner()
    }
}
