//! What each object of a description may hold, as data: the validator and the normalisers walk by the same tables.

mod schema;
mod shared;
pub(super) mod v2;
pub(super) mod v3;
mod walk;

pub(super) use schema::SCHEMA;
pub(super) use shared::{is_status, word};
pub(super) use walk::{child_kind, walk_mut};

use serde_json::{Map, Value};

/// What is expected in one place.
pub(super) enum Kind {
    /// Whatever the author likes: examples, defaults, extensions.
    Any,
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// Any number.
    Number,
    /// A number that counts something.
    Count,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// An array whose items are alike.
    List(&'static Kind),
    /// An object whose keys are names and whose values are alike.
    Map(&'static Kind),
    /// An object with members of its own.
    Object(&'static Object),
    /// A schema, or since 3.1 a boolean in its place: `true` allows all, `false` nothing. Both are read in every dialect,
    /// because documents mix them.
    Schema,
    /// The first of these that has the right JSON type.
    Either(&'static [Kind]),
    /// The first of these is right; the others are read as well, because documents have them.
    Tolerant(&'static [Kind]),
    /// What a client can do without: a wrong value is read as what it clearly means, or left out with a warning.
    Minor(&'static Kind),
}

/// Text for a reader.
pub(super) const TEXT: Kind = Kind::Minor(&Kind::String);
/// A switch whose default does no harm.
pub(super) const FLAG: Kind = Kind::Minor(&Kind::Bool);

/// Whether a key follows the pattern of an object.
type IsKey = fn(&str) -> bool;

/// The members that an object needs because of another.
type Needed = fn(&Map<String, Value>) -> &'static [&'static str];

/// An object of the specification.
pub(super) struct Object {
    /// With an article, as it stands in messages: "a schema".
    pub(super) name: &'static str,
    /// The members it knows.
    pub(super) members: &'static [(&'static str, Kind)],
    /// Members whose keys follow a pattern: paths, status codes, URL expressions.
    pub(super) rest: Option<(IsKey, Kind)>,
    /// Members nothing works without.
    pub(super) required: &'static [&'static str],
    /// Members that the specification demands and a generator can do without.
    pub(super) expected: &'static [&'static str],
    /// Members that are needed because of the value of another.
    pub(super) needed: Option<Needed>,
    /// Whether `{"$ref": …}` may stand in its place.
    pub(super) reference: bool,
}

impl Object {
    /// The start of a table: no members, nothing required.
    const fn new(name: &'static str, members: &'static [(&'static str, Kind)]) -> Self {
        Self { name, members, rest: None, required: &[], expected: &[], needed: None, reference: false }
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

    const fn rest(mut self, matches: IsKey, kind: Kind) -> Self {
        self.rest = Some((matches, kind));
        self
    }

    const fn or_reference(mut self) -> Self {
        self.reference = true;
        self
    }

    /// Whether it has members of its own beside a `$ref`, in all dialects.
    pub(super) fn may_stand_beside_reference(&'static self) -> bool {
        *self == v3::PATH_ITEM || *self == v2::PATH_ITEM
    }

    /// Members that are needed because of the values of others.
    pub(super) fn needed_by(&self, members: &Map<String, Value>) -> &'static [&'static str] {
        self.needed.map_or(&[], |needed| needed(members))
    }

    /// Whether nothing works without the member `key`.
    pub(super) fn needs(&self, key: &str, members: &Map<String, Value>) -> bool {
        self.required.contains(&key) || self.needed_by(members).contains(&key)
    }

    /// Whether its members are paths.
    pub(super) fn has_paths(&'static self) -> bool {
        self.name == "the paths"
    }

    /// What the member `key` has to be; `None` for extensions and keys it does not know.
    pub(super) fn member(&'static self, key: &str) -> Option<&'static Kind> {
        self.members.iter().find(|(name, _)| *name == key).map(|(_, kind)| kind).or_else(|| {
            let (matches, kind) = self.rest.as_ref()?;
            matches(key).then_some(kind)
        })
    }
}

impl PartialEq for Object {
    /// Tables are statics: the same object is the same table.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Kind {
    /// Whether the JSON type is right; what is inside is another question.
    pub(super) fn fits(&self, value: &Value) -> bool {
        match self {
            Kind::Any => true,
            Kind::String | Kind::Word(_) => value.is_string(),
            Kind::Bool => value.is_boolean(),
            Kind::Number | Kind::Count => value.is_number(),
            Kind::List(_) => value.is_array(),
            Kind::Map(_) | Kind::Object(_) => value.is_object(),
            Kind::Schema => value.is_object() || value.is_boolean(),
            Kind::Either(kinds) | Kind::Tolerant(kinds) => kinds.iter().any(|kind| kind.fits(value)),
            Kind::Minor(kind) => kind.fits(value),
        }
    }

    /// The one of several kinds that is meant by a value; the kind itself where there is no choice.
    pub(super) fn chosen(&'static self, value: &Value) -> Option<&'static Kind> {
        match self {
            Kind::Either(kinds) | Kind::Tolerant(kinds) => kinds.iter().find_map(|kind| kind.chosen(value)),
            Kind::Minor(kind) => kind.chosen(value),
            kind => kind.fits(value).then_some(kind),
        }
    }

    /// What a list is of; `None` for all that is no list.
    pub(super) fn item(&self) -> Option<&'static Kind> {
        match self {
            Kind::Minor(kind) => kind.item(),
            Kind::List(item) => Some(item),
            _ => None,
        }
    }

    /// In words, for messages.
    pub(super) fn describe(&self) -> String {
        match self {
            Kind::Any => "anything".to_owned(),
            Kind::String => "a string".to_owned(),
            Kind::Bool => "true or false".to_owned(),
            Kind::Number => "a number".to_owned(),
            Kind::Count => "a non-negative integer".to_owned(),
            Kind::Word(_) => "one of a few words".to_owned(),
            Kind::List(_) => "an array".to_owned(),
            Kind::Map(_) => "an object".to_owned(),
            Kind::Object(object) => object.name.to_owned(),
            Kind::Schema => SCHEMA.name.to_owned(),
            Kind::Minor(kind) => kind.describe(),
            Kind::Tolerant(kinds) => kinds.first().map(Kind::describe).unwrap_or_default(),
            Kind::Either(kinds) => kinds.iter().map(Kind::describe).collect::<Vec<_>>().join(" or "),
        }
    }
}
