//! Keys that look like a typo of one that an object has.

use super::Object;

impl Object {
    /// The keyword that a key is most likely meant to be.
    pub(in crate::document) fn near(&self, key: &str) -> Option<&'static str> {
        self.keywords.iter().map(|keyword| keyword.name).find(|name| is_near(key, name))
    }
}

/// Whether a key looks like a typo of a known name.
fn is_near(key: &str, name: &str) -> bool {
    let allowed = if name.len() >= 8 { 2 } else { 1 };
    key.eq_ignore_ascii_case(name)
        || (name.len() >= 4
            && key.len().abs_diff(name.len()) <= allowed
            && strsim::damerau_levenshtein(key, name) <= allowed)
}
