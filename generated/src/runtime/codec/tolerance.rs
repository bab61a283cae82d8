//! [`Tolerance`]: the places of a body that do not match their types, and are left at their defaults.

use std::cell::RefCell;
use std::fmt;

use super::error::{CodecError, DecodeError, excerpt};

/// The number of places that are listed. A broken list of a million items says nothing new by its last one.
const MOST: usize = 1_000;

/// What was found so far, and the way to the value in progress.
#[derive(Default)]
pub(super) struct Tolerance {
    way: RefCell<Vec<String>>,
    found: RefCell<Vec<DecodeError>>,
}

impl Tolerance {
    /// Decodes the value below `step`. If it does not match, that is noted.
    pub(super) fn at(&self, step: &dyn fmt::Display, decode: impl FnOnce() -> Result<(), CodecError>) {
        self.way.borrow_mut().push(excerpt(&step.to_string()));
        if let Err(error) = decode() {
            self.note(error);
        }
        self.way.borrow_mut().pop();
    }

    /// Notes what does not match in the value in progress.
    pub(super) fn note(&self, error: CodecError) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST {
            found.push(error.below(self.way.borrow().iter().rev()).into());
        }
    }

    /// All places in the order of the body.
    pub(super) fn into_found(self) -> Vec<DecodeError> {
        self.found.into_inner()
    }
}
