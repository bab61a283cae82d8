//! The state of the link stage: the files, the targets that were resolved, and the problems.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::{anchors::Anchors, collect_refs::RefTargetKind};
use crate::{
    diagnostics::{Diagnostics, Pointer},
    document::{dialect::Dialect, source_map::Tree},
    source::Sources,
};

/// The document among the files.
pub(super) const DOCUMENT: usize = 0;
/// A node of one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    pub(super) file: usize,
    pub(super) pointer: Pointer,
}

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// To a node that has, or will have, a name among the components.
    To(Node),
    /// The target takes the place of the reference.
    Inline(Node),
    /// A text takes the place of the reference.
    Text(String),
    /// Nowhere.
    Broken,
}

/// A reference that was followed.
pub(super) struct Followed {
    pub(super) kind: RefTargetKind,
    pub(super) outcome: Outcome,
}

/// One of the files.
pub(super) struct File {
    /// Seen from the folder of the document.
    pub(super) path: String,
    pub(super) tree: Tree,
    pub(super) anchors: Option<Anchors>,
}

/// All references of a description.
pub(super) struct References<'s, 'd> {
    pub(super) dialect: Dialect,
    pub(super) files: Vec<File>,
    /// The references by the node that holds them.
    pub(super) followed: BTreeMap<Node, Followed>,
    pub(super) findings: Vec<Finding>,
    pub(super) sources: &'s Sources,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) paths: BTreeMap<String, Result<usize, Problem>>,
    pub(super) queue: VecDeque<(Node, RefTargetKind)>,
    /// What is left of [`MOST_HOPS`].
    pub(super) hops: usize,
}

/// Why a reference cannot be followed.
#[derive(Clone, Debug)]
pub(super) enum Problem {
    NotText,
    Empty,
    Missing {
        node: Node,
    },
    /// How many anchors there are.
    NoAnchor(usize),
    NoFile {
        path: String,
        near: Vec<String>,
    },
    Unusable(String, String),
    Outside(String),
    Absolute,
    Remote,
    /// What it leads to.
    Kind(String),
    Cycle(Vec<Node>),
    /// It leads to something that is left out.
    LeftOut,
    /// Too much would be put in place of references.
    TooMuch,
    /// The file has errors, which are reported by themselves.
    Unreadable,
}

/// How a reference is read that does not say quite what it should.
pub(super) enum LenientReading {
    /// As one of an enclosing schema.
    Enclosing(Pointer),
    /// As one of the document.
    OfDocument,
    /// The schema inside what it leads to.
    SchemaInside(String),
}

pub(super) enum What {
    Problem(Problem, RefTargetKind),
    LenientReading(LenientReading),
}

/// Something to say about a reference.
pub(super) struct Finding {
    pub(super) at: Node,
    pub(super) text: String,
    pub(super) what: What,
}

impl Finding {
    pub(super) fn problem(at: Node, kind: RefTargetKind, text: String, problem: Problem) -> Self {
        Self { at, text, what: What::Problem(problem, kind) }
    }

    pub(super) fn lenient_reading(at: Node, text: String, lenient_reading: LenientReading) -> Self {
        Self { at, text, what: What::LenientReading(lenient_reading) }
    }
}

impl References<'_, '_> {
    /// A node of a file.
    pub(super) fn value(&self, node: &Node) -> Option<&Value> {
        self.files.get(node.file)?.tree.root.pointer(node.pointer.as_str())
    }

    /// The text of a reference that was followed.
    pub(super) fn text(&self, at: &Node) -> String {
        let text = self.value(at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    }

    /// The anchors and identifiers of a file.
    pub(super) fn anchors(&mut self, file: usize) -> Option<&Anchors> {
        let File { tree, anchors, .. } = self.files.get_mut(file)?;
        Some(anchors.get_or_insert_with(|| Anchors::of(&tree.root)))
    }

    /// Notes how a reference is read that does not say quite what it should.
    pub(super) fn lenient_reading(&mut self, at: &Node, text: &str, reading: LenientReading) {
        self.findings.push(Finding::lenient_reading(at.clone(), text.to_owned(), reading));
    }
}
