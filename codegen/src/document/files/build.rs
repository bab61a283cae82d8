//! Writes what the survey found into the document: names for references, components from other files, parts in place.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    hits::Slot,
    homes::Homes,
    kinds::section,
    report::{Finding, Problem},
    survey::{DOCUMENT, Node, Outcome, Survey},
};
use crate::{
    diagnostics::Pointer,
    document::tables::{SCHEMA, v2},
};

/// Most nodes that are copied from other files; a few lines can be made to stand for billions.
const MOST_NODES: usize = 1_000_000;
/// Parts that are put in place of parts.
const DEEPEST: usize = 32;

/// What to do with a node that holds a reference.
pub(super) enum Edit {
    /// The target has another name.
    Refer(String),
    /// The same, of a `$dynamicRef`.
    Settle(String),
    /// The node becomes something else; members of its own stay.
    Put(Value),
    /// The node becomes a text.
    Word(String),
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
    /// What became too much.
    pub(super) findings: Vec<Finding>,
}

/// Plans everything; nothing is changed yet.
pub(super) fn plan(survey: &Survey<'_, '_>, homes: &Homes) -> Plan {
    let mut builder = Builder {
        survey,
        homes,
        open: Vec::new(),
        left: MOST_NODES,
        plan: Plan {
            edits: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            moved: Vec::new(),
            findings: Vec::new(),
        },
    };
    let root = Node { file: DOCUMENT, pointer: Pointer::root() };
    builder.plan.edits = builder.edits(&root, &Pointer::root());
    for (place, node) in homes.added() {
        let at = Node { file: node.file, pointer: node.pointer.clone() };
        let value = builder.built((&at, Slot::Object(&SCHEMA)), node, place);
        builder.plan.added.push((place.clone(), value));
    }
    builder.plan
}

