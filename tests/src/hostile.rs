//! Documents broken by a machine: one node replaced, text cut off, bytes changed; and what the generator must still hold.

use std::collections::BTreeMap;

use codegen::diagnostics::Diagnostics;
use codegen::render_diagnostics::{Style, render};
use codegen::source::{self, SourceId, SourceText, Sources};
use codegen::{Input, generate};
use serde_json::{Value, json};

/// Generates from any text at all. Gives back whether it was good enough.
///
/// # Panics
/// Something was said that is not the document's fault, or the generator gave nothing and said nothing.
pub fn survives(what: &str, name: &str, text: &str) -> bool {
    let input = Input::new(sources(name, text), "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(!said.contains("E-INTERNAL"), "{what}:\n{said}");
    assert_eq!(output.files.is_none(), output.diagnostics.has_errors(), "{what}:\n{said}");
    output.files.is_some()
}

/// A document as a tree.
///
/// # Panics
/// It cannot be read.
pub fn tree(text: &str) -> Value {
    let read = source::read(&sources("document.yaml", text), SourceId::MAIN, &mut Diagnostics::new());
    read.expect("a document that can be read")
}

fn sources(name: &str, text: &str) -> Sources {
    Sources::new(SourceText { name: name.to_owned(), text: text.to_owned() }, Vec::new())
}

/// The pointers of all nodes, the root last.
pub fn places(tree: &Value) -> Vec<String> {
    fn collect(value: &Value, at: String, places: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    collect(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    collect(item, format!("{at}/{index}"), places);
                }
            }
            _ => {}
        }
        places.push(at);
    }
    let mut places = Vec::new();
    collect(tree, String::new(), &mut places);
    places
}

/// What a node is replaced by.
pub fn others() -> [Value; 6] {
    [Value::Null, json!(0), json!(""), json!([]), json!({}), json!(true)]
}

/// The tree with another value at a place.
pub fn replaced(tree: &Value, place: &str, other: Value) -> Value {
    let mut tree = tree.clone();
    if let Some(node) = tree.pointer_mut(place) {
        *node = other;
    }
    tree
}

/// The tree without the node at a place.
pub fn deleted(tree: &Value, place: &str) -> Value {
    let mut tree = tree.clone();
    let Some((parent, key)) = place.rsplit_once('/') else { return Value::Null };
    match tree.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().expect("an index"));
        }
        _ => {}
    }
    tree
}

/// Numbers that look random and are the same in every run.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts a row of numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`, which is not zero.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Pieces of text that mean something to a parser or to a reader of descriptions.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\"",
    "'",
    "\n",
    "\n  ",
    "\t",
    "- ",
    "#",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "|\n",
    "---\n",
    "\u{feff}",
    "\0",
    "\\",
    "\u{202e}",
    "é",
    "\u{1f600}",
    "null",
    "true",
    "~",
    "0",
    "-1",
    "1e400",
    ".inf",
    "$ref",
    "type",
    "#/",
    "99999999999999999999",
    "\\ud800",
    "x-",
    "?",
    "%",
];

/// A text with a few changes to its characters.
pub fn scrambled(text: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(characters.len() + 1);
        let end = (at + dice.below(40)).min(characters.len());
        match dice.below(5) {
            0 => drop(characters.splice(at..at, dice.pick(PIECES).chars())),
            1 => drop(characters.splice(at..end, dice.pick(PIECES).chars())),
            2 => drop(characters.drain(at..end)),
            3 => {
                let copy: Vec<char> = characters[at..end].to_vec();
                let to = dice.below(characters.len() + 1);
                characters.splice(to..to, copy);
            }
            _ if at < characters.len() => characters[at] = char::from(u8::try_from(dice.below(128)).unwrap_or(b' ')),
            _ => {}
        }
    }
    characters.into_iter().collect()
}

/// A text that ends anywhere.
pub fn cut_off(text: &str, dice: &mut Dice) -> String {
    let at = dice.below(text.len() + 1);
    text[..text.floor_char_boundary(at)].to_owned()
}

/// A tree with a few nodes in wrong places: others of its own, values of any kind, references to anywhere, other keys.
pub fn shuffled(tree: &Value, dice: &mut Dice) -> Value {
    let mut tree = tree.clone();
    for _ in 0..=dice.below(3) {
        let places = places(&tree);
        let (place, from) = (dice.pick(&places).clone(), dice.pick(&places).clone());
        let other = match dice.below(6) {
            0 => tree.pointer(&from).cloned().unwrap_or_default(),
            1 => json!({"$ref": format!("#{from}")}),
            2 => json!({ *dice.pick(KEYS): tree.pointer(&from).cloned() }),
            3 => json!(dice.pick(PIECES)),
            4 => json!([tree.pointer(&from).cloned()]),
            _ => dice.pick(&others()).clone(),
        };
        // A node that holds itself twice doubles each time.
        if other.to_string().len() > 20_000 {
            continue;
        }
        match tree.pointer_mut(&place) {
            Some(Value::Object(members)) if dice.below(2) == 0 => {
                members.insert((*dice.pick(KEYS)).to_owned(), other);
            }
            Some(node) => *node = other,
            None => {}
        }
    }
    tree
}

/// Keys that change what an object means.
pub const KEYS: &[&str] = &[
    "$ref",
    "type",
    "properties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "enum",
    "const",
    "required",
    "discriminator",
    "additionalProperties",
    "patternProperties",
    "prefixItems",
    "nullable",
    "format",
    "schema",
    "content",
    "parameters",
    "in",
    "name",
    "responses",
    "default",
    "200",
    "security",
    "servers",
    "xml",
    "example",
    "title",
    "get",
    "requestBody",
    "$defs",
    "if",
    "minimum",
    "exclusiveMaximum",
    "additionalOperations",
    "webhooks",
    "callbacks",
    "headers",
    "encoding",
    "style",
    "explode",
    "x-nullable",
    "collectionFormat",
    "formData",
    "body",
    "/a/{b}",
    "{c}.json",
    "",
    "a b",
    "\u{1b}[2J",
];

/// The documents that are broken, by name: each dialect, with all that it has.
pub fn documents() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("shop-2.0", include_str!("../fixtures/dialects/shop-2.0.yaml")),
        ("arrays-2.0", include_str!("../fixtures/accepted/swagger_2_0_arrays.yaml")),
        ("files-2.0", include_str!("../fixtures/accepted/swagger_2_0_files.yaml")),
        ("shop-3.0", include_str!("../fixtures/dialects/shop-3.0.yaml")),
        ("unions-3.0", include_str!("../fixtures/models/unions_tagged/3_0.yaml")),
        ("all_of-3.0", include_str!("../fixtures/models/all_of/3_0.yaml")),
        ("shapes-3.1", include_str!("../fixtures/accepted/openapi_3_1_shapes.yaml")),
        ("conditions-3.1", include_str!("../fixtures/accepted/openapi_3_1_conditions.yaml")),
        ("all-3.2", include_str!("../fixtures/accepted/openapi_3_2.yaml")),
    ])
}
