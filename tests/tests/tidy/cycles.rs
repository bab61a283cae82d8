//! No cycles among the modules of a package, at no level.
//!
//! The nodes of a level are the children of one module, each with all that is below it, and the module's own file. A path in
//! one of them that leads to an item defined in another is an edge. So folders form no cycles, nor do the files of a folder, nor
//! does a parent with its children: a parent that calls its child defines nothing that the child uses. A re-export (`pub use`)
//! stands for the file that defines the item and is no use of that file. Code for tests does not count; a call of a method
//! (`value.method()`) has no path and is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::modules::Modules;

/// A use of what another module defines.
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The path as it is written.
    pub(crate) path: Vec<String>,
}

/// All uses among the modules of a package.
pub(crate) fn edges(modules: &Modules) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, module) in modules.all.iter().enumerate() {
        for path in &module.paths {
            if let Some(to) = modules.definition(from, path)
                && modules.all[to].file != module.file
            {
                edges.push(Edge { from, to, path: path.clone() });
            }
        }
    }
    edges
}

/// Nodes of one level that lead to each other, and the uses among them.
pub(crate) struct Cycle {
    /// The module whose level it is: `document`; `crate` for the root.
    pub(crate) level: String,
    /// The names of its members, `(own file)` for the parent itself.
    pub(crate) members: BTreeSet<String>,
    /// Each use, with its place.
    pub(crate) uses: String,
}

const OWN: &str = "(own file)";

/// The cycles of a package.
pub(crate) fn cycles(repository: &Path, modules: &Modules) -> Vec<Cycle> {
    let edges = edges(modules);
    let mut cycles = Vec::new();
    for (level, module) in modules.all.iter().enumerate().filter(|(_, module)| !module.children.is_empty()) {
        let node = |index| node_at(modules, level, index);
        let mut graph: BTreeMap<&str, BTreeMap<&str, Vec<&Edge>>> = BTreeMap::new();
        for edge in &edges {
            if let (Some(from), Some(to)) = (node(edge.from), node(edge.to))
                && from != to
            {
                graph.entry(from).or_default().entry(to).or_default().push(edge);
            }
        }
        for members in components(&graph) {
            let name = if module.name.is_empty() { "crate" } else { &module.name };
            let uses = shown(repository, modules, &graph, &members);
            let members = members.into_iter().map(str::to_owned).collect();
            cycles.push(Cycle { level: name.to_owned(), members, uses });
        }
    }
    cycles
}

/// The node of a level that a module belongs to; none if the module is not below it.
fn node_at(modules: &Modules, level: usize, module: usize) -> Option<&str> {
    let mut at = module;
    let mut below = OWN;
    while at != level {
        let own = &modules.all[at];
        below = own.name.rsplit("::").next().unwrap_or_default();
        // An inline module is part of the file that it is in.
        if own.parent.is_some_and(|parent| parent == level && modules.all[parent].file == own.file) {
            below = OWN;
        }
        at = own.parent?;
    }
    Some(below)
}

type Graph<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a Edge>>>;

/// Sets of two or more nodes of which each reaches each.
fn components<'a>(graph: &Graph<'a>) -> Vec<BTreeSet<&'a str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|node| (*node, reached(graph, node))).collect();
    let mut found: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for (node, reached) in reach.iter().filter(|(node, reached)| reached.contains(*node)) {
        let back = reached.iter().filter(|other| reach.get(*other).is_some_and(|reached| reached.contains(node)));
        found.insert(back.copied().collect());
    }
    found.into_iter().collect()
}

fn reached<'a>(graph: &Graph<'a>, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = graph.get(from).into_iter().flat_map(|next| next.keys().copied()).collect();
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(graph.get(node).into_iter().flat_map(|next| next.keys().copied()));
        }
    }
    found
}

/// The edges of a cycle, three uses of each: `repair → validate: codegen/src/document/repair/mod.rs:7 super::validate::kind`.
fn shown(repository: &Path, modules: &Modules, graph: &Graph<'_>, members: &BTreeSet<&str>) -> String {
    let mut out = String::new();
    for (from, next) in graph.iter().filter(|(from, _)| members.contains(*from)) {
        for (to, uses) in next.iter().filter(|(to, _)| members.contains(*to)) {
            // A `use` and the names that it brings into scope are one use.
            let places: BTreeMap<String, String> = uses
                .iter()
                .rev()
                .map(|edge| (place(repository, &modules.all[edge.from].file, &edge.path), edge.path.join("::")))
                .collect();
            for (place, path) in places.iter().take(3) {
                let _ = writeln!(out, "    {from} → {to}: {place} {path}");
            }
            if places.len() > 3 {
                let _ = writeln!(out, "    {from} → {to}: and {} more", places.len() - 3);
            }
        }
    }
    out
}

/// `file:line` of the first line that writes the path, or its last name where the path is in a group of `use`.
pub(crate) fn place(repository: &Path, file: &str, path: &[String]) -> String {
    let text = fs::read_to_string(repository.join(file)).unwrap_or_default();
    let code = || text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let has = |word: &str| code().find(|(_, line)| is_word_in(line, word)).map(|(at, _)| at);
    let at = has(&path.join("::")).or_else(|| has(path.last().map_or("", String::as_str))).unwrap_or(0);
    format!("{file}:{}", at + 1)
}

fn is_word_in(line: &str, word: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part) && !word.is_empty()
    })
}
