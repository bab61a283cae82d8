//! Every pointer that the generator gives leads to something in the text that it names: those of diagnostics and of `inspect`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostics::{Diagnostics, Place};
use codegen::document::complete;
use codegen::inspect::Location;
use codegen::source::{self, Part, PartText, SourceId, SourceText, Sources};
use codegen::{Input, inspect};
use serde_json::Value;

/// Documents with diagnostics whose pointers lead nowhere, and how many of them. To become none.
const DIAGNOSTICS: &[(&str, usize)] = &[("accepted/swagger_2_0_broken.yaml", 1)];

/// Documents with types that have no schema, and how many of them: schemas that a stage has made up. To become none.
const TYPES: &[(&str, usize)] = &[
    ("accepted/inheritance_in_the_middle.yaml", 3),
    ("accepted/parameters_of_2_0_in_3_0.yaml", 1),
    ("accepted/tags_of_unions_in_unions.yaml", 1),
    ("accepted/values_of_other_kinds.yaml", 1),
    ("enums/3_0.yaml", 2),
    ("enums/3_1.yaml", 3),
    ("inheritance/3_0.yaml", 3),
    ("inheritance/3_1.yaml", 3),
];

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

#[test]
fn diagnostics_point_at_what_is_there() {
    let mut found = Vec::new();
    let mut checked = 0;
    for path in documents() {
        let input = Input::new(sources(&path), "fixture");
        let output = inspect(&input);
        let mut faults = Vec::new();
        let mut trees: BTreeMap<SourceId, Option<Value>> = BTreeMap::new();
        let related = |it: &codegen::diagnostics::Diagnostic| it.related.as_ref().map(|(_, position)| position.clone());
        for diagnostic in output.diagnostics.iter() {
            for position in [Some(diagnostic.position.clone()), related(diagnostic)].into_iter().flatten() {
                checked += 1;
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
        found.push((name(&path), faults));
    }
    assert!(checked > 300, "only {checked} positions were looked at");
    assert_known(found, DIAGNOSTICS);
}

#[test]
fn inspected_schemas_are_there_and_every_type_has_one() {
    let (mut found, mut checked) = (Vec::new(), 0);
    for path in documents() {
        let input = Input::new(sources(&path), "fixture");
        let Some(inspection) = inspect(&input).inspection else { continue };
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
        let schemas = inspection.schemas.iter().map(|schema| &schema.at);
        let of_types = inspection.types.iter().flat_map(|it| &it.schemas);
        let all: BTreeSet<&Location> =
            schemas.chain(of_types).chain(inspection.untyped.iter().map(|it| &it.at)).collect();
        checked += all.len();
        let nowhere: Vec<_> = all.into_iter().filter(|at| !exists(at)).collect();
        assert!(nowhere.is_empty(), "{}: {nowhere:?}", path.display());
        let without = inspection.types.iter().filter(|it| it.schemas.is_empty()).map(|it| it.rust.clone()).collect();
        found.push((name(&path), without));
    }
    assert!(checked > 1_000, "only {checked} schemas were looked at");
    assert_known(found, TYPES);
}
