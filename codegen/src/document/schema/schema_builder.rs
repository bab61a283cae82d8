//! Builds one schema: reconciles the keywords that say the same in several ways.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::arena::Schemas;
use super::conditions::Conditions;
use super::schema_id::SchemaId;
use super::schema_struct::{Additional, Limits, Schema, Type, Xml};
use super::type_lists::{self, type_of};
use super::{infer_type, null_branch};
use crate::diagnostics::Pointer;

/// The vendor extension that marks a secret whatever its format.
const SENSITIVE: &str = "x-sensitive";

/// Vendor extensions that say in other words that an object has members beyond those that are named.
const OPEN: [&str; 2] = ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"];

/// Vendor extensions with a name for each value, the first counts.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// Vendor extensions with a description for each value.
const DOCS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// Patterns that each name matches.
const ALL_NAMES: &[&str] = &["", ".", ".*", ".+", "^.*", "^.+", "^.*$", "^.+$"];

/// A schema, and what is still to be said of it in its words.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) schema: Schema,
    /// Whether null is one of its types.
    is_null_type: bool,
    limits: Limits,
    /// The bounds that are given as numbers of their own since 3.1.
    exclusive: (Option<Number>, Option<Number>),
    /// Whether its only value is a `const`.
    is_constant: bool,
    /// `items` as a list.
    pub(super) older_tuple: Vec<SchemaId>,
    /// What may follow the items of such a list.
    pub(super) additional_items: Option<SchemaId>,
    /// What the items may be that nothing else describes.
    pub(super) unevaluated_items: Option<SchemaId>,
    pub(super) patterns: IndexMap<String, SchemaId>,
    pub(super) unevaluated: Option<Additional>,
    pub(super) conditions: Conditions,
    is_open: bool,
    /// The rank of the extension that the names of the values are from.
    names: Option<usize>,
}

impl Draft {
    /// A schema that says nothing yet.
    pub(super) fn new(at: Pointer) -> Self {
        Self { schema: Schema { at, ..Schema::default() }, ..Self::default() }
    }

    /// Reads a keyword that has no schema in it; those that say nothing to a client are passed over.
    pub(super) fn keyword(&mut self, key: &str, value: Value) {
        let (schema, limits) = (&mut self.schema, &mut self.limits);
        let is_set = value == Value::Bool(true);
        match key {
            "type" if value.is_array() => {
                list(value).iter().filter_map(Value::as_str).for_each(|name| self.add_type(name))
            }
            "type" => value.as_str().into_iter().for_each(|name| self.add_type(name)),
            "format" => schema.format = text(value),
            "nullable" | "x-nullable" => schema.nullable = is_set,
            "enum" if !self.is_constant => schema.values = list(value),
            "const" => (schema.values, self.is_constant) = (vec![value], true),
            "minLength" => limits.length.0 = count(&value),
            "maxLength" => limits.length.1 = count(&value),
            "pattern" => limits.pattern = text(value),
            "minimum" => limits.minimum = value.as_number().cloned(),
            "maximum" => limits.maximum = value.as_number().cloned(),
            "exclusiveMinimum" if value.is_boolean() => limits.above = is_set,
            "exclusiveMaximum" if value.is_boolean() => limits.below = is_set,
            "exclusiveMinimum" => self.exclusive.0 = value.as_number().cloned(),
            "exclusiveMaximum" => self.exclusive.1 = value.as_number().cloned(),
            "multipleOf" => limits.multiple_of = value.as_f64(),
            "minItems" => limits.items.0 = count(&value),
            "maxItems" => limits.items.1 = count(&value),
            "uniqueItems" => limits.unique = is_set,
            "minProperties" => limits.members.0 = count(&value),
            "maxProperties" => limits.members.1 = count(&value),
            key => self.annotation(key, value),
        }
    }

    /// Sets the type, or that a value may be null.
    pub(super) fn add_type(&mut self, name: &str) {
        match name {
            "null" => self.is_null_type = true,
            name => self.schema.ty = Some(type_of(name)),
        }
    }

