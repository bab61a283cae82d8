//! Whether a reference leads to the right kind of thing, and which part of the wrong one is used.

use serde_json::Value;

use super::{
    collect_refs::RefTargetKind,
    link_state::{LenientReading, Node, Problem, References},
};
use crate::{
    diagnostics::Pointer,
    document::spec::{Expected, ObjectKind, SCHEMA, ValueKind, v3},
};

/// What a node is known to be: by the walk that repaired it, or because its file is a description.
fn known(references: &References<'_, '_>, node: &Node) -> Option<Expected> {
    let of_description = || {
        let root = references.value(&Node { file: node.file, pointer: Pointer::root() })?;
        root.get("openapi").or_else(|| root.get("swagger"))?;
        Expected::Value(references.dialect.root()).below(root, &node.pointer)
    };
    repaired(references, node).or_else(of_description)
}

/// What a node was repaired as.
pub(super) fn repaired(references: &References<'_, '_>, node: &Node) -> Option<Expected> {
    let tree = &references.files.get(node.file)?.tree;
    std::iter::successors(Some(node.pointer.clone()), Pointer::parent).find_map(|around| {
        let repaired = tree.repaired.get(&around)?;
        let value = tree.root.pointer(around.as_str())?;
        let below = Pointer::from_escaped(&node.pointer.as_str()[around.as_str().len()..]);
        repaired.iter().find_map(|expected| expected.below(value, &below))
    })
}

/// The target itself if it is what the place needs; the schema inside it if the place needs one.
pub(super) fn fitting(
    references: &mut References<'_, '_>,
    (at, text): (&Node, &str),
    kind: RefTargetKind,
    target: &Node,
) -> Result<Node, Problem> {
    let Some(value) = references.value(target) else { return Err(Problem::Missing { node: target.clone() }) };
    let wanted = match kind.expected() {
        Expected::Value(kind) => {
            let fits = kind.chosen(value);
            // What is known to be something else would be read as what it never was.
            return match (fits, known(references, target)) {
                (Some(ValueKind::Object(wanted)), Some(Expected::Object(found))) if wanted.kind == found.kind => {
                    Ok(target.clone())
                }
                (_, Some(Expected::Object(found))) => Err(Problem::Kind(found.kind.name().to_owned())),
                (None, _) => Err(Problem::Kind("something else".to_owned())),
                (Some(fits), Some(Expected::Value(found))) if fits == found => Ok(target.clone()),
                (Some(_), None) => Ok(target.clone()),
                (Some(_), Some(found)) => Err(Problem::Kind(found.describe())),
            };
        }
        Expected::Object(object) => object.kind,
    };
    let found = match known(references, target) {
        Some(known) if is_right(known, wanted, text) => return Ok(target.clone()),
        Some(known) => known.describe(),
        None if wanted.is_schema() && value.get("content").is_some_and(Value::is_object) && !is_any_schema(value) => {
            ObjectKind::Response.name().to_owned()
        }
        None if value.is_object() || (wanted.is_schema() && value.is_boolean()) => return Ok(target.clone()),
        None => return Err(Problem::Kind("no object".to_owned())),
    };
    if wanted.is_schema()
        && let Some(below) = schema_inside(value)
        && let Some(inner) = references.walked(target.clone(), &below)
    {
        references.lenient_reading(at, text, LenientReading::SchemaInside(found));
        return Ok(inner);
    }
    Err(Problem::Kind(found))
}

/// Whether an object has a keyword that only schemas have.
fn is_any_schema(value: &Value) -> bool {
    let is_telling = |key: &str| v3::RESPONSE.member(key).is_none() && value.get(key).is_some();
    SCHEMA.keywords.iter().any(|keyword| keyword.outcome.is_used() && is_telling(keyword.name))
}

fn is_right(known: Expected, wanted: ObjectKind, text: &str) -> bool {
    match known {
        Expected::Object(object) => wanted.accepts(object.kind),
        Expected::Value(ValueKind::Schema) => wanted.accepts(ObjectKind::Schema),
        // `additionalProperties: true` stands for a schema as well.
        Expected::Value(ValueKind::Bool) => {
            wanted.accepts(ObjectKind::Schema) && text.ends_with("/additionalProperties")
        }
        Expected::Value(_) => false,
    }
}

/// The schema of a response, a body, a parameter: its own, or that of its JSON content, or of the first there is.
fn schema_inside(value: &Value) -> Option<Pointer> {
    if value.get("schema").is_some() {
        return Some(Pointer::root().child("schema"));
    }
    let content = value.get("content")?.as_object()?;
    let with_schema = || content.iter().filter(|(_, media)| media.get("schema").is_some()).map(|(key, _)| key.as_str());
    let is_json =
        |key: &&str| key.split(';').next().is_some_and(|key| key.ends_with("/json") || key.ends_with("+json"));
    let key = with_schema().find(is_json).or_else(|| with_schema().next())?;
    Some(Pointer::root().at(["content", key, "schema"]))
}
