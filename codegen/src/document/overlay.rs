//! OpenAPI Overlays 1.0 and 1.1: corrections of a document, applied before anything else looks at it.

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use super::jsonpath_regex;
use super::source_map::{Tree, count_nodes};
use crate::{
    diagnostics::{Code, Diagnostics, Pointer, quote},
    source::{self, SourceId, Sources},
};

/// Levels of nesting that overlays may make, a little more than those of one text.
const DEEPEST: usize = 160;
/// Nodes that overlays may add: a target such as `$..*` puts its update into every node there is.
const MOST_ADDED: usize = 1_000_000;
/// A longer target would only keep the parser busy.
const LONGEST_TARGET: usize = 1_000;

/// Applies all overlays in order. Whatever is wrong with one is reported, and an action that matches nothing is an error:
/// what it corrects is no longer there. `None` if the result is too large or too deep to go on with.
pub(super) fn apply(tree: &mut Tree, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<()> {
    let mut left = MOST_ADDED;
    for id in sources.overlay_ids() {
        let Some(overlay) = source::read(sources, id, diagnostics) else { continue };
        let Some(actions) = actions(&overlay, id, diagnostics) else { continue };
        for (index, action) in actions.iter().enumerate() {
            let at = Pointer::root().child("actions").index(index);
            if let Err(problem) = run(tree, action, (id, &at), &mut left) {
                let Problem { member, message, help } = problem;
                let at = if action.get(member).is_some() { at.child(member) } else { at };
                diagnostics.report(Code::EOverlay, (id, &at), message).help(help);
                if left == 0 {
                    return None;
                }
            }
        }
        if is_deeper(&tree.root, DEEPEST) {
            let message = format!("with this overlay the document is nested more than {DEEPEST} levels deep");
            diagnostics
                .report(Code::EOverlay, (id, &Pointer::root()), message)
                .help("nothing in an API description needs to be nested this deeply");
            return None;
        }
    }
    Some(())
}

/// Walking a tree takes stack, so that overlay upon overlay must not make it any deeper.
fn is_deeper(value: &Value, levels: usize) -> bool {
    let Some(left) = levels.checked_sub(1) else { return true };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, left)),
        Value::Object(members) => members.values().any(|member| is_deeper(member, left)),
        _ => false,
    }
}

fn actions<'o>(overlay: &'o Value, id: SourceId, diagnostics: &mut Diagnostics) -> Option<&'o Vec<Value>> {
    let root = Pointer::root();
    let version = overlay.get("overlay").and_then(Value::as_str).unwrap_or_default();
    if !(version.starts_with("1.0.") || version.starts_with("1.1.")) {
        let at = if overlay.get("overlay").is_some() { root.child("overlay") } else { root };
        diagnostics
            .report(Code::EOverlay, (id, &at), "this is no overlay of version 1.0 or 1.1")
            .help("begin the file with `overlay: 1.0.0`");
        return None;
    }
    let actions = overlay.get("actions").and_then(Value::as_array).filter(|actions| !actions.is_empty());
    if actions.is_none() {
        diagnostics
            .report(Code::EOverlay, (id, &root), "the overlay has no actions")
            .help("list them under `actions:`, each with a `target` and an `update` or `remove`");
    }
    actions
}

const TARGET: &str = "the target is a JSONPath (RFC 9535); names that are not plain words stand in brackets and quotes: \
                      `$.paths['/users'].get`";

/// How much of a path does match.
fn matching(tree: &Value, text: &str) -> String {
    let ends = text.char_indices().rev().filter(|(_, character)| matches!(character, '.' | '['));
    let reached = ends
        .map(|(end, _)| &text[..end])
        .find(|start| JsonPath::parse(start).is_ok_and(|path| !path.query(tree).is_empty()));
    match reached {
        Some(start) => format!("{} does match; correct what comes after it, or remove the action", quote(start)),
        None => TARGET.to_owned(),
    }
}

/// What is wrong with an action, and which of its members is to blame.
struct Problem {
    member: &'static str,
    message: String,
    help: String,
}

