//! Pointers that are valid in the texts as they were written, before anything was repaired or moved.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::{Diagnostics, Pointer};
use crate::source::{SourceId, Sources, read};

/// The trees of the texts that were asked about so far, as they were parsed.
pub(crate) struct SourceTrees<'a> {
    sources: &'a Sources,
    trees: BTreeMap<SourceId, Option<Value>>,
}

impl<'a> SourceTrees<'a> {
    /// Nothing is read before the first question.
    pub(crate) fn new(sources: &'a Sources) -> Self {
        Self { sources, trees: BTreeMap::new() }
    }

    /// What is at a pointer that is valid in the text.
    pub(crate) fn node(&mut self, id: SourceId, pointer: &Pointer) -> Option<&Value> {
        self.find(id, pointer)?;
        self.trees.get(&id)?.as_ref()?.pointer(pointer.as_str())
    }

    /// The pointer as it is valid in the text; `None` for what only normalising has made.
    pub(crate) fn find(&mut self, id: SourceId, pointer: &Pointer) -> Option<Pointer> {
        // What is wrong with a text has been said when it was read for the first time.
        let read = || read(self.sources, id, &mut Diagnostics::new());
        let mut node = self.trees.entry(id).or_insert_with(read).as_ref()?;
        let mut found = Pointer::root();
        for segment in pointer.segments() {
            match step(node, &segment) {
                Some((key, child)) => (node, found) = (child, found.child(&key)),
                // In Swagger 2.0 a parameter is its own schema.
                None if segment == "schema" && found.as_str().contains("/parameters") => {}
                None => return None,
            }
        }
        Some(found)
    }
}

/// The member or item of this name. Statuses such as `4xx` are written in either case.
fn step<'v>(node: &'v Value, segment: &str) -> Option<(String, &'v Value)> {
    match node {
        Value::Object(members) => {
            let exact = members.get_key_value(segment);
            let same = || members.iter().find(|(key, _)| segment.len() == 3 && key.eq_ignore_ascii_case(segment));
            exact.or_else(same).map(|(key, value)| (key.clone(), value))
        }
        Value::Array(items) => items.get(segment.parse::<usize>().ok()?).map(|item| (segment.to_owned(), item)),
        _ => None,
    }
}
