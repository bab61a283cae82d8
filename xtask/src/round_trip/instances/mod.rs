//! Instances made from a schema: every shape it allows, each with a label that says what it is to try.

mod choice;
mod containers;
mod effort;
mod examples;
mod families;
mod flat;
mod maker;
mod memory;
mod numbers;
mod objects;
mod one;
mod pattern;
mod strings;
#[cfg(test)]
mod tests;

use std::fmt;

use super::json::Json;
pub(crate) use examples::elsewhere;
pub(crate) use families::Families;
pub(crate) use maker::Maker;

/// One instance.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What it tries.
    pub(crate) label: String,
    pub(crate) value: Json,
    pub(crate) standing: Standing,
    /// The smaller, the less it is missed where there are too many.
    rank: u8,
}

/// What is expected of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is what the schema allows.
    Valid,
    /// It is not, but clients have to live with it: a value added to an enum, a date-time without an offset.
    Tolerated,
}

/// Why there is no instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unmade {
    /// Nothing fits the schema.
    Never,
    /// It needs itself.
    Endless,
    /// It is too large.
    Large,
    /// It is in another file, or nowhere.
    Elsewhere(String),
    /// No text was found for a pattern.
    Pattern(String),
    /// Bounds leave nothing.
    Bounds,
    /// There were too many others to try.
    Effort,
}

impl Unmade {
    /// Whether it is a limit of the proof, which says nothing about the schema.
    fn is_limit(&self) -> bool {
        matches!(self, Self::Large | Self::Effort)
    }
}

impl fmt::Display for Unmade {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => out.write_str("nothing fits the schema"),
            Self::Endless => out.write_str("it requires itself without end"),
            Self::Large => out.write_str("the smallest instance is too large"),
            Self::Elsewhere(reference) => write!(out, "`{reference}` is not in this document"),
            Self::Pattern(pattern) => write!(out, "no text was found for the pattern `{pattern}`"),
            Self::Effort => out.write_str("the schema's share of the work on the document was used up"),
            Self::Bounds => out.write_str("nothing was found within the bounds"),
        }
    }
}

impl Case {
    fn new(label: impl Into<String>, value: Json) -> Self {
        Self { label: label.into(), value, standing: Standing::Valid, rank: 0 }
    }

    fn tolerated(self) -> Self {
        Self { standing: Standing::Tolerated, ..self }
    }

    /// As a part of something larger.
    fn within(self, place: &str, value: Json, rank: u8) -> Self {
        Self {
            label: format!("{place}: {}", self.label),
            value,
            standing: self.standing,
            rank: self.rank.saturating_add(rank),
        }
    }
}
