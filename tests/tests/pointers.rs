//! Every pointer that the generator gives leads to something in the text that it names: those of diagnostics and of `inspect`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostics::{Diagnostics, Place};
use codegen::document::complete;
use codegen::inspect::Location;
use codegen::source::{self, Part, PartText, SourceId, SourceText, Sources};
use codegen::{Input, Inspection, inspect};
use serde_json::Value;

/// Documents with types that have no schema, and how many of them: Swagger 2.0 lists the parts of a form as parameters, and no schema
/// says all of them. The types of a merge patch are those of its schema with members that can be null, for which no schema stands.
const TYPES: &[(&str, usize)] = &[("accepted/merge_patches.yaml", 2), ("accepted/parameters_of_2_0_in_3_0.yaml", 1)];

/// All documents among the fixtures.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    let mut open = ["accepted", "refused", "dialects", "models", "many_files"].map(|name| folder.join(name)).to_vec();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("readable").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
            let is_part = folder.components().any(|it| it.as_os_str() == "many_files") && !name.starts_with("api.");
            if path.is_dir() {
                // The files of a document in many files are read by way of it.
                let is_below = folder.parent().is_some_and(|it| it.ends_with("many_files"));
                open.extend((!is_below && !name.starts_with("overlays")).then_some(path));
            } else if !is_part && (name.ends_with(".yaml") || name.ends_with(".json")) && !name.contains(".overlay.") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A document, its overlay, and the files beside it.
fn sources(path: &Path) -> Sources {
    let folder = path.parent().expect("a folder");
    let text = |path: &Path, name: &str| SourceText {
        name: name.to_owned(),
        text: fs::read_to_string(path).expect("readable"),
    };
    let overlay = path.with_extension("overlay.yaml");
    let overlays = if overlay.is_file() { vec![text(&overlay, "overlay.yaml")] } else { Vec::new() };
    let mut sources = Sources::new(text(path, &name(path)), overlays);
    complete(&mut sources, &mut |part| match (part.starts_with(".."), folder.join(part)) {
        (false, path) if path.is_file() => Part::Text(PartText::new(text(&path, part))),
        _ => Part::Missing(Vec::new()),
    });
    sources
}

fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy().into_owned()).collect();
    format!("{}/{}", parts[1], parts[0])
}

fn tree(sources: &Sources, id: SourceId) -> Option<Value> {
    source::read(sources, id, &mut Diagnostics::new())
}

/// Fails for each document with more than the known number, and for each with less: the list only ever becomes shorter.
fn assert_known(found: Vec<(String, Vec<String>)>, known: &[(&str, usize)]) {
    let found: Vec<_> = found.into_iter().filter(|(_, faults)| !faults.is_empty()).collect();
    let listed: BTreeSet<(String, usize)> = found.iter().map(|(name, faults)| (name.clone(), faults.len())).collect();
    let known: BTreeSet<(String, usize)> = known.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    let new: Vec<_> = found.iter().filter(|(name, faults)| !known.contains(&(name.clone(), faults.len()))).collect();
    assert!(listed == known, "new: {new:#?}\nno longer so: {:#?}", known.difference(&listed).collect::<Vec<_>>());
}

/// What the pointers of one document lead to.
struct Checked {
    /// How many positions of diagnostics were looked at, and those that lead nowhere.
    diagnostics: (usize, Vec<String>),
    /// How many places of schemas were looked at, and those that lead nowhere.
    schemas: (usize, Vec<Location>),
    /// The types that have no schema.
    without: Vec<String>,
}