/// Does one edit.
pub(super) fn apply(tree: &mut Value, at: &Pointer, edit: Edit) {
    let Some(node) = tree.pointer_mut(at.as_str()) else { return };
    match edit {
        Edit::Word(text) => *node = text.into(),
        Edit::Put(mut value) => {
            // Beside the reference of a path item its own members count, and count more.
            if let (Value::Object(members), Value::Object(target)) = (&mut *node, &mut value) {
                members.shift_remove("$ref");
                target.append(members);
            }
            *node = value;
        }
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

struct Builder<'s, 't, 'o> {
    survey: &'s Survey<'t, 'o>,
    homes: &'s Homes,
    /// What is being put in place just now, and where.
    open: Vec<(Node, Pointer)>,
    left: usize,
    plan: Plan,
}

impl Builder<'_, '_, '_> {
    /// What is to be done below a node, which is or will be at `now`; the innermost first.
    fn edits(&mut self, base: &Node, now: &Pointer) -> Vec<(Pointer, Edit)> {
        let survey = self.survey;
        let below = format!("{}/", base.pointer);
        let is_below = |at: &Node| at.pointer == base.pointer || at.pointer.as_str().starts_with(&below);
        let range = survey.found.range(base.clone()..);
        // What sorts between a node and its members (`/a-b` between `/a` and `/a/b`) is passed over.
        let range =
            range.take_while(|(at, _)| at.file == base.file && at.pointer.as_str().starts_with(base.pointer.as_str()));
        let found: Vec<_> = range.filter(|(at, _)| is_below(at)).collect();
        let mut edits = Vec::new();
        for (at, found) in found.into_iter().rev() {
            let here = Pointer::from_escaped(&at.pointer.as_str()[base.pointer.as_str().len()..]);
            let now = now.joined(&here);
            let edit = match &found.outcome {
                Outcome::Untouched(_) => None,
                Outcome::Text(text) => Some(Edit::Word(text.clone())),
                Outcome::Inline(node) => Some(self.put((at, found.slot), node, &now)),
                Outcome::To(node) if self.homes.aliases.contains(at) && self.is_home_of(at, node, found.slot) => {
                    Some(self.put((at, found.slot), node, &now))
                }
                Outcome::To(node) => self.named(node, found.slot),
                Outcome::Broken => self.broken(found.slot, now),
            };
            edits.extend(edit.map(|edit| (here, edit)));
        }
        edits
    }

    fn is_home_of(&self, at: &Node, node: &Node, slot: Slot) -> bool {
        self.place(node, slot).is_some_and(|place| place == at.pointer)
    }

    fn place(&self, node: &Node, slot: Slot) -> Option<Pointer> {
        let section = slot.object().and_then(|object| section(object, self.survey.dialect));
        self.homes.of(node, section.map(|section| section.source))
    }

    fn named(&self, node: &Node, slot: Slot) -> Option<Edit> {
        let place = self.place(node, slot)?;
        let text = reference(&place);
        Some(match slot {
            Slot::Mapping => Edit::Word(text),
            Slot::Dynamic => Edit::Settle(text),
            _ => Edit::Refer(text),
        })
    }

    fn broken(&mut self, slot: Slot, now: Pointer) -> Option<Edit> {
        if !is_removed(slot) {
            return Some(Edit::Untyped);
        }
        self.plan.removed.push(now);
        None
    }

    fn put(&mut self, of: (&Node, Slot), node: &Node, now: &Pointer) -> Edit {
        // A path item that is repeated by one of its callbacks is there already.
        if let (Slot::Object(_), Some((_, place))) = (of.1, self.open.iter().find(|(open, _)| open == node)) {
            return Edit::Refer(reference(place));
        }
        let value = self.built(of, node, now);
        // What stands beside the reference was written where that is.
        let beside = self.survey.value(of.0).and_then(Value::as_object).into_iter().flat_map(Map::keys);
        for key in beside.filter(|key| *key != "$ref") {
            let at = Node { file: of.0.file, pointer: of.0.pointer.child(key) };
            self.plan.moved.push((now.child(key), at));
        }
        Edit::Put(value)
    }

    /// A node with all its references in their final form.
    fn built(&mut self, (at, slot): (&Node, Slot), node: &Node, now: &Pointer) -> Value {
        // After the first such problem nothing is generated, so that nothing more is copied.
        let Some(value) = self.survey.value(node).filter(|_| self.plan.findings.is_empty()) else { return json!({}) };
        let problem = if self.open.iter().any(|(open, _)| open == node) {
            Some(Problem::Cycle(self.open.iter().map(|(open, _)| open.clone()).collect()))
        } else {
            self.left = self.left.saturating_sub(nodes(value));
            (self.left == 0 || self.open.len() == DEEPEST).then_some(Problem::TooMuch)
        };
        if let Some(problem) = problem {
            let text = self.survey.value(at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
            let text = text.unwrap_or_default().to_owned();
            self.plan.findings.push(Finding::problem(at.clone(), slot, text, problem));
            return json!({});
        }
        self.plan.moved.push((now.clone(), node.clone()));
        self.open.push((node.clone(), now.clone()));
        let mut value = value.clone();
        for (here, edit) in self.edits(node, now) {
            apply(&mut value, &here, edit);
        }
        self.open.pop();
        value
    }
}

/// A pointer as the fragment of a URI.
fn reference(place: &Pointer) -> String {
    format!("#{}", place.as_str().replace('%', "%25"))
}

fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(nodes).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(nodes).sum::<usize>() + 1,
        _ => 1,
    }
}

/// Whether nothing is left of a place whose reference leads nowhere. Schemas and path items can do without.
fn is_removed(slot: Slot) -> bool {
    match slot {
        Slot::Object(object) => *object != SCHEMA && *object != v2::ITEMS && !object.may_stand_beside_reference(),
        Slot::Inline(_) | Slot::Mapping => true,
        Slot::Dynamic => false,
    }
}

/// References to what is left out are left out as well, except where a schema that allows anything can stand.
pub(super) fn spread(survey: &mut Survey<'_, '_>) {
    let removed = survey.found.iter().filter(|(_, found)| found.outcome == Outcome::Broken && is_removed(found.slot));
    let mut gone: BTreeSet<Node> = removed.map(|(at, _)| at.clone()).collect();
    while !gone.is_empty() {
        let mut next = BTreeSet::new();
        for (at, found) in &mut survey.found {
            let (Outcome::To(node) | Outcome::Untouched(node)) = &found.outcome else { continue };
            if is_removed(found.slot) && gone.contains(node) {
                found.outcome = Outcome::Broken;
                next.insert(at.clone());
            }
        }
        for at in &next {
            let text = survey.value(at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
            let text = text.unwrap_or_default().to_owned();
            let Some(slot) = survey.found.get(at).map(|found| found.slot) else { continue };
            survey.findings.push(Finding::problem(at.clone(), slot, text, Problem::LeftOut));
        }
        gone = next;
    }
}
