//! Finds every reference below a node by the table of the specification: what only looks like one, in an example or an
//! extension, is none.

use serde_json::Value;

use crate::{
    diagnostics::{NodePath, Pointer},
    document::spec::{Expected, Object, ObjectKind, SCHEMA, ValueKind},
};

/// What the target of a reference has to be.
#[derive(Clone, Copy)]
pub(super) enum RefTargetKind {
    /// An object that may be referred to.
    Object(&'static Object),
    /// A value that the specification has no references for, but people do: an operation, a list, a text.
    Inline(&'static ValueKind),
    /// A schema, by `$dynamicRef`.
    Dynamic,
    /// A schema, by a value of a discriminator's mapping.
    Mapping,
}

impl RefTargetKind {
    /// How the target is read.
    pub(super) fn expected(self) -> Expected {
        match self {
            RefTargetKind::Object(object) => Expected::Object(object),
            RefTargetKind::Inline(kind) => Expected::Value(kind),
            RefTargetKind::Dynamic | RefTargetKind::Mapping => Expected::Object(&SCHEMA),
        }
    }

    /// The object that the target is, if it is one.
    pub(super) fn object(self) -> Option<ObjectKind> {
        match self.expected() {
            Expected::Object(object) => Some(object.kind),
            Expected::Value(_) => None,
        }
    }

    /// The target in words.
    pub(super) fn name(self) -> String {
        self.expected().describe()
    }

    /// Whether a place whose reference leads nowhere is removed. A schema becomes one that allows anything, and a path
    /// item has what stands beside the reference.
    pub(super) fn is_removed_if_broken(self) -> bool {
        match self {
            RefTargetKind::Object(object) => !object.kind.is_schema() && object.kind != ObjectKind::PathItem,
            RefTargetKind::Inline(_) | RefTargetKind::Mapping => true,
            RefTargetKind::Dynamic => false,
        }
    }
}

/// A reference.
pub(super) struct RefSite {
    /// The object that holds the `$ref`; of a mapping, its value.
    pub(super) at: Pointer,
    pub(super) kind: RefTargetKind,
    /// `None` if it is not a text.
    pub(super) text: Option<String>,
}

/// All references of a node, which is read as one of this kind.
pub(super) fn below(value: &Value, kind: RefTargetKind, at: &Pointer) -> Vec<RefSite> {
    let mut collector = Collector { sites: Vec::new() };
    let segments: Vec<_> = at.segments().map(|segment| segment.into_owned()).collect();
    collector.from(value, kind.expected(), &NodePath::Root, &segments);
    collector.sites
}

struct Collector {
    sites: Vec<RefSite>,
}

impl Collector {
    /// Rebuilds the path of a node on the stack, segment by segment.
    fn from(&mut self, value: &Value, expected: Expected, here: &NodePath<'_>, segments: &[String]) {
        match (segments, expected) {
            ([first, rest @ ..], _) => self.from(value, expected, &NodePath::Key(here, first), rest),
            ([], Expected::Value(kind)) => self.value(value, kind, here),
            ([], Expected::Object(object)) => self.object(value, object, here),
        }
    }

    fn value(&mut self, value: &Value, kind: &'static ValueKind, here: &NodePath<'_>) {
        if kind.is_reference_in_place(value) {
            self.found(value.get("$ref"), RefTargetKind::Inline(kind), here);
        }
        match (kind.chosen(value), value) {
            (Some(ValueKind::List(inner)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, inner, &NodePath::Index(here, index));
                }
            }
            (Some(ValueKind::Map(inner)), Value::Object(members)) => {
                // A text under `$ref` is a reference, unless texts are what the map holds; anything else has that name.
                let is_name = |key: &str, member: &Value| key != "$ref" || !member.is_string() || inner.fits(member);
                for (key, member) in members.iter().filter(|(key, member)| is_name(key, member)) {
                    self.value(member, inner, &NodePath::Key(here, key));
                }
            }
            (Some(ValueKind::Object(object)), _) => self.object(value, object, here),
            (Some(ValueKind::Schema), Value::Object(_)) => self.object(value, &SCHEMA, here),
            _ => {}
        }
    }

    fn object(&mut self, value: &Value, object: &'static Object, here: &NodePath<'_>) {
        let Value::Object(members) = value else { return };
        if object.reference && members.contains_key("$ref") {
            self.found(members.get("$ref"), RefTargetKind::Object(object), here);
        } else if object.kind == ObjectKind::Schema && members.get("$dynamicRef").is_some_and(Value::is_string) {
            self.found(members.get("$dynamicRef"), RefTargetKind::Dynamic, here);
        }
        if object.kind == ObjectKind::Discriminator
            && let Some(Value::Object(mapping)) = members.get("mapping")
        {
            let here = NodePath::Key(here, "mapping");
            for (key, value) in mapping {
                self.found(Some(value), RefTargetKind::Mapping, &NodePath::Key(&here, key));
            }
        }
        if object.kind == ObjectKind::Discriminator && members.contains_key("defaultMapping") {
            let here = NodePath::Key(here, "defaultMapping");
            self.found(members.get("defaultMapping"), RefTargetKind::Mapping, &here);
        }
        for (key, member) in members {
            if let Some(kind) = object.member(key) {
                self.value(member, kind, &NodePath::Key(here, key));
            }
        }
    }

    fn found(&mut self, text: Option<&Value>, kind: RefTargetKind, here: &NodePath<'_>) {
        let text = text.and_then(Value::as_str).map(str::to_owned);
        self.sites.push(RefSite { at: here.pointer(), kind, text });
    }
}
