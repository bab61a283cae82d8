//! Objects: structs, and maps where the keys are not known.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
};

use super::super::Lowering;
use super::array::unboxed;
use super::{Home, Typed, all_of, xml};
use crate::diagnostics::Pointer;
use crate::document::keywords::CONDITIONAL;
use crate::ir::{Access, Field, Part, Presence, Rest, Shape, Struct, TypeId, TypeRef, WireName};

/// How many schemas may stand for one another.
const MAX_CHAIN: usize = 32;

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
        return lowering.nested(TypeRef::Map(Box::new(value)), at);
    }
    let objects = vec![(object.clone(), at.clone())];
    let parts = Parts { objects, conditional: conditional(schema, at), ..Parts::default() };
    merged(lowering, schema, &parts, home)
}

/// An object, and where it is described.
pub(super) type Described = (ObjectType, Pointer);

/// What the members of a struct are taken from.
#[derive(Clone, Default)]
pub(super) struct Parts {
    /// The outermost last, as the closest to the type.
    pub(super) objects: Vec<Described>,
    /// Whose members are there under conditions. They say nothing of those that are described anyway.
    pub(super) conditional: Vec<Described>,
    /// Names of members that some values must have, described or not.
    pub(super) mentioned: BTreeSet<String>,
}

/// What a schema says of members that are there under conditions.
pub(super) fn conditional(schema: &Schema, at: &Pointer) -> Vec<Described> {
    let places = schema.schema_data.extensions.get(CONDITIONAL).and_then(|places| places.as_object());
    let described = places.into_iter().flatten().filter_map(|(place, properties)| {
        let properties = serde_json::from_value(properties.clone()).ok()?;
        // The members of the place are told from it again where each of them is lowered.
        let at = Pointer::from_escaped(format!("{at}/{place}")).parent()?;
        Some((ObjectType { properties, ..ObjectType::default() }, at))
    });
    described.collect()
}

/// One struct with the members of several objects.
pub(super) fn merged(lowering: &mut Lowering<'_>, schema: &Schema, parts: &Parts, home: Home) -> Typed {
    let Parts { objects, conditional, mentioned } = parts;
    let id = home.define(lowering, schema);
    // A member that one part names and another requires is required.
    let required: BTreeSet<String> = objects.iter().flat_map(|(object, _)| object.required.clone()).collect();
    let mut properties = Property::of_all(objects);
    let others = Property::of_all(conditional).into_iter();
    let others: Vec<_> = others.filter(|other| properties.iter().all(|known| known.name != other.name)).collect();
    properties.extend(others);
    let mut shape = Struct { xml_root: xml::name(schema), ..Struct::default() };
    for property in &properties {
        shape.fields.push(field(lowering, property, required.contains(&property.name), id));
    }
    for (object, at) in objects {
        // Of several parts, the closer decides.
        if let Some(ty) = rest_type(lowering, object, at, &Home::Component(id)) {
            shape.rest = Some(Rest { name: Default::default(), ty });
        }
    }
    if shape.rest.is_none() {
        let declared: BTreeSet<&str> = properties.iter().map(|property| property.name.as_str()).collect();
        let undeclared = required.union(mentioned).filter(|name| !declared.contains(name.as_str()));
        shape.fields.extend(undeclared.map(undescribed));
    }
    lowering.types[id.0].shape = Shape::Struct(shape);
    Typed::of(TypeRef::Named(id))
}

/// A member that is required but not described. It is kept, but not insisted on: where it is a slip of the pen, no server
/// sends it.
fn undescribed(name: &String) -> Field {
    Field {
        wire: WireName::new(&**name),
        name: Default::default(),
        ty: TypeRef::Json,
        presence: Presence::Optional,
        access: Access::Both,
        constant: None,
        docs: "Required, but not described.".to_owned(),
        xml: Default::default(),
    }
}

/// A property, and where it is described for the last time.
struct Property {
    name: String,
    schema: ReferenceOr<Schema>,
    at: Pointer,
}

impl Property {
    /// The properties of all objects in order. One that several describe has to be all of it.
    fn of_all(objects: &[(ObjectType, Pointer)]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (object, at) in objects {
            for (name, schema) in &object.properties {
                let (schema, at) = (unboxed(schema), at.child("properties").child(name));
                match places.get(name.as_str()).and_then(|index| all.get_mut(*index)) {
                    Some(property) if property.schema == schema => {}
                    Some(property) => property.refine(schema, at),
                    None => {
                        places.insert(name, all.len());
                        all.push(Self { name: name.clone(), schema, at });
                    }
                }
            }
        }
        all
    }

