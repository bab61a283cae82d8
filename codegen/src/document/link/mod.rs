//! Many files → one tree with canonical references only: `#/components/<section>/<key>`, in every dialect.
//!
//! [`follow_refs`] follows each reference by the table of the specification, through all files, and repairs what it leads
//! to; [`component_names`] names the targets that are not components yet; [`rewrite`] writes all of it into the document.
//! What leads nowhere is reported, and replaced or removed, so that every reference left has a target of its kind.

mod address;
mod anchors;
mod check_target_kind;
mod collect_refs;
mod component_names;
mod cycles;
mod follow_refs;
mod link_state;
mod name_words;
mod open_files;
mod ref_diagnostics;
mod resolve;
mod restore_titles;
mod rewrite;

use serde_json::{Map, Value};

pub use open_files::complete;

use super::{dialect::Dialect, overlay, source_map::Tree};
use crate::{
    diagnostics::{Diagnostics, Pointer},
    source::Sources,
};

/// The sections of 2.0, and what they are called among the components of OpenAPI 3.
const SECTIONS_OF_2_0: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// Links a document that was repaired; `None` if what it refers to is too much to be written out.
pub(super) fn link(tree: Tree, dialect: Dialect, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Tree> {
    let mut references = follow_refs::scan(tree, dialect, sources, diagnostics);
    cycles::break_cycles(&mut references);
    rewrite::spread(&mut references);
    let names = component_names::assign(&references);
    let mut plan = rewrite::plan(&references, &names);
    references.findings.append(&mut plan.findings);
    ref_diagnostics::report(&mut references);
    let mut files = references.files.into_iter().map(|file| file.tree);
    let mut tree = files.next().filter(|_| !plan.is_too_much)?;
    let others: Vec<Tree> = files.collect();
    for (now, node) in plan.moved {
        let map = match node.file.checked_sub(1) {
            None => &tree.source_map,
            Some(other) => &others.get(other)?.source_map,
        };
        let (id, written) = map.source(&node.pointer);
        tree.source_map.place(&now, id, &written);
    }
    plan.edits.into_iter().for_each(|(at, edit)| rewrite::apply(&mut tree.root, &at, edit));
    plan.added.into_iter().for_each(|(at, value)| insert(&mut tree.root, &at, value));
    remove(&mut tree, plan.removed);
    restore_titles::restore(&mut tree, dialect);
    Some(tree)
}

/// Adds a component, and the section around it if there is none.
fn insert(tree: &mut Value, at: &Pointer, value: Value) {
    let mut node = tree;
    for segment in at.segments() {
        let Value::Object(members) = node else { return };
        node = members.entry(segment).or_insert_with(|| Value::Object(Map::new()));
    }
    *node = value;
}

/// Removes nodes, the last items of a list first.
fn remove(tree: &mut Tree, mut pointers: Vec<Pointer>) {
    let order = |pointer: &Pointer| {
        let index = pointer.segments().next_back().and_then(|last| last.parse::<usize>().ok());
        (pointer.parent(), index)
    };
    pointers.sort_by_cached_key(|pointer| std::cmp::Reverse(order(pointer)));
    pointers.dedup();
    pointers.iter().for_each(|pointer| overlay::remove(tree, pointer));
}

/// `definitions` → `components/schemas`. In 2.0, `components` means nothing.
pub(super) fn move_sections(tree: &mut Tree) {
    let Value::Object(root) = &mut tree.root else { return };
    let mut components = Map::new();
    for (old, new) in SECTIONS_OF_2_0 {
        if let Some(section) = root.shift_remove(old) {
            components.insert(new.to_owned(), section);
            tree.source_map.record(&Pointer::root().at(["components", new]), &Pointer::root().child(old));
        }
    }
    root.insert("components".to_owned(), Value::Object(components));
}
