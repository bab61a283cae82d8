//! The names that targets of references have among the components, where the document gives them none: short, and the
//! same whatever the order of the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    link_state::{DOCUMENT, Node, Outcome, References},
    name_words::{self, folded, last_words},
};
use crate::{
    diagnostics::Pointer,
    document::{dialect::Dialect, spec::Section},
};

/// A node that is a component of one section.
pub(super) type Target = (Node, Section);

/// The components that the document does not have yet, and the pointer of each.
pub(super) struct ComponentNames {
    pointers: BTreeMap<Target, Pointer>,
    /// Components of the document that are but another name for a target in another file: it takes their place.
    pub(super) aliases: BTreeSet<Node>,
    /// Schemas inside others that become components; a reference is left behind.
    pub(super) hoisted: BTreeMap<Node, Pointer>,
}

impl ComponentNames {
    /// The components to be added: the pointer, and the node.
    pub(super) fn added(&self) -> impl Iterator<Item = (&Pointer, &Node)> {
        let is_alias = |at: &Pointer| self.aliases.contains(&Node { file: DOCUMENT, pointer: at.clone() });
        let files = self.pointers.iter().map(|((node, _), at)| (at, node)).filter(move |(at, _)| !is_alias(at));
        files.chain(self.hoisted.iter().map(|(node, at)| (at, node)))
    }

    /// The pointer of a node that is a component of this section; `None` if it is none.
    pub(super) fn of(&self, node: &Node, section: Section) -> Option<Pointer> {
        let is_component =
            || node.file == DOCUMENT && node.pointer.parent().is_some_and(|around| around.as_str() == section.written);
        if is_component() {
            return Some(node.pointer.clone());
        }
        self.pointers.get(&(node.clone(), section)).or_else(|| self.hoisted.get(node)).cloned()
    }
}

/// Names every target that has to be a component and is none.
pub(super) fn assign(references: &References<'_, '_>) -> ComponentNames {
    let mut inner: BTreeSet<Target> = BTreeSet::new();
    let mut outer: BTreeSet<Target> = BTreeSet::new();
    let mut aliases: BTreeMap<Target, Vec<Node>> = BTreeMap::new();
    for (at, followed) in &references.followed {
        let Outcome::To(node) = &followed.outcome else { continue };
        let Some(section) = followed.kind.object().and_then(|kind| kind.section(references.dialect)) else { continue };
        let target = (node.clone(), section);
        if node.file == DOCUMENT {
            if node.pointer.parent().is_none_or(|around| around.as_str() != section.written) {
                inner.insert(target);
            }
            continue;
        }
        if is_alias(references, at, section) {
            aliases.entry(target.clone()).or_default().push(at.clone());
        }
        outer.insert(target);
    }
    let nodes: BTreeSet<Node> = outer.iter().map(|(node, _)| node.clone()).collect();
    let is_inside = |node: &Node| {
        std::iter::successors(node.pointer.parent(), Pointer::parent)
            .any(|pointer| nodes.contains(&Node { file: node.file, pointer }))
    };
    inner.extend(outer.extract_if(.., |(node, _)| is_inside(node)));
    let mut names = ComponentNames { pointers: BTreeMap::new(), aliases: BTreeSet::new(), hoisted: BTreeMap::new() };
    let mut unnamed = Vec::new();
    for target in &outer {
        match aliases.get(target).and_then(|aliases| best_alias(references, &target.0, aliases)) {
            Some(alias) => {
                names.aliases.insert(alias.clone());
                names.pointers.insert(target.clone(), alias.pointer.clone());
            }
            None => unnamed.push(target),
        }
    }
    name_by_path(references, unnamed, &mut names.pointers);
    hoist(references, &inner, &mut names);
    names
}

/// Whether a component of the document says nothing but where it really is.
fn is_alias(references: &References<'_, '_>, at: &Node, section: Section) -> bool {
    let is_bare = references.dialect != Dialect::OpenApi31
        || references.value(at).and_then(Value::as_object).is_some_and(|members| members.len() == 1);
    is_bare && at.file == DOCUMENT && at.pointer.parent().is_some_and(|around| around.as_str() == section.written)
}

/// Of several, the one called like the target; else the first by name.
fn best_alias<'a>(references: &References<'_, '_>, target: &Node, aliases: &'a [Node]) -> Option<&'a Node> {
    let wanted = folded(&words(references, target).pop().unwrap_or_default());
    let last = |node: &Node| node.pointer.segments().next_back().unwrap_or_default().into_owned();
    aliases.iter().min_by_key(|alias| (folded(&last(alias)) != wanted, last(alias)))
}

