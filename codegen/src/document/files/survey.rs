//! Follows every reference from the document on, through all files, and notes where each leads.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use serde_json::Value;

use super::{
    address::{Address, joined},
    hits::{self, Hit, Slot},
    kinds,
    report::{Finding, Problem, Remark},
};
use crate::{
    diagnostics::Pointer,
    document::version::Dialect,
    source::{Part, PartText},
};

/// The document among the files.
pub(super) const DOCUMENT: usize = 0;
/// Aliases in a row; who needs more is lost in a circle.
const LONGEST_CHAIN: usize = 64;
/// References that the path of one may lead through.
pub(super) const MOST_HOPS: usize = 64;

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    pub(super) file: usize,
    pub(super) pointer: Pointer,
}

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// To a place in the document, and the text says so already.
    Untouched(Node),
    /// To a place whose name has to be written.
    To(Node),
    /// The target takes the place of the reference.
    Inline(Node),
    /// A text takes the place of the reference.
    Text(String),
    /// Nowhere.
    Broken,
}

/// A reference that was followed.
pub(super) struct Found {
    pub(super) slot: Slot,
    pub(super) outcome: Outcome,
}

/// One of the files.
pub(super) struct File<'t> {
    /// Seen from the folder of the document.
    pub(super) path: String,
    tree: Tree<'t>,
    index: Option<super::index::Index>,
}

#[derive(Clone)]
enum Tree<'t> {
    Document(&'t Value),
    Part(Arc<Value>),
}

impl Tree<'_> {
    fn value(&self) -> &Value {
        match self {
            Tree::Document(value) => value,
            Tree::Part(value) => value,
        }
    }
}

/// Gives what is at a path, or a reason why there is nothing.
pub(super) type Open<'o> = dyn FnMut(&str) -> Part + 'o;

/// What was learned.
pub(super) struct Survey<'t, 'o> {
    pub(super) dialect: Dialect,
    pub(super) files: Vec<File<'t>>,
    /// The references by the node that holds them.
    pub(super) found: BTreeMap<Node, Found>,
    pub(super) findings: Vec<Finding>,
    paths: BTreeMap<String, Result<usize, Problem>>,
    visited: BTreeSet<(Node, String)>,
    queue: VecDeque<(Node, Slot)>,
    open: &'o mut Open<'o>,
    /// What is left of [`MOST_HOPS`].
    pub(super) hops: usize,
}

/// Follows everything. `name` is what the document goes by.
pub(super) fn survey<'t, 'o>(tree: &'t Value, name: &str, dialect: Dialect, open: &'o mut Open<'o>) -> Survey<'t, 'o> {
    let path = name.replace('\\', "/").rsplit('/').next().unwrap_or_default().to_owned();
    let document = File { path: joined("", &path), tree: Tree::Document(tree), index: None };
    let mut survey = Survey {
        dialect,
        files: vec![document],
        found: BTreeMap::new(),
        findings: Vec::new(),
        paths: BTreeMap::new(),
        visited: BTreeSet::new(),
        queue: VecDeque::new(),
        open,
        hops: 0,
    };
    survey.queue.push_back((Node { file: DOCUMENT, pointer: Pointer::root() }, Slot::Inline(dialect.root())));
    while let Some((node, slot)) = survey.queue.pop_front() {
        let tree = survey.files.get(node.file).map(|file| file.tree.clone());
        let Some(value) = tree.as_ref().and_then(|tree| tree.value().pointer(node.pointer.as_str())) else { continue };
        for hit in hits::below(value, slot, &node.pointer, dialect) {
            survey.follow(node.file, hit);
        }
    }
    survey
}

impl Survey<'_, '_> {
    /// A node of a file.
    pub(super) fn value(&self, node: &Node) -> Option<&Value> {
        self.files.get(node.file)?.tree.value().pointer(node.pointer.as_str())
    }

    /// The paths of all files that were read as trees, or should have been.
    pub(super) fn trees(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }

    /// The anchors and identifiers of a file.
    pub(super) fn index(&mut self, file: usize) -> Option<&super::index::Index> {
        let file = self.files.get_mut(file)?;
        let tree = file.tree.clone();
        Some(file.index.get_or_insert_with(|| super::index::Index::of(tree.value())))
    }

