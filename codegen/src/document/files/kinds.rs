//! Whether a reference leads to the right kind of thing, and what to take of the wrong one.

use serde_json::Value;

use super::{
    hits::Slot,
    report::{Problem, Remark},
    survey::{DOCUMENT, Node, Survey},
};
use crate::{
    diagnostics::Pointer,
    document::{
        refs::kind_of,
        tables::{Kind, Object, SCHEMA, v2, v3},
    },
};

pub(super) use crate::document::refs::section;

/// The keywords that make an object a schema, whatever else it has.
const OF_SCHEMAS: &[&str] = &["type", "properties", "allOf", "anyOf", "oneOf", "items", "enum", "$ref", "const"];

/// What the tables say a node is; `None` where they say nothing.
pub(super) fn known(survey: &Survey<'_, '_>, node: &Node) -> Option<&'static Kind> {
    let root = survey.value(&Node { file: node.file, pointer: Pointer::root() })?;
    if node.file != DOCUMENT && root.get("openapi").or_else(|| root.get("swagger")).is_none() {
        return None;
    }
    kind_of(root, survey.dialect.root(), &node.pointer)
}

/// The target itself if it is what the place needs; the schema inside it if the place needs one.
pub(super) fn fitting(
    survey: &mut Survey<'_, '_>,
    (at, text): (&Node, &str),
    slot: Slot,
    target: &Node,
) -> Result<Node, Problem> {
    let Some(value) = survey.value(target) else { return Err(Problem::Missing { node: target.clone() }) };
    if let Slot::Inline(kind) = slot
        && let Some(found) = other_object(survey, kind, target)
    {
        return Err(Problem::Kind(found));
    }
    let expected = match slot {
        // Only what is there already can be put in place; the validator has the last word on it.
        Slot::Inline(kind) if kind.chosen(value).is_some() => return Ok(target.clone()),
        Slot::Inline(_) => return Err(Problem::Kind("something else".to_owned())),
        slot => slot.object().unwrap_or(&SCHEMA),
    };
    let is_schema = *expected == SCHEMA || *expected == v2::ITEMS;
    let found = match known(survey, target) {
        Some(kind) if is_right(kind, expected, text) => return Ok(target.clone()),
        Some(kind) => kind.describe(),
        None if is_schema && value.get("content").is_some_and(Value::is_object) && !is_any_schema(value) => {
            v3::RESPONSE.name.to_owned()
        }
        None if value.is_object() || (is_schema && value.is_boolean()) => return Ok(target.clone()),
        None => return Err(Problem::Kind("no object".to_owned())),
    };
    if is_schema
        && let Some(below) = schema_inside(value)
        && let Some(inner) = survey.walked(target.clone(), &below)
    {
        survey.remark(at, text, Remark::SchemaInside(found));
        return Ok(inner);
    }
    Err(Problem::Kind(found))
}

/// What the target is, if it is an object and not the one that the place needs: its members would be read as what they
/// never were, their references too.
fn other_object(survey: &Survey<'_, '_>, expected: &Kind, target: &Node) -> Option<String> {
    let found = known(survey, target).filter(|kind| matches!(kind, Kind::Object(_) | Kind::Schema))?.describe();
    (found != expected.describe()).then_some(found)
}

fn is_any_schema(value: &Value) -> bool {
    OF_SCHEMAS.iter().any(|key| value.get(key).is_some())
}

fn is_right(found: &Kind, expected: &'static Object, text: &str) -> bool {
    match found {
        Kind::Object(object) => accepts(expected, object),
        Kind::Schema => accepts(expected, &SCHEMA),
        // `additionalProperties: true` stands for a schema as well.
        Kind::Bool => accepts(expected, &SCHEMA) && text.ends_with("/additionalProperties"),
        _ => false,
    }
}

fn accepts(expected: &'static Object, found: &'static Object) -> bool {
    // Many 2.0 documents refer to a definition from a parameter's items.
    expected == found
        || (*expected == v2::ITEMS && *found == SCHEMA)
        || (*expected == v3::HEADER && *found == v3::PARAMETER)
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
