//! Text → tree: JSON or YAML becomes one `serde_json::Value`, and a place in that tree is found again in the text.

mod external_files;
mod huge_numbers;
mod json;
mod locate;
mod parse;
mod sniff;
mod sources;
#[cfg(test)]
mod tests;
mod text;
mod value_visitor;
mod yaml;

pub use crate::diagnostics::SourceId;
pub use external_files::{Part, PartText};
pub use locate::{Line, Locator, Span};
pub use sources::{Sources, read};
pub use text::SourceText;