    fn follow(&mut self, file: usize, hit: Hit) {
        let Hit { at, slot, text } = hit;
        let at = Node { file, pointer: at };
        if self.found.contains_key(&at) {
            return;
        }
        let outcome = match &text {
            // The validator says what else was expected.
            None if matches!(slot, Slot::Mapping) => return,
            None => Err(Problem::NotText),
            Some(text) => match slot {
                Slot::Mapping => Ok(self.mapping(&at, text)),
                _ => self.outcome(&at, slot, text).map(Some),
            },
        };
        let outcome = match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) => return,
            // The normaliser says that it is not followed.
            Err(_) if matches!(slot, Slot::Dynamic) => return,
            Err(problem) => {
                let text = text.unwrap_or_default();
                self.findings.push(Finding::problem(at.clone(), slot, text, problem));
                Outcome::Broken
            }
        };
        self.found.insert(at, Found { slot, outcome });
    }

    fn outcome(&mut self, at: &Node, slot: Slot, text: &str) -> Result<Outcome, Problem> {
        if let Some(outcome) = self.unread(at, slot, text) {
            return outcome;
        }
        self.hops = MOST_HOPS;
        let direct = self.resolve_leniently(at, slot, text)?;
        let direct = self.past_aliases(direct)?;
        let target = kinds::fitting(self, (at, text), slot, &direct)?;
        self.visit(&target, slot);
        let named = slot.object().is_some_and(|object| kinds::section(object, self.dialect).is_some());
        Ok(match slot {
            Slot::Inline(_) => Outcome::Inline(target),
            _ if !named && target.file != DOCUMENT => Outcome::Inline(target),
            // The text of a pointer in the document, in the document.
            Slot::Object(_)
                if at.file == DOCUMENT
                    && target.file == DOCUMENT
                    && super::address::percent_decoded(text).strip_prefix('#') == Some(target.pointer.as_str()) =>
            {
                Outcome::Untouched(target)
            }
            _ => Outcome::To(target),
        })
    }

    /// References that are followed without reading a tree: texts, and examples, which nothing later looks at.
    fn unread(&mut self, at: &Node, slot: Slot, text: &str) -> Option<Result<Outcome, Problem>> {
        let base = &self.files.get(at.file)?.path;
        let Address::File { path, fragment } = Address::parse(text, base) else { return None };
        match slot {
            Slot::Object(object) if object.name == "an example" => Some(Ok(Outcome::Broken)),
            Slot::Inline(kind)
                if fragment.is_empty() && is_prose(&path) && kind.fits(&Value::String(String::new())) =>
            {
                Some(match (self.open)(&path) {
                    Part::Text(part) => Ok(Outcome::Text(part.source().text.clone())),
                    other => Err(absence(&path, other)),
                })
            }
            _ => None,
        }
    }

    /// In a file other than the document, what is but an alias is passed by, so that one thing has one name.
    fn past_aliases(&mut self, mut node: Node) -> Result<Node, Problem> {
        let mut chain: Vec<Node> = Vec::new();
        while node.file != DOCUMENT {
            let Some(Value::Object(members)) = self.value(&node) else { break };
            let is_alias = members.len() == 1 || !hits::reads_beside_references(self.dialect);
            let Some(text) = members.get("$ref").and_then(Value::as_str).filter(|_| is_alias) else { break };
            let text = text.to_owned();
            if let Some(start) = chain.iter().position(|earlier| *earlier == node) {
                return Err(Problem::Cycle(chain.split_off(start)));
            }
            if chain.len() == LONGEST_CHAIN {
                return Err(Problem::Cycle(chain));
            }
            let next = self.resolve(node.file, &text)?;
            chain.push(node);
            node = next;
        }
        Ok(node)
    }

    fn visit(&mut self, node: &Node, slot: Slot) {
        if node.file == DOCUMENT && kinds::known(self, node).is_some() {
            return;
        }
        if self.visited.insert((node.clone(), slot.name())) {
            self.queue.push_back((node.clone(), slot));
        }
    }

    /// A value of a mapping: a name or a place. Names stay as they are, and so does what leads nowhere in the document:
    /// the schema that holds the mapping knows better what to say.
    fn mapping(&mut self, at: &Node, text: &str) -> Option<Outcome> {
        self.hops = MOST_HOPS;
        let is_place = text.contains(['#', '/']) || [".json", ".yaml", ".yml"].iter().any(|end| text.ends_with(end));
        let found = if is_place {
            self.resolve(at.file, text)
        } else if at.file == DOCUMENT {
            return None;
        } else {
            self.resolve(at.file, &format!("#{}", Pointer::root().at(["components", "schemas", text])))
        };
        match found.and_then(|node| self.past_aliases(node)) {
            Ok(node) if at.file == DOCUMENT && node.file == DOCUMENT => None,
            Ok(node) => {
                self.visit(&node, Slot::Mapping);
                Some(Outcome::To(node))
            }
            Err(Problem::Missing { .. } | Problem::Empty | Problem::NoAnchor(_)) => None,
            Err(_) if !is_place => None,
            Err(problem) => {
                self.findings.push(Finding::problem(at.clone(), Slot::Mapping, text.to_owned(), problem));
                Some(Outcome::Broken)
            }
        }
    }

    /// Notes how a reference is read that does not say quite what it should.
    pub(super) fn remark(&mut self, at: &Node, text: &str, remark: Remark) {
        self.findings.push(Finding::remark(at.clone(), text.to_owned(), remark));
    }

    /// The number of the file at a path.
    pub(super) fn file(&mut self, path: &str) -> Result<usize, Problem> {
        if self.files.first().is_some_and(|document| document.path == path) {
            return Ok(DOCUMENT);
        }
        if let Some(known) = self.paths.get(path) {
            return known.clone();
        }
        let opened = match (self.open)(path) {
            Part::Text(part) => self.parsed(path, &part),
            other => Err(absence(path, other)),
        };
        self.paths.insert(path.to_owned(), opened.clone());
        opened
    }

    fn parsed(&mut self, path: &str, part: &PartText) -> Result<usize, Problem> {
        let tree = part.tree().ok_or(Problem::Unreadable)?;
        self.files.push(File { path: path.to_owned(), tree: Tree::Part(tree), index: None });
        Ok(self.files.len() - 1)
    }
}

fn absence(path: &str, part: Part) -> Problem {
    let path = path.to_owned();
    match part {
        Part::Missing(near) => Problem::NoFile { path, near },
        Part::Outside => Problem::Outside(path),
        Part::Unusable(why) => Problem::Unusable(path, why),
        Part::Text(_) => Problem::Unreadable,
    }
}

/// Files that hold nothing but a text for people.
fn is_prose(path: &str) -> bool {
    [".md", ".markdown", ".txt", ".html", ".htm", ".adoc", ".rst"].iter().any(|end| path.to_lowercase().ends_with(end))
}
