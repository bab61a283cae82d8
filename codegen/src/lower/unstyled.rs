//! Values within values that no style can write: the warning that they are sent as JSON.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::document::schema::{Additional, Schema, SchemaId, Type};
use crate::ir::{Style, StyleKind};

/// What a value is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    List,
    Object,
}

/// Says so if a value has lists or objects within its own that its style does not describe (OAS 3.0.4 §4.8.12.4: nested
/// values are undefined). `subject` is what has the value, as in "the parameter `a`".
pub(super) fn warn(lowering: &mut Lowering<'_>, (schema, style): (SchemaId, Style), subject: &str, at: &Pointer) {
    let Some((inner, outer)) = unstyled(lowering, schema, style) else { return };
    let name = |made: Made| if made == Made::List { "lists" } else { "objects" };
    let message =
        format!("the {} in the {} of {subject} have no style, so they are sent as JSON", name(inner), name(outer));
    let help = "describe it by `content: {application/json: …}`, or without values in values";
    if lowering.warned.insert((at.clone(), message.clone())) {
        lowering.diagnostics.report(Code::WParameter, at, message).help(help);
    }
}

/// What is within what, if the style has no words for it.
fn unstyled(lowering: &Lowering<'_>, schema: SchemaId, style: Style) -> Option<(Made, Made)> {
    use StyleKind::{Cookie, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited, TabDelimited};
    if !matches!(style.kind, Simple | Label | Matrix | Form | Cookie | SpaceDelimited | PipeDelimited | TabDelimited) {
        return None;
    }
    // The name of a member is repeated for each of its items, as that of a parameter is.
    let repeats = style.explode && matches!(style.kind, Form | Cookie);
    for whole in shapes(lowering, schema) {
        let outer = made(&whole);
        for part in parts(&whole).into_iter().flat_map(|part| shapes(lowering, part)) {
            let is_written = match outer {
                Some(Made::List) => style.nested.is_some(),
                _ => repeats,
            };
            match (made(&part), outer) {
                (Some(Made::List), _) if is_written => {
                    let items = part.items.into_iter().flat_map(|item| shapes(lowering, item));
                    let inner = items.filter_map(|item| made(&item)).next();
                    if let Some(inner) = inner {
                        return Some((inner, Made::List));
                    }
                }
                (Some(inner), Some(outer)) => return Some((inner, outer)),
                _ => {}
            }
        }
    }
    None
}

/// The schemas of which one says what a value is: a schema's own, and those that it is made of. Each is looked at once.
fn shapes(lowering: &Lowering<'_>, schema: SchemaId) -> Vec<Rc<Schema>> {
    let (mut seen, mut open, mut found) = (BTreeSet::new(), vec![schema], Vec::new());
    while let Some(id) = open.pop() {
        let Some(target) = lowering.schemas.target(id).filter(|target| seen.insert(*target)) else { continue };
        let schema = lowering.schema(target);
        open.extend(schema.all_of.iter().copied().chain(schema.alternatives()));
        found.push(schema);
    }
    found
}

/// Whether a schema is that of a list or of an object.
fn made(schema: &Schema) -> Option<Made> {
    match schema.ty {
        Some(Type::Array) => Some(Made::List),
        Some(Type::Object) => Some(Made::Object),
        None if schema.describes_object() => Some(Made::Object),
        _ => None,
    }
}

/// The schemas of what a list or an object holds.
fn parts(schema: &Schema) -> Vec<SchemaId> {
    let additional = match schema.additional {
        Some(Additional::Schema(additional)) => Some(additional),
        _ => None,
    };
    schema.properties.values().copied().chain(schema.items).chain(additional).collect()
}
