//! A tree of JSON, and its source map: where each of its nodes was written.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::spec::Expected;
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Pointer, Position},
    source::SourceId,
};

/// What a file holds, as it is now.
pub(super) struct Tree {
    pub(super) root: Value,
    pub(super) source_map: SourceMap,
    /// Pointers that repairs have changed, as a reference in the file spells them → as they are now.
    pub(super) renamed: BTreeMap<Pointer, Pointer>,
    /// Nodes that a repair has removed. An item of a list leaves a null behind until all references are resolved, so
    /// that the items after it keep their indices.
    pub(super) removed: BTreeSet<Pointer>,
    /// Nodes that were repaired with all below them, and what they were read as.
    pub(super) repaired: BTreeMap<Pointer, Vec<Expected>>,
}

impl Tree {
    /// A tree as it was parsed.
    pub(super) fn new(root: Value, source: SourceId) -> Self {
        Self {
            root,
            source_map: SourceMap::new(source),
            renamed: BTreeMap::new(),
            removed: BTreeSet::new(),
            repaired: BTreeMap::new(),
        }
    }
}

/// How many nodes a value has, itself among them.
pub(super) fn count_nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_nodes).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(count_nodes).sum::<usize>() + 1,
        _ => 1,
    }
}

/// Pointer into a tree as it is now → a node of a text, for nodes that were moved or come from another text; all below a
/// node moves with it.
#[derive(Clone, Debug)]
pub(crate) struct SourceMap {
    /// The text of all other nodes.
    main: SourceId,
    moved: BTreeMap<String, (SourceId, String)>,
}

impl SourceMap {
    /// Every node is where it was written.
    pub(crate) fn new(main: SourceId) -> Self {
        Self { main, moved: BTreeMap::new() }
    }

    /// Says that what was at `before` is now at `now`. `before` may itself have been moved.
    pub(crate) fn record(&mut self, now: &Pointer, before: &Pointer) {
        let (id, source) = self.source(before);
        // What was recorded below the old place is below the new one now.
        let below = format!("{before}/");
        let moved: Vec<_> =
            self.below(before).map(|(key, value)| (format!("{now}/{}", &key[below.len()..]), value.clone())).collect();
        self.forget_below(now);
        self.moved.extend(moved);
        self.moved.insert(now.as_str().to_owned(), (id, source.as_str().to_owned()));
    }

    /// Says that what is at `now` was written at a pointer of one of the texts.
    pub(crate) fn place(&mut self, now: &Pointer, id: SourceId, written: &Pointer) {
        self.forget_below(now);
        self.moved.insert(now.as_str().to_owned(), (id, written.as_str().to_owned()));
    }

    /// The text of a node, and its pointer there.
    pub(crate) fn source(&self, pointer: &Pointer) -> (SourceId, Pointer) {
        let text = pointer.as_str();
        let mut end = text.len();
        loop {
            if let Some((id, source)) = self.moved.get(&text[..end]) {
                return (*id, Pointer::from_escaped(format!("{source}{}", &text[end..])));
            }
            match text[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return (self.main, pointer.clone()),
            }
        }
    }

    /// The position of a node, for a diagnostic.
    pub(crate) fn position(&self, pointer: &Pointer) -> Position {
        let (id, pointer) = self.source(pointer);
        Position::from((id, &pointer))
    }

    fn below(&self, pointer: &Pointer) -> impl Iterator<Item = (&String, &(SourceId, String))> {
        let below = format!("{pointer}/");
        self.moved.range(below.clone()..).take_while(move |(key, _)| key.starts_with(&below))
    }

    fn forget_below(&mut self, pointer: &Pointer) {
        let gone: Vec<String> = self.below(pointer).map(|(key, _)| key.clone()).collect();
        gone.iter().for_each(|key| drop(self.moved.remove(key)));
    }
}

/// Reports about nodes of the document, each where it was written.
pub(crate) struct Reporter<'d> {
    pub(crate) source_map: &'d SourceMap,
    pub(crate) diagnostics: &'d mut Diagnostics,
}

impl Reporter<'_> {
    /// Reports a finding about a node. Its code says whether the run stops.
    pub(crate) fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, self.source_map.position(at), message)
    }
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::{diagnostics::Pointer, source::SourceId};

    fn at(text: &str) -> Pointer {
        Pointer::from_escaped(text)
    }

    #[test]
    fn the_longest_prefix_leads_back() {
        let mut map = SourceMap::new(SourceId::MAIN);
        map.record(&at("/components/schemas"), &at("/definitions"));
        map.record(&at("/components/schemas/A/x"), &at("/components/schemas/A/y"));
        map.record(&at("/components/schemas/B"), &at("/components/schemas/A"));
        let source = |text: &str| map.source(&at(text)).1;
        assert_eq!(source("/components/schemas/B/x/z"), at("/definitions/A/y/z"));
        assert_eq!(source("/components/schemas/C/x"), at("/definitions/C/x"));
        assert_eq!(source("/paths"), at("/paths"));
    }

    #[test]
    fn what_is_moved_forgets_what_was_there() {
        let mut map = SourceMap::new(SourceId::MAIN);
        map.place(&at("/list/1/x"), SourceId::MAIN, &at("/actions/0/update/x"));
        // The first of three items is removed.
        map.record(&at("/list/0"), &at("/list/1"));
        map.record(&at("/list/1"), &at("/list/2"));
        let source = |text: &str| map.source(&at(text)).1;
        assert_eq!(source("/list/0/x"), at("/actions/0/update/x"));
        assert_eq!(source("/list/0/y"), at("/list/1/y"));
        assert_eq!(source("/list/1/x"), at("/list/2/x"));
    }
}
