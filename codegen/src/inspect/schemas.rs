//! Schemas and the types they have become.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::report::{Location, Schema};
use super::report_context::View;
use super::source_pointers::SourceTrees;
use crate::diagnostics::Pointer;
use crate::document::SourceMap;
use crate::ir::{Api, Origin, SchemaUse, TypeId, TypeRef, type_walks};

/// All schemas, each at the place where it was written, and why those without a type have none, as far as the document does
/// not say. Those that define a type are noted in `definitions`.
pub(super) fn all(
    view: &View<'_>,
    source_map: &SourceMap,
    definitions: &mut [Vec<Location>],
) -> (Vec<Schema>, BTreeMap<Location, &'static str>) {
    // A component that others are merged from is lowered for each of them; what it is for itself comes first.
    let mut chosen: IndexMap<&str, &SchemaUse> = IndexMap::new();
    for schema in &view.api.schemas {
        let known = chosen.entry(&schema.pointer).or_insert(schema);
        if !is_own(view.api, known) && is_own(view.api, schema) {
            *known = schema;
        }
    }
    let mut trees = SourceTrees::new(&view.input.sources);
    let mut place = |pointer: &str| {
        let (source, pointer) = source_map.source(&Pointer::from_escaped(pointer));
        Some(view.location((source, &trees.find(source, &pointer)?)))
    };
    // One that is lowered for several components or operations defines a type for each.
    for schema in view.api.schemas.iter().filter(|schema| schema.defines) {
        let defined = schema.ty.named().and_then(|id| definitions.get_mut(id.0));
        if let Some((defined, at)) = defined.zip(place(&schema.pointer)).filter(|(known, at)| !known.contains(at)) {
            defined.push(at);
        }
    }
    let rows = chosen.into_values().filter_map(|schema| {
        let row = Schema { at: place(&schema.pointer)?, rust: view.rust(&schema.ty) };
        Some((row, unsaid(&schema.ty)))
    });
    // What normalising took apart, and what several operations refer to, leads back to one place.
    let mut once: IndexMap<Location, (Schema, Option<&'static str>)> = IndexMap::new();
    for (schema, unsaid) in rows {
        once.entry(schema.at.clone()).or_insert((schema, unsaid));
    }
    let is_untyped = |at: &Location| once.get(at).is_some_and(|(_, unsaid)| unsaid.is_some());
    // Where the items have a schema of their own, that one does not say what they are.
    let below = |at: &Location, key: &str| Location { pointer: format!("{}/{key}", at.pointer), ..at.clone() };
    let is_said_below = |at: &Location| ["items", "additionalProperties"].iter().any(|key| is_untyped(&below(at, key)));
    let unsaid = once.iter().filter_map(|(at, (_, unsaid))| Some((at.clone(), (*unsaid)?)));
    let unsaid = unsaid.filter(|(at, _)| !is_said_below(at)).collect();
    (once.into_values().map(|(schema, _)| schema).collect(), unsaid)
}

/// What a document does not say, where a type is made of untyped JSON.
fn unsaid(ty: &TypeRef) -> Option<&'static str> {
    match ty {
        TypeRef::Json => Some("the schema does not say what the value is"),
        TypeRef::List(item) => unsaid(item).map(|_| "the schema does not say what the items are"),
        TypeRef::Map(value) => unsaid(value).map(|_| "the schema does not say what the members are"),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => unsaid(inner),
        _ => None,
    }
}

/// Whether the type, if it is defined in a component, is defined in the one that the schema is in.
fn is_own(api: &Api, schema: &SchemaUse) -> bool {
    let Some(id) = schema.ty.named().filter(|_| schema.defines) else { return true };
    let pointer = Pointer::from_escaped(&*schema.pointer);
    let segments: Vec<_> = pointer.segments().take(3).collect();
    match (component(api, id), segments.as_slice()) {
        (Some(component), [_, kind, name]) if kind == "schemas" => component == name,
        (component, _) => component.is_none(),
    }
}

/// The component that a type is written in.
fn component(api: &Api, id: TypeId) -> Option<&str> {
    match &api.type_def(type_walks::outermost(&api.types, id)).origin {
        Origin::Component(wire) => Some(wire.as_str()),
        Origin::Inside(..) | Origin::Operation(..) => None,
    }
}