fn words(references: &References<'_, '_>, node: &Node) -> Vec<String> {
    let path = references.files.get(node.file).map(|file| file.path.as_str()).unwrap_or_default();
    name_words::of(path, &node.pointer)
}

/// The keys that a section of the document has.
fn keys<'r>(references: &'r References<'_, '_>, section: Section) -> impl Iterator<Item = &'r String> {
    let components = references.value(&Node { file: DOCUMENT, pointer: Pointer::from_escaped(section.written) });
    components.and_then(Value::as_object).into_iter().flat_map(|members| members.keys())
}

/// Gives each the shortest name that is its own; those that want the same one all get a longer one.
fn name_by_path(references: &References<'_, '_>, mut left: Vec<&Target>, names: &mut BTreeMap<Target, Pointer>) {
    let sections: BTreeSet<Section> = left.iter().map(|(_, section)| *section).collect();
    let mut taken: BTreeSet<(Section, String)> = BTreeSet::new();
    for section in sections {
        taken.extend(keys(references, section).map(|key| (section, folded(key))));
    }
    let mut put = |target: &Target, name: &str| {
        names.insert(target.clone(), Pointer::from_escaped(target.1.written).child(name));
    };
    let longest = left.iter().map(|(node, _)| words(references, node).len()).max().unwrap_or_default();
    for length in 1..=longest {
        let mut wanted: BTreeMap<(Section, String), Vec<&Target>> = BTreeMap::new();
        for target in left.drain(..) {
            let name = last_words(&words(references, &target.0), length);
            wanted.entry((target.1, folded(&name))).or_default().push(target);
        }
        for (key, targets) in wanted {
            match targets.as_slice() {
                [only] if !taken.contains(&key) => {
                    put(only, &last_words(&words(references, &only.0), length));
                    taken.insert(key);
                }
                _ => left.extend(targets),
            }
        }
    }
    // By their paths, because the numbers of files follow the order of the document.
    left.sort_by_key(|(node, _)| (references.files.get(node.file).map(|file| &file.path), &node.pointer));
    for target in left {
        let name = last_words(&words(references, &target.0), longest);
        let mut numbered = (2_usize..).map(|number| format!("{name}_{number}"));
        if let Some(name) = numbered.find(|name| !taken.contains(&(target.1, folded(name)))) {
            put(target, &name);
            taken.insert((target.1, folded(&name)));
        }
    }
}

/// Names the schemas that are referred to inside others: the innermost first.
fn hoist(references: &References<'_, '_>, inner: &BTreeSet<Target>, names: &mut ComponentNames) {
    let schemas = inner.iter().filter(|(_, section)| section.name == "schemas");
    let outer: BTreeMap<&Node, &Pointer> = names.pointers.iter().map(|((node, _), at)| (node, at)).collect();
    let mut schemas: Vec<(Pointer, &Target)> =
        schemas.filter_map(|target| Some((pointer_in_document(&target.0, &outer)?, target))).collect();
    let Some((_, (_, section))) = schemas.first() else { return };
    schemas.sort_by(|(left, _), (right, _)| {
        let depth = |pointer: &Pointer| std::cmp::Reverse(pointer.segments().count());
        (depth(left), left).cmp(&(depth(right), right))
    });
    let base = Pointer::from_escaped(section.written);
    let mut taken: BTreeSet<String> = keys(references, *section).cloned().collect();
    let last = |at: &Pointer| at.segments().next_back().unwrap_or_default().into_owned();
    taken.extend(names.pointers.iter().filter(|((_, of), _)| of == section).map(|(_, at)| last(at)));
    for (pointer, (node, _)) in schemas {
        let name = name_words::hoisted(&pointer, &taken);
        names.hoisted.insert(node.clone(), base.child(&name));
        taken.insert(name);
    }
}

/// The pointer that a node has where the component around it is.
fn pointer_in_document(node: &Node, outer: &BTreeMap<&Node, &Pointer>) -> Option<Pointer> {
    if node.file == DOCUMENT {
        return Some(node.pointer.clone());
    }
    let mut around = std::iter::successors(node.pointer.parent(), Pointer::parent);
    around.find_map(|pointer| {
        let below = Pointer::from_escaped(&node.pointer.as_str()[pointer.as_str().len()..]);
        Some(outer.get(&Node { file: node.file, pointer })?.joined(&below))
    })
}