    fn annotation(&mut self, key: &str, value: Value) {
        let about = &mut self.schema.about;
        let is_set = value == Value::Bool(true);
        match key {
            "title" => about.title = text(value),
            "description" => about.description = text(value),
            "default" => about.default = Some(value),
            "readOnly" => about.read_only = is_set,
            "writeOnly" => about.write_only = is_set,
            SENSITIVE => about.sensitive = is_set,
            "deprecated" => about.deprecated = is_set,
            "contentEncoding" => about.content_encoding = text(value),
            "contentMediaType" => about.content_media_type = text(value),
            "xml" => about.xml = Some(Box::new(xml(&value))),
            key if OPEN.contains(&key) => self.is_open |= is_set,
            key if DOCS.contains(&key) => self.schema.value_docs = described(value, &self.schema.values),
            key => {
                let rank = NAMES.iter().position(|name| *name == key).filter(|_| value.is_array());
                if rank.is_some() && (self.names.is_none() || rank < self.names) {
                    self.names = rank;
                    self.schema.value_names = list(value).into_iter().map(text).collect();
                }
            }
        }
    }

    /// The schema in the words that all dialects share.
    pub(super) fn settled(mut self, schemas: &mut Schemas) -> Schema {
        self.exclude();
        self.bounds();
        self.content();
        self.tuple(schemas);
        self.additional(schemas);
        if self.schema.additional == Some(Additional::Forbidden) {
            self.conditions.is_closed = true;
        }
        self.schema.conditional = self.conditions.members(schemas).into_iter().collect();
        let mut schema = self.schema;
        schema.limits = self.limits.boxed();
        if self.is_null_type {
            schema.nullable = true;
            if schema.ty.is_none() {
                schema.values = vec![Value::Null];
            }
        } else if schema.ty.is_none() {
            infer_type::infer_type(&mut schema);
        }
        null_branch::settle(&mut schema, schemas);
        let says_nothing = |parts: &[SchemaId]| parts.iter().all(|part| schemas[*part].is_free());
        if says_nothing(&schema.one_of) {
            schema.one_of.clear();
        }
        if says_nothing(&schema.any_of) {
            schema.any_of.clear();
        }
        infer_type::join(&mut schema, schemas);
        if schema.ty.is_none() && schema.items.is_some() {
            match alternatives_are_no_arrays(&schema, schemas) {
                true => schema.items = None,
                false => schema.ty = Some(Type::Array),
            }
        }
        type_lists::inherit(&schema, schemas);
        schema
    }

    /// What a value is not says nothing about its shape, where something else does. Like all conditions it is the server's to
    /// enforce.
    fn exclude(&mut self) {
        let schema = &self.schema;
        let has_items = schema.items.is_some() || !self.older_tuple.is_empty();
        let has_members = !schema.properties.is_empty() || schema.additional.is_some();
        let has_shape = schema.ty.is_some() || self.is_null_type || !schema.values.is_empty() || schema.is_composed();
        if has_items || has_members || has_shape {
            self.schema.not = false;
        }
    }

    /// `exclusiveMinimum: 5` as a minimum of 5 that is itself too small.
    fn bounds(&mut self) {
        let (limits, number) = (&mut self.limits, |number: &Number| number.as_f64().unwrap_or_default());
        if let Some(bound) = self.exclusive.0.take() {
            limits.above = limits.minimum.as_ref().is_none_or(|other| number(other) <= number(&bound));
            limits.minimum = limits.minimum.take().filter(|_| !limits.above).or(Some(bound));
        }
        if let Some(bound) = self.exclusive.1.take() {
            limits.below = limits.maximum.as_ref().is_none_or(|other| number(other) >= number(&bound));
            limits.maximum = limits.maximum.take().filter(|_| !limits.below).or(Some(bound));
        }
    }

    /// `contentEncoding` and `contentMediaType` as the formats that say the same.
    fn content(&mut self) {
        let Schema { format, about, .. } = &mut self.schema;
        let is_octets = about.content_media_type.as_deref() == Some("application/octet-stream");
        match about.content_encoding.as_deref() {
            _ if format.is_some() => {}
            Some("base64") => (*format, about.content_encoding) = (Some("byte".to_owned()), None),
            None if is_octets => (*format, about.content_media_type) = (Some("binary".to_owned()), None),
            _ => {}
        }
    }

