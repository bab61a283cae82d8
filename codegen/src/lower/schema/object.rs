//! Objects: structs, and maps where the keys are not known.

use openapiv3::{AdditionalProperties, AnySchema, ObjectType, ReferenceOr, Schema, SchemaKind, Type};

use super::super::Lowering;
use super::array::unboxed;
use super::{Home, Typed, xml};
use crate::diagnostics::Pointer;
use crate::ir::{Access, Field, Part, Presence, Rest, Shape, Struct, TypeId, TypeRef, WireName};

/// A struct if there are properties, else a map.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    object: &ObjectType,
    at: &Pointer,
    home: Home,
) -> Typed {
    if object.properties.is_empty() {
        let value = rest_type(lowering, object, at, &home).unwrap_or(TypeRef::Json);
        return Typed::of(TypeRef::Map(Box::new(value)));
    }
    let id = home.define(lowering, schema);
    let mut shape = Struct { xml_root: xml::name(schema), ..Struct::default() };
    add_fields(lowering, &mut shape, object, (id, at));
    add_rest(lowering, &mut shape, object, (id, at));
    lowering.types[id.0].shape = Shape::Struct(shape);
    Typed::of(TypeRef::Named(id))
}

/// The type of the members that are not named, if the document has a place for them.
fn rest_type(lowering: &mut Lowering<'_>, object: &ObjectType, at: &Pointer, home: &Home) -> Option<TypeRef> {
    match &object.additional_properties {
        Some(AdditionalProperties::Schema(schema)) => {
            // What no value fits is how `false` is written as a schema.
            let closed = matches!(&**schema, ReferenceOr::Item(Schema { schema_kind: SchemaKind::Not { .. }, .. }));
            let at = at.child("additionalProperties");
            (!closed).then(|| lowering.typed_in(schema, &at, home.inside(Part::Item)).into_type())
        }
        Some(AdditionalProperties::Any(true)) => Some(TypeRef::Json),
        Some(AdditionalProperties::Any(false)) | None => None,
    }
}

/// Adds the map for members that are not named, if there is to be one. Of several parts of an `allOf`, the closer decides.
pub(super) fn add_rest(
    lowering: &mut Lowering<'_>,
    shape: &mut Struct,
    object: &ObjectType,
    (id, at): (TypeId, &Pointer),
) {
    if let Some(ty) = rest_type(lowering, object, at, &Home::Component(id)) {
        shape.rest = Some(Rest { name: Default::default(), ty });
    }
}

/// Adds a field for each property. One that is there already is replaced, as the later part of an `allOf` is the closer
/// one, unless the later says less of its type.
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
        let (access, constant) = (access(lowering, &property), constant(&property));
        let field =
            Field { wire, name: Default::default(), ty, presence, access, constant, docs: docs(&property), xml };
        match shape.fields.iter_mut().find(|other| other.wire == field.wire) {
            Some(other) => refine(other, field),
            None => shape.fields.push(field),
        }
    }
}

fn refine(field: &mut Field, closer: Field) {
    let says_less = match (&closer.ty, &field.ty) {
        (TypeRef::Json, _) => true,
        (TypeRef::String | TypeRef::Map(_), TypeRef::Named(_)) => true,
        _ => false,
    };
    let docs = if closer.docs.is_empty() { std::mem::take(&mut field.docs) } else { closer.docs.clone() };
    if says_less {
        field.presence = closer.presence;
    } else {
        *field = closer;
    }
    field.docs = docs;
}

/// Who says a property, by its own word or by that of what it refers to.
fn access(lowering: &Lowering<'_>, property: &ReferenceOr<Schema>) -> Access {
    let data = match property {
        ReferenceOr::Item(schema) => Some(&schema.schema_data),
        ReferenceOr::Reference { reference } => lowering.target(reference).map(|(schema, _)| &schema.schema_data),
    };
    match data {
        Some(data) if data.read_only && !data.write_only => Access::ReadOnly,
        Some(data) if data.write_only && !data.read_only => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The only value of a boolean or number; of strings and whole numbers, enums say it.
fn constant(property: &ReferenceOr<Schema>) -> Option<String> {
    let ReferenceOr::Item(schema) = property else { return None };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Boolean(boolean)) => match boolean.enumeration.as_slice() {
            [Some(only)] => Some(only.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn docs(property: &ReferenceOr<Schema>) -> String {
    match property {
        ReferenceOr::Item(schema) => super::description(schema),
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

/// The properties that a schema has itself.
pub(super) fn properties(schema: &Schema) -> impl Iterator<Item = (&String, &ReferenceOr<Box<Schema>>)> {
    let own = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => Some(&object.properties),
        SchemaKind::Any(any) => Some(&any.properties),
        _ => None,
    };
    own.into_iter().flatten()
}
