//! What each object of a description may hold, as data: repairs, references and upgrades walk by the same tables.

mod dialects;
mod near;
mod object_kind;
mod outcome;
mod rows;
mod schema;
mod shared;
pub(super) mod v2;
pub(super) mod v3;
mod walk;

pub(super) use object_kind::{ObjectKind, Section};
pub use outcome::Outcome;
pub(super) use schema::SCHEMA;
pub(super) use shared::{is_status, word};
pub(super) use walk::walk_mut;

use serde_json::{Map, Value};

use super::dialect::Dialect;

/// What is expected in one place.
#[derive(PartialEq)]
pub(super) enum ValueKind {
    /// Whatever the author likes: examples, defaults, extensions.
    Any,
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// Any number.
    Number,
    /// A number that counts something.
    NonNegativeInt,
    /// One of a few words.
    OneOfKeywords(&'static [&'static str]),
    /// An array whose items are alike.
    List(&'static ValueKind),
    /// An object whose keys are names and whose values are alike.
    Map(&'static ValueKind),
    /// An object with members of its own.
    Object(&'static Object),
    /// A schema, or since 3.1 a boolean in its place: `true` allows all, `false` nothing. Both are read in every dialect,
    /// because documents mix them.
    Schema,
    /// The first of these that has the right JSON type.
    Either(&'static [ValueKind]),
    /// The first of these is right; the others are read as well, because documents have them.
    Tolerant(&'static [ValueKind]),
    /// What a client can do without: a wrong value is read as what it clearly means, or left out with a warning.
    Lenient(&'static ValueKind),
}

/// Text for a reader.
pub(super) const TEXT: ValueKind = ValueKind::Lenient(&ValueKind::String);
/// A switch whose default does no harm.
pub(super) const FLAG: ValueKind = ValueKind::Lenient(&ValueKind::Bool);

/// Whether a key follows the pattern of an object.
type IsKey = fn(&str) -> bool;

/// The members that an object needs because of another.
type Needed = fn(&Map<String, Value>) -> &'static [&'static str];

/// A keyword of an object.
pub(in crate::document) struct Keyword {
    /// The key.
    pub(in crate::document) name: &'static str,
    /// The value that is expected.
    pub(in crate::document) value: ValueKind,
    /// The JSON types that a keyword of a schema says something about; empty if it is about any value.
    pub(in crate::document) applies_to: &'static [&'static str],
    /// What becomes of it.
    pub(in crate::document) outcome: Outcome,
    /// What an extension looks like and does; nothing for keywords of the specification.
    pub(in crate::document) example: &'static str,
}

/// An object of the specification.
pub(super) struct Object {
    /// Which one.
    pub(super) kind: ObjectKind,
    /// The keywords it knows.
    pub(super) keywords: &'static [Keyword],
    /// Members whose keys follow a pattern: paths, status codes, URL expressions.
    pub(super) rest: Option<(IsKey, ValueKind)>,
    /// Members nothing works without.
    pub(super) required: &'static [&'static str],
    /// Members that the specification demands and a generator can do without.
    pub(super) expected: &'static [&'static str],
    /// Members that are needed because of the value of another.
    pub(super) needed: Option<Needed>,
    /// Whether `{"$ref": …}` may stand in its place.
    pub(super) reference: bool,
}

/// What a node is read as.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    Object(&'static Object),
    Value(&'static ValueKind),
}

impl Expected {
    /// In words, for messages.
    pub(super) fn describe(self) -> String {
        match self {
            Expected::Object(object) => object.kind.name().to_owned(),
            Expected::Value(kind) => kind.describe(),
        }
    }
}

impl Object {
    /// The start of a table: no members, nothing required.
    const fn new(kind: ObjectKind, keywords: &'static [Keyword]) -> Self {
        Self { kind, keywords, rest: None, required: &[], expected: &[], needed: None, reference: false }
    }

    const fn required(mut self, required: &'static [&'static str]) -> Self {
        self.required = required;
        self
    }

    const fn expected(mut self, expected: &'static [&'static str]) -> Self {
        self.expected = expected;
        self
    }

    const fn needed(mut self, needed: Needed) -> Self {
        self.needed = Some(needed);
        self
    }

    const fn rest(mut self, matches: IsKey, kind: ValueKind) -> Self {
        self.rest = Some((matches, kind));
        self
    }

    const fn or_reference(mut self) -> Self {
        self.reference = true;
        self
    }

    /// Whether members beside a `$ref` count: those of a path item always, and since 3.1 those of a schema.
    pub(super) fn has_members_beside_reference(&self, dialect: Dialect) -> bool {
        self.kind == ObjectKind::PathItem || (self.kind == ObjectKind::Schema && dialect == Dialect::OpenApi31)
    }

    /// The members of a path item that are operations: the methods of the version.
    pub(super) fn methods(&'static self) -> impl Iterator<Item = &'static str> {
        let is_operation = |kind: &ValueKind| matches!(kind, ValueKind::Object(it) if it.kind == ObjectKind::Operation);
        self.keywords.iter().filter(move |keyword| is_operation(&keyword.value)).map(|keyword| keyword.name)
    }

    /// Members that are needed because of the values of others.
    pub(super) fn needed_by(&self, members: &Map<String, Value>) -> &'static [&'static str] {
        self.needed.map_or(&[], |needed| needed(members))
    }

    /// The row of a keyword.
    pub(super) fn keyword(&'static self, key: &str) -> Option<&'static Keyword> {
        self.keywords.iter().find(|keyword| keyword.name == key)
    }

    /// What the member `key` has to be; `None` for extensions and keys it does not know.
    pub(super) fn member(&'static self, key: &str) -> Option<&'static ValueKind> {
        self.keyword(key).map(|keyword| &keyword.value).or_else(|| {
            let (matches, kind) = self.rest.as_ref()?;
            matches(key).then_some(kind)
        })
    }
}

impl PartialEq for Object {
    /// A dialect has one object of each kind.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl ValueKind {
    /// Whether the JSON type is right; what is inside is another question.
    pub(super) fn fits(&self, value: &Value) -> bool {
        match self {
            ValueKind::Any => true,
            ValueKind::String | ValueKind::OneOfKeywords(_) => value.is_string(),
            ValueKind::Bool => value.is_boolean(),
            ValueKind::Number | ValueKind::NonNegativeInt => value.is_number(),
            ValueKind::List(_) => value.is_array(),
            ValueKind::Map(_) | ValueKind::Object(_) => value.is_object(),
            ValueKind::Schema => value.is_object() || value.is_boolean(),
            ValueKind::Either(kinds) | ValueKind::Tolerant(kinds) => kinds.iter().any(|kind| kind.fits(value)),
            ValueKind::Lenient(kind) => kind.fits(value),
        }
    }

    /// The one of several kinds that is meant by a value; the kind itself where there is no choice.
    pub(super) fn chosen(&'static self, value: &Value) -> Option<&'static ValueKind> {
        match self {
            ValueKind::Either(kinds) | ValueKind::Tolerant(kinds) => kinds.iter().find_map(|kind| kind.chosen(value)),
            ValueKind::Lenient(kind) => kind.chosen(value),
            kind => kind.fits(value).then_some(kind),
        }
    }

    /// Whether a client can do without such a value, and what is expected all the same.
    pub(super) fn lenient(&'static self) -> (bool, &'static ValueKind) {
        match self {
            ValueKind::Lenient(inner) => (true, inner),
            kind => (false, kind),
        }
    }

    /// Whether a value is a reference in a place for which the specification knows none: an operation, a list, a text for
    /// people. Where names are free, `$ref` may be one.
    pub(super) fn is_reference_in_place(&'static self, value: &Value) -> bool {
        if !value.get("$ref").is_some_and(Value::is_string) {
            return false;
        }
        match self.chosen(value) {
            Some(ValueKind::Any | ValueKind::Schema | ValueKind::Map(ValueKind::String | ValueKind::Any)) => false,
            Some(ValueKind::Object(object)) => !object.reference && object.member("$ref").is_none(),
            _ => self.may_be_put_in_place(),
        }
    }

    /// A word or a number is shorter than a reference to it, and much may depend on it.
    fn may_be_put_in_place(&self) -> bool {
        match self {
            ValueKind::List(_) | ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Lenient(ValueKind::String) => {
                true
            }
            ValueKind::Lenient(kind) => kind.may_be_put_in_place(),
            ValueKind::Either(kinds) | ValueKind::Tolerant(kinds) => kinds.iter().any(ValueKind::may_be_put_in_place),
            _ => false,
        }
    }

    /// What its items, its values or itself may be.
    pub(super) fn parts(&'static self) -> &'static [ValueKind] {
        match self {
            ValueKind::List(inner) | ValueKind::Map(inner) | ValueKind::Lenient(inner) => std::slice::from_ref(inner),
            ValueKind::Either(kinds) | ValueKind::Tolerant(kinds) => kinds,
            _ => &[],
        }
    }

    /// Whether nothing is missing in `{}`.
    pub(super) fn may_be_empty_object(&self) -> bool {
        match self {
            ValueKind::Lenient(kind) => kind.may_be_empty_object(),
            ValueKind::Map(_) => true,
            ValueKind::Object(object) => object.required.is_empty() && object.needed.is_none(),
            _ => false,
        }
    }

    /// In words, for messages.
    pub(super) fn describe(&self) -> String {
        match self {
            ValueKind::Any => "anything".to_owned(),
            ValueKind::String => "a string".to_owned(),
            ValueKind::Bool => "true or false".to_owned(),
            ValueKind::Number => "a number".to_owned(),
            ValueKind::NonNegativeInt => "a non-negative integer".to_owned(),
            ValueKind::OneOfKeywords(_) => "one of a few words".to_owned(),
            ValueKind::List(_) => "an array".to_owned(),
            ValueKind::Map(_) => "an object".to_owned(),
            ValueKind::Object(object) => object.kind.name().to_owned(),
            ValueKind::Schema => ObjectKind::Schema.name().to_owned(),
            ValueKind::Lenient(kind) => kind.describe(),
            ValueKind::Tolerant(kinds) => kinds.first().map(ValueKind::describe).unwrap_or_default(),
            ValueKind::Either(kinds) => kinds.iter().map(ValueKind::describe).collect::<Vec<_>>().join(" or "),
        }
    }
}
