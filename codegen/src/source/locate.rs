//! Pointer → position: the text is read a second time, only when a diagnostic is printed.

mod json;
mod lines;
mod outline;
mod yaml;

use std::collections::BTreeMap;

use self::{lines::Lines, outline::Outline};
use super::{Format, SourceId, Sources, format, without_bom};
use crate::diagnostics::{Place, Position};

pub use lines::Line;

/// A range of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Finds places in the texts; what it learns of one is kept for the next.
pub struct Locator<'a> {
    sources: &'a Sources,
    outlines: BTreeMap<SourceId, Outline<'a>>,
    lines: BTreeMap<SourceId, Lines>,
}

impl<'a> Locator<'a> {
    /// Nothing is read before the first question.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, outlines: BTreeMap::new(), lines: BTreeMap::new() }
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
        let outline = self.outlines.entry(position.source).or_insert_with(|| match format(source) {
            Format::Json => json::outline(body),
            Format::Yaml => yaml::outline(body),
        });
        let span = outline.find(pointer, nth);
        Span { start: span.start + skipped, end: span.end + skipped }
    }

    /// The line a byte is on.
    pub fn line(&mut self, source: SourceId, byte: usize) -> Line<'a> {
        let text = &self.sources.get(source).text;
        self.lines.entry(source).or_insert_with(|| Lines::of(text)).around(text, byte)
    }
}
