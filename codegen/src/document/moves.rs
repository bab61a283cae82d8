//! Where the nodes of a document were in the texts it was made from.

use std::collections::BTreeMap;

use crate::{diagnostics::Pointer, source::SourceId};

/// Pointer into the document as it is now → the place in a text, for nodes that were moved or come from an overlay; all
/// below a node moves with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves(BTreeMap<String, (SourceId, String)>);

impl Moves {
    /// Says that what was at `before` is now at `now`. `before` may itself have been moved.
    pub(crate) fn record(&mut self, now: &Pointer, before: &Pointer) {
        let (id, source) = self.source(before);
        // What was recorded below the old place is below the new one now.
        let below = format!("{before}/");
        let moved: Vec<_> =
            self.below(before).map(|(key, value)| (format!("{now}/{}", &key[below.len()..]), value.clone())).collect();
        self.forget_below(now);
        self.0.extend(moved);
        self.0.insert(now.as_str().to_owned(), (id, source.as_str().to_owned()));
    }

    /// Says that what is at `now` was written at a place in one of the texts.
    pub(crate) fn place(&mut self, now: &Pointer, id: SourceId, written: &Pointer) {
        self.forget_below(now);
        self.0.insert(now.as_str().to_owned(), (id, written.as_str().to_owned()));
    }

    /// The place in a text of a node of the document.
    pub(crate) fn source(&self, pointer: &Pointer) -> (SourceId, Pointer) {
        let text = pointer.as_str();
        let mut end = text.len();
        loop {
            if let Some((id, source)) = self.0.get(&text[..end]) {
                return (*id, Pointer::from_escaped(format!("{source}{}", &text[end..])));
            }
            match text[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return (SourceId::MAIN, pointer.clone()),
            }
        }
    }

    fn below(&self, pointer: &Pointer) -> impl Iterator<Item = (&String, &(SourceId, String))> {
        let below = format!("{pointer}/");
        self.0.range(below.clone()..).take_while(move |(key, _)| key.starts_with(&below))
    }

    fn forget_below(&mut self, pointer: &Pointer) {
        let gone: Vec<String> = self.below(pointer).map(|(key, _)| key.clone()).collect();
        gone.iter().for_each(|key| drop(self.0.remove(key)));
    }
}

#[cfg(test)]
mod tests {
    use super::Moves;
    use crate::{diagnostics::Pointer, source::SourceId};

    fn at(text: &str) -> Pointer {
        Pointer::from_escaped(text)
    }

    #[test]
    fn the_longest_prefix_leads_back() {
        let mut moves = Moves::default();
        moves.record(&at("/components/schemas"), &at("/definitions"));
        moves.record(&at("/components/schemas/A/x"), &at("/components/schemas/A/y"));
        moves.record(&at("/components/schemas/B"), &at("/components/schemas/A"));
        let source = |text: &str| moves.source(&at(text)).1;
        assert_eq!(source("/components/schemas/B/x/z"), at("/definitions/A/y/z"));
        assert_eq!(source("/components/schemas/C/x"), at("/definitions/C/x"));
        assert_eq!(source("/paths"), at("/paths"));
    }

    #[test]
    fn what_is_moved_forgets_what_was_there() {
        let mut moves = Moves::default();
        moves.place(&at("/list/1/x"), SourceId::MAIN, &at("/actions/0/update/x"));
        // The first of three items is removed.
        moves.record(&at("/list/0"), &at("/list/1"));
        moves.record(&at("/list/1"), &at("/list/2"));
        let source = |text: &str| moves.source(&at(text)).1;
        assert_eq!(source("/list/0/x"), at("/actions/0/update/x"));
        assert_eq!(source("/list/0/y"), at("/list/1/y"));
        assert_eq!(source("/list/1/x"), at("/list/2/x"));
    }
}
