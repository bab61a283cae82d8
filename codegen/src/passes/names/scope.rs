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

    /// The identifier of `text`, with an underscore behind it if it is reserved, and a number if it is taken.
    pub(super) fn name(&mut self, text: &str, case: Case) -> RustName {
        self.unique(identifier(text, case), case)
    }

    fn unique(&mut self, mut plain: RustName, case: Case) -> RustName {
        if self.reserved.contains(plain.as_str()) {
            plain = RustName::new(format!("{plain}_"));
        }
        if self.take(&plain) {
            return plain;
        }
        let separator = if let Case::Pascal = case { "" } else { "_" };
        let stem = plain.as_str().trim_end_matches('_').to_owned();
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

/// Names several texts at once, in the order of the texts, so that their order in the document does not matter.
pub(super) fn name_all<T: AsRef<str>>(scope: &mut Scope<'_>, texts: &[T], case: Case) -> Vec<RustName> {
    let plain: Vec<RustName> = texts.iter().map(|text| identifier(text.as_ref(), case)).collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    // The text that is spelled like the identifier gets it, or else the one most like it: `birthDate` before `_birthDate`.
    order.sort_by_cached_key(|index| {
        let text = texts[*index].as_ref();
        (plain[*index].as_str() != text, text.chars().filter(|c| !c.is_alphanumeric()).count(), text)
    });
    let mut names = plain;
    for index in order {
        names[index] = scope.unique(std::mem::take(&mut names[index]), case);
    }
    names
}
