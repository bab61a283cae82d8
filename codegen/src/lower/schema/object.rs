//! Objects: structs, and maps where the keys are not known.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use super::merge_properties::Property;
use super::part_queries::only_part;
use super::{required, xml};
use crate::document::schema::{Additional, Schema, SchemaId, Type};
use crate::ir::{Access, Field, Part, Presence, Rest, Shape, Struct, TypeId, TypeRef, WireName};

/// A struct if there are properties, else a map. `schema` describes it, `object` says what is in it.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    object: &Schema,
    site: DefinitionSite,
) -> MaybeNullType {
    if object.properties.is_empty() {
        let value = rest_type(lowering, object, &site).unwrap_or(TypeRef::Json);
        return lowering.nested(TypeRef::Map(Box::new(value)), &object.at);
    }
    let objects = vec![ObjectPart { schema: lowering.schema(object.id), optional: false }];
    merged(lowering, schema, &Parts { objects, conditional: object.conditional.clone(), ..Parts::default() }, site)
}

/// An object that others are merged with.
#[derive(Clone)]
pub(super) struct ObjectPart {
    pub(super) schema: Rc<Schema>,
    /// Whether all of its members may be left out.
    pub(super) optional: bool,
}

/// What the members of a struct are taken from.
#[derive(Clone, Default)]
pub(super) struct Parts {
    /// The outermost last, as the closest to the type.
    pub(super) objects: Vec<ObjectPart>,
    /// Members that are there under conditions. They say nothing of those that are described anyway.
    pub(super) conditional: Vec<IndexMap<String, SchemaId>>,
    /// Names of members that some values must have, described or not.
    pub(super) mentioned: BTreeSet<String>,
}

/// One struct with the members of several objects.
pub(super) fn merged(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    parts: &Parts,
    site: DefinitionSite,
) -> MaybeNullType {
    let Parts { objects, conditional, mentioned } = parts;
    let id = site.define(lowering, schema);
    lowering.defining.push((schema.at.clone(), id));
    // A member that one part names and another requires is required.
    let insisting = objects.iter().filter(|part| !part.optional);
    let required: BTreeSet<&String> = insisting.flat_map(|part| &part.schema.required).collect();
    let mut properties = lowering.all_properties(objects.iter().map(|part| &part.schema.properties));
    let known: BTreeSet<String> = properties.iter().map(|property| property.name.clone()).collect();
    let others = conditional.iter().flatten().filter(|(name, _)| !known.contains(*name));
    properties.extend(lowering.conditional_properties(others));
    let mut shape = Struct { xml_root: xml::name(schema), ..Struct::default() };
    for property in &properties {
        shape.fields.push(field(lowering, property, required.contains(&property.name), id));
    }
    for part in objects {
        // Of several parts, the closer decides.
        if let Some(ty) = rest_type(lowering, &part.schema, &DefinitionSite::Component(id)) {
            shape.rest = Some(Rest { name: Default::default(), ty });
        }
    }
    if shape.rest.is_none() && is_open(objects) {
        shape.rest = Some(Rest { name: Default::default(), ty: TypeRef::Json });
    }
    lowering.defining.pop();
    if shape.rest.is_none() {
        let declared: BTreeSet<&String> = properties.iter().map(|property| &property.name).collect();
        let named: BTreeSet<&String> = required.into_iter().chain(mentioned).collect();
        let (tags, others): (Vec<&String>, Vec<&String>) =
            named.difference(&declared).copied().partition(|name| is_tag(schema, objects, name));
        shape.fields.extend(tags.into_iter().map(undescribed));
        let parts: Vec<Rc<Schema>> = objects.iter().map(|part| Rc::clone(&part.schema)).collect();
        if required::warn_of_undescribed(lowering, (schema, &parts), &others, &declared) {
            shape.rest = Some(Rest { name: Default::default(), ty: TypeRef::Json });
        }
    }
    lowering.types[id.0].shape = Shape::Struct(shape);
    MaybeNullType::of(TypeRef::Named(id))
}

/// Whether a part says that the value is an object of any members, and no other part forbids them.
fn is_open(objects: &[ObjectPart]) -> bool {
    let is_free = |part: &Schema| part.is_just(Type::Object) && !part.describes_object() && !part.nullable;
    let forbids = |part: &Schema| part.additional == Some(Additional::Forbidden);
    objects.iter().any(|part| is_free(&part.schema)) && !objects.iter().any(|part| forbids(&part.schema))
}

/// Whether a member names the type of a union.
fn is_tag(schema: &Schema, objects: &[ObjectPart], name: &str) -> bool {
    let all = objects.iter().map(|part| &*part.schema).chain([schema]);
    all.filter_map(|schema| schema.discriminator.as_deref()).any(|tag| tag.property == name)
}

/// The tag of a union, where it is required but not described. It is kept, but not insisted on.
fn undescribed(name: &String) -> Field {
    Field {
        wire: WireName::new(&**name),
        name: Default::default(),
        ty: TypeRef::Json,
        presence: Presence::Optional,
        access: Access::Both,
        constant: None,
        tag: None,
        deprecated: false,
        docs: "Required, but not described.".to_owned(),
        xml: Default::default(),
    }
}

/// The type of the members that are not named, if the document has a place for them.
fn rest_type(lowering: &mut Lowering<'_>, object: &Schema, site: &DefinitionSite) -> Option<TypeRef> {
    match object.additional? {
        Additional::Forbidden => None,
        Additional::Any => Some(TypeRef::Json),
        Additional::Schema(schema) => Some(lowering.typed_in(schema, site.inside(Part::Item)).into_type()),
    }
}

fn field(lowering: &mut Lowering<'_>, property: &Property, required: bool, id: TypeId) -> Field {
    let wire = WireName::new(&*property.name);
    let site = DefinitionSite::Component(id).inside(Part::Member(wire.clone()));
    let MaybeNullType { ty, nullable } = lowering.typed_in(property.schema, site);
    let presence = match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    };
    let schema = lowering.schema(property.schema);
    let xml = xml::member(lowering, &schema, &property.name);
    let docs = if schema.reference.is_some() { String::new() } else { lowering.docs(&schema) };
    let (access, constant) = (access(lowering, property.schema), constant(&schema));
    let deprecated = schema.about.deprecated;
    Field { wire, name: Default::default(), ty, presence, access, constant, tag: None, deprecated, docs, xml }
}

/// Who says a property, by its own word or by that of what it is another name for.
fn access(lowering: &Lowering<'_>, property: SchemaId) -> Access {
    let (mut read_only, mut write_only) = (false, false);
    let (mut part, mut seen) = (Some(property), BTreeSet::new());
    while let Some(schema) = part.and_then(|part| lowering.target(part)).filter(|schema| seen.insert(schema.id)) {
        read_only |= schema.about.read_only;
        write_only |= schema.about.write_only;
        part = only_part(&lowering.schemas, &schema);
    }
    match (read_only, write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The only value of a boolean or of a number with a fraction, or null; of strings and whole numbers, enums say it.
fn constant(schema: &Schema) -> Option<String> {
    match schema.values.as_slice() {
        [Value::Bool(only)] if schema.is_just(Type::Boolean) => Some(only.to_string()),
        [Value::Number(only)] if schema.is_just(Type::Number) => Some(only.to_string()),
        [only @ Value::Null] if schema.ty.is_none() => Some(only.to_string()),
        _ => None,
    }
}
