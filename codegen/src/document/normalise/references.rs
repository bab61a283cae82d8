//! Every `$ref` → `#/components/<section>/<name>`, so that later stages look names up and never follow paths.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::{
    diagnostics::Pointer,
    document::{
        Moves,
        refs::{Resolved, section},
        version::Dialect,
    },
};

/// Rounds of putting targets in place of references that lead to references.
const ROUNDS: usize = 16;

/// Rewrites all references. A schema that is referred to inside another becomes a component; anything else that is not a
/// component is copied to where it is used.
pub(super) fn canonicalise(tree: &mut Value, dialect: Dialect, references: Vec<Resolved>, moves: &mut Moves) {
    let hoisted = hoist(tree, dialect, &references, moves);
    let mut copies = Vec::new();
    for reference in references {
        let at = follow(&reference.at, &hoisted);
        let target = follow(&reference.target, &hoisted);
        match section(reference.object, dialect)
            .filter(|section| target.parent().is_some_and(|parent| parent.as_str() == section.source))
        {
            Some(section) => {
                let name = target.segments().next_back().unwrap_or_default().into_owned();
                let text = format!("#{}", Pointer::root().at(["components", section.normalised, &name]));
                set(tree, &at, text.into());
            }
            None => copies.push((at, target)),
        }
    }
    copy_in(tree, copies);
}

/// A pointer of before the hoisting → where that node is now.
fn follow(pointer: &Pointer, hoisted: &BTreeMap<Pointer, Pointer>) -> Pointer {
    let mut ancestor = Some(pointer.clone());
    while let Some(found) = ancestor {
        if let Some(new) = hoisted.get(&found) {
            return Pointer::from_escaped(format!("{new}{}", &pointer.as_str()[found.as_str().len()..]));
        }
        ancestor = found.parent();
    }
    pointer.clone()
}

/// Moves the schemas that are referred to by path among the named ones.
fn hoist(tree: &mut Value, dialect: Dialect, references: &[Resolved], moves: &mut Moves) -> BTreeMap<Pointer, Pointer> {
    let base = Pointer::from_escaped(dialect.schemas());
    let mut targets: Vec<&Pointer> = references
        .iter()
        .filter(|reference| section(reference.object, dialect).is_some_and(|section| section.normalised == "schemas"))
        .map(|reference| &reference.target)
        .filter(|target| target.parent().as_ref() != Some(&base))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    // The innermost first, so that the outer ones are moved with a reference already in place.
    targets.sort_by_key(|target| std::cmp::Reverse(target.segments().count()));
    let mut hoisted = BTreeMap::new();
    for target in targets {
        let Some(schemas) = named_schemas(tree, dialect) else { break };
        let name = free_name(schemas, target);
        let new = base.child(&name);
        let Some(place) = tree.pointer_mut(target.as_str()) else { continue };
        let schema = std::mem::replace(place, json!({"$ref": format!("#/components/schemas/{}", escaped(&name))}));
        if let Some(schemas) = named_schemas(tree, dialect) {
            schemas.insert(name, schema);
        }
        moves.record(&new, target);
        hoisted.insert(target.clone(), new);
    }
    hoisted
}

fn escaped(name: &str) -> String {
    Pointer::root().child(name).as_str()[1..].to_owned()
}

fn named_schemas(tree: &mut Value, dialect: Dialect) -> Option<&mut Map<String, Value>> {
    let mut node = tree;
    for segment in dialect.schemas().split('/').skip(1) {
        node = node.as_object_mut()?.entry(segment).or_insert_with(|| json!({}));
    }
    node.as_object_mut()
}

/// Keys that say what kind of thing is below them, and nothing about it.
const TELLING_NOTHING: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "paths",
    "content",
    "schema",
    "responses",
    "parameters",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "requestBody",
    "get",
    "put",
    "post",
    "delete",
    "patch",
    "head",
    "options",
    "trace",
    "query",
];

/// A name from the last telling parts of the path: `/components/schemas/User/properties/address` → `User_address`.
fn free_name(schemas: &Map<String, Value>, target: &Pointer) -> String {
    let segments: Vec<String> = target.segments().map(|segment| segment.into_owned()).collect();
    // Neither an index nor a status nor a media type tells anything.
    let tells = |(index, segment): &(usize, &String)| {
        let before = index.checked_sub(1).and_then(|before| segments.get(before)).map(String::as_str);
        !TELLING_NOTHING.contains(&segment.as_str()) && segment.parse::<usize>().is_err() && before != Some("content")
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
        Some(owner) if !is_definition || schemas.contains_key(&last) => format!("{owner}_{last}"),
        _ => last,
    };
    let mut name = wanted.clone();
    let mut number = 2;
    while schemas.contains_key(&name) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    name
}

fn set(tree: &mut Value, at: &Pointer, text: Value) {
    if let Some(place) = tree.pointer_mut(at.child("$ref").as_str()) {
        *place = text;
    }
}

/// Puts targets in place of references, those first whose targets hold no such reference themselves.
fn copy_in(tree: &mut Value, mut copies: Vec<(Pointer, Pointer)>) {
    // The references of callbacks lead to path items that may hold the callback; they stay as they are.
    copies.retain(|(at, _)| !at.segments().any(|segment| segment == "callbacks"));
    for _ in 0..ROUNDS {
        let pending: BTreeSet<String> = copies.iter().map(|(at, _)| at.as_str().to_owned()).collect();
        let (blocked, ready): (Vec<_>, Vec<_>) = copies.into_iter().partition(|(_, target)| {
            let below = format!("{target}/");
            pending.contains(target.as_str())
                || pending.range(below.clone()..).next().is_some_and(|at| at.starts_with(&below))
        });
        for (at, target) in &ready {
            copy_one(tree, at, target);
        }
        copies = blocked;
        if ready.is_empty() {
            break;
        }
    }
}

fn copy_one(tree: &mut Value, at: &Pointer, target: &Pointer) {
    let Some(mut copy) = tree.pointer(target.as_str()).cloned() else { return };
    let Some(Value::Object(place)) = tree.pointer_mut(at.as_str()) else { return };
    place.shift_remove("$ref");
    // Beside the reference of a path item its own members count, and count more.
    if let Value::Object(members) = &mut copy {
        members.append(place);
        place.append(members);
    }
}
