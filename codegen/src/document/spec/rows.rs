//! The rows of the tables: a keyword, what its value is, and what becomes of it.

use super::{Keyword, Outcome, ValueKind};
use crate::diagnostics::Code;

impl Keyword {
    const fn new(name: &'static str, value: ValueKind, outcome: Outcome) -> Self {
        Self { name, value, applies_to: &[], outcome, example: "" }
    }

    /// The keyword as one that is about values of some types.
    pub(super) const fn of(mut self, types: &'static [&'static str]) -> Self {
        self.applies_to = types;
        self
    }

    /// The keyword as an extension, which no specification explains.
    pub(super) const fn like(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }
}

/// A keyword that the emitted code depends on, as the fixture shows.
pub(super) const fn honoured(name: &'static str, value: ValueKind, fixture: &'static str) -> Keyword {
    Keyword::new(name, value, Outcome::Honoured { fixture })
}

/// A keyword that is in the docs of the emitted crate, as the fixture shows.
pub(super) const fn documented(name: &'static str, value: ValueKind, fixture: &'static str) -> Keyword {
    Keyword::new(name, value, Outcome::Documented { fixture })
}

/// A keyword that a client has no use for, and why.
pub(super) const fn unused(name: &'static str, value: ValueKind, why: &'static str) -> Keyword {
    Keyword::new(name, value, Outcome::NoConsequence { why })
}

/// A keyword that ought to matter and does not, as the fixture's warnings with the code say.
pub(super) const fn warned(name: &'static str, value: ValueKind, (code, fixture): (Code, &'static str)) -> Keyword {
    Keyword::new(name, value, Outcome::Warned { code, fixture })
}

/// A keyword that ought to matter and does not: it is warned of wherever it occurs.
pub(super) const fn without_effect(name: &'static str, value: ValueKind) -> Keyword {
    warned(name, value, (Code::WUnsupported, "keywords_without_effect"))
}

/// A keyword of an object that as a whole has no consequence or is warned of.
pub(super) const fn unread(name: &'static str, value: ValueKind) -> Keyword {
    Keyword::new(name, value, Outcome::OfItsObject)
}
