//! Pointer → position: the text is parsed a second time, only when a diagnostic is printed.

mod json;
mod yaml;

use std::collections::BTreeMap;

use super::{Format, SourceId, Sources, format, without_bom};
use crate::diagnostics::{Place, Pointer, Position};

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
    outlines: BTreeMap<SourceId, yaml::Outline>,
}

impl<'a> Locator<'a> {
    /// Nothing is read before the first question.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, outlines: BTreeMap::new() }
    }

    /// The key of a member that holds an object or an array, else the value itself. A node that is not in the text (an
    /// overlay or a later stage made it) is where its nearest ancestor is that is.
    pub fn find(&mut self, position: &Position) -> Span {
        match &position.place {
            Place::Byte(byte) => Span { start: *byte, end: *byte },
            Place::Node(pointer) => self.node(position.source, pointer, None),
            Place::Repeated(pointer, nth) => self.node(position.source, pointer, Some(*nth)),
        }
    }

    fn node(&mut self, id: SourceId, pointer: &Pointer, nth: Option<usize>) -> Span {
        let source = self.sources.get(id);
        let body = without_bom(&source.text);
        let skipped = source.text.len() - body.len();
        let span = match format(source) {
            Format::Json => json::find(body, pointer, nth),
            Format::Yaml => self.outlines.entry(id).or_insert_with(|| yaml::Outline::of(body)).find(pointer, nth),
        };
        Span { start: span.start + skipped, end: span.end + skipped }
    }
}

/// Which of the members with the wanted key is meant: the last counts, unless one is asked for by number.
fn choose<T>(mut members: Vec<T>, nth: Option<usize>) -> Option<T> {
    match nth {
        Some(nth) if nth < members.len() => Some(members.swap_remove(nth)),
        _ => members.pop(),
    }
}
