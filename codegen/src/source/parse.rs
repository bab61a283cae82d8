//! Text → tree, whichever of the two syntaxes the text is in.

use serde_json::Value;

use super::{
    json, not_a_document,
    source_text::{SourceText, without_bom},
    value_visitor, yaml,
};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
    /// JSON in a file that is called YAML: what JSON does not allow, such as a comma at the end, YAML may.
    JsonOrYaml,
}

/// What a text is read as, unless it can be no document at all.
pub(super) type Parsed = Result<Read, not_a_document::Unfit>;

/// A text that was given to a parser.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) result: Result<Value, value_visitor::Failure>,
    pub(super) notes: value_visitor::Notes,
}

pub(super) fn parse(source: &SourceText) -> Parsed {
    not_a_document::check(source)?;
    let body = without_bom(&source.text);
    let mut read = match format(source) {
        Format::Json | Format::JsonOrYaml => Read::of(|notes| json::parse(body, notes)),
        Format::Yaml => Read::of(|notes| yaml::parse(body, notes)),
    };
    if read.result.is_err() && format(source) == Format::JsonOrYaml {
        let other = Read::of(|notes| yaml::parse(body, notes));
        read = if other.result.is_ok() { other } else { read };
    }
    read.notes.skip(source.text.len() - body.len());
    Ok(read)
}

impl Read {
    fn of(parse: impl FnOnce(&mut value_visitor::Notes) -> Result<Value, value_visitor::Failure>) -> Self {
        let mut notes = value_visitor::Notes::default();
        let result = parse(&mut notes);
        Self { result, notes }
    }
}

/// JSON is YAML too, but only a JSON parser says what is wrong with it in JSON's own words.
pub(super) fn format(source: &SourceText) -> Format {
    let text = without_bom(&source.text).trim_start();
    let is_yaml = [".yaml", ".yml"].iter().any(|end| source.name.ends_with(end));
    match text.strip_prefix('{').map(str::trim_start) {
        Some(after) if is_yaml && after.starts_with(['"', '}']) => Format::JsonOrYaml,
        // A YAML document in flow style also begins with a brace; its keys need no quotes.
        Some(_) if is_yaml => Format::Yaml,
        Some(_) => Format::Json,
        None if source.name.ends_with(".json") => Format::Json,
        None => Format::Yaml,
    }
}
