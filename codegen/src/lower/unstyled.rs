//! Warns of nested lists and objects for which no parameter style is defined, so that they are sent as JSON.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::document::schema::{Additional, Schema, SchemaId, Type};
use crate::ir::{Style, StyleKind};

/// The kinds of values that hold others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    List,
    Object,
}

/// Warns if a value nests lists or objects in a way that its style does not define (OAS 3.0.4 §4.8.12.4). `subject` names the value
/// in the message: "the parameter `a`".
pub(super) fn warn(lowering: &mut Lowering<'_>, (schema, style): (SchemaId, Style), subject: &str, at: &Pointer) {
    let Some((inner, outer)) = unstyled(lowering, schema, style) else { return };
    let name = |kind: Container| if kind == Container::List { "lists" } else { "objects" };
    let message =
        format!("the {} in the {} of {subject} have no style, so they are sent as JSON", name(inner), name(outer));
    let help = "describe it by `content: {application/json: …}`, or without values in values";
    if lowering.warned.insert((at.clone(), message.clone())) {
        lowering.diagnostics.report(Code::WParameter, at, message).help(help);
    }
}

/// The nested and the outer kind of value, if the style does not define how the nested one is written.
fn unstyled(lowering: &Lowering<'_>, schema: SchemaId, style: Style) -> Option<(Container, Container)> {
    use StyleKind::{Cookie, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited, TabDelimited};
    if !matches!(style.kind, Simple | Label | Matrix | Form | Cookie | SpaceDelimited | PipeDelimited | TabDelimited) {
        return None;
    }
    let with_branches = |schema| with_branches(lowering, schema);
    with_branches(schema).into_iter().find_map(|whole| {
        let outer = container(&whole)?;
        let is_list_written = match outer {
            Container::List => style.nested.is_some(),
            // The name of a member is repeated for each of its items, as that of a parameter is.
            Container::Object => style.explode && matches!(style.kind, Form | Cookie),
        };
        let undefined = |part: Rc<Schema>| match container(&part)? {
            Container::List if is_list_written => {
                let items = part.items.into_iter().flat_map(with_branches);
                let inner = items.filter_map(|item| container(&item)).next()?;
                Some((inner, Container::List))
            }
            inner => Some((inner, outer)),
        };
        parts(&whole).into_iter().flat_map(with_branches).find_map(undefined)
    })
}

/// The schema, and all schemas of its `allOf`, `oneOf` and `anyOf`, however deep; each once.
fn with_branches(lowering: &Lowering<'_>, schema: SchemaId) -> Vec<Rc<Schema>> {
    let (mut seen, mut open, mut found) = (BTreeSet::new(), vec![schema], Vec::new());
    while let Some(id) = open.pop() {
        let Some(target) = lowering.schemas.target(id).filter(|target| seen.insert(*target)) else { continue };
        let schema = lowering.schema(target);
        open.extend(schema.all_of.iter().copied().chain(schema.alternatives()));
        found.push(schema);
    }
    found
}

/// The kind of a schema's values, if they are lists or objects.
fn container(schema: &Schema) -> Option<Container> {
    match schema.ty {
        Some(Type::Array) => Some(Container::List),
        Some(Type::Object) => Some(Container::Object),
        None if schema.describes_object() => Some(Container::Object),
        _ => None,
    }
}

/// The schemas of a list's items or an object's members.
fn parts(schema: &Schema) -> Vec<SchemaId> {
    let additional = match schema.additional {
        Some(Additional::Schema(additional)) => Some(additional),
        _ => None,
    };
    schema.properties.values().copied().chain(schema.items).chain(additional).collect()
}
