//! What lies in other files → the names it has among the components: short, and the same whatever the order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    hits,
    kinds::section,
    survey::{DOCUMENT, Node, Outcome, Survey},
};
use crate::{diagnostics::Pointer, document::refs::Section};

/// A node of another file, as a component of one section (its place in the document).
type Target = (Node, &'static str);

/// Where each node of another file is in the document.
pub(super) struct Homes {
    places: BTreeMap<Target, Pointer>,
    by_node: BTreeMap<Node, Pointer>,
    /// Components of the document that are but another name for a target: the target takes their place.
    pub(super) aliases: BTreeSet<Node>,
}

/// Finds a place for every target that is to be a component.
pub(super) fn assign(survey: &Survey<'_, '_>) -> Homes {
    let mut targets: BTreeSet<Target> = BTreeSet::new();
    let mut named: BTreeMap<Target, Vec<Node>> = BTreeMap::new();
    for (at, found) in &survey.found {
        let Outcome::To(node) = &found.outcome else { continue };
        let Some(section) = found.slot.object().and_then(|object| section(object, survey.dialect)) else { continue };
        if node.file == DOCUMENT {
            continue;
        }
        let target = (node.clone(), section.source);
        targets.insert(target.clone());
        if is_alias(survey, at, &section) {
            named.entry(target).or_default().push(at.clone());
        }
    }
    let nodes: BTreeSet<&Node> = targets.iter().map(|(node, _)| node).collect();
    let is_inside = |node: &Node| {
        std::iter::successors(node.pointer.parent(), Pointer::parent)
            .any(|pointer| nodes.contains(&Node { file: node.file, pointer }))
    };
    let outer: Vec<&Target> = targets.iter().filter(|(node, _)| !is_inside(node)).collect();
    let mut homes = Homes { places: BTreeMap::new(), by_node: BTreeMap::new(), aliases: BTreeSet::new() };
    let mut unnamed = Vec::new();
    for target in outer {
        match named.get(target).and_then(|aliases| best_alias(survey, &target.0, aliases)) {
            Some(alias) => {
                homes.aliases.insert(alias.clone());
                homes.put(target, alias.pointer.clone());
            }
            None => unnamed.push(target),
        }
    }
    name(survey, unnamed, &mut homes);
    homes
}

/// Whether a component of the document says nothing but where it really is.
fn is_alias(survey: &Survey<'_, '_>, at: &Node, section: &Section) -> bool {
    let is_bare = !hits::reads_beside_references(survey.dialect)
        || survey.value(at).and_then(Value::as_object).is_some_and(|members| members.len() == 1);
    is_bare && at.file == DOCUMENT && at.pointer.parent().is_some_and(|parent| parent.as_str() == section.source)
}

/// Of several, the one called like the target; else the first by name.
fn best_alias<'a>(survey: &Survey<'_, '_>, target: &Node, aliases: &'a [Node]) -> Option<&'a Node> {
    let wanted = folded(&words(survey, target).pop().unwrap_or_default());
    let last = |node: &Node| node.pointer.segments().next_back().unwrap_or_default().into_owned();
    aliases.iter().min_by_key(|alias| (folded(&last(alias)) != wanted, last(alias)))
}

