//! Names that must differ from each other.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Case, identifier};
use crate::ir::RustName;

/// What emitted code calls by these names: the prelude, and what it imports from the runtime and serde.
pub(super) const RESERVED: [&str; 41] = [
    "AsRef",
    "BTreeMap",
    "Box",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "ClientInner",
    "Credentials",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ErrorBody",
    "ErrorKind",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoFuture",
    "Iterator",
    "Maybe",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "PartialEq",
    "Response",
    "Result",
    "Secret",
    "Send",
    "Some",
    "String",
    "Sync",
    "Value",
    "Vec",
];

/// A set of names in use.
#[derive(Default)]
pub(super) struct Scope<'a> {
    taken: BTreeSet<RustName>,
    /// The last number behind each name that was taken already.
    numbers: BTreeMap<String, usize>,
    reserved: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    /// A scope in which `reserved` are taken.
    pub(super) fn with(reserved: impl IntoIterator<Item = &'a str>) -> Self {
        Self { reserved: reserved.into_iter().collect(), ..Self::default() }
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &RustName) -> bool {
        self.taken.contains(name) || self.reserved.contains(name.as_str())
    }

    /// Takes a name; false if it was taken already.
    pub(super) fn take(&mut self, name: &RustName) -> bool {
        !self.has(name) && self.taken.insert(name.clone())
    }

    /// The identifier of `text`, with an underscore behind it if it is reserved.
    pub(super) fn plain(&self, text: &str, case: Case) -> RustName {
        let plain = identifier(text, case);
        if self.reserved.contains(plain.as_str()) { RustName::new(format!("{plain}_")) } else { plain }
    }

    /// The identifier of `text`, with an underscore behind it if it is reserved, and a number if it is taken.
    pub(super) fn name(&mut self, text: &str, case: Case) -> RustName {
        let plain = self.plain(text, case);
        if self.take(&plain) {
            return plain;
        }
        let stem = plain.as_str().trim_end_matches('_').to_owned();
        // A digit after a digit would make another number of both.
        let is_joined = matches!(case, Case::Pascal | Case::Value) && !stem.ends_with(|c: char| c.is_ascii_digit());
        let separator = if is_joined { "" } else { "_" };
        loop {
            let number = self.numbers.entry(stem.clone()).or_insert(1);
            *number += 1;
            let name = RustName::new(format!("{stem}{separator}{number}"));
            if self.take(&name) {
                return name;
            }
        }
    }
}
