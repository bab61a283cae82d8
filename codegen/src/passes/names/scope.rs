//! Names that must differ from each other.

use std::collections::BTreeSet;

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
pub(super) struct Scope {
    taken: BTreeSet<String>,
    reserved: BTreeSet<String>,
}

impl Scope {
    /// A scope in which `reserved` are taken.
    pub(super) fn with(reserved: &[&str]) -> Self {
        Self { taken: BTreeSet::new(), reserved: reserved.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &RustName) -> bool {
        self.taken.contains(name.as_str()) || self.reserved.contains(name.as_str())
    }

    /// Takes a name; false if it was taken already.
    pub(super) fn take(&mut self, name: &RustName) -> bool {
        !self.has(name) && self.taken.insert(name.as_str().to_owned())
    }

    /// The identifier of `text`, with an underscore behind it if it is reserved, and a number if it is taken.
    pub(super) fn name(&mut self, text: &str, case: Case) -> RustName {
        let mut plain = identifier(text, case);
        if self.reserved.contains(plain.as_str()) {
            plain = RustName::new(format!("{plain}_"));
        }
        if self.take(&plain) {
            return plain;
        }
        let separator = if let Case::Pascal = case { "" } else { "_" };
        let numbered = (2_usize..).map(|number| {
            let stem = plain.as_str().trim_end_matches('_');
            RustName::new(format!("{stem}{separator}{number}"))
        });
        numbered.into_iter().find(|name| self.take(name)).unwrap_or(plain)
    }
}

/// Names several texts at once. The texts are gone through in their own order, so that the document's does not matter.
pub(super) fn name_all<'a>(scope: &mut Scope, texts: impl Iterator<Item = &'a str>, case: Case) -> Vec<RustName> {
    let texts: Vec<&str> = texts.collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    // Whoever is spelled like the identifier itself gets it, or else most like it: `birthDate` before `_birthDate`.
    let signs = |text: &str| text.chars().filter(|c| !c.is_alphanumeric()).count();
    let differs = |text: &str| identifier(text, case).as_str() != text;
    order.sort_by_key(|index| (differs(texts[*index]), signs(texts[*index]), texts[*index]));
    let mut names = vec![RustName::default(); texts.len()];
    for index in order {
        names[index] = scope.name(texts[index], case);
    }
    names
}
