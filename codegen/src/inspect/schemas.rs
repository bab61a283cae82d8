//! Schemas and the types they have become.

use indexmap::IndexMap;

use super::report::{Location, Schema};
use super::source_pointers::SourceTrees;
use super::view::View;
use crate::diagnostics::Pointer;
use crate::document::SourceMap;
use crate::ir::{Api, Origin, SchemaUse, TypeId, type_walks};

/// All schemas, each at the place where it was written. Those that define a type are noted in `definitions`.
pub(super) fn all(view: &View<'_>, source_map: &SourceMap, definitions: &mut [Vec<Location>]) -> Vec<Schema> {
    // A component that others are merged from is lowered for each of them; what it is for itself comes first.
    let mut chosen: IndexMap<&str, &SchemaUse> = IndexMap::new();
    for schema in &view.api.schemas {
        let known = chosen.entry(&schema.pointer).or_insert(schema);
        if !is_own(view.api, known) && is_own(view.api, schema) {
            *known = schema;
        }
    }
    let mut trees = SourceTrees::new(&view.input.sources);
    let rows = chosen.into_values().filter_map(|schema| {
        let (source, pointer) = source_map.source(&Pointer::from_escaped(&*schema.pointer));
        let at = view.location((source, &trees.find(source, &pointer)?));
        if let Some(defined) = schema.ty.named().filter(|_| schema.defines).and_then(|id| definitions.get_mut(id.0)) {
            defined.push(at.clone());
        }
        Some(Schema { at, rust: view.rust(&schema.ty) })
    });
    // What normalising took apart, and what several operations refer to, leads back to one place.
    let mut once: IndexMap<Location, Schema> = IndexMap::new();
    for row in rows {
        once.entry(row.at.clone()).or_insert(row);
    }
    definitions.iter_mut().for_each(|places| places.dedup());
    once.into_values().collect()
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
