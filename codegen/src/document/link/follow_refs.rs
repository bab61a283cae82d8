//! Follows every reference from the document on, through all files, and notes where each leads.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::{
    address::{Address, is_prose, joined},
    check_target_kind,
    collect_refs::{self, RefSite, RefTargetKind},
    link_state::{DOCUMENT, File, Finding, Followed, Node, Outcome, Problem, References},
};
use crate::{
    diagnostics::{Diagnostics, Pointer},
    document::{
        dialect::Dialect,
        repair::{KeepOrRemove, repair},
        source_map::Tree,
        spec::ObjectKind,
    },
    source::{self, Part, SourceId, Sources},
};

/// Aliases in a row; longer chains are cycles.
const LONGEST_CHAIN: usize = 64;
/// References that the path of one may lead through.
pub(super) const MOST_HOPS: usize = 64;

/// Follows all references of a document that was repaired.
pub(super) fn scan<'s, 'd>(
    tree: Tree,
    dialect: Dialect,
    sources: &'s Sources,
    diagnostics: &'d mut Diagnostics,
) -> References<'s, 'd> {
    let name = sources.get(SourceId::MAIN).name.replace('\\', "/");
    let path = joined("", name.rsplit('/').next().unwrap_or_default());
    let mut references = References {
        dialect,
        files: vec![File { path, tree, anchors: None }],
        followed: BTreeMap::new(),
        findings: Vec::new(),
        sources,
        diagnostics,
        paths: BTreeMap::new(),
        queue: VecDeque::from([(
            Node { file: DOCUMENT, pointer: Pointer::root() },
            RefTargetKind::Inline(dialect.root()),
        )]),
        hops: 0,
    };
    while let Some((node, kind)) = references.queue.pop_front() {
        let Some(value) = references.value(&node) else { continue };
        for site in collect_refs::below(value, kind, &node.pointer) {
            references.follow(node.file, site);
        }
    }
    references
}

