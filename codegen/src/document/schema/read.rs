//! JSON tree → arena: takes every schema out of a document and reads it.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Additional, Discriminator, Limits, Schema, SchemaId, Schemas, Type, Xml};
use crate::{
    diagnostics::{Pointer, Way},
    document::{
        keywords,
        tables::{Kind, v3},
    },
};

/// The vendor extension that marks a secret whatever its format.
const SENSITIVE: &str = "x-sensitive";

/// Extensions with a name for each value, in the order of the values.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", keywords::ENUM_NAMES];

/// Reads all schemas of a document. In the place of each stays a reference that holds its id.
pub(in crate::document) fn take_out(tree: &mut Value) -> Schemas {
    let components = match tree.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(components)) => components,
        _ => Map::new(),
    };
    let mut reader = Reader { schemas: Schemas::with_components(components.keys()) };
    let at = Pointer::root().at(["components", "schemas"]);
    for (name, value) in components {
        let schema = reader.schema(value, at.child(&name));
        if let Some(id) = reader.schemas.components().get(&name) {
            reader.schemas.fill(*id, schema);
        }
    }
    if let Some(Value::Object(components)) = tree.get_mut("components") {
        components.shift_remove("schemas");
    }
    each_outermost(tree, &v3::DOCUMENT, &Way::Root, &mut |value, way| {
        let id = reader.read(value.take(), way.pointer());
        *value = json!({ "$ref": id.slot() });
    });
    reader.schemas
}

/// Visits each schema that is not inside of another.
fn each_outermost(value: &mut Value, kind: &'static Kind, way: &Way<'_>, visit: &mut dyn FnMut(&mut Value, &Way<'_>)) {
    match (kind.chosen(value), value) {
        (Some(Kind::List(inner)), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                each_outermost(item, inner, &Way::Index(way, index), visit);
            }
        }
        (Some(Kind::Map(inner)), Value::Object(members)) => {
            for (key, member) in members {
                each_outermost(member, inner, &Way::Key(way, key), visit);
            }
        }
        (Some(Kind::Object(object)), Value::Object(members)) => {
            for (key, member) in members {
                if let Some(kind) = object.member(key) {
                    each_outermost(member, kind, &Way::Key(way, key), visit);
                }
            }
        }
        (Some(Kind::Schema), value) => visit(value, way),
        _ => {}
    }
}

struct Reader {
    schemas: Schemas,
}

impl Reader {
    fn read(&mut self, value: Value, at: Pointer) -> SchemaId {
        let schema = self.schema(value, at);
        self.schemas.add(schema)
    }

