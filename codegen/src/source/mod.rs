//! Text → tree: JSON or YAML becomes one `serde_json::Value`, and a place in that tree is found again in the text.

mod input;
mod json;
mod locate;
mod number;
mod parts;
#[cfg(test)]
mod tests;
mod tree;
mod yaml;

pub use locate::{Line, Locator, Span};
pub use parts::{Part, PartText};

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::Diagnostics;

/// A text and the name it goes by in messages, usually a path.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// As shown in messages.
    pub name: String,
    /// JSON or YAML.
    pub text: String,
}

/// Which text a position is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(usize);

impl SourceId {
    /// The document itself.
    pub const MAIN: Self = Self(0);
}

/// The document, its overlays in the order they are applied, and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Sources {
    main: SourceText,
    overlays: Vec<SourceText>,
    /// By their path, seen from the folder of the document.
    parts: BTreeMap<String, Part>,
}

impl Sources {
    /// A document and the overlays that correct it.
    pub fn new(main: SourceText, overlays: Vec<SourceText>) -> Self {
        Self { main, overlays, parts: BTreeMap::new() }
    }

    /// Adds a file that the document refers to: its path as seen from the folder of the document, with `/` between its
    /// parts, and what was found there.
    pub fn add(&mut self, path: impl Into<String>, part: Part) {
        self.parts.insert(path.into(), part);
    }

    /// Whether the texts have any reference that is not plainly one within the document. Most have none, and need not be
    /// read twice to find that out.
    pub(crate) fn may_refer_to_files(&self) -> bool {
        std::iter::once(&self.main).chain(&self.overlays).any(|source| {
            source.text.split("$ref").skip(1).any(|after| {
                let target = after.trim_start_matches(['"', '\'', ':', ' ', '\t', '\r', '\n']);
                !target.starts_with('#')
            }) || source.text.contains("mapping")
        })
    }

    /// What was found at a path.
    pub fn part(&self, path: &str) -> Option<&Part> {
        self.parts.get(path)
    }

    /// The text a position is in.
    pub fn get(&self, id: SourceId) -> &SourceText {
        let Some(index) = id.0.checked_sub(1) else { return &self.main };
        let part = || match self.parts.values().nth(index.checked_sub(self.overlays.len())?)? {
            Part::Text(text) => Some(text.source()),
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

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// Reads one text; whatever is wrong with it is reported.
pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Value> {
    let source = sources.get(id);
    match parse(source) {
        Err(unfit) => {
            unfit.report(id, diagnostics);
            None
        }
        Ok(Parsed { result, notes }) => {
            notes.report(id, diagnostics);
            let skipped = source.text.len() - without_bom(&source.text).len();
            result.map_err(|failure| failure.report(id, skipped, diagnostics)).ok()
        }
    }
}

/// What a text was read as.
struct Parsed {
    result: Result<Value, tree::Failure>,
    notes: tree::Notes,
}

fn parse(source: &SourceText) -> Result<Parsed, input::Unfit> {
    input::check(source)?;
    let body = without_bom(&source.text);
    let mut notes = tree::Notes::default();
    let result = match format(source) {
        Format::Json => json::parse(body, &mut notes),
        Format::Yaml => yaml::parse(body, &mut notes),
    };
    notes.skip(source.text.len() - body.len());
    Ok(Parsed { result, notes })
}

/// JSON is YAML too, but only a JSON parser says what is wrong with it in JSON's own words.
fn format(source: &SourceText) -> Format {
    match without_bom(&source.text).trim_start().bytes().next() {
        Some(b'{') if !source.name.ends_with(".yaml") && !source.name.ends_with(".yml") => Format::Json,
        // A YAML document in flow style also begins with a brace; its keys need no quotes.
        Some(b'{') => {
            let after = without_bom(&source.text).trim_start()[1..].trim_start();
            if after.starts_with(['"', '}']) { Format::Json } else { Format::Yaml }
        }
        Some(b'[') if source.name.ends_with(".json") => Format::Json,
        _ if source.name.ends_with(".json") => Format::Json,
        _ => Format::Yaml,
    }
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
