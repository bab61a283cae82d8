//! The files that a document refers to: found and read from outside, parsed once.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::{
    parse::{Parsed, Read, parse},
    source_text::SourceText,
};

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

/// A text that is parsed once, whoever looks at it first.
#[derive(Clone, Debug)]
pub struct PartText(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: SourceText,
    /// What the text was parsed as, until a reader takes it.
    parsed: Mutex<Option<Parsed>>,
}

impl PartText {
    /// A text and its name in messages.
    pub fn new(source: SourceText) -> Self {
        Self(Arc::new(Inner { source, parsed: Mutex::new(None) }))
    }

    /// The text and its name.
    pub fn source(&self) -> &SourceText {
        &self.0.source
    }

    /// Looks at the tree, if the text has one, and keeps it for the next reader.
    pub(crate) fn with_tree(&self, look: impl FnOnce(&Value)) {
        let parsed = self.parse();
        if let Ok(Read { result: Ok(tree), .. }) = &parsed {
            look(tree);
        }
        *self.0.parsed.lock().unwrap_or_else(PoisonError::into_inner) = Some(parsed);
    }

    /// What the text is parsed as.
    pub(super) fn parse(&self) -> Parsed {
        let kept = self.0.parsed.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.unwrap_or_else(|| parse(&self.0.source))
    }
}
