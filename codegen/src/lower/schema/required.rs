//! Names under `required` that no schema describes: slips of the pen, or members that the document forgets.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::lowering::Lowering;
use crate::diagnostics::{Code, quote};
use crate::document::schema::{Additional, Schema};

/// Warns of each name that no part of a schema describes. Whether a value may have them all the same, among the members that have no field of their own.
pub(super) fn warn_of_undescribed(
    lowering: &mut Lowering<'_>,
    (schema, parts): (&Schema, &[Rc<Schema>]),
    names: &[&String],
    declared: &BTreeSet<&String>,
) -> bool {
    let may_be_there = !parts.iter().any(|part| part.additional == Some(Additional::Forbidden));
    let done = if may_be_there { "it is one of the additional properties" } else { "no value can have it" };
    for name in names {
        let part = parts.iter().find(|part| part.required.contains(name));
        let at = part.map_or_else(|| schema.at.clone(), |part| part.at.child("required"));
        let message = format!("{} is required but not described; {done}", quote(name));
        if !lowering.warned.insert((at.clone(), message.clone())) {
            continue;
        }
        let allowed = (name.len() / 4).min(2);
        let is_near = |other: &&&String| strsim::damerau_levenshtein(other, name) <= allowed;
        let help = match declared.iter().find(is_near) {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => "describe it under `properties`, or remove it from `required`".to_owned(),
        };
        lowering.diagnostics.report(Code::WRequired, &at, message).help(help);
    }
    may_be_there && !names.is_empty()
}
