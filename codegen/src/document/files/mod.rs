//! Many files → one tree, in which every reference leads to a node of that tree.
//!
//! [`survey`] follows each reference by the tables, through all files; [`homes`] gives what lies in other files a name
//! among the components; [`build`] writes it there. What leads nowhere is said and mended, so that later stages meet no
//! such reference.

mod address;
mod build;
mod hits;
mod homes;
mod index;
mod kinds;
mod report;
mod resolve;
mod survey;

use serde_json::{Map, Value};

pub(super) use address::percent_decoded;

use super::{overlay, version, version::Dialect};
use crate::{
    diagnostics::{Diagnostics, Pointer},
    source::{self, Part, SourceId, Sources},
};
use survey::{DOCUMENT, survey};

/// Finds out which files a document refers to, directly and by way of others, and asks for each once: by its path seen
/// from the folder of the document, which begins with `..` where it leaves that folder.
pub fn complete(sources: &mut Sources, open: &mut dyn FnMut(&str) -> Part) {
    if !sources.may_refer_to_files() {
        return;
    }
    // What is wrong with the document is reported when it is loaded.
    let mut unsaid = Diagnostics::new();
    let Some(mut tree) = source::read(sources, SourceId::MAIN, &mut unsaid) else { return };
    overlay::apply(&mut tree, sources, &mut unsaid);
    let Some(dialect) = version::detect(&tree, &mut unsaid) else { return };
    let name = sources.get(SourceId::MAIN).name.clone();
    let mut opened = std::collections::BTreeMap::new();
    let mut once = |path: &str| opened.entry(path.to_owned()).or_insert_with(|| open(path)).clone();
    drop(survey(&tree, &name, dialect, &mut once));
    opened.into_iter().for_each(|(path, part)| sources.add(path, part));
}

/// Brings everything a document refers to into its tree; `None` if that would never end, or as good as never.
pub(super) fn bundle(
    tree: &mut Value,
    dialect: Dialect,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let name = &sources.get(SourceId::MAIN).name;
    // What nobody has looked for cannot be there, and outside nobody has to look.
    let unasked = |path: &str| if path.starts_with("..") { Part::Outside } else { Part::Missing(Vec::new()) };
    let mut open = |path: &str| sources.part(path).cloned().unwrap_or_else(|| unasked(path));
    let mut survey = survey(tree, name, dialect, &mut open);
    build::spread(&mut survey);
    let homes = homes::assign(&survey);
    let plan = build::plan(&survey, &homes);
    let is_whole = plan.findings.is_empty();
    survey.findings.extend(plan.findings);
    report::report(&survey, sources, diagnostics);
    let ids: Vec<Option<SourceId>> = survey.files.iter().map(|file| sources.part_id(&file.path)).collect();
    // Texts for people were read too, but not as trees.
    for path in survey.trees() {
        if let Some(Part::Text(text)) = sources.part(path)
            && !text.is_clean()
            && let Some(id) = sources.part_id(path)
        {
            source::read(sources, id, diagnostics);
        }
    }
    drop(survey);
    if !is_whole {
        return None;
    }
    for (now, node) in plan.moved {
        let (id, written) = match ids.get(node.file).copied().flatten().filter(|_| node.file != DOCUMENT) {
            Some(id) => (id, node.pointer),
            None => diagnostics.moves().source(&node.pointer),
        };
        diagnostics.moves().place(&now, id, &written);
    }
    plan.edits.into_iter().for_each(|(at, edit)| build::apply(tree, &at, edit));
    plan.added.into_iter().for_each(|(place, value)| insert(tree, &place, value));
    remove(tree, plan.removed, diagnostics);
    Some(())
}

/// Adds a component, and the section around it if there is none.
fn insert(tree: &mut Value, place: &Pointer, value: Value) {
    let mut node = tree;
    for segment in place.segments() {
        let Value::Object(members) = node else { return };
        node = members.entry(segment).or_insert_with(|| Value::Object(Map::new()));
    }
    *node = value;
}

/// Removes nodes, the last items of a list first.
fn remove(tree: &mut Value, mut places: Vec<Pointer>, diagnostics: &mut Diagnostics) {
    let order = |place: &Pointer| {
        let index = place.segments().next_back().and_then(|last| last.parse::<usize>().ok());
        (place.parent(), index)
    };
    places.sort_by_key(|place| std::cmp::Reverse(order(place)));
    places.iter().for_each(|place| overlay::remove(tree, place, diagnostics.moves()));
}
