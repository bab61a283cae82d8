//! Picks the words of a file path and a JSON pointer that name a component which is written elsewhere.

use std::collections::BTreeSet;

use crate::{diagnostics::Pointer, document::spec::v3};

/// Folders and keys that say what kind of thing is in them, and nothing about it.
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
    "parameters",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "requestBody",
];
/// Of them, those of paths only.
const TELLING_NOTHING_IN_FILES: &[&str] = &[
    "response",
    "headers",
    "requestbodies",
    "requests",
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

/// Names that differ only in what Rust's names cannot show are equal.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn last_words(words: &[String], count: usize) -> String {
    words.get(words.len().saturating_sub(count)..).unwrap_or_default().join("_")
}

fn is_media_type(word: &str) -> bool {
    ["application/", "text/", "multipart/", "image/", "*/"].iter().any(|start| word.starts_with(start))
}

/// The telling words of a path and of a pointer below it, the most telling one last.
pub(super) fn of(path: &str, pointer: &Pointer) -> Vec<String> {
    let tells = |word: &String| {
        let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        !word.is_empty()
            && !is_media_type(word)
            && !is_one_of(TELLING_NOTHING)
            && !is_one_of(TELLING_NOTHING_IN_FILES)
            && word.parse::<usize>().is_err()
    };
    let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
    let file = folders.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let stem = [".schema", ".openapi", ".model"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
    let mut words: Vec<String> = folders.into_iter().filter(tells).collect();
    if !["index", "_index"].contains(&stem) || words.is_empty() {
        words.push(stem.to_owned());
    }
    let below: Vec<String> = pointer.segments().map(|segment| segment.into_owned()).collect();
    let is_member = below.iter().rev().nth(1).is_some_and(|segment| segment == "properties");
    let mut below: Vec<String> = below.into_iter().filter(tells).collect();
    if is_member && let (Some(last), Some(owner)) = (below.pop(), below.pop()) {
        // The name of a member tells little without that of its owner.
        below.push(format!("{owner}_{last}"));
    }
    words.extend(below);
    words
}

/// A name from the last telling words of a pointer: `/components/schemas/User/properties/address` → `User_address`.
pub(super) fn hoisted(target: &Pointer, taken: &BTreeSet<String>) -> String {
    let segments: Vec<String> = target.segments().map(|segment| segment.into_owned()).collect();
    // Neither an index nor a status nor a media type tells anything.
    let tells = |(index, segment): &(usize, &String)| {
        let before = index.checked_sub(1).and_then(|before| segments.get(before)).map(String::as_str);
        !TELLING_NOTHING.contains(&segment.as_str())
            && !v3::PATH_ITEM.methods().any(|method| method == segment.as_str())
            && segment.parse::<usize>().is_err()
            && before != Some("content")
    };
    let parts: Vec<&String> = segments.iter().enumerate().filter(tells).map(|(_, segment)| segment).collect();
    let mut last = parts.last().map_or("Schema", |last| last.as_str()).to_owned();
    match segments.last().map(String::as_str) {
        Some("items") => last.push_str("_item"),
        Some(index) if index.parse::<usize>().is_ok() => last.push_str("_part"),
        _ => {}
    }
    // A definition was given a name on purpose; a member needs the name of its owner.
    let around = segments.iter().rev().nth(1).map(String::as_str).unwrap_or_default();
    let is_definition = around == "$defs" || around == "definitions" || around.starts_with("x-");
    let wanted = match parts.len().checked_sub(2).and_then(|index| parts.get(index)) {
        Some(owner) if !is_definition || taken.contains(&last) => format!("{owner}_{last}"),
        _ => last,
    };
    if !taken.contains(&wanted) {
        return wanted;
    }
    let mut numbered = (2_usize..).map(|number| format!("{wanted}_{number}"));
    numbered.find(|name| !taken.contains(name)).unwrap_or(wanted)
}