fn checked(path: &Path) -> Checked {
    let input = Input::new(sources(path), "fixture");
    let output = inspect(&input);
    let mut trees: BTreeMap<SourceId, Option<Value>> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut count = 0;
    for diagnostic in output.diagnostics.iter() {
        let related = diagnostic.related.as_ref().map(|(_, position)| position);
        for position in [Some(&diagnostic.position), related].into_iter().flatten() {
            count += 1;
            let exists = match &position.place {
                Place::Byte(at) => *at <= input.sources.get(position.source).text.len(),
                Place::Node(pointer) | Place::Repeated(pointer, _) => {
                    let read = || tree(&input.sources, position.source);
                    let tree = trees.entry(position.source).or_insert_with(read);
                    tree.as_ref().is_some_and(|tree| tree.pointer(pointer.as_str()).is_some())
                }
            };
            if !exists {
                faults.push(format!("{} at {:?}: {}", diagnostic.code.as_str(), position, diagnostic.message));
            }
        }
    }
    let (schemas, without) = output.inspection.map(|it| inspected(path, &input, &it)).unwrap_or_default();
    Checked { diagnostics: (count, faults), schemas, without }
}

/// How many places an inspection names, those that lead nowhere, and the types that have none.
fn inspected(path: &Path, input: &Input, inspection: &Inspection) -> ((usize, Vec<Location>), Vec<String>) {
    let mut trees: BTreeMap<Option<String>, Option<Value>> = BTreeMap::new();
    let mut exists = |at: &Location| {
        let tree = trees.entry(at.document.clone()).or_insert_with(|| match &at.document {
            // A part need not look like a document; nor does an overlay.
            Some(part) => {
                let file = path.parent().expect("a folder").join(part);
                let part = SourceText { name: part.clone(), text: fs::read_to_string(file).expect("readable") };
                let sources = Sources::new(SourceText { name: String::new(), text: String::new() }, vec![part]);
                sources.overlay_ids().next().and_then(|id| tree(&sources, id))
            }
            None => tree(&input.sources, SourceId::MAIN),
        });
        tree.as_ref().is_some_and(|tree| tree.pointer(&at.pointer).is_some())
    };
    let of_schemas = inspection.schemas.iter().map(|schema| &schema.at);
    let of_types = inspection.types.iter().flat_map(|it| &it.schemas);
    let all: BTreeSet<&Location> =
        of_schemas.chain(of_types).chain(inspection.untyped.iter().map(|it| &it.at)).collect();
    let count = all.len();
    let nowhere = all.into_iter().filter(|at| !exists(at)).cloned().collect();
    let without = inspection.types.iter().filter(|it| it.schemas.is_empty()).map(|it| it.rust.clone());
    ((count, nowhere), without.collect())
}

#[test]
fn all_of_the_fixtures_lead_to_something() {
    let (mut diagnostics, mut types) = (Vec::new(), Vec::new());
    let (mut positions, mut places) = (0, 0);
    for path in documents() {
        let found = checked(&path);
        positions += found.diagnostics.0;
        places += found.schemas.0;
        assert!(found.schemas.1.is_empty(), "{}: {:?}", path.display(), found.schemas.1);
        diagnostics.push((name(&path), found.diagnostics.1));
        types.push((name(&path), found.without));
    }
    assert!(positions > 300, "only {positions} positions were looked at");
    assert!(places > 1_000, "only {places} schemas were looked at");
    assert_known(diagnostics, &[]);
    assert_known(types, TYPES);
}

/// Documents that are larger take too long without optimisation.
const MOST_BYTES: u64 = 400_000;

/// The documents of the corpus, where there is one, that are not too large.
fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("readable").path());
    let is_document = |path: &PathBuf| {
        let is_text = path.extension().is_some_and(|it| it == "yaml" || it == "json");
        is_text && fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() < MOST_BYTES)
    };
    let mut found: Vec<PathBuf> = paths.filter(is_document).collect();
    found.sort();
    found
}

#[test]
fn all_of_the_corpus_lead_to_something() {
    let documents = corpus();
    if documents.is_empty() {
        eprintln!("skipped: there is no corpus beside this repository");
    }
    let (mut diagnostics, mut types) = (Vec::new(), Vec::new());
    for path in documents {
        let file = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let found = checked(&path);
        assert!(found.schemas.1.is_empty(), "{file}: {:?}", found.schemas.1);
        diagnostics.push((file.clone(), found.diagnostics.1));
        types.push((file, found.without));
    }
    let nothing: Vec<_> = diagnostics.into_iter().chain(types).filter(|(_, faults)| !faults.is_empty()).collect();
    assert!(nothing.is_empty(), "{nothing:#?}");
}
