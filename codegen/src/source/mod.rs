//! Text → tree: JSON or YAML becomes one `serde_json::Value`, and a place in that tree is found again in the text.

mod external_files;
mod huge_numbers;
mod json;
mod locate;
mod not_a_document;
mod parse;
mod source_text;
mod sources;
#[cfg(test)]
mod tests;
mod value_visitor;
mod yaml;

pub use crate::diagnostics::SourceId;
pub use external_files::{Part, PartText};
pub use locate::{Line, Locator, Span};
pub use source_text::SourceText;
pub use sources::{Sources, read};