fn run(tree: &mut Tree, action: &Value, (id, at): (SourceId, &Pointer), left: &mut usize) -> Result<(), Problem> {
    let target = |message: String| Problem { member: "target", message, help: TARGET.to_owned() };
    let text = match action.get("target") {
        Some(Value::String(text)) => text,
        Some(_) => return Err(target("the target is not a string".to_owned())),
        None if !action.is_object() => return Err(target("an action is an object".to_owned())),
        None => return Err(target("the action has no target".to_owned())),
    };
    let path = parse(text).map_err(target)?;
    let places: Vec<Pointer> = path.query_located(&tree.root).locations().map(pointer).collect();
    if places.is_empty() {
        let message = format!("the target {} matches nothing", quote(text));
        return Err(Problem { member: "target", message, help: matching(&tree.root, text) });
    }
    if action.get("remove").is_some_and(|remove| *remove == Value::Bool(true)) {
        // From the back, so that the indices of items still to be removed stay right.
        places.iter().rev().for_each(|place| remove(tree, place));
        return Ok(());
    }
    let (update, (id, written)) = match (action.get("update"), action.get("copy").and_then(Value::as_str)) {
        (Some(update), _) => (update.clone(), (id, at.child("update"))),
        (None, Some(from)) => copied(tree, from)?,
        (None, None) => {
            let message = "the action neither updates nor removes".to_owned();
            let help = "give it an `update`, or `remove: true`".to_owned();
            return Err(Problem { member: "target", message, help });
        }
    };
    *left = left.saturating_sub(places.len().saturating_mul(count_nodes(&update)));
    if *left == 0 {
        let message = format!("with this action overlays add more than {MOST_ADDED} nodes to the document");
        let help = format!("the target {} matches {} nodes; name the one that is meant", quote(text), places.len());
        return Err(Problem { member: "target", message, help });
    }
    for place in &places {
        let Tree { root, source_map, .. } = &mut *tree;
        if let Some(node) = root.pointer_mut(place.as_str()) {
            let from = Pointer::root();
            merge(node, &update, (place, &from), &mut |now, below| source_map.place(now, id, &written.joined(below)));
        }
    }
    Ok(())
}

/// The one node that `copy` of version 1.1 names.
fn copied(tree: &Tree, text: &str) -> Result<(Value, (SourceId, Pointer)), Problem> {
    let problem = |message: String| Problem {
        member: "copy",
        message,
        help: "`copy` is a JSONPath that names one node".to_owned(),
    };
    let path = parse(text).map_err(problem)?;
    let node = path
        .query_located(&tree.root)
        .exactly_one()
        .map_err(|_| problem(format!("{} does not name one node", quote(text))))?;
    Ok((node.node().clone(), tree.source_map.source(&pointer(node.location()))))
}

fn parse(text: &str) -> Result<JsonPath, String> {
    if text.len() > LONGEST_TARGET {
        return Err(format!("a JSONPath of more than {LONGEST_TARGET} characters is not read"));
    }
    if let Some(class) = jsonpath_regex::unsupported(text) {
        return Err(format!("a pattern of a JSONPath cannot hold {}: name the characters instead", quote(class)));
    }
    JsonPath::parse(text).map_err(|error| {
        format!("{} is no JSONPath: it cannot be read from character {} on", quote(text), error.position() + 1)
    })
}

fn pointer(path: &NormalizedPath<'_>) -> Pointer {
    path.iter().fold(Pointer::root(), |pointer, element| match element {
        PathElement::Name(name) => pointer.child(name),
        PathElement::Index(index) => pointer.index(*index),
    })
}

/// Removes a member or an item.
pub(super) fn remove(tree: &mut Tree, place: &Pointer) {
    let Tree { root, source_map, .. } = tree;
    let (Some(parent), Some(last)) = (place.parent(), place.segments().next_back()) else { return };
    match root.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => drop(members.shift_remove(last.as_ref())),
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
                // The items after it move up.
                (index..items.len())
                    .for_each(|index| source_map.record(&parent.index(index), &parent.index(index + 1)));
            }
        }
        _ => {}
    }
}

