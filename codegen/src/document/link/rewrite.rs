//! Writes what the references lead to into the document: canonical references, new components, targets in place.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    collect_refs::RefTargetKind,
    component_names::ComponentNames,
    link_state::{DOCUMENT, Finding, Node, Outcome, Problem, References},
};
use crate::{
    diagnostics::Pointer,
    document::{source_map::count_nodes, spec::ObjectKind},
};

/// Most nodes that are copied; a few lines can be made to stand for billions.
const MOST_NODES: usize = 1_000_000;
/// Targets that are put in place inside one another.
const DEEPEST: usize = 32;

/// What to do with a node.
pub(super) enum Edit {
    /// Its `$ref` gets another text.
    Refer(String),
    /// Its `$dynamicRef` becomes a `$ref`.
    Settle(String),
    /// The target takes the place of the reference; members beside the reference stay.
    Put(Value),
    /// The node becomes another one.
    Replace(Value),
    /// The node becomes a schema that allows anything.
    Untyped,
}

/// All that is to be done, in pointers of the document.
pub(super) struct Plan {
    /// The innermost first.
    pub(super) edits: Vec<(Pointer, Edit)>,
    /// Components that are new.
    pub(super) added: Vec<(Pointer, Value)>,
    /// Nodes to be removed in the end.
    pub(super) removed: Vec<Pointer>,
    /// Where nodes came from, the outermost first.
    pub(super) moved: Vec<(Pointer, Node)>,
    /// References in place of which nothing can be put.
    pub(super) findings: Vec<Finding>,
    /// Whether what would be put in place is more than a document may hold.
    pub(super) is_too_much: bool,
}

/// Plans everything; nothing is changed yet.
pub(super) fn plan(references: &References<'_, '_>, names: &ComponentNames) -> Plan {
    let plan = Plan {
        edits: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        moved: Vec::new(),
        findings: Vec::new(),
        is_too_much: false,
    };
    let mut builder =
        Builder { references, names, open: Vec::new(), left: MOST_NODES, reported: BTreeSet::new(), plan };
    builder.plan.edits = builder.edits(&Node { file: DOCUMENT, pointer: Pointer::root() }, &Pointer::root());
    for (at, node) in names.added() {
        if let Some(value) = builder.built(node, at) {
            builder.plan.added.push((at.clone(), value));
        }
    }
    builder.plan
}

/// Does one edit.
pub(super) fn apply(tree: &mut Value, at: &Pointer, edit: Edit) {
    let Some(node) = tree.pointer_mut(at.as_str()) else { return };
    match edit {
        Edit::Put(mut value) => {
            // Beside the reference of a path item its own members count, and count more.
            if let (Value::Object(members), Value::Object(target)) = (&mut *node, &mut value) {
                members.shift_remove("$ref");
                target.append(members);
            }
            *node = value;
        }
        Edit::Replace(value) => *node = value,
        Edit::Refer(text) => set(node, "$ref", Some(text)),
        Edit::Settle(text) => {
            set(node, "$dynamicRef", None);
            set(node, "$ref", Some(text));
        }
        Edit::Untyped => set(node, "$ref", None),
    }
}

fn set(node: &mut Value, key: &str, text: Option<String>) {
    let Value::Object(members) = node else { return };
    match text {
        Some(text) => drop(members.insert(key.to_owned(), text.into())),
        None => drop(members.shift_remove(key)),
    }
}

struct Builder<'s, 'o, 'd> {
    references: &'s References<'o, 'd>,
    names: &'s ComponentNames,
    /// What is being put in place just now, and where.
    open: Vec<(Node, Pointer)>,
    left: usize,
    reported: BTreeSet<Node>,
    plan: Plan,
}

