//! The text of a reference → the node it names, whatever that is.

use serde_json::Value;

use super::{
    address::{Address, percent_decoded},
    collect_refs::RefTargetKind,
    link_state::{DOCUMENT, LenientReading, Node, Problem, References},
};
use crate::{diagnostics::Pointer, document::spec::ObjectKind};

impl References<'_, '_> {
    /// The node that a reference in a file names.
    pub(super) fn resolve(&mut self, from: usize, text: &str) -> Result<Node, Problem> {
        let base = self.files.get(from).map(|file| file.path.clone()).unwrap_or_default();
        match Address::parse(text, &base) {
            Address::Empty => Err(Problem::Empty),
            Address::Absolute => Err(Problem::Absolute),
            Address::Here(fragment) => self.located(Node { file: from, pointer: Pointer::root() }, &fragment),
            Address::Remote(url, fragment) => match self.identified(from, &url) {
                Some(node) => self.located(node, &fragment),
                None => Err(Problem::Remote),
            },
            Address::File { path, fragment } => match self.file(&path) {
                Ok(file) => self.located(Node { file, pointer: Pointer::root() }, &fragment),
                // A schema may go by a name that looks like a file's.
                Err(problem) => match self.identified(from, text.split('#').next().unwrap_or_default()) {
                    Some(node) => self.located(node, &fragment),
                    None => Err(problem),
                },
            },
        }
    }

    /// As [`Self::resolve`]; what leads nowhere may lead somewhere if read as its author probably meant it.
    pub(super) fn resolve_leniently(&mut self, at: &Node, kind: RefTargetKind, text: &str) -> Result<Node, Problem> {
        let problem = match self.resolve(at.file, text) {
            Err(problem @ Problem::Missing { .. }) => problem,
            other => return other,
        };
        let Problem::Missing { node, .. } = &problem else { return Err(problem) };
        if node.file == at.file
            && kind.object() == Some(ObjectKind::Schema)
            && let Some(nearby) = self.enclosing(at, &node.pointer)
        {
            self.lenient_reading(at, text, LenientReading::Enclosing(nearby.clone()));
            return Ok(Node { file: at.file, pointer: nearby });
        }
        // A part is often written as if it were in the document already.
        let pointer = node.pointer.clone();
        if at.file != DOCUMENT
            && text.starts_with('#')
            && let Some(node) = self.walked(Node { file: DOCUMENT, pointer: Pointer::root() }, &pointer)
        {
            self.lenient_reading(at, text, LenientReading::OfDocument);
            return Ok(node);
        }
        Err(problem)
    }

    /// Many a schema that was made a part of a description still names its own `$defs` as if it were a document.
    fn enclosing(&self, at: &Node, target: &Pointer) -> Option<Pointer> {
        let first = target.segments().next()?;
        if first != "$defs" && first != "definitions" {
            return None;
        }
        let mut candidates =
            std::iter::successors(Some(at.pointer.clone()), Pointer::parent).map(|schema| schema.joined(target));
        candidates.find(|candidate| self.value(&Node { file: at.file, pointer: candidate.clone() }).is_some())
    }

    /// What calls itself by a URL: the document, or a schema in the file.
    fn identified(&mut self, from: usize, url: &str) -> Option<Node> {
        if url.is_empty() {
            return None;
        }
        [from, DOCUMENT].into_iter().find_map(|file| {
            let pointer = self.anchors(file)?.id(url)?.clone();
            Some(Node { file, pointer })
        })
    }

    fn located(&mut self, base: Node, fragment: &str) -> Result<Node, Problem> {
        let decoded = percent_decoded(fragment);
        if !decoded.is_empty() && !decoded.starts_with('/') {
            let found = self.anchors(base.file).map_or(Err(0), |anchors| anchors.named(&decoded).cloned());
            return found.map(|pointer| Node { file: base.file, pointer }).map_err(Problem::NoAnchor);
        }
        let wanted = Pointer::from_escaped(decoded.clone());
        // By the letter of the standard first; but a `%` or `%2F` may well belong to a key.
        let literal = Pointer::from_escaped(fragment);
        let by_key =
            fragment.split('/').skip(1).map(|segment| percent_decoded(segment).replace("~1", "/").replace("~0", "~"));
        let by_key = by_key.fold(Pointer::root(), |pointer, key| pointer.child(&key));
        // `file.json#/` is how some write the whole of it.
        let whole = (decoded == "/").then(Pointer::root);
        let pointers = [Some(&wanted), Some(&literal), Some(&by_key), whole.as_ref()];
        let found = pointers.into_iter().flatten().find_map(|pointer| self.walked(base.clone(), pointer));
        let node = found.ok_or_else(|| {
            let node = Node { file: base.file, pointer: base.pointer.joined(&wanted) };
            if self.is_removed(&node) { Problem::LeftOut } else { Problem::Missing { node } }
        })?;
        if self.is_removed(&node) { Err(Problem::LeftOut) } else { Ok(node) }
    }

    fn is_removed(&self, node: &Node) -> bool {
        self.files.get(node.file).is_some_and(|file| file.tree.removed.contains(&node.pointer))
    }

    /// The node below another; the path may lead through references, and through keys that a repair has changed.
    pub(super) fn walked(&mut self, base: Node, below: &Pointer) -> Option<Node> {
        let direct = Node { file: base.file, pointer: base.pointer.joined(below) };
        if self.value(&direct).is_some() {
            return Some(direct);
        }
        let mut node = base;
        for segment in below.segments() {
            while !self.has_child(&node, &segment) {
                self.hops = self.hops.checked_sub(1)?;
                let text = self.value(&node)?.get("$ref")?.as_str()?.to_owned();
                node = self.resolve(node.file, &text).ok()?;
            }
            node.pointer = self.renamed(&node, &segment).unwrap_or_else(|| node.pointer.child(&segment));
        }
        Some(node)
    }

    /// Where a repair has put the member that a reference names.
    fn renamed(&self, node: &Node, segment: &str) -> Option<Pointer> {
        let tree = &self.files.get(node.file)?.tree;
        if tree.renamed.is_empty() {
            return None;
        }
        tree.renamed.get(&node.pointer.child(segment)).cloned()
    }

    fn has_child(&self, node: &Node, segment: &str) -> bool {
        if self.renamed(node, segment).is_some() {
            return true;
        }
        match self.value(node) {
            Some(Value::Object(members)) => members.contains_key(segment),
            Some(Value::Array(items)) => segment.parse::<usize>().is_ok_and(|index| index < items.len()),
            _ => false,
        }
    }
}
