//! Only the operations of some tags: the others go before anything is made of them, so nothing is said of them either.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};
use serde_json::Value;

use super::{Description, internal_extensions};
use crate::diagnostics::{Code, Diagnostics, Pointer, quote};

/// Most tags that an advice lists.
const MOST_LISTED: usize = 30;

/// Removes the operations that have none of the tags, and what the server calls. All stays if no tag is given; one that
/// nobody has is an error.
pub(crate) fn retain_tagged(
    Description { frame, source_map, .. }: &mut Description,
    chosen: &[String],
    diagnostics: &mut Diagnostics,
) {
    if chosen.is_empty() {
        return;
    }
    let before = required(frame);
    let mut met = BTreeSet::new();
    let mut is_chosen = |tags: &[String]| {
        let chosen = tags.iter().any(|tag| chosen.contains(tag));
        met.extend(tags.iter().cloned());
        chosen
    };
    for item in frame.paths.paths.values_mut() {
        let ReferenceOr::Item(item) = item else { continue };
        for operation in operations(item) {
            if operation.as_ref().is_some_and(|operation| !is_chosen(&operation.tags)) {
                *operation = None;
            }
        }
        if let Some(Value::Object(others)) = item.extensions.get_mut(internal_extensions::OPERATIONS) {
            others.retain(|_, operation| is_chosen(&tags(operation)));
        }
    }
    frame.extensions.shift_remove(internal_extensions::WEBHOOKS);
    // How to log in for the others alone is not said either.
    let after = required(frame);
    if let Some(components) = &mut frame.components {
        components.security_schemes.retain(|name, _| !before.contains(name) || after.contains(name));
    }
    for tag in chosen.iter().filter(|tag| !met.contains(*tag)) {
        let shown: Vec<String> = met.iter().take(MOST_LISTED).map(|tag| quote(tag)).collect();
        let help = match (shown.is_empty(), met.len() > MOST_LISTED) {
            (true, _) => "no operation has a tag at all".to_owned(),
            (false, false) => format!("there are {}", shown.join(", ")),
            (false, true) => format!("there are {} and more", shown.join(", ")),
        };
        let at = source_map.position(&Pointer::root().child("paths"));
        diagnostics.report(Code::ETag, at, format!("no operation has the tag {}", quote(tag))).help(help);
    }
}

fn operations(item: &mut PathItem) -> [&mut Option<Operation>; 8] {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.options,
        &mut item.head,
        &mut item.patch,
        &mut item.trace,
    ]
}

/// The security schemes that the document or an operation requires.
fn required(frame: &OpenAPI) -> BTreeSet<String> {
    let items = frame.paths.paths.values().filter_map(ReferenceOr::as_item);
    let others = items.clone().filter_map(|item| item.extensions.get(internal_extensions::OPERATIONS)?.as_object());
    let others = others.flatten().filter_map(|(_, operation)| operation.get("security")?.as_array());
    let others = others.flatten().filter_map(Value::as_object).flat_map(|it| it.keys().cloned());
    let known = items.flat_map(PathItem::iter).filter_map(|(_, operation)| operation.security.as_ref());
    let known = known.chain(&frame.security).flatten().flat_map(|requirement| requirement.keys().cloned());
    known.chain(others).collect()
}

fn tags(operation: &Value) -> Vec<String> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
