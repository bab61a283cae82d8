//! The anchors and identifiers of a file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::{NodePath, Pointer};

/// Where the names are that schemas give themselves.
#[derive(Default)]
pub(super) struct Anchors {
    anchors: BTreeMap<String, Vec<Pointer>>,
    ids: BTreeMap<String, Pointer>,
}

impl Anchors {
    /// Looks at every object: an anchor may stand in any of them.
    pub(super) fn of(tree: &Value) -> Self {
        let mut anchors = Self::default();
        anchors.note(tree, &NodePath::Root);
        anchors
    }

    /// The only node with an anchor of this name; else how many there are.
    pub(super) fn named(&self, name: &str) -> Result<&Pointer, usize> {
        match self.anchors.get(name).map(Vec::as_slice) {
            Some([only]) => Ok(only),
            Some(several) => Err(several.len()),
            None => Err(0),
        }
    }

    /// The schema that calls itself by this URL, or whose URL ends in this path.
    pub(super) fn id(&self, url: &str) -> Option<&Pointer> {
        self.ids.get(url).or_else(|| {
            let mut ends =
                self.ids.iter().filter(|(id, _)| id.strip_suffix(url).is_some_and(|rest| rest.ends_with('/')));
            ends.next().filter(|_| ends.next().is_none()).map(|(_, pointer)| pointer)
        })
    }

    fn note(&mut self, value: &Value, here: &NodePath<'_>) {
        match value {
            Value::Object(members) => {
                let text = |key: &str| members.get(key).and_then(Value::as_str);
                for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
                    let places = self.anchors.entry(name.to_owned()).or_default();
                    let pointer = here.pointer();
                    // Both keywords of one schema may give the same name.
                    if places.last() != Some(&pointer) {
                        places.push(pointer);
                    }
                }
                if let Some(id) = text("$id").or_else(|| text("$self")) {
                    self.ids.insert(id.trim_end_matches('#').to_owned(), here.pointer());
                }
                members.iter().for_each(|(key, member)| self.note(member, &NodePath::Key(here, key)));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.note(item, &NodePath::Index(here, index)));
            }
            _ => {}
        }
    }
}
