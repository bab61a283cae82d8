//! Objects: structs, and maps where the keys are not known.

use openapiv3::{AdditionalProperties, AnySchema, ObjectType, ReferenceOr, Schema};

use super::super::Lowering;
use super::array::unboxed;
use super::{Home, Typed, xml};
use crate::diagnostics::Pointer;
use crate::ir::{Field, Part, Presence, Shape, Struct, TypeId, TypeRef, WireName};

/// A struct if there are properties, else a map.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    object: &ObjectType,
    at: &Pointer,
    home: Home,
) -> Typed {
    if object.properties.is_empty() {
        return map(lowering, object, at, &home);
    }
    if let Some(AdditionalProperties::Schema(_) | AdditionalProperties::Any(true)) = object.additional_properties {
        lowering.warn("W-ADDITIONAL", at, "members beyond those named are left out");
    }
    let id = home.define(lowering, schema);
    let mut shape = Struct { xml_root: xml::name(schema), fields: Vec::new() };
    add_fields(lowering, &mut shape, object, (id, at));
    lowering.types[id.0].shape = Shape::Struct(shape);
    Typed::of(TypeRef::Named(id))
}

fn map(lowering: &mut Lowering<'_>, object: &ObjectType, at: &Pointer, home: &Home) -> Typed {
    let value = match &object.additional_properties {
        Some(AdditionalProperties::Schema(schema)) => {
            lowering.typed_in(schema, &at.child("additionalProperties"), home.inside(Part::Item)).into_type()
        }
        _ => TypeRef::Json,
    };
    Typed::of(TypeRef::Map(Box::new(value)))
}

/// Adds a field for each property; one that is there already is replaced, as the later part of an `allOf` is the closer one.
pub(super) fn add_fields(
    lowering: &mut Lowering<'_>,
    shape: &mut Struct,
    object: &ObjectType,
    (id, at): (TypeId, &Pointer),
) {
    for (name, property) in &object.properties {
        let property = unboxed(property);
        let at = at.child("properties").child(name);
        let wire = WireName::new(&**name);
        let home = Home::Component(id).inside(Part::Member(wire.clone()));
        let Typed { ty, nullable } = lowering.typed_in(&property, &at, home);
        let presence = match (object.required.contains(name), nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        let xml = xml::member(lowering, &property, name, &at);
        let field = Field { wire, name: Default::default(), ty, presence, docs: docs(&property), xml };
        match shape.fields.iter_mut().find(|other| other.wire == field.wire) {
            Some(other) => *other = field,
            None => shape.fields.push(field),
        }
    }
}

fn docs(property: &ReferenceOr<Schema>) -> String {
    match property {
        ReferenceOr::Item(schema) => super::constraints::docs(property, &super::description(schema)),
        ReferenceOr::Reference { .. } => String::new(),
    }
}

/// The object in a schema that has properties but does not say that it is one.
pub(super) fn from_any(any: &AnySchema) -> ObjectType {
    ObjectType {
        properties: any.properties.clone(),
        required: any.required.clone(),
        additional_properties: any.additional_properties.clone(),
        ..ObjectType::default()
    }
}