impl Builder<'_, '_, '_> {
    /// What is to be done below a node, which is or will be at `now`; the innermost first.
    fn edits(&mut self, base: &Node, now: &Pointer) -> Vec<(Pointer, Edit)> {
        let references = self.references;
        let below = format!("{}/", base.pointer);
        let is_below = |at: &Node| at.pointer == base.pointer || at.pointer.as_str().starts_with(&below);
        // What sorts between a node and its members (`/a-b` between `/a` and `/a/b`) is passed over.
        let is_near = |at: &Node| at.file == base.file && at.pointer.as_str().starts_with(base.pointer.as_str());
        let followed = references.followed.range(base.clone()..).take_while(|(at, _)| is_near(at));
        let mut all: Vec<(&Node, Option<&Outcome>, Option<RefTargetKind>)> = followed
            .filter(|(at, _)| is_below(at))
            .map(|(at, followed)| (at, Some(&followed.outcome), Some(followed.kind)))
            .collect();
        let hoisted = self.names.hoisted.range(base.clone()..).take_while(|(at, _)| is_near(at));
        all.extend(hoisted.filter(|(at, _)| is_below(at) && *at != base).map(|(at, _)| (at, None, None)));
        // Of one node, the reference that it holds before the one that it becomes.
        all.sort_by(|left, right| right.0.cmp(left.0).then(left.1.is_none().cmp(&right.1.is_none())));
        self.removed_items(base, now);
        let mut edits = Vec::new();
        for (at, outcome, kind) in all {
            let here = Pointer::from_escaped(&at.pointer.as_str()[base.pointer.as_str().len()..]);
            let now = now.joined(&here);
            let edit = match (outcome, kind) {
                (Some(outcome), Some(kind)) => self.edit(at, outcome, kind, now),
                _ => {
                    self.names.hoisted.get(at).map(|place| Edit::Replace(json!({"$ref": component(place, "schemas")})))
                }
            };
            edits.extend(edit.map(|edit| (here, edit)));
        }
        edits
    }

    /// Items that a repair has removed have left a null behind.
    fn removed_items(&mut self, base: &Node, now: &Pointer) {
        let Some(file) = self.references.files.get(base.file) else { return };
        let below = format!("{}/", base.pointer);
        let removed = file.tree.removed.range(Pointer::from_escaped(below.clone())..);
        for pointer in removed.take_while(|pointer| pointer.as_str().starts_with(&below)) {
            let is_item = pointer.parent().is_some_and(|list| {
                self.references.value(&Node { file: base.file, pointer: list }).is_some_and(Value::is_array)
            });
            if is_item {
                let here = Pointer::from_escaped(&pointer.as_str()[base.pointer.as_str().len()..]);
                self.plan.removed.push(now.joined(&here));
            }
        }
    }

    fn edit(&mut self, at: &Node, outcome: &Outcome, kind: RefTargetKind, now: Pointer) -> Option<Edit> {
        let node = match outcome {
            Outcome::Text(text) => return Some(Edit::Replace(text.as_str().into())),
            Outcome::Inline(node) => return self.put((at, kind), node, &now),
            // The object around it may not do without.
            Outcome::Broken if matches!(kind, RefTargetKind::Inline(kind) if kind.may_be_empty_object()) => {
                return Some(Edit::Replace(json!({})));
            }
            Outcome::Broken if kind.is_removed_if_broken() => {
                self.plan.removed.push(now);
                return None;
            }
            Outcome::Broken => return Some(Edit::Untyped),
            Outcome::To(node) => node,
        };
        let section = kind.object().and_then(|object| object.section(self.references.dialect));
        let named = section.and_then(|section| Some((self.names.of(node, section)?, section)));
        let Some((pointer, section)) = named else {
            // A callback may lead back to the path item that it is in.
            let is_in_callback = now.segments().any(|segment| segment == "callbacks");
            return if is_in_callback && kind.object() != Some(ObjectKind::Callback) {
                Some(Edit::Refer(format!("#{}", node.pointer)))
            } else {
                self.put((at, kind), node, &now)
            };
        };
        if self.names.aliases.contains(at) && pointer == at.pointer {
            return self.put((at, kind), node, &now);
        }
        let text = component(&pointer, section.name);
        Some(match kind {
            RefTargetKind::Mapping => Edit::Replace(text.into()),
            RefTargetKind::Dynamic => Edit::Settle(text),
            _ => Edit::Refer(text),
        })
    }

    fn put(&mut self, (at, kind): (&Node, RefTargetKind), node: &Node, now: &Pointer) -> Option<Edit> {
        let open = self.open.iter().find(|(open, _)| open == node);
        // A path item that is repeated by one of its callbacks is there already.
        if let (RefTargetKind::Object(_), Some((_, place))) = (kind, open) {
            return Some(Edit::Refer(format!("#{place}")));
        }
        self.left = self.left.saturating_sub(self.references.value(node).map_or(0, count_nodes));
        if open.is_some() {
            let cycle = self.open.iter().map(|(open, _)| open.clone()).collect();
            self.report(at, kind, Problem::Cycle(cycle));
            return self.edit(at, &Outcome::Broken, kind, now.clone());
        }
        if self.left == 0 || self.open.len() == DEEPEST {
            self.plan.is_too_much = true;
            self.report(at, kind, Problem::TooMuch);
            return None;
        }
        let value = self.built(node, now)?;
        // What stands beside the reference was written where that is.
        let beside = self.references.value(at).and_then(Value::as_object).into_iter().flat_map(Map::keys);
        for key in beside.filter(|key| *key != "$ref") {
            let at = Node { file: at.file, pointer: at.pointer.child(key) };
            self.plan.moved.push((now.child(key), at));
        }
        Some(Edit::Put(value))
    }

    fn report(&mut self, at: &Node, kind: RefTargetKind, problem: Problem) {
        if self.reported.insert(at.clone()) {
            self.plan.findings.push(Finding::problem(at.clone(), kind, self.references.text(at), problem));
        }
    }

    /// A copy of a node with all its references in their final form.
    fn built(&mut self, node: &Node, now: &Pointer) -> Option<Value> {
        // Nothing is generated if it is too much, so that nothing more is copied.
        let value = self.references.value(node).filter(|_| !self.plan.is_too_much)?;
        self.plan.moved.push((now.clone(), node.clone()));
        self.open.push((node.clone(), now.clone()));
        let mut value = value.clone();
        for (here, edit) in self.edits(node, now) {
            apply(&mut value, &here, edit);
        }
        self.open.pop();
        Some(value)
    }
}

