//! Every reference below a node, found by the tables: what only looks like one, in an example or an extension, is none.

use serde_json::Value;

use crate::{
    diagnostics::{Pointer, Way},
    document::{
        tables::{Kind, Object, SCHEMA},
        version::Dialect,
    },
};

/// What a reference stands for.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    /// An object that may be referred to.
    Object(&'static Object),
    /// Something that the specification has no references for, but people do: an operation, a list, a text.
    Inline(&'static Kind),
    /// A schema, by `$dynamicRef`.
    Dynamic,
    /// A schema, by a value of a discriminator's mapping.
    Mapping,
}

impl Slot {
    /// The table to read the target by, if it is an object's.
    pub(super) fn object(self) -> Option<&'static Object> {
        match self {
            Slot::Object(object) => Some(object),
            Slot::Inline(_) => None,
            Slot::Dynamic | Slot::Mapping => Some(&SCHEMA),
        }
    }

    /// What has to be there, in words.
    pub(super) fn name(self) -> String {
        match self {
            Slot::Inline(kind) => kind.describe(),
            other => other.object().map(|object| object.name.to_owned()).unwrap_or_default(),
        }
    }
}

/// A reference.
pub(super) struct Hit {
    /// The object that holds the `$ref`; of a mapping, its value.
    pub(super) at: Pointer,
    pub(super) slot: Slot,
    /// `None` if it is not a text.
    pub(super) text: Option<String>,
}

/// All references of a node, which is read as what the slot stands for.
pub(super) fn below(value: &Value, slot: Slot, at: &Pointer, dialect: Dialect) -> Vec<Hit> {
    let mut finder = Finder { dialect, hits: Vec::new() };
    let segments: Vec<_> = at.segments().map(|segment| segment.into_owned()).collect();
    finder.from(value, slot, &Way::Root, &segments);
    finder.hits
}

/// Whether members beside the `$ref` of a schema count.
pub(super) fn reads_beside_references(dialect: Dialect) -> bool {
    !matches!(dialect, Dialect::Swagger2 | Dialect::OpenApi30)
}

struct Finder {
    dialect: Dialect,
    hits: Vec<Hit>,
}

impl Finder {
    /// Rebuilds the way to a node on the stack, segment by segment.
    fn from(&mut self, value: &Value, slot: Slot, way: &Way<'_>, segments: &[String]) {
        match (segments, slot) {
            ([first, rest @ ..], _) => self.from(value, slot, &Way::Key(way, first), rest),
            ([], Slot::Inline(kind)) => self.value(value, kind, way),
            ([], slot) => {
                if let Some(object) = slot.object() {
                    self.node(value, object, way);
                }
            }
        }
    }

    fn value(&mut self, value: &Value, kind: &'static Kind, way: &Way<'_>) {
        if is_inline(value, kind) {
            return self.hit(value.get("$ref"), Slot::Inline(kind), way);
        }
        match (kind.chosen(value), value) {
            (Some(Kind::List(inner)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, inner, &Way::Index(way, index));
                }
            }
            (Some(Kind::Map(inner)), Value::Object(members)) => {
                for (key, member) in members {
                    if !key.starts_with("x-") || inner.fits(member) {
                        self.value(member, inner, &Way::Key(way, key));
                    }
                }
            }
            (None, Value::Object(_)) => {
                // The mender reads it as a list of one.
                if let Some(inner) = kind.item().filter(|inner| inner.fits(value)) {
                    self.value(value, inner, way);
                }
            }
            (Some(Kind::Object(object)), _) => self.node(value, object, way),
            (Some(Kind::Schema), Value::Object(_)) => self.node(value, &SCHEMA, way),
            _ => {}
        }
    }

    fn node(&mut self, value: &Value, object: &'static Object, way: &Way<'_>) {
        let Value::Object(members) = value else { return };
        if object.reference && members.contains_key("$ref") {
            self.hit(members.get("$ref"), Slot::Object(object), way);
            let is_schema = *object == SCHEMA && reads_beside_references(self.dialect);
            if !is_schema && !object.may_stand_beside_reference() {
                return;
            }
        } else if *object == SCHEMA && members.get("$dynamicRef").is_some_and(Value::is_string) {
            self.hit(members.get("$dynamicRef"), Slot::Dynamic, way);
        }
        if object.name == "a discriminator"
            && let Some(Value::Object(mapping)) = members.get("mapping")
        {
            let way = Way::Key(way, "mapping");
            mapping.iter().for_each(|(key, value)| self.hit(Some(value), Slot::Mapping, &Way::Key(&way, key)));
        }
        for (key, member) in members {
            if let Some(kind) = object.member(key) {
                self.value(member, kind, &Way::Key(way, key));
            }
        }
    }

    fn hit(&mut self, text: Option<&Value>, slot: Slot, way: &Way<'_>) {
        let text = text.and_then(Value::as_str).map(str::to_owned);
        self.hits.push(Hit { at: way.pointer(), slot, text });
    }
}

/// Whether a reference stands where the specification knows none. Where names are free, `$ref` may be one.
fn is_inline(value: &Value, kind: &'static Kind) -> bool {
    if !value.get("$ref").is_some_and(Value::is_string) {
        return false;
    }
    match kind.chosen(value) {
        Some(Kind::Any | Kind::Schema | Kind::Map(Kind::String | Kind::Any)) => false,
        Some(Kind::Object(object)) => !object.reference && object.member("$ref").is_none(),
        _ => true,
    }
}
