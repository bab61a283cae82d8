//! Documents that mean the same in other words, and the one crate that comes of them.

use std::fs;
use std::path::Path;

use codegen::diagnostics::Code;
use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, generate};

/// What has come of one of them.
#[derive(Debug)]
pub struct Twin {
    /// The crate.
    pub files: Files,
    /// The codes and messages of what is said; where it is said of differs with the words.
    pub said: Vec<(Code, String)>,
    /// All that is said, as a reader sees it.
    pub rendered: String,
}

impl Twin {
    /// What comes of the document at `path`. All twins go by one `name`, because the output says it.
    ///
    /// # Panics
    /// The document cannot be read, or is refused.
    pub fn of(name: &str, path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let input = Input::new(Sources::new(SourceText { name: format!("{name}.yaml"), text }, Vec::new()), "fixture");
        let output = generate(&input);
        let rendered = render(&output.diagnostics, &input.sources, Style::Plain);
        let files = output.files.unwrap_or_else(|| panic!("{} is refused:\n{rendered}", path.display()));
        let mut said: Vec<_> = output.diagnostics.iter().map(|found| (found.code, found.message.clone())).collect();
        said.sort();
        Self { files, said, rendered }
    }

    /// Sees to it that the other is the same, byte for byte.
    ///
    /// # Panics
    /// It is not.
    pub fn assert_same(&self, other: &Self, label: &str) {
        assert_eq!(other.said, self.said, "{label}");
        assert_eq!(other.files.keys().collect::<Vec<_>>(), self.files.keys().collect::<Vec<_>>(), "{label}");
        for (path, text) in &self.files {
            assert!(other.files[path] == *text, "{label}: {path} differs:\n{}\n---\n{text}", other.files[path]);
        }
    }
}
