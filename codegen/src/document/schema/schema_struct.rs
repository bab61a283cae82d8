//! What a schema says, as plain data, and the questions that its own keywords answer.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::schema_id::SchemaId;
use crate::diagnostics::Pointer;

/// A schema, in the same words whatever dialect it was written in. Several types are alternatives, and null is a flag.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    /// Where it is written.
    pub(crate) at: Pointer,
    /// Its index in the arena.
    pub(crate) id: SchemaId,
    /// The component that it refers to; then it says nothing else.
    pub(crate) reference: Option<SchemaId>,
    /// Its only type beside null.
    pub(crate) ty: Option<Type>,
    /// Whether it says that a value may be null.
    pub(crate) nullable: bool,
    /// `format`, whatever the type.
    pub(crate) format: Option<String>,
    /// `enum`.
    pub(crate) values: Vec<Value>,
    /// What the values are called, in their order, if the document has names for them.
    pub(crate) value_names: Vec<Option<String>>,
    /// What the values are said to be, in their order, if the document says it of each.
    pub(crate) value_docs: Vec<Option<String>>,
    /// `allOf`.
    pub(crate) all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub(crate) one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub(crate) any_of: Vec<SchemaId>,
    /// Whether it has a `not`, and nothing else says what a value is.
    pub(crate) not: bool,
    /// What tells the alternatives apart, or those that extend it.
    pub(crate) discriminator: Option<Box<Discriminator>>,
    /// `properties`.
    pub(crate) properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub(crate) required: Vec<String>,
    /// What the members without a name of their own may be.
    pub(crate) additional: Option<Additional>,
    /// The members that are there under conditions: of `if`, `then`, `else` and `dependentSchemas`.
    pub(crate) conditional: Vec<IndexMap<String, SchemaId>>,
    /// `items`, where the items are alike.
    pub(crate) items: Option<SchemaId>,
    /// The first items of a tuple.
    pub(crate) prefix_items: Vec<SchemaId>,
    /// What bounds the values beside their type.
    pub(crate) limits: Option<Box<Limits>>,
    /// What describes the schema and not its values.
    pub(crate) about: About,
}

/// A type of JSON Schema, without null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
    /// `array`, or a schema with `items` and no type.
    Array,
    /// `object`
    Object,
    /// `file` of Swagger 2.0 in a document of another version.
    File,
    /// A word that no version knows.
    Unknown,
}

/// Members without a name of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Additional {
    /// There are none.
    Forbidden,
    /// They may be anything.
    Any,
    /// They are alike.
    Schema(SchemaId),
}

/// The member whose value names a schema.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    /// Where it is written.
    pub(crate) at: Pointer,
    /// The member's key.
    pub(crate) property: String,
    /// Value → what it names, as it is written and, if there is such a component, as that.
    pub(crate) mapping: IndexMap<String, (String, Option<SchemaId>)>,
    /// What a value without a tag, or with an unknown one, is: as it is written, and the component.
    pub(crate) default: Option<(String, Option<SchemaId>)>,
}

impl PartialEq for Discriminator {
    fn eq(&self, other: &Self) -> bool {
        (&self.property, &self.mapping, &self.default) == (&other.property, &other.mapping, &other.default)
    }
}

/// Bounds of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    /// Characters of a string, at least and at most.
    pub(crate) length: (Option<u64>, Option<u64>),
    /// `pattern`
    pub(crate) pattern: Option<String>,
    /// The least number.
    pub(crate) minimum: Option<Number>,
    /// The greatest number.
    pub(crate) maximum: Option<Number>,
    /// Whether the least number is itself too small.
    pub(crate) above: bool,
    /// Whether the greatest number is itself too great.
    pub(crate) below: bool,
    /// `multipleOf`
    pub(crate) multiple_of: Option<f64>,
    /// Items of an array, at least and at most.
    pub(crate) items: (Option<u64>, Option<u64>),
    /// `uniqueItems`
    pub(crate) unique: bool,
    /// Members of an object, at least and at most.
    pub(crate) members: (Option<u64>, Option<u64>),
}

