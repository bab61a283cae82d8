//! All texts of a run: the document, its overlays, and the files it refers to.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    external_files::{Part, PartText},
    parse::Read,
    source_text::{SourceText, without_bom},
};
use crate::diagnostics::{Diagnostics, SourceId};

/// The document, its overlays in the order they are applied, and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Sources {
    main: PartText,
    overlays: Vec<PartText>,
    /// By their path, seen from the folder of the document.
    parts: BTreeMap<String, Part>,
}

impl Sources {
    /// A document and the overlays that correct it.
    pub fn new(main: SourceText, overlays: Vec<SourceText>) -> Self {
        let overlays = overlays.into_iter().map(PartText::new).collect();
        Self { main: PartText::new(main), overlays, parts: BTreeMap::new() }
    }

    /// Adds a file that the document refers to: its path as seen from the folder of the document, with `/` between its
    /// parts, and what was found there.
    pub fn add(&mut self, path: impl Into<String>, part: Part) {
        self.parts.insert(path.into(), part);
    }

    /// Looks at the trees of the document and its overlays, if they may refer to other files. Most do not, and need not be
    /// walked to find that out.
    pub(crate) fn with_trees(&self, mut look: impl FnMut(&Value)) {
        for text in std::iter::once(&self.main).chain(&self.overlays) {
            let may_refer_to_files = |key: &str| {
                text.source().text.split(key).skip(1).any(|after| {
                    let target = after.trim_start_matches(['"', '\'', ':', ' ', '\t', '\r', '\n']);
                    !target.starts_with('#')
                })
            };
            if may_refer_to_files("$ref") || may_refer_to_files("mapping") {
                text.with_tree(&mut look);
            }
        }
    }

    /// The texts of the document, its overlays and its files, in this order.
    pub fn texts(&self) -> impl Iterator<Item = &SourceText> {
        let files = self.parts.values().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            _ => None,
        });
        std::iter::once(&self.main).chain(&self.overlays).chain(files).map(PartText::source)
    }

    /// What was found at a path.
    pub fn part(&self, path: &str) -> Option<&Part> {
        self.parts.get(path)
    }

    /// What was found at a path. A file that nobody has looked for cannot be there, and outside nobody has to look.
    pub(crate) fn part_or_absence(&self, path: &str) -> Part {
        let absence = || if path.starts_with("..") { Part::Outside } else { Part::Missing(Vec::new()) };
        self.parts.get(path).cloned().unwrap_or_else(absence)
    }

    /// The text a position is in.
    pub fn get(&self, id: SourceId) -> &SourceText {
        self.text(id).source()
    }

    fn text(&self, id: SourceId) -> &PartText {
        let Some(index) = id.0.checked_sub(1) else { return &self.main };
        let part = || match self.parts.values().nth(index.checked_sub(self.overlays.len())?)? {
            Part::Text(text) => Some(text),
            _ => None,
        };
        self.overlays.get(index).or_else(part).unwrap_or(&self.main)
    }

    /// How positions in the file at a path name it.
    pub(crate) fn part_id(&self, path: &str) -> Option<SourceId> {
        let index = self.parts.keys().position(|key| key == path)?;
        Some(SourceId(1 + self.overlays.len() + index))
    }

    /// The overlays, in the order they are applied.
    pub fn overlay_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (1..=self.overlays.len()).map(SourceId)
    }
}

/// Reads one text; whatever is wrong with it is reported.
pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Value> {
    match sources.text(id).parse() {
        Err(unfit) => {
            unfit.report(id, diagnostics);
            None
        }
        Ok(Read { result, notes }) => {
            notes.report(id, diagnostics);
            let text = &sources.get(id).text;
            let skipped = text.len() - without_bom(text).len();
            result.map_err(|failure| failure.report(id, skipped, diagnostics)).ok()
        }
    }
}
