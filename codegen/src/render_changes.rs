//! Changes → text: verdict, rule and sentence, the place in its document, and the pointer.

use std::fmt::Write;

use crate::compare::{Change, Which};
use crate::diagnostics::{Place, visible};
use crate::source::{Locator, Sources};

const LONGEST_MESSAGE: usize = 600;
const LONGEST_POINTER: usize = 300;

/// Where a change is in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the document, or of the overlay or file that it takes this from.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// The column, counted from one.
    pub column: usize,
    /// The JSON pointer of the node.
    pub pointer: String,
}

/// Finds changes in the two documents.
pub struct ChangeLocator<'a> {
    sources: [&'a Sources; 2],
    locators: [Locator<'a>; 2],
}

impl<'a> ChangeLocator<'a> {
    /// For changes between these two.
    pub fn new(old: &'a Sources, new: &'a Sources) -> Self {
        Self { sources: [old, new], locators: [Locator::new(old), Locator::new(new)] }
    }

    /// Where a change is.
    pub fn find(&mut self, change: &Change) -> Location {
        let (index, position) = (usize::from(change.which == Which::New), &change.position);
        let locator = &mut self.locators[index];
        let start = locator.find(position).start;
        let line = locator.line(position.source, start);
        let pointer = match &position.place {
            Place::Node(pointer) | Place::Repeated(pointer, _) => pointer.as_str().to_owned(),
            Place::Byte(_) => String::new(),
        };
        let file = self.sources[index].get(position.source).name.clone();
        Location { file, line: line.number, column: line.column, pointer }
    }
}

/// The changes as text for people, without an end that sums them up.
pub fn render(changes: &[Change], old: &Sources, new: &Sources) -> String {
    let mut locator = ChangeLocator::new(old, new);
    let mut text = String::new();
    for change in changes {
        let at = locator.find(change);
        let (verdict, rule) = (change.rule.verdict().as_str(), change.rule.as_str());
        let pointer = if at.pointer.is_empty() { "the root" } else { at.pointer.as_str() };
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{verdict}[{rule}]: {}\n  --> {}:{}:{}\n  = at {}\n",
            visible(&change.message, LONGEST_MESSAGE),
            visible(&at.file, LONGEST_POINTER),
            at.line,
            at.column,
            visible(pointer, LONGEST_POINTER),
        );
    }
    text
}
