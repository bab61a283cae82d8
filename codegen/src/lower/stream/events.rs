//! Whether the items of server-sent events are their data or the events as a whole.

use crate::ir::{Field, Frames, Shape, TypeDef, TypeRef, type_walks};

/// The members that events have (OAS 3.2, Server-Sent Event Streams).
const MEMBERS: [&str; 5] = ["comment", "data", "event", "id", "retry"];

/// Which keyword says what an item is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Schema,
    ItemSchema,
}

/// How the data of events is read that are items as a whole; `None` where an item is the data alone. An item is a whole event if all
/// of its types have `data` and no member that no event has; and `event`, unless a schema of items says it (`itemSchema`).
pub(super) fn whole(types: &[TypeDef], item: &TypeRef, keyword: Keyword) -> Option<Frames> {
    let objects = objects(types, item);
    let has = |fields: &[Field], name: &str| fields.iter().any(|field| field.wire.as_str() == name);
    let is_event =
        |fields: &&[Field]| has(fields, "data") && fields.iter().all(|field| MEMBERS.contains(&field.wire.as_str()));
    let is_named = keyword == Keyword::ItemSchema || objects.iter().any(|fields| has(fields, "event"));
    if objects.is_empty() || !is_named || !objects.iter().all(is_event) {
        return None;
    }
    let mut data = objects.into_iter().flatten().filter(|field| field.wire.as_str() == "data");
    let is_text = |field: &Field| matches!(type_walks::held(types, &field.ty), TypeRef::String | TypeRef::Text(_));
    Some(if data.all(is_text) { Frames::EventsWithText } else { Frames::EventsWithJson })
}

/// The fields of a struct, or of each struct of a union; none if it has other types, too.
pub(super) fn objects<'a>(types: &'a [TypeDef], ty: &'a TypeRef) -> Vec<&'a [Field]> {
    let each: Vec<&TypeRef> = match type_walks::shape(types, ty) {
        Some(Shape::Union(union)) => union.variants.iter().map(|variant| &variant.ty).collect(),
        _ => vec![ty],
    };
    let fields: Vec<_> = each.into_iter().map(|ty| type_walks::fields(types, ty)).collect();
    if fields.iter().any(|fields| fields.is_empty()) { Vec::new() } else { fields }
}