impl References<'_, '_> {
    fn follow(&mut self, file: usize, site: RefSite) {
        let RefSite { at, kind, text } = site;
        let at = Node { file, pointer: at };
        if self.followed.contains_key(&at) {
            return;
        }
        let outcome = match &text {
            // A mapping to anything but texts is repaired.
            None if matches!(kind, RefTargetKind::Mapping) => return,
            None => Err(Problem::NotText),
            Some(text) => match kind {
                RefTargetKind::Mapping => Ok(self.mapping(&at, text)),
                _ => self.outcome(&at, kind, text).map(Some),
            },
        };
        let outcome = match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) => return,
            // The reader of schemas warns that a `$dynamicRef` is not followed.
            Err(_) if matches!(kind, RefTargetKind::Dynamic) => return,
            Err(problem) => {
                self.findings.push(Finding::problem(at.clone(), kind, text.unwrap_or_default(), problem));
                Outcome::Broken
            }
        };
        self.followed.insert(at, Followed { kind, outcome });
    }

    fn outcome(&mut self, at: &Node, kind: RefTargetKind, text: &str) -> Result<Outcome, Problem> {
        if let Some(outcome) = self.unread(at, kind, text) {
            return outcome;
        }
        self.hops = MOST_HOPS;
        let direct = self.resolve_leniently(at, kind, text)?;
        let direct = self.past_aliases(direct)?;
        let target = check_target_kind::fitting(self, (at, text), kind, &direct)?;
        self.visit(&target, kind)?;
        let is_named = kind.object().is_some_and(|object| object.section(self.dialect).is_some());
        Ok(match kind {
            RefTargetKind::Inline(_) => Outcome::Inline(target),
            // Nothing later looks at them.
            RefTargetKind::Object(object) if matches!(object.kind, ObjectKind::Example | ObjectKind::Link) => {
                Outcome::Broken
            }
            _ if !is_named && target.file != DOCUMENT => Outcome::Inline(target),
            _ => Outcome::To(target),
        })
    }

    /// References that are followed without reading a tree: texts, and examples, which nothing later looks at.
    fn unread(&mut self, at: &Node, kind: RefTargetKind, text: &str) -> Option<Result<Outcome, Problem>> {
        let base = &self.files.get(at.file)?.path;
        let Address::File { path, fragment } = Address::parse(text, base) else { return None };
        match kind {
            RefTargetKind::Object(object) if object.kind == ObjectKind::Example => Some(Ok(Outcome::Broken)),
            RefTargetKind::Inline(kind)
                if fragment.is_empty() && is_prose(&path) && kind.fits(&Value::String(String::new())) =>
            {
                Some(match self.sources.part_or_absence(&path) {
                    Part::Text(part) => Ok(Outcome::Text(part.source().text.clone())),
                    other => Err(absence(&path, other)),
                })
            }
            _ => None,
        }
    }

    /// In a file other than the document, an alias is passed by, so that one thing has one name.
    fn past_aliases(&mut self, mut node: Node) -> Result<Node, Problem> {
        let mut chain: Vec<Node> = Vec::new();
        while node.file != DOCUMENT {
            let Some(Value::Object(members)) = self.value(&node) else { break };
            let is_alias = members.len() == 1 || self.dialect != Dialect::OpenApi31;
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

    /// Repairs a target that no walk has met yet, and has its references followed.
    fn visit(&mut self, node: &Node, kind: RefTargetKind) -> Result<(), Problem> {
        if check_target_kind::repaired(self, node)
            .is_some_and(|known| known.describe() == kind.name() || node.file == DOCUMENT)
        {
            return Ok(());
        }
        let Some(file) = self.files.get_mut(node.file) else { return Ok(()) };
        let fate = repair(&mut file.tree, &node.pointer, kind.expected(), self.dialect, self.diagnostics);
        if fate == KeepOrRemove::Remove {
            file.tree.removed.insert(node.pointer.clone());
            return Err(Problem::LeftOut);
        }
        self.queue.push_back((node.clone(), kind));
        Ok(())
    }

    /// A value of a mapping: a name or a pointer. Names stay as they are, and so does what leads nowhere in the document:
    /// the schema that holds the mapping knows better what to say.
    fn mapping(&mut self, at: &Node, text: &str) -> Option<Outcome> {
        self.hops = MOST_HOPS;
        let is_pointer = text.contains(['#', '/']) || [".json", ".yaml", ".yml"].iter().any(|end| text.ends_with(end));
        let found = if is_pointer {
            self.resolve(at.file, text)
        } else if at.file == DOCUMENT {
            return None;
        } else {
            self.resolve(at.file, &format!("#{}", Pointer::root().at(["components", "schemas", text])))
        };
        match found.and_then(|node| self.past_aliases(node)) {
            Ok(node) if at.file == DOCUMENT && node.file == DOCUMENT => None,
            Ok(node) => self.visit(&node, RefTargetKind::Mapping).ok().map(|()| Outcome::To(node)),
            Err(Problem::Missing { .. } | Problem::Empty | Problem::NoAnchor(_)) => None,
            Err(_) if !is_pointer => None,
            Err(problem) => {
                self.findings.push(Finding::problem(at.clone(), RefTargetKind::Mapping, text.to_owned(), problem));
                Some(Outcome::Broken)
            }
        }
    }

    /// The number of the file at a path.
    pub(super) fn file(&mut self, path: &str) -> Result<usize, Problem> {
        if self.files.first().is_some_and(|document| document.path == path) {
            return Ok(DOCUMENT);
        }
        if let Some(known) = self.paths.get(path) {
            return known.clone();
        }
        let opened = match (self.sources.part_or_absence(path), self.sources.part_id(path)) {
            (Part::Text(_), Some(id)) => match source::read(self.sources, id, self.diagnostics) {
                Some(root) => {
                    let tree = Tree::new(root, id);
                    self.files.push(File { path: path.to_owned(), tree, anchors: None });
                    Ok(self.files.len() - 1)
                }
                None => Err(Problem::Unreadable),
            },
            (other, _) => Err(absence(path, other)),
        };
        self.paths.insert(path.to_owned(), opened.clone());
        opened
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