/// What describes a schema and not its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct About {
    /// `title`
    pub(crate) title: Option<String>,
    /// `description`
    pub(crate) description: Option<String>,
    /// `default`
    pub(crate) default: Option<Value>,
    /// `readOnly`
    pub(crate) read_only: bool,
    /// `writeOnly`
    pub(crate) write_only: bool,
    /// `x-sensitive`
    pub(crate) sensitive: bool,
    /// `deprecated`
    pub(crate) deprecated: bool,
    /// `contentEncoding`, unless `format` says it.
    pub(crate) content_encoding: Option<String>,
    /// `contentMediaType`, unless `format` says it.
    pub(crate) content_media_type: Option<String>,
    /// `xml`
    pub(crate) xml: Option<Box<Xml>>,
}

/// The XML Object (OAS 3.0.4 §4.8.26).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Xml {
    /// Another name for the element or attribute.
    pub(crate) name: Option<String>,
    /// Whether it has a namespace, or a prefix for one.
    pub(crate) namespace: bool,
    /// Whether it is text without an element of its own.
    pub(crate) is_text: bool,
    /// Whether it is an attribute.
    pub(crate) attribute: bool,
    /// Whether an array has an element around its items.
    pub(crate) wrapped: bool,
}

impl Limits {
    /// Nothing, if nothing is bounded.
    pub(super) fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Schema {
    /// Whether it has alternatives.
    pub(crate) fn is_union(&self) -> bool {
        !self.one_of.is_empty() || !self.any_of.is_empty()
    }

    /// Its alternatives, whatever is beside them.
    pub(crate) fn alternatives(&self) -> impl Iterator<Item = SchemaId> {
        self.one_of.iter().chain(&self.any_of).copied()
    }

    /// Whether it is made of other schemas.
    pub(crate) fn is_composed(&self) -> bool {
        !self.all_of.is_empty() || self.is_union()
    }

    /// Whether it has a keyword of objects.
    pub(crate) fn describes_object(&self) -> bool {
        !self.properties.is_empty() || !self.required.is_empty() || self.additional.is_some()
    }

    /// Whether it says nothing of what a value is, but perhaps which members it has and what it is not.
    pub(crate) fn allows_anything(&self) -> bool {
        self.reference.is_none()
            && self.ty.is_none()
            && self.format.is_none()
            && self.values.is_empty()
            && !self.is_composed()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.limits.is_none()
    }

    /// Whether it says nothing at all.
    pub(crate) fn is_free(&self) -> bool {
        self.allows_anything() && self.required.is_empty() && !self.not
    }

    /// Whether it is of one type, and made of nothing else.
    pub(crate) fn is_just(&self, ty: Type) -> bool {
        self.ty == Some(ty) && !self.is_composed()
    }

    /// Whether no value fits it: the way to write `false` as a schema.
    pub(crate) fn forbids_all(&self) -> bool {
        self.not && self.allows_anything() && self.required.is_empty()
    }

    /// Whether it is made of parts or of alternatives, and says nothing beside them.
    pub(crate) fn is_only_composed(&self) -> bool {
        let beside = self.describes_object() || !self.values.is_empty() || self.not || self.limits.is_some();
        let is_plain = !beside && self.ty.is_none() && self.format.is_none();
        let kinds = [&self.all_of, &self.one_of, &self.any_of];
        is_plain && kinds.iter().filter(|parts| !parts.is_empty()).count() == 1
    }

    /// Its alternatives, if there is nothing beside them.
    pub(crate) fn only_alternatives(&self) -> Option<&[SchemaId]> {
        let parts = if self.one_of.is_empty() { &self.any_of } else { &self.one_of };
        (self.is_only_composed() && self.all_of.is_empty()).then_some(parts)
    }

    /// The values, if all are strings or null and there is a string among them.
    pub(crate) fn strings(&self) -> Option<impl Iterator<Item = &str>> {
        let is_list = self.is_just(Type::String) && self.values.iter().any(Value::is_string);
        let is_list = is_list && self.values.iter().all(|value| value.is_string() || value.is_null());
        is_list.then(|| self.values.iter().filter_map(Value::as_str))
    }

    /// The values, if all are whole numbers or null and there is a number among them.
    pub(crate) fn integers(&self) -> Option<impl Iterator<Item = i64>> {
        let is_list = self.is_just(Type::Integer) && self.values.iter().any(Value::is_i64);
        let is_list = is_list && self.values.iter().all(|value| value.is_i64() || value.is_null());
        is_list.then(|| self.values.iter().filter_map(Value::as_i64))
    }
}
