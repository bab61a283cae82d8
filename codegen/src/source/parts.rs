//! The files that a document refers to: found and read from outside, parsed once.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::{Parsed, SourceText, parse};

/// What has become of a file that is referred to.
#[derive(Clone, Debug)]
pub enum Part {
    /// It was read.
    Text(PartText),
    /// There is none; what its folder holds instead.
    Missing(Vec<String>),
    /// It lies outside the folders that may be read from.
    Outside,
    /// It cannot or must not be read, and why.
    Unusable(String),
}

/// The text of a file that is referred to.
#[derive(Clone, Debug)]
pub struct PartText(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: SourceText,
    tree: OnceLock<Option<(Arc<Value>, Cleanness)>>,
}

/// Whether there is anything to say about a text that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cleanness {
    Clean,
    Noted,
}

impl PartText {
    /// A text and its name in messages.
    pub fn new(source: SourceText) -> Self {
        Self(Arc::new(Inner { source, tree: OnceLock::new() }))
    }

    /// The text and its name.
    pub fn source(&self) -> &SourceText {
        &self.0.source
    }

    /// The tree, unless the text has none.
    pub(crate) fn tree(&self) -> Option<Arc<Value>> {
        self.parsed().as_ref().map(|(tree, _)| Arc::clone(tree))
    }

    /// Whether reading it again would report anything.
    pub(crate) fn is_clean(&self) -> bool {
        matches!(self.parsed(), Some((_, Cleanness::Clean)))
    }

    fn parsed(&self) -> &Option<(Arc<Value>, Cleanness)> {
        self.0.tree.get_or_init(|| {
            let Parsed { result, notes } = parse(&self.0.source).ok()?;
            let cleanness = if notes.is_empty() { Cleanness::Clean } else { Cleanness::Noted };
            result.ok().map(|tree| (Arc::new(tree), cleanness))
        })
    }
}
