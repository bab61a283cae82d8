//! Finds and opens the files that a description refers to, directly and by way of others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::address::{Address, is_prose, joined};
use crate::source::{Part, SourceId, Sources};

/// Asks for each file that a description may refer to once: by its path seen from the folder of the document, which
/// begins with `..` where it leaves that folder. More files may be asked for than are needed, because every `$ref` counts
/// here, in examples too.
pub fn complete(sources: &mut Sources, open: &mut dyn FnMut(&str) -> Part) {
    let name = sources.get(SourceId::MAIN).name.replace('\\', "/");
    let document = joined("", name.rsplit('/').next().unwrap_or_default());
    let mut asked = BTreeSet::from([document.clone()]);
    let mut paths = Vec::new();
    sources.with_trees(|tree| collect(tree, &document, &mut paths));
    while let Some(path) = paths.pop() {
        if !asked.insert(path.clone()) {
            continue;
        }
        let part = open(&path);
        if let Part::Text(text) = &part
            && !is_prose(&path)
        {
            text.with_tree(|tree| collect(tree, &path, &mut paths));
        }
        sources.add(path, part);
    }
}

/// The paths of the files that a tree names, by `$ref` or in a `mapping`. The depth of trees is bounded by their parsers.
fn collect(tree: &Value, base: &str, paths: &mut Vec<String>) {
    let mut add = |text: &str| {
        if let Address::File { path, .. } = Address::parse(text, base) {
            paths.push(path);
        }
    };
    match tree {
        Value::Array(items) => items.iter().for_each(|item| collect(item, base, paths)),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "$ref" || key == "$dynamicRef" => add(text),
                    Value::String(text) if key == "defaultMapping" && is_path(text) => add(text),
                    Value::Object(mapping) if key == "mapping" => {
                        mapping.values().filter_map(Value::as_str).filter(|text| is_path(text)).for_each(&mut add);
                    }
                    _ => {}
                }
            }
            members.values().for_each(|member| collect(member, base, paths));
        }
        _ => {}
    }
}

/// Whether the text of a mapping leads somewhere, and is no name.
fn is_path(text: &str) -> bool {
    text.contains(['#', '/']) || [".json", ".yaml", ".yml"].iter().any(|end| text.ends_with(end))
}