/// Members are merged one by one, an item is added to an array, anything else is replaced (Overlay 1.0 §4.4.3). `written`
/// is told of every node that is put in place: where it is now, and where in the update it came from.
fn merge(
    node: &mut Value,
    update: &Value,
    (now, from): (&Pointer, &Pointer),
    written: &mut dyn FnMut(&Pointer, &Pointer),
) {
    match (node, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                let (now, from) = (now.child(key), from.child(key));
                match members.get_mut(key) {
                    Some(member) => merge(member, update, (&now, &from), written),
                    None => {
                        written(&now, &from);
                        members.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(updates)) => {
            for (index, update) in updates.iter().enumerate() {
                written(&now.index(items.len()), &from.index(index));
                items.push(update.clone());
            }
        }
        (Value::Array(items), update) => {
            written(&now.index(items.len()), from);
            items.push(update.clone());
        }
        (node, update) => {
            written(now, from);
            node.clone_from(update);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Tree, apply};
    use crate::document::source_map::SourceMap;
    use crate::{
        diagnostics::{Diagnostics, Pointer},
        render_diagnostics::{Style, render},
        source::{SourceId, SourceText, Sources},
    };

    /// The document after an overlay with these actions, and where its nodes were written.
    fn applied(tree: Value, actions: &Value) -> (Value, SourceMap) {
        let text = |name: &str, value: &Value| SourceText { name: name.to_owned(), text: value.to_string() };
        let overlay = json!({"overlay": "1.1.0", "actions": actions});
        let sources = Sources::new(text("main.json", &tree), vec![text("overlay.json", &overlay)]);
        let mut diagnostics = Diagnostics::new();
        let mut tree = Tree::new(tree, SourceId::MAIN);
        apply(&mut tree, &sources, &mut diagnostics).expect("a document");
        assert_eq!(render(&diagnostics, &sources, Style::Plain), "");
        (tree.root, tree.source_map)
    }

    fn written(source_map: &SourceMap, pointer: &str) -> String {
        let (id, pointer) = source_map.source(&Pointer::from_escaped(pointer));
        format!("{}{pointer}", if id == SourceId::MAIN { "main" } else { "overlay" })
    }

    #[test]
    fn objects_are_merged_and_lists_grow() {
        let tree = json!({"a": {"b": 1, "c": [1]}});
        let actions = json!([{"target": "$.a", "update": {"b": 2, "c": [2, 3], "d": {"e": 4}}}]);
        let (tree, source_map) = applied(tree, &actions);
        assert_eq!(tree, json!({"a": {"b": 2, "c": [1, 2, 3], "d": {"e": 4}}}));
        assert_eq!(written(&source_map, "/a"), "main/a");
        assert_eq!(written(&source_map, "/a/b"), "overlay/actions/0/update/b");
        assert_eq!(written(&source_map, "/a/c/0"), "main/a/c/0");
        assert_eq!(written(&source_map, "/a/c/2"), "overlay/actions/0/update/c/1");
        assert_eq!(written(&source_map, "/a/d/e"), "overlay/actions/0/update/d/e");
    }

    #[test]
    fn what_is_removed_moves_the_rest_up() {
        let tree = json!({"a": [1, 2, 3, 4], "b": {"c": 1, "d": 2}});
        let actions = json!([{"target": "$.a[0,2]", "remove": true}, {"target": "$.b.c", "remove": true}]);
        let (tree, source_map) = applied(tree, &actions);
        assert_eq!(tree, json!({"a": [2, 4], "b": {"d": 2}}));
        assert_eq!(
            (written(&source_map, "/a/0"), written(&source_map, "/a/1")),
            ("main/a/1".to_owned(), "main/a/3".to_owned())
        );
    }

    #[test]
    fn a_copy_was_written_where_its_original_was() {
        let tree = json!({"a": {"x": 1}, "b": {}});
        let (tree, source_map) = applied(tree, &json!([{"target": "$.b", "copy": "$.a"}]));
        assert_eq!(tree, json!({"a": {"x": 1}, "b": {"x": 1}}));
        assert_eq!(written(&source_map, "/b/x"), "main/a/x");
    }
}
