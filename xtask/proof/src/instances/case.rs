//! An instance with its label, the instances of one schema, and the reasons why one could not be made.

use std::fmt;

use crate::lossless_json::Json;

/// One instance.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What it tests.
    pub(crate) label: String,
    pub(crate) value: Json,
    pub(crate) validity: Validity,
    /// Where there are too many instances, those with the highest rank are dropped.
    pub(super) rank: u8,
}

/// Whether an instance follows its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Validity {
    /// It does.
    Valid,
    /// It does not, but services send such values: a value added to an enum, a date-time without an offset.
    Tolerated,
}

/// Why an instance could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GenerateError {
    /// Nothing fits the schema.
    Never,
    /// It requires itself without end.
    Endless,
    /// It is too large.
    Large,
    /// It is in another file, or nowhere.
    Elsewhere(String),
    /// No text was found for a pattern.
    Pattern(String),
    /// Bounds leave nothing.
    Bounds,
    /// The budget of steps is used up.
    Effort,
}

impl GenerateError {
    /// Whether a limit of the proof was reached, which says nothing about the schema.
    pub(super) fn is_limit(&self) -> bool {
        matches!(self, Self::Large | Self::Effort)
    }
}

impl fmt::Display for GenerateError {
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
    pub(super) fn new(label: impl Into<String>, value: Json) -> Self {
        Self { label: label.into(), value, validity: Validity::Valid, rank: 0 }
    }

    pub(super) fn tolerated(self) -> Self {
        Self { validity: Validity::Tolerated, ..self }
    }

    /// The same within a larger instance.
    pub(super) fn within(self, place: &str, value: Json, rank: u8) -> Self {
        Self {
            label: format!("{place}: {}", self.label),
            value,
            validity: self.validity,
            rank: self.rank.saturating_add(rank),
        }
    }
}

/// The instances of one schema, and what could not be made.
#[derive(Debug, Default)]
pub(crate) struct Instances {
    pub(crate) cases: Vec<Case>,
    pub(crate) failures: Vec<(String, GenerateError)>,
}

impl Instances {
    pub(super) fn push(&mut self, label: impl Into<String>, made: Result<Json, GenerateError>) {
        let label = label.into();
        match made {
            Ok(value) => self.cases.push(Case::new(label, value)),
            Err(why) => self.failures.push((label, why)),
        }
    }

    /// Replaces all failures for lack of effort by one with their count.
    pub(super) fn unite_limits(&mut self) {
        let all = self.failures.len();
        self.failures.retain(|(_, why)| *why != GenerateError::Effort);
        let count = all - self.failures.len();
        if count > 0 {
            self.failures.push((format!("{count} or more"), GenerateError::Effort));
        }
    }

    pub(super) fn extend(&mut self, prefix: &str, other: Self) {
        let label = |label: String| if prefix.is_empty() { label } else { format!("{prefix}: {label}") };
        self.cases.extend(other.cases.into_iter().map(|case| Case { label: label(case.label), ..case }));
        self.failures.extend(other.failures.into_iter().map(|(text, why)| (label(text), why)));
    }
}

/// How much of what is optional is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Size {
    /// Nothing.
    Minimal,
    /// All.
    Full,
}