/// Gives each the shortest name that is its own; those that want the same one all get a longer one.
fn name(survey: &Survey<'_, '_>, mut left: Vec<&Target>, homes: &mut Homes) {
    let mut taken: BTreeSet<(&'static str, String)> = BTreeSet::new();
    for (_, section) in &left {
        let components = survey.value(&Node { file: DOCUMENT, pointer: Pointer::from_escaped(*section) });
        let keys = components.and_then(Value::as_object).into_iter().flat_map(|members| members.keys());
        taken.extend(keys.map(|key| (*section, folded(key))));
    }
    let longest = left.iter().map(|(node, _)| words(survey, node).len()).max().unwrap_or_default();
    for length in 1..=longest {
        let mut wanted: BTreeMap<(&'static str, String), Vec<&Target>> = BTreeMap::new();
        for target in left.drain(..) {
            let name = last_words(&words(survey, &target.0), length);
            wanted.entry((target.1, folded(&name))).or_default().push(target);
        }
        for (key, targets) in wanted {
            match targets.as_slice() {
                [only] if !taken.contains(&key) => {
                    let name = last_words(&words(survey, &only.0), length);
                    homes.put(only, Pointer::from_escaped(only.1).child(&name));
                    taken.insert(key);
                }
                _ => left.extend(targets),
            }
        }
    }
    // By their paths, because the numbers of files follow the order of the document.
    left.sort_by_key(|(node, _)| (survey.files.get(node.file).map(|file| file.path.clone()), node.pointer.clone()));
    for target in left {
        let name = last_words(&words(survey, &target.0), longest);
        let names = (2_usize..).map(|number| format!("{name}_{number}"));
        if let Some(name) = names.into_iter().find(|name| !taken.contains(&(target.1, folded(name)))) {
            homes.put(target, Pointer::from_escaped(target.1).child(&name));
            taken.insert((target.1, folded(&name)));
        }
    }
}

/// Names that differ only in what Rust's names cannot show are the same.
fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn last_words(words: &[String], count: usize) -> String {
    words.get(words.len().saturating_sub(count)..).unwrap_or_default().join("_")
}

/// Folders and keys that say what kind of thing is in them, and nothing else.
const TELLING_NOTHING: &[&str] = &[
    "components",
    "schemas",
    "schema",
    "definitions",
    "$defs",
    "properties",
    "paths",
    "content",
    "responses",
    "response",
    "parameters",
    "headers",
    "requestbodies",
    "requests",
    "items",
    "allof",
    "anyof",
    "oneof",
    "requestbody",
    "models",
    "model",
    "resources",
    "shared",
    "common",
    "types",
    "spec",
    "specification",
    "openapi",
    "swagger",
    "api",
    "src",
    "entities",
    "..",
];

fn is_media_type(word: &str) -> bool {
    ["application/", "text/", "multipart/", "image/", "*/"].iter().any(|start| word.starts_with(start))
}

/// The telling parts of a path and of a pointer below it, the most telling one last.
fn words(survey: &Survey<'_, '_>, node: &Node) -> Vec<String> {
    let tells = |word: &String| {
        !word.is_empty()
            && !is_media_type(word)
            && !TELLING_NOTHING.contains(&word.to_lowercase().as_str())
            && word.parse::<usize>().is_err()
    };
    let path = survey.files.get(node.file).map(|file| file.path.as_str()).unwrap_or_default();
    let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
    let file = folders.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let stem = [".schema", ".openapi", ".model"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
    let mut words: Vec<String> = folders.into_iter().filter(tells).collect();
    if !["index", "_index"].contains(&stem) || words.is_empty() {
        words.push(stem.to_owned());
    }
    let below: Vec<String> = node.pointer.segments().map(|segment| segment.into_owned()).collect();
    let is_member = below.iter().rev().nth(1).is_some_and(|segment| segment == "properties");
    let mut below: Vec<String> = below.into_iter().filter(tells).collect();
    if is_member && let (Some(last), Some(owner)) = (below.pop(), below.pop()) {
        // The name of a member tells little without that of its owner.
        below.push(format!("{owner}_{last}"));
    }
    words.extend(below);
    words
}

impl Homes {
    fn put(&mut self, target: &Target, place: Pointer) {
        self.by_node.entry(target.0.clone()).or_insert_with(|| place.clone());
        self.places.insert(target.clone(), place);
    }

    /// Components to be added: where, and what.
    pub(super) fn added(&self) -> impl Iterator<Item = (&Pointer, &Node)> {
        let is_alias = |place: &Pointer| self.aliases.contains(&Node { file: DOCUMENT, pointer: place.clone() });
        self.places.iter().filter(move |(_, place)| !is_alias(place)).map(|((node, _), place)| (place, node))
    }

    /// Where a node is in the document.
    pub(super) fn of(&self, node: &Node, section: Option<&'static str>) -> Option<Pointer> {
        if node.file == DOCUMENT {
            return Some(node.pointer.clone());
        }
        if let Some(place) = section.and_then(|section| self.places.get(&(node.clone(), section))) {
            return Some(place.clone());
        }
        let ancestors = std::iter::successors(Some(node.pointer.clone()), Pointer::parent);
        ancestors.into_iter().find_map(|ancestor| {
            let below = Pointer::from_escaped(&node.pointer.as_str()[ancestor.as_str().len()..]);
            let place = self.by_node.get(&Node { file: node.file, pointer: ancestor })?;
            Some(place.joined(&below))
        })
    }
}
