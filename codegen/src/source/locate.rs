//! Pointer → position: the text is read a second time, only when a diagnostic is printed.

mod json;
mod lines;
mod span_tree;
mod yaml;

use std::collections::BTreeMap;

use self::{lines::Lines, span_tree::SpanTree};
use super::{
    parse::{Format, format},
    source_text::without_bom,
    sources::Sources,
};
use crate::diagnostics::{Place, Position, SourceId};

pub use lines::Line;
pub use span_tree::Span;

/// Finds places in the texts; what it learns of one is kept for the next.
pub struct Locator<'a> {
    sources: &'a Sources,
    span_trees: BTreeMap<SourceId, SpanTree<'a>>,
    lines: BTreeMap<SourceId, Lines>,
}

impl<'a> Locator<'a> {
    /// Nothing is read before the first question.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, span_trees: BTreeMap::new(), lines: BTreeMap::new() }
    }

    /// The key of a member that holds an object or an array, else the value itself. A node that is not in the text (a
    /// later stage made it) is where its nearest ancestor is that is.
    pub fn find(&mut self, position: &Position) -> Span {
        let (pointer, nth) = match &position.place {
            Place::Byte(byte) => return Span { start: *byte, end: *byte },
            Place::Node(pointer) => (pointer, None),
            Place::Repeated(pointer, nth) => (pointer, Some(*nth)),
        };
        let source = self.sources.get(position.source);
        let body = without_bom(&source.text);
        let skipped = source.text.len() - body.len();
        let span_tree = self.span_trees.entry(position.source).or_insert_with(|| match format(source) {
            Format::JsonOrYaml if serde_json::from_str::<serde::de::IgnoredAny>(body).is_err() => yaml::span_tree(body),
            Format::Json | Format::JsonOrYaml => json::span_tree(body),
            Format::Yaml => yaml::span_tree(body),
        });
        let span = span_tree.find(pointer, nth);
        Span { start: span.start + skipped, end: span.end + skipped }
    }

    /// The line a byte is on.
    pub fn line(&mut self, source: SourceId, byte: usize) -> Line<'a> {
        let text = &self.sources.get(source).text;
        self.lines.entry(source).or_insert_with(|| Lines::of(text)).around(text, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::Locator;
    use crate::{
        diagnostics::{Place, Pointer, Position},
        source::{SourceId, SourceText, Sources},
    };

    /// The text a pointer leads to.
    fn found<'t>(text: &'t str, pointer: &str) -> &'t str {
        let sources = Sources::new(SourceText { name: "a".to_owned(), text: text.to_owned() }, Vec::new());
        let place = Place::Node(Pointer::from_escaped(pointer));
        let span = Locator::new(&sources).find(&Position { source: SourceId::MAIN, place });
        &text[span.start..span.end]
    }

    #[test]
    fn of_json() {
        let text = "\u{feff}{ \"a\": {\"x\\\"]\": [1, \"[,\\\\\", {\"y\" : -2.5e3}], \"\\u00e9\": true}, \"a/b\":null}";
        assert_eq!(found(text, ""), "{");
        assert_eq!(found(text, "/a"), "\"a\"");
        assert_eq!(found(text, "/a/x\"]"), "\"x\\\"]\"");
        assert_eq!(found(text, "/a/x\"]/1"), "\"[,\\\\\"");
        assert_eq!(found(text, "/a/x\"]/2"), "{");
        assert_eq!(found(text, "/a/x\"]/2/y"), "-2.5e3");
        assert_eq!(found(text, "/a/é"), "true");
        assert_eq!(found(text, "/a~1b"), "null");
        assert_eq!(found(text, "/a/missing/more"), "\"a\"", "the nearest ancestor");
    }

    #[test]
    fn of_yaml() {
        let text = "\u{feff}a: &x\n  b: [1, {c: é}]\nd: *x\ne: {<<: *x, 200: f}\n'g': |\n  text\n";
        assert_eq!(found(text, "/a"), "a");
        assert_eq!(found(text, "/a/b/0"), "1");
        assert_eq!(found(text, "/a/b/1"), "{");
        assert_eq!(found(text, "/a/b/1/c"), "é");
        assert_eq!(found(text, "/d/b/0"), "1", "where it was written");
        assert_eq!(found(text, "/e/b/0"), "1");
        assert_eq!(found(text, "/e/200"), "f");
        assert_eq!(found(text, "/g").trim(), "text");
        assert_eq!(found("a: [", "/a/0"), "a", "as far as the text can be read");
        assert_eq!(found("", "/a"), "");
    }
}