/// A canonical reference to a component.
fn component(pointer: &Pointer, section: &str) -> String {
    let name = pointer.segments().next_back().unwrap_or_default();
    format!("#{}", Pointer::root().at(["components", section, &name]))
}

/// References to what is left out are left out as well, except where a schema that allows anything can stand.
pub(super) fn spread(references: &mut References<'_, '_>) {
    let is_removed =
        |outcome: &Outcome, kind: RefTargetKind| *outcome == Outcome::Broken && kind.is_removed_if_broken();
    let removed = references.followed.iter().filter(|(_, followed)| is_removed(&followed.outcome, followed.kind));
    let mut gone: BTreeSet<Node> = removed.map(|(at, _)| at.clone()).collect();
    while !gone.is_empty() {
        let mut next = BTreeSet::new();
        for (at, followed) in &mut references.followed {
            let Outcome::To(node) = &followed.outcome else { continue };
            if followed.kind.is_removed_if_broken() && gone.contains(node) {
                followed.outcome = Outcome::Broken;
                next.insert(at.clone());
            }
        }
        for at in &next {
            let Some(kind) = references.followed.get(at).map(|followed| followed.kind) else { continue };
            let text = references.text(at);
            references.findings.push(Finding::problem(at.clone(), kind, text, Problem::LeftOut));
        }
        gone = next;
    }
}