    fn refine(&mut self, closer: ReferenceOr<Schema>, at: Pointer) {
        let data = |schema: &ReferenceOr<Schema>| schema.as_item().map(|schema| schema.schema_data.clone());
        let (own, closest) = (data(&self.schema).unwrap_or_default(), data(&closer).unwrap_or_default());
        let schema_data = SchemaData {
            description: closest.description.or(own.description),
            nullable: closest.nullable && own.nullable,
            read_only: closest.read_only || own.read_only,
            write_only: closest.write_only || own.write_only,
            extensions: own.extensions.into_iter().chain(closest.extensions).collect(),
            ..SchemaData::default()
        };
        let earlier = std::mem::replace(&mut self.schema, closer.clone());
        let schema_kind = match (items(&earlier), items(&closer)) {
            // What is said of the items of a list in two places is said of each item.
            (Some(own), Some(closest)) => {
                let schema_kind = SchemaKind::AllOf { all_of: vec![unboxed(own), unboxed(closest)] };
                let nullable =
                    [own, closest].iter().all(|items| items.as_item().is_some_and(|it| it.schema_data.nullable));
                let item = Schema { schema_data: SchemaData { nullable, ..SchemaData::default() }, schema_kind };
                SchemaKind::Type(Type::Array(ArrayType {
                    items: Some(ReferenceOr::boxed_item(item)),
                    min_items: None,
                    max_items: None,
                    unique_items: false,
                }))
            }
            _ => SchemaKind::AllOf { all_of: vec![earlier, closer] },
        };
        (self.schema, self.at) = (ReferenceOr::Item(Schema { schema_data, schema_kind }), at);
    }
}

/// The type of the members that are not named, if the document has a place for them.
fn rest_type(lowering: &mut Lowering<'_>, object: &ObjectType, at: &Pointer, home: &Home) -> Option<TypeRef> {
    match object.additional_properties.as_ref()? {
        rest if is_closed(rest) => None,
        AdditionalProperties::Schema(schema) => {
            let at = at.child("additionalProperties");
            Some(lowering.typed_in(schema, &at, home.inside(Part::Item)).into_type())
        }
        AdditionalProperties::Any(_) => Some(TypeRef::Json),
    }
}

/// Whether there are no members but those that are named. What no value fits is how `false` is written as a schema.
pub(super) fn is_closed(rest: &AdditionalProperties) -> bool {
    match rest {
        AdditionalProperties::Any(any) => !any,
        AdditionalProperties::Schema(schema) => {
            matches!(&**schema, ReferenceOr::Item(Schema { schema_kind: SchemaKind::Not { .. }, .. }))
        }
    }
}

fn field(lowering: &mut Lowering<'_>, property: &Property, required: bool, id: TypeId) -> Field {
    let Property { name, schema, at } = property;
    let wire = WireName::new(&**name);
    let home = Home::Component(id).inside(Part::Member(wire.clone()));
    let Typed { ty, nullable } = lowering.typed_in(schema, at, home);
    let presence = match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    };
    let xml = xml::member(lowering, schema, name, at);
    let (access, constant) = (access(lowering, schema), constant(schema));
    Field { wire, name: Default::default(), ty, presence, access, constant, docs: docs(schema), xml }
}

/// The schema of a list's items.
fn items(schema: &ReferenceOr<Schema>) -> Option<&ReferenceOr<Box<Schema>>> {
    match &schema.as_item()?.schema_kind {
        SchemaKind::Type(Type::Array(array)) => array.items.as_ref(),
        _ => None,
    }
}

/// Who says a property, by its own word or by that of what it is another name for.
fn access(lowering: &Lowering<'_>, property: &ReferenceOr<Schema>) -> Access {
    let (mut read_only, mut write_only) = (false, false);
    let mut part = Some(property);
    // Longer chains are cycles.
    for _ in 0..MAX_CHAIN {
        let schema = match part {
            Some(ReferenceOr::Item(schema)) => Some(schema),
            Some(ReferenceOr::Reference { reference }) => lowering.target(reference).map(|(schema, _)| schema),
            None => None,
        };
        let Some(schema) = schema else { break };
        read_only |= schema.schema_data.read_only;
        write_only |= schema.schema_data.write_only;
        part = all_of::only_part(schema).map(|(_, only)| only);
    }
    match (read_only, write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
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

/// The properties that a schema has itself.
pub(super) fn properties(schema: &Schema) -> impl DoubleEndedIterator<Item = (&String, &ReferenceOr<Box<Schema>>)> {
    let own = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => Some(&object.properties),
        SchemaKind::Any(any) => Some(&any.properties),
        _ => None,
    };
    own.into_iter().flatten()
}
