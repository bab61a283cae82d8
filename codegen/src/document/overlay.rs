//! OpenAPI Overlays 1.0 and 1.1: corrections of a document, applied before anything else looks at it.

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use crate::{
    diagnostics::{Diagnostics, Pointer, quote},
    source::{self, SourceId, Sources},
};

/// Applies all overlays in order. Whatever is wrong with one is reported, and an action that matches nothing is an error:
/// what it corrects is no longer there.
pub(super) fn apply(tree: &mut Value, sources: &Sources, diagnostics: &mut Diagnostics) {
    for id in sources.overlay_ids() {
        let Some(overlay) = source::read(sources, id, diagnostics) else { continue };
        let Some(actions) = actions(&overlay, id, diagnostics) else { continue };
        for (index, action) in actions.iter().enumerate() {
            let at = Pointer::root().child("actions").index(index);
            if let Err(problem) = run(tree, action) {
                let Problem { member, message, help } = problem;
                let at = if action.get(member).is_some() { at.child(member) } else { at };
                diagnostics.error("E-OVERLAY", (id, &at), message).help(help);
            }
        }
    }
}

fn actions<'o>(overlay: &'o Value, id: SourceId, diagnostics: &mut Diagnostics) -> Option<&'o Vec<Value>> {
    let root = Pointer::root();
    let version = overlay.get("overlay").and_then(Value::as_str).unwrap_or_default();
    if !(version.starts_with("1.0.") || version.starts_with("1.1.")) {
        let at = if overlay.get("overlay").is_some() { root.child("overlay") } else { root };
        diagnostics
            .error("E-OVERLAY", (id, &at), "this is no overlay of version 1.0 or 1.1")
            .help("begin the file with `overlay: 1.0.0`");
        return None;
    }
    let actions = overlay.get("actions").and_then(Value::as_array).filter(|actions| !actions.is_empty());
    if actions.is_none() {
        diagnostics
            .error("E-OVERLAY", (id, &root), "the overlay has no actions")
            .help("list them under `actions:`, each with a `target` and an `update` or `remove`");
    }
    actions
}

/// What is wrong with an action, and which of its members is to blame.
struct Problem {
    member: &'static str,
    message: String,
    help: &'static str,
}

fn run(tree: &mut Value, action: &Value) -> Result<(), Problem> {
    let target = |message: String| Problem {
        member: "target",
        message,
        help: "the target is a JSONPath (RFC 9535) into the document as the overlays before this one leave it",
    };
    let text =
        action.get("target").and_then(Value::as_str).ok_or_else(|| target("the action has no target".to_owned()))?;
    let path = JsonPath::parse(text).map_err(|error| target(format!("{} is no JSONPath: {error}", quote(text))))?;
    let places: Vec<Pointer> = path.query_located(tree).locations().map(pointer).collect();
    if places.is_empty() {
        return Err(target(format!("the target {} matches nothing", quote(text))));
    }
    if action.get("remove").is_some_and(|remove| *remove == Value::Bool(true)) {
        // From the back, so that the indices of items still to be removed stay right.
        places.iter().rev().for_each(|place| remove(tree, place));
        return Ok(());
    }
    let update = match (action.get("update"), action.get("copy").and_then(Value::as_str)) {
        (Some(update), _) => update.clone(),
        (None, Some(from)) => copied(tree, from)?,
        (None, None) => {
            let message = "the action neither updates nor removes".to_owned();
            return Err(Problem { member: "target", message, help: "give it an `update`, or `remove: true`" });
        }
    };
    for place in &places {
        if let Some(node) = tree.pointer_mut(place.as_str()) {
            merge(node, &update);
        }
    }
    Ok(())
}

/// The one node that `copy` of version 1.1 names.
fn copied(tree: &Value, text: &str) -> Result<Value, Problem> {
    let problem =
        |message: String| Problem { member: "copy", message, help: "`copy` is a JSONPath that names one node" };
    let path = JsonPath::parse(text).map_err(|error| problem(format!("{} is no JSONPath: {error}", quote(text))))?;
    let node =
        path.query(tree).exactly_one().map_err(|_| problem(format!("{} does not name one node", quote(text))))?;
    Ok(node.clone())
}

fn pointer(path: &NormalizedPath<'_>) -> Pointer {
    path.iter().fold(Pointer::root(), |pointer, element| match element {
        PathElement::Name(name) => pointer.child(name),
        PathElement::Index(index) => pointer.index(*index),
    })
}

fn remove(tree: &mut Value, place: &Pointer) {
    let (Some(parent), Some(last)) = (place.parent(), place.segments().next_back()) else { return };
    match tree.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => drop(members.shift_remove(last.as_ref())),
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Members are merged one by one, an item is added to an array, anything else is replaced (Overlay 1.0 §4.4.3).
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member) => merge(member, update),
                    None => drop(members.insert(key.clone(), update.clone())),
                }
            }
        }
        (Value::Array(items), Value::Array(updates)) => items.extend(updates.iter().cloned()),
        (Value::Array(items), update) => items.push(update.clone()),
        (node, update) => node.clone_from(update),
    }
}
