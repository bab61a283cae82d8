//! Text → tree: JSON or YAML becomes one `serde_json::Value`, and a place in that tree is found again in the text.

mod input;
mod json;
mod locate;
#[cfg(test)]
mod tests;
mod tree;
mod yaml;

pub use locate::{Line, Locator, Span};

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

/// The document and its overlays, in the order they are applied.
#[derive(Clone, Debug)]
pub struct Sources {
    main: SourceText,
    overlays: Vec<SourceText>,
}

impl Sources {
    /// A document and the overlays that correct it.
    pub fn new(main: SourceText, overlays: Vec<SourceText>) -> Self {
        Self { main, overlays }
    }

    /// The text a position is in.
    pub fn get(&self, id: SourceId) -> &SourceText {
        id.0.checked_sub(1).and_then(|index| self.overlays.get(index)).unwrap_or(&self.main)
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
    input::check(source, id, diagnostics)?;
    let body = without_bom(&source.text);
    let mut notes = tree::Notes::default();
    let result = match format(source) {
        Format::Json => json::parse(body, &mut notes),
        Format::Yaml => yaml::parse(body, &mut notes),
    };
    notes.report(id, diagnostics);
    match result {
        Ok(value) => Some(value),
        Err(failure) => {
            failure.report(id, source.text.len() - body.len(), diagnostics);
            None
        }
    }
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
