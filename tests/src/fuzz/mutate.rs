//! What is done to a document: by structure, as text, and by overlays. Each seed number is one case and always the same one.

use serde_json::{Map, Value, json};

use super::{Case, Seed};
use crate::hostile::{Dice, KEYS, cut_off, deleted, others, places, replaced, scrambled};

/// Larger documents are cut down to a few operations and schemas first.
const LARGE: usize = 60_000;
/// No case becomes larger than this by what is done to it.
const LARGEST: usize = 400_000;
/// Operations and schemas that are kept of a large document.
const KEPT: (usize, usize) = (4, 30);

/// The case of a seed number.
///
/// # Panics
/// There are no seeds.
pub fn case(seeds: &[Seed], number: u64) -> Case {
    let mut dice = Dice::new(number);
    let seed = dice.pick(seeds);
    let tree = excerpt(seed, &mut dice);
    let other = dice.pick(seeds);
    let donor = excerpt(other, &mut dice);
    let plain = |name: &str, text: String| Case { name: name.to_owned(), text, overlay: None };
    match dice.below(12) {
        0 if seed.text.len() < LARGE => plain("case.yaml", scrambled(&seed.text, &mut dice)),
        1 => plain("case.json", scrambled(&tree.to_string(), &mut dice)),
        2 if seed.text.len() < LARGE => plain("case.yaml", cut_off(&seed.text, &mut dice)),
        3 => {
            let overlay = overlay(&tree, &donor, &mut dice).to_string();
            Case { overlay: Some(overlay), ..plain("case.json", tree.to_string()) }
        }
        4 => {
            let broken = scrambled(&overlay(&tree, &donor, &mut dice).to_string(), &mut dice);
            Case { overlay: Some(broken), ..plain("case.json", tree.to_string()) }
        }
        _ => plain("case.json", broken(tree, &donor, &mut dice).to_string()),
    }
}

/// A document with a few changes to its structure.
fn broken(mut tree: Value, donor: &Value, dice: &mut Dice) -> Value {
    for _ in 0..=dice.below(4) {
        let changed = changed(&tree, donor, dice);
        if changed.to_string().len() < LARGEST {
            tree = changed;
        }
    }
    tree
}

/// Some of a large document: a few operations and components, whatever they refer to. Of the rest nothing is copied.
fn excerpt(seed: &Seed, dice: &mut Dice) -> Value {
    let Some(root) = seed.tree.as_object().filter(|_| seed.text.len() >= LARGE) else { return seed.tree.clone() };
    let mut few = |members: &Map<String, Value>, most: usize| -> Value {
        let first = dice.below(members.len().saturating_sub(most) + 1);
        let chosen = members.iter().skip(first).take(most);
        Value::Object(chosen.map(|(name, member)| (name.clone(), member.clone())).collect())
    };
    let mut part = |key: &str, member: &Value| match (key, member) {
        ("paths", Value::Object(paths)) => few(paths, KEPT.0),
        ("definitions" | "parameters" | "responses", Value::Object(members)) => few(members, KEPT.1),
        ("components", Value::Object(kinds)) => {
            let kinds = kinds.iter().map(|(kind, members)| match members {
                Value::Object(members) => (kind.clone(), few(members, KEPT.1)),
                other => (kind.clone(), other.clone()),
            });
            Value::Object(kinds.collect())
        }
        _ => member.clone(),
    };
    Value::Object(root.iter().map(|(key, member)| (key.clone(), part(key, member))).collect())
}

/// One change.
fn changed(tree: &Value, donor: &Value, dice: &mut Dice) -> Value {
    let all = places(tree);
    let (at, from) = (dice.pick(&all).clone(), dice.pick(&all).clone());
    let node = tree.pointer(&at).cloned().unwrap_or_default();
    let other = tree.pointer(&from).cloned().unwrap_or_default();
    let here = |value: Value| replaced(tree, &at, value);
    match dice.below(15) {
        0 => deleted(tree, &at),
        1 => here(dice.pick(&others()).clone()),
        2 => here(other),
        3 => replaced(&here(other), &from, node),
        4 => here(doubled(node, dice)),
        5 => here(nested(node, dice)),
        6 => here(json!({"$ref": format!("#{at}")})),
        7 => here(json!({"$ref": format!("#{from}")})),
        8 => {
            let above: Vec<&str> = at.match_indices('/').map(|(end, _)| &at[..end]).collect();
            let above = if above.is_empty() { "" } else { dice.pick(&above) };
            here(json!({"$ref": format!("#{above}")}))
        }
        9 => {
            let schemas = schemas(tree);
            let (at, target) = (dice.pick(&schemas), dice.pick(&schemas));
            let node = tree.pointer(at).cloned().unwrap_or_default();
            replaced(tree, at, recursive(node, at, target, dice))
        }
        10 => here(extreme(dice)),
        11 => {
            let from = dice.pick::<String>(&places(donor)).clone();
            here(donor.pointer(&from).cloned().unwrap_or_default())
        }
        12 => renamed(tree, &at, dice),
        13 => here(with_member(node, json!({"$ref": format!("#{from}")}), dice)),
        _ => here(with_member(node, other, dice)),
    }
}

/// The places of what looks like a schema; the root, if nothing does.
fn schemas(tree: &Value) -> Vec<String> {
    let is_schema = |at: &String| {
        let node = tree.pointer(at).unwrap_or(&Value::Null);
        ["type", "properties", "items", "allOf", "oneOf", "anyOf"].iter().any(|key| node.get(key).is_some())
    };
    let mut found: Vec<String> = places(tree).into_iter().filter(is_schema).collect();
    found.push(String::new());
    found
}