    fn schema(&mut self, value: Value, at: Pointer) -> Schema {
        let mut schema = Schema { at, ..Schema::default() };
        let Value::Object(mut members) = value else { return schema };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            schema.reference = self.component(reference);
            return schema;
        }
        if let Some(Value::Object(places)) = members.shift_remove(keywords::CONDITIONAL) {
            for (place, properties) in places {
                let at = Pointer::from_escaped(format!("{}/{place}", schema.at));
                let properties = self.named(properties, &at);
                schema.conditional.push(properties);
            }
        }
        schema.limits = limits(&mut members);
        schema.value_names = value_names(&members);
        for (key, value) in members {
            self.keyword(&mut schema, &key, value);
        }
        if schema.ty.is_none() && schema.items.is_some() {
            schema.ty = Some(Type::Array);
        }
        self.inherit_type(&schema);
        schema
    }

    /// Alternatives of a scalar or array have its type, where they say none.
    fn inherit_type(&mut self, schema: &Schema) {
        if matches!(schema.ty, None | Some(Type::Object | Type::File | Type::Unknown)) {
            return;
        }
        for id in schema.one_of.iter().chain(&schema.any_of) {
            let part = &self.schemas[*id];
            if part.reference.is_none()
                && part.ty.is_none()
                && part.only_alternatives().is_none()
                && !is_only_all_of(part)
            {
                let part = Schema { ty: schema.ty, ..part.clone() };
                self.schemas.fill(*id, part);
            }
        }
    }

    fn keyword(&mut self, schema: &mut Schema, key: &str, value: Value) {
        let at = |schema: &Schema| schema.at.child(key);
        let about = &mut schema.about;
        match key {
            "type" => schema.ty = value.as_str().map(type_of),
            "format" => schema.format = text(value),
            "nullable" => schema.nullable = value == Value::Bool(true),
            "enum" => schema.values = list(value),
            "allOf" => schema.all_of = self.all(value, &at(schema)),
            "oneOf" => schema.one_of = self.all(value, &at(schema)),
            "anyOf" => schema.any_of = self.all(value, &at(schema)),
            "not" => schema.not = true,
            "properties" => schema.properties = self.named(value, &at(schema)),
            "required" => schema.required = list(value).into_iter().filter_map(text).collect(),
            "additionalProperties" => schema.additional = Some(self.additional(value, at(schema))),
            "items" => schema.items = Some(self.read(value, at(schema))),
            keywords::PREFIX_ITEMS => schema.prefix_items = self.all(value, &schema.at.child("prefixItems")),
            "discriminator" => schema.discriminator = self.discriminator(value, at(schema)).map(Box::new),
            "title" => about.title = text(value),
            "description" => about.description = text(value),
            "default" => about.default = Some(value),
            "readOnly" => about.read_only = value == Value::Bool(true),
            "writeOnly" => about.write_only = value == Value::Bool(true),
            SENSITIVE => about.sensitive = value == Value::Bool(true),
            keywords::CONTENT_ENCODING => about.content_encoding = text(value),
            keywords::CONTENT_MEDIA_TYPE => about.content_media_type = text(value),
            keywords::XML => about.xml = Some(Box::new(xml(&value))),
            _ => {}
        }
    }

    fn all(&mut self, value: Value, at: &Pointer) -> Vec<SchemaId> {
        list(value).into_iter().enumerate().map(|(index, part)| self.read(part, at.index(index))).collect()
    }

    fn named(&mut self, value: Value, at: &Pointer) -> IndexMap<String, SchemaId> {
        let Value::Object(members) = value else { return IndexMap::new() };
        members
            .into_iter()
            .map(|(name, schema)| {
                let id = self.read(schema, at.child(&name));
                (name, id)
            })
            .collect()
    }

    fn additional(&mut self, value: Value, at: Pointer) -> Additional {
        match value {
            Value::Bool(false) => Additional::Forbidden,
            Value::Bool(true) => Additional::Any,
            value => {
                let schema = self.schema(value, at);
                if schema.not && schema.allows_anything() && schema.required.is_empty() {
                    return Additional::Forbidden;
                }
                Additional::Schema(self.schemas.add(schema))
            }
        }
    }

    fn discriminator(&self, value: Value, at: Pointer) -> Option<Discriminator> {
        let property = value.get("propertyName")?.as_str()?.to_owned();
        let mapping = value.get("mapping").and_then(Value::as_object);
        let mapping = mapping.into_iter().flatten().filter_map(|(key, target)| {
            let target = target.as_str()?;
            let component = self.component(target).or_else(|| self.schemas.components().get(target).copied());
            Some((key.clone(), (target.to_owned(), component)))
        });
        Some(Discriminator { at, property, mapping: mapping.collect() })
    }

    /// The component that `#/components/schemas/<name>` leads to.
    fn component(&self, reference: &str) -> Option<SchemaId> {
        let name = reference.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))?;
        self.schemas
            .components()
            .get(&*super::super::files::percent_decoded(name).replace("~1", "/").replace("~0", "~"))
            .copied()
    }
}

/// Whether a schema is made of parts and says nothing beside them.
fn is_only_all_of(schema: &Schema) -> bool {
    let plain = Schema { all_of: Vec::new(), ..schema.clone() };
    !schema.all_of.is_empty() && plain.is_free()
}

fn type_of(name: &str) -> Type {
    match name {
        "string" => Type::String,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        "array" => Type::Array,
        "object" => Type::Object,
        "file" => Type::File,
        _ => Type::Unknown,
    }
}

fn limits(members: &mut Map<String, Value>) -> Option<Box<Limits>> {
    let count = |key: &str| members.get(key).and_then(Value::as_u64);
    let number = |key: &str| members.get(key).and_then(Value::as_number).cloned();
    let flag = |key: &str| members.get(key) == Some(&Value::Bool(true));
    let limits = Limits {
        length: (count("minLength"), count("maxLength")),
        pattern: members.get("pattern").and_then(Value::as_str).map(str::to_owned),
        minimum: number("minimum"),
        maximum: number("maximum"),
        above: flag("exclusiveMinimum"),
        below: flag("exclusiveMaximum"),
        multiple_of: members.get("multipleOf").and_then(Value::as_f64),
        items: (count("minItems"), count("maxItems")),
        unique: flag("uniqueItems"),
        members: (count("minProperties"), count("maxProperties")),
    };
    (limits != Limits::default()).then(|| Box::new(limits))
}

fn value_names(members: &Map<String, Value>) -> Vec<Option<String>> {
    let names = NAMES.iter().find_map(|key| members.get(*key)?.as_array());
    names.into_iter().flatten().map(|name| name.as_str().map(str::to_owned)).collect()
}

fn xml(value: &Value) -> Xml {
    let flag = |key: &str| value.get(key) == Some(&Value::Bool(true));
    Xml {
        name: value.get("name").and_then(Value::as_str).map(str::to_owned),
        namespace: value.get("namespace").is_some(),
        attribute: flag("attribute"),
        wrapped: flag("wrapped"),
    }
}

fn text(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

fn list(value: Value) -> Vec<Value> {
    if let Value::Array(list) = value { list } else { Vec::new() }
}
