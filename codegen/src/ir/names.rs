//! `WireName`, a name as the document has it, and `RustName`, an identifier of the emitted crate: two types that never mix.

use std::fmt;

/// A name as it travels: a member's key, a parameter's name, a value of an enum. It goes into string literals only.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireName(String);

impl WireName {
    /// A name of the document, as it is there.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Rust identifier. It is empty until the pass `names` has given it, and valid from then on.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustName(String);

impl RustName {
    /// A name that the pass `names` has made; nobody else should.
    pub(crate) fn new(identifier: String) -> Self {
        Self(identifier)
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
