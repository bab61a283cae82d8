//! What is wrong with a document and where: collected in one run, sorted by position, printed like a compiler does.
//!
//! [`Code`] is the index of all codes.

mod codes;
mod escape;
mod node_path;
mod pointer;

pub use codes::Code;
pub(crate) use escape::harmless;
pub use escape::{quote, visible};
pub(crate) use node_path::NodePath;
pub use pointer::Pointer;

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is left out or read in a way the author may not expect; the rest is generated.
    Warning,
}

/// Which text a position is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(pub(crate) usize);

impl SourceId {
    /// The document itself.
    pub const MAIN: Self = Self(0);
}

/// A place inside one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The node a pointer names; its position is looked up only when the diagnostic is printed.
    Node(Pointer),
    /// One of several members that have the same key, counted from zero.
    Repeated(Pointer, usize),
    /// A byte of the text, where there is no tree yet.
    Byte(usize),
}

/// A place and the source it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The document or one of its overlays.
    pub source: SourceId,
    /// Where in it.
    pub place: Place,
}

impl From<&Pointer> for Position {
    /// A node of the main document, which is what all stages after the overlays speak of.
    fn from(pointer: &Pointer) -> Self {
        Self { source: SourceId::MAIN, place: Place::Node(pointer.clone()) }
    }
}

impl From<(SourceId, &Pointer)> for Position {
    fn from((source, pointer): (SourceId, &Pointer)) -> Self {
        Self { source, place: Place::Node(pointer.clone()) }
    }
}

impl From<(SourceId, Place)> for Position {
    fn from((source, place): (SourceId, Place)) -> Self {
        Self { source, place }
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// A stable name to search for: `E-…` or `W-…`.
    pub code: Code,
    /// One sentence. It may hold text of the document: printing makes that visible and cuts it.
    pub message: String,
    /// Where.
    pub position: Position,
    /// What else belongs to it, and a few words that lead there ("first given at").
    pub related: Option<(&'static str, Position)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Error or warning: its code says it.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Adds what to do about it.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a second place.
    pub fn related(&mut self, words: &'static str, at: impl Into<Position>) -> &mut Self {
        self.related = Some((words, at.into()));
        self
    }
}

/// The findings of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a finding. Its code says whether the run stops.
    pub fn report(&mut self, code: Code, at: impl Into<Position>, message: impl Into<String>) -> &mut Diagnostic {
        let index = self.list.len();
        self.list.push(Diagnostic { code, message: message.into(), position: at.into(), related: None, help: None });
        &mut self.list[index]
    }

    /// Makes errors of the warnings with this code, under the code of an error.
    pub(crate) fn promote(&mut self, from: Code, to: Code) {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.code == from) {
            diagnostic.code = to;
        }
    }

    /// Whether the run has to stop.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// How many errors there are.
    pub fn error_count(&self) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count()
    }

    /// All findings in the order they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
