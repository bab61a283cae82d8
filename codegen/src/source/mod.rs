//! Text → tree: JSON or YAML becomes one `serde_json::Value`, and a place in that tree is found again in the text.

mod external_files;
mod huge_numbers;
mod json;
mod locate;
mod sniff;
#[cfg(test)]
mod tests;
mod value_visitor;
mod yaml;

pub use external_files::{Part, PartText};
pub use locate::{Line, Locator, Span};

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

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
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

/// What a text is read as, unless it can be no document at all.
type Parsed = Result<Read, sniff::Unfit>;

/// A text that was given to a parser.
#[derive(Debug)]
struct Read {
    result: Result<Value, value_visitor::Failure>,
    notes: value_visitor::Notes,
}

fn parse(source: &SourceText) -> Parsed {
    sniff::check(source)?;
    let body = without_bom(&source.text);
    let mut notes = value_visitor::Notes::default();
    let result = match format(source) {
        Format::Json => json::parse(body, &mut notes),
        Format::Yaml => yaml::parse(body, &mut notes),
    };
    notes.skip(source.text.len() - body.len());
    Ok(Read { result, notes })
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
