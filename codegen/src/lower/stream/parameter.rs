//! What asks for a stream, beside the media type: a parameter of the query, or a member of the JSON body.

use super::events::objects;
use crate::ir::{
    self, Body, CallParameter, Field, MediaKind, MemberPath, Operation, Parameter, Place, TypeDef, TypeRef, WireName,
    type_walks,
};

/// The name that asks for a stream wherever it is a flag.
const FLAG: &str = "stream";

/// The flag that asks for a stream.
pub(super) fn flag(types: &[TypeDef], operation: &Operation) -> Option<CallParameter> {
    let is_flag = |ty: &TypeRef| *type_walks::held(types, ty) == TypeRef::Bool;
    let has_flag = |fields: &&[Field]| fields.iter().any(|it| it.wire.as_str() == FLAG && is_flag(&it.ty));
    if json_body(operation).is_some_and(|body| objects(types, &body.ty).iter().any(has_flag)) {
        return Some(CallParameter::Body(vec![WireName::new(FLAG)]));
    }
    let flag = optional_query(operation).find(|it| it.wire.as_str() == FLAG && is_flag(&it.ty))?;
    Some(CallParameter::Query(flag.wire.clone()))
}

/// The parameter that is named: by its name, or by a JSON pointer into the body.
///
/// # Errors
/// What there should be and is not.
pub(super) fn named(types: &[TypeDef], operation: &Operation, name: &str) -> Result<CallParameter, &'static str> {
    if !name.starts_with('/') {
        let found = optional_query(operation).find(|parameter| parameter.wire.as_str() == name);
        let found = found.map(|parameter| CallParameter::Query(parameter.wire.clone()));
        return found.ok_or("plain query parameter that can be left out");
    }
    let path: MemberPath = ir::pages::path(name);
    let found = json_body(operation).and_then(|body| type_walks::at(types, &body.ty, &path));
    found.map(|_| CallParameter::Body(path.clone())).ok_or("member of a JSON body")
}

fn json_body(operation: &Operation) -> Option<&Body> {
    let is_json = |body: &&Body| body.media_types.first().is_some_and(|it| MediaKind::of(it) == MediaKind::Json);
    operation.body.as_ref().filter(is_json)
}

fn optional_query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|it| it.place == Place::Query && it.style.is_plain() && !it.required)
}
