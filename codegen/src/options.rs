//! What the caller decides: the sources, the name of the crate, and what is generated from them.

use crate::diagnostics::Code;
use crate::source::Sources;

/// What to generate from.
#[derive(Debug)]
pub struct Input {
    /// The document and its overlays.
    pub sources: Sources,
    /// The name of the emitted crate: ASCII letters, digits, `-` and `_`.
    pub crate_name: String,
    /// The text of the crate's `Cargo.toml`, if there is one already.
    pub manifest: Option<String>,
    /// Whether a warning is enough to emit nothing.
    pub strictness: Strictness,
    /// The warnings that a strict run accepts.
    pub allowed_warnings: Vec<Code>,
    /// What becomes of schemas that no operation needs.
    pub unused: Unused,
    /// The operations that are wanted.
    pub operations: OperationFilter,
}

impl Input {
    /// The defaults for all but the sources and the name: `Input { strictness: Strictness::Strict, ..Input::new(sources, "petstore") }`.
    pub fn new(sources: Sources, crate_name: impl Into<String>) -> Self {
        Self {
            sources,
            crate_name: crate_name.into(),
            manifest: None,
            strictness: Strictness::default(),
            allowed_warnings: Vec::new(),
            unused: Unused::default(),
            operations: OperationFilter::default(),
        }
    }
}

/// Which operations are wanted: those that an `include` fits, or all if there is none, but none that an `exclude` fits. One that
/// fits no operation is an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationFilter {
    /// What is wanted.
    pub include: Vec<Selector>,
    /// What is not.
    pub exclude: Vec<Selector>,
}

impl OperationFilter {
    /// Whether all operations are wanted.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// What operations have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// A tag.
    Tag(String),
    /// The path: `*` is a part of a segment, `**` any number of segments. `/users/**` is `/users` and all below it.
    Path(String),
    /// The operationId.
    Operation(String),
}

/// What becomes of component schemas that no operation needs. A document without operations keeps them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unused {
    /// They are not emitted.
    #[default]
    Drop,
    /// They are emitted as if some operation sent and received them.
    Keep,
}

/// What a warning means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Something is left out, the rest is emitted.
    #[default]
    Lenient,
    /// Nothing is emitted.
    Strict,
}