/// A schema that contains itself or another one, beside branches that say nothing.
fn recursive(node: Value, at: &str, target: &str, dice: &mut Dice) -> Value {
    let reference = |at: &str| json!({"$ref": format!("#{at}")});
    let (own, other) = (reference(at), reference(target));
    let leaf =
        [own.clone(), other.clone(), json!({"allOf": [own]}), json!({"allOf": [other]}), json!({"oneOf": [own, {}]})];
    let leaf = dice.pick(&leaf).clone();
    let trivial = [
        json!({}),
        json!(true),
        json!({"type": "null"}),
        json!({"nullable": true}),
        json!({"not": {}}),
        json!({"type": "object"}),
    ];
    let trivial = dice.pick(&trivial).clone();
    let (union, list) = (*dice.pick(&["oneOf", "anyOf"]), *dice.pick(&["oneOf", "anyOf", "allOf"]));
    match dice.below(9) {
        0 => json!({"properties": {"self": leaf}, union: [trivial, {}]}),
        1 => json!({"properties": {"self": {"allOf": [leaf], union: [trivial, {}]}}}),
        2 => json!({"items": leaf, union: [trivial]}),
        3 => json!({"additionalProperties": leaf, union: [trivial, {"type": "null"}]}),
        4 => json!({"prefixItems": [leaf, trivial], union: [trivial]}),
        5 => json!({"patternProperties": {"^x": leaf}, union: [trivial]}),
        6 => json!({union: [{union: [leaf, trivial], "discriminator": {"propertyName": "kind"}}, node]}),
        7 => json!({"allOf": [leaf, {union: [trivial, {}]}]}),
        _ => json!({list: [leaf, node, trivial], "discriminator": {"propertyName": "kind"}}),
    }
}

/// A value beyond what is usual.
fn extreme(dice: &mut Dice) -> Value {
    let long = 1 << (4 + dice.below(9));
    let numbers = [
        json!(1e308),
        json!(-1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.1),
        json!(-0.0),
        json!(9_007_199_254_740_993_u64),
    ];
    match dice.below(8) {
        0 => dice.pick(&numbers).clone(),
        1 => json!("> ".repeat(long)),
        2 => json!("- ".repeat(long)),
        3 => json!("a".repeat(long)),
        4 => json!("`*_[<\\".repeat(long)),
        5 => Value::Array((0..long).map(|at| json!(at)).collect()),
        6 => Value::Object((0..long).map(|at| (format!("key{at}"), json!({"type": "string"}))).collect()),
        _ => json!("\u{202e}\u{0}\u{feff}\r\n\u{2028}"),
    }
}

/// A container with all that it has twice; anything else as a list of two.
fn doubled(node: Value, dice: &mut Dice) -> Value {
    match node {
        Value::Array(items) => Value::Array([items.clone(), items].concat()),
        Value::Object(members) => {
            let again = members
                .clone()
                .into_iter()
                .map(|(key, value)| (format!("{key}{}", dice.pick(&["2", "_", "-", "s"])), value));
            Value::Object(members.clone().into_iter().chain(again).collect())
        }
        other => json!([other, other]),
    }
}

/// A node deep inside of what may stand around it.
fn nested(node: Value, dice: &mut Dice) -> Value {
    let levels = if dice.below(8) == 0 { 1 + dice.below(60) } else { 1 + dice.below(3) };
    let (key, is_list) = (*dice.pick(KEYS), dice.below(3) == 0);
    (0..levels).fold(node, |node, _| if is_list { json!({key: [node]}) } else { json!({key: node}) })
}

/// A node under another key.
fn renamed(tree: &Value, at: &str, dice: &mut Dice) -> Value {
    let mut tree = tree.clone();
    let Some((parent, key)) = at.rsplit_once('/') else { return tree };
    if let Some(Value::Object(members)) = tree.pointer_mut(parent) {
        let key = key.replace("~1", "/").replace("~0", "~");
        if let Some(node) = members.remove(&key) {
            members.insert((*dice.pick(KEYS)).to_owned(), node);
        }
    }
    tree
}

fn with_member(node: Value, other: Value, dice: &mut Dice) -> Value {
    let mut members = match node {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    members.insert((*dice.pick(KEYS)).to_owned(), other);
    Value::Object(members)
}

/// An overlay for a document, some of it wrong.
fn overlay(tree: &Value, donor: &Value, dice: &mut Dice) -> Value {
    let all = places(tree);
    let parts = places(donor);
    let actions = (0..=dice.below(4)).map(|_| {
        let target = target(dice.pick::<String>(&all), dice);
        let part = donor.pointer(dice.pick::<String>(&parts)).cloned().unwrap_or_default();
        match dice.below(5) {
            0 => json!({"target": target, "remove": true}),
            1 => json!({"target": target, "copy": self::target(dice.pick::<String>(&all), dice)}),
            2 => json!({"target": target, "update": [part]}),
            _ => json!({"target": target, "update": part}),
        }
    });
    let actions: Vec<Value> = actions.collect();
    let overlay =
        json!({"overlay": dice.pick(&["1.0.0", "1.1.0"]), "info": {"title": "T", "version": "1"}, "actions": actions});
    if dice.below(4) == 0 { broken(overlay, donor, dice) } else { overlay }
}

/// The JSONPath of a pointer, or one that is wider.
fn target(pointer: &str, dice: &mut Dice) -> String {
    let mut path = "$".to_owned();
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        match dice.below(12) {
            0 => path.push_str(".*"),
            1 => path.push_str(".."),
            _ if segment.parse::<usize>().is_ok() => path.push_str(&format!("[{segment}]")),
            _ => path.push_str(&format!("['{}']", segment.replace('\\', "\\\\").replace('\'', "\\'"))),
        }
    }
    if path.ends_with("..") { path + "*" } else { path }
}