    /// A tuple is also a list of whatever its places hold, and of what may follow: anything, unless `items` or the greatest
    /// number of items says otherwise.
    fn tuple(&mut self, schemas: &mut Schemas) {
        let schema = &mut self.schema;
        if schema.prefix_items.is_empty() {
            schema.prefix_items = std::mem::take(&mut self.older_tuple);
            schema.items = schema.items.or(self.additional_items.filter(|_| !schema.prefix_items.is_empty()));
        }
        if !schema.is_composed() {
            schema.items = schema.items.or(self.unevaluated_items);
        }
        let Some(first) = schema.prefix_items.first() else { return };
        let at = schemas[*first].at.parent().unwrap_or_default();
        let count = schema.prefix_items.len() as u64;
        let most = &mut self.limits.items.1;
        if schema.items.is_some_and(|items| schemas[items].forbids_all()) {
            *most = Some(most.map_or(count, |most| most.min(count)));
        }
        let following = match schema.items {
            _ if most.is_some_and(|most| most <= count) => None,
            None => Some(schemas.add(Schema { at: schema.at.clone(), ..Schema::default() })),
            items => items,
        };
        let all: Vec<SchemaId> = schema.prefix_items.iter().copied().chain(following).collect();
        schema.items = Some(schemas.any_of(at, all));
    }

    /// The members that are not named. Nobody compares names with patterns when a value is read, so what a name that
    /// matches no pattern may have is among them.
    fn additional(&mut self, schemas: &mut Schemas) {
        let schema = &mut self.schema;
        if self.is_open && !schema.properties.is_empty() {
            schema.additional = schema.additional.or(Some(Additional::Any));
        }
        schema.additional = schema.additional.or(self.unevaluated);
        let is_all = self.patterns.keys().any(|pattern| ALL_NAMES.contains(&pattern.as_str()));
        if self.patterns.is_empty() {
            return;
        }
        let at = schema.at.child("patternProperties");
        let others = match schema.additional {
            Some(Additional::Forbidden) => None,
            Some(Additional::Schema(others)) => Some(others),
            None if is_all => None,
            None | Some(Additional::Any) => {
                Some(schemas.add(Schema { at: schema.at.child("additionalProperties"), ..Schema::default() }))
            }
        };
        let all: Vec<SchemaId> = self.patterns.values().copied().chain(others).collect();
        schema.additional = Some(Additional::Schema(schemas.any_of(at, all)));
    }
}

/// Whether all alternatives are of other types than arrays, so that what is said of items is said of nothing.
fn alternatives_are_no_arrays(schema: &Schema, schemas: &Schemas) -> bool {
    let is_no_array =
        |branch: SchemaId| schemas[branch].ty.is_some_and(|ty| !matches!(ty, Type::Array | Type::Unknown));
    schema.is_union() && schema.alternatives().all(is_no_array)
}

/// A number that counts something; one beyond all memory bounds nothing.
fn count(value: &Value) -> Option<u64> {
    let whole = || value.as_f64().filter(|it| it.fract() == 0.0 && (0.0..1e15).contains(it)).map(|it| it as u64);
    value.as_u64().or_else(whole)
}

fn xml(value: &Value) -> Xml {
    let flag = |key: &str| value.get(key) == Some(&Value::Bool(true));
    let is_node = |word: &str| value.get("nodeType").is_some_and(|node| node == word);
    Xml {
        name: value.get("name").and_then(Value::as_str).map(str::to_owned),
        namespace: ["namespace", "prefix"].iter().any(|key| value.get(key).is_some()),
        is_text: ["text", "cdata"].iter().any(|word| is_node(word)),
        attribute: flag("attribute") || is_node("attribute"),
        // Of other values than arrays nobody asks.
        wrapped: flag("wrapped") || is_node("element"),
    }
}

/// A description for each value: a list in their order, or an object with the values as its keys.
fn described(value: Value, values: &[Value]) -> Vec<Option<String>> {
    match value {
        Value::Object(mut by_value) => {
            let key = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            values.iter().map(|value| by_value.shift_remove(&key(value)).and_then(text)).collect()
        }
        value => list(value).into_iter().map(text).collect(),
    }
}

fn text(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

/// The items of an array.
pub(super) fn list(value: Value) -> Vec<Value> {
    if let Value::Array(list) = value { list } else { Vec::new() }
}
