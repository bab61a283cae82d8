//! `x-stream`: what the document or an overlay says of a stream, checked against the operation.

use serde_json::{Map, Value};

use super::parameter;
use crate::diagnostics::quote;
use crate::ir::{CallParameter, Frames, ItemStream, Operation, Stream, TypeDef, TypeRef};

/// The members of the extension.
const MEMBERS: [&str; 3] = ["kind", "parameter", "until"];

/// How an operation answers with a stream. What is not said is as it is found.
///
/// # Errors
/// A sentence on what names nothing.
pub(super) fn stream(
    types: &[TypeDef],
    (operation, found): (&Operation, Option<Stream>),
    value: &Value,
) -> Result<Option<Stream>, String> {
    let said = |cause: String| format!("`x-stream` {cause}, so it is ignored");
    let Value::Object(members) = value else {
        return Err(said("is neither `false` nor an object".to_owned()));
    };
    if let Some(unknown) = members.keys().find(|key| !MEMBERS.contains(&key.as_str())) {
        return Err(said(format!("has no member {}", quote(unknown))));
    }
    let items = items(operation, (members, found)).and_then(|items| {
        let asked_by = asked_by(types, operation, (members, items.asked_by))?;
        let until = text(members, "until")?.map(str::to_owned).or(items.until);
        Ok(ItemStream { asked_by, until, ..items })
    });
    items.map(|items| Some(Stream::Items(items))).map_err(said)
}

/// The items that are found, or else the whole answer as the type of each.
fn items(operation: &Operation, (members, found): (&Map<String, Value>, Option<Stream>)) -> Result<ItemStream, String> {
    let found = match found {
        Some(Stream::Items(items)) => Some(items),
        _ => None,
    };
    let frames = match text(members, "kind")? {
        None => None,
        Some("events") => Some(Frames::Events),
        Some("lines") => Some(Frames::Lines),
        Some(other) => return Err(format!("has the kind {}, which is neither `events` nor `lines`", quote(other))),
    };
    match (found, frames) {
        (Some(items), None) => Ok(items),
        (Some(items), Some(Frames::Events)) if items.frames != Frames::Lines => Ok(items),
        (Some(items), Some(frames)) => {
            Ok(ItemStream { frames, media_types: asked_for(frames, &items.media_types), ..items })
        }
        (None, None) => Err("has no `kind`, and none is found".to_owned()),
        (None, Some(_)) if !operation.output.variants.is_empty() || operation.output.ty == TypeRef::Unit => {
            Err("is for an operation that does not answer with one type".to_owned())
        }
        (None, Some(frames)) => Ok(ItemStream {
            item: operation.output.ty.clone(),
            media_types: asked_for(frames, &operation.output.media_types),
            frames,
            until: None,
            asked_by: None,
        }),
    }
}

/// What is asked for: events have one media type, which the document does not say.
fn asked_for(frames: Frames, declared: &[String]) -> Vec<String> {
    if frames == Frames::Events { vec!["text/event-stream".to_owned()] } else { declared.to_vec() }
}

/// `parameter`: the name of a query parameter, a pointer into a JSON body, or `false` where nothing asks for a stream.
fn asked_by(
    types: &[TypeDef],
    operation: &Operation,
    (members, found): (&Map<String, Value>, Option<CallParameter>),
) -> Result<Option<CallParameter>, String> {
    if members.get("parameter") == Some(&Value::Bool(false)) {
        return Ok(None);
    }
    let Some(stated) = text(members, "parameter")? else { return Ok(found) };
    let named = parameter::named(types, operation, stated).map(Some);
    named.map_err(|what| format!("has the `parameter` {}, where there is no {what}", quote(stated)))
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, String> {
    match members.get(name) {
        None => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or_else(|| format!("has a `{name}` that is not a text")),
    }
}
