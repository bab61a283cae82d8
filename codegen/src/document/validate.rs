//! Checks every node against the tables, so that what is wrong has a name and a place before anything is converted.

use serde_json::{Map, Value};

use super::{
    advice,
    refs::Reference,
    tables::{Kind, Object, SCHEMA},
    version::Dialect,
};
use crate::diagnostics::{Code, Diagnostics, Way, quote};

/// Walks the whole tree. Finds all that is wrong, and all references on the way.
pub(super) fn validate(tree: &Value, dialect: Dialect, diagnostics: &mut Diagnostics) -> Vec<Reference> {
    let mut walker = Walker { dialect, diagnostics, references: Vec::new() };
    walker.value(tree, dialect.root(), &Way::Root);
    walker.references
}

/// Checks the target of a reference that lies where no table leads, such as below an extension.
pub(super) fn validate_at(
    tree: &Value,
    object: &'static Object,
    way: &Way<'_>,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Reference> {
    let mut walker = Walker { dialect, diagnostics, references: Vec::new() };
    walker.node(tree, object, way);
    walker.references
}

struct Walker<'d> {
    dialect: Dialect,
    diagnostics: &'d mut Diagnostics,
    references: Vec<Reference>,
}

impl Walker<'_> {
    fn value(&mut self, value: &Value, kind: &'static Kind, way: &Way<'_>) {
        match (kind.chosen(value), value) {
            (None, _) => self.wrong_kind(value, kind, way),
            (Some(Kind::List(inner)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, inner, &Way::Index(way, index));
                }
            }
            (Some(Kind::Map(inner)), Value::Object(members)) => {
                for (key, member) in members {
                    // Extensions may stand between the members of most maps; in some a name may begin that way as well.
                    if !key.starts_with("x-") || inner.fits(member) {
                        self.value(member, inner, &Way::Key(way, key));
                    }
                }
            }
            (Some(Kind::Object(object)), _) => self.node(value, object, way),
            (Some(Kind::Schema), Value::Object(_)) => self.node(value, &SCHEMA, way),
            (Some(Kind::Word(words)), Value::String(word)) if !words.contains(&word.as_str()) => {
                self.diagnostics
                    .report(Code::EType, &way.pointer(), format!("{} is not a word that may stand here", quote(word)))
                    .help(format!("use one of {}", list(words)));
            }
            (Some(Kind::Count), Value::Number(number))
                if number.as_f64().is_none_or(|number| number < 0.0 || number.fract() != 0.0) =>
            {
                self.diagnostics
                    .report(Code::EType, &way.pointer(), format!("expected a non-negative integer, found {number}"))
                    .help(advice::on(kind, value));
            }
            _ => {}
        }
    }

    fn node(&mut self, value: &Value, object: &'static Object, way: &Way<'_>) {
        // That it is an object was seen before.
        let Value::Object(members) = value else { return };
        if object.reference
            && let Some(target) = members.get("$ref")
        {
            self.reference(target, object, way);
            // Beside the reference of a path item its own members count, and since 3.1 beside that of a schema.
            let is_schema = *object == SCHEMA && self.dialect == Dialect::OpenApi31;
            if !is_schema && !object.may_stand_beside_reference() {
                return;
            }
        } else {
            self.missing(members, object, way);
        }
        for (key, member) in members {
            match object.member(key) {
                Some(kind) => self.member(member, kind, object.needs(key, members), &Way::Key(way, key)),
                None => self.unknown(key, object, way),
            }
        }
    }

    fn member(&mut self, member: &Value, kind: &'static Kind, needed: bool, way: &Way<'_>) {
        let Way::Key(_, key) = way else { return };
        // In YAML nothing after the colon is null. Where a member may be left out, that is what the author meant.
        if member.is_null() && !kind.fits(member) && !needed && !ALWAYS_MEANT.contains(key) {
            self.diagnostics
                .report(Code::WNull, &way.pointer(), format!("{} is null; it is read as if it were absent", quote(key)))
                .help(format!("give it a value ({}) or remove it", kind.describe()));
            return;
        }
        self.value(member, kind, way);
    }

    fn reference(&mut self, target: &Value, object: &'static Object, way: &Way<'_>) {
        match target {
            Value::String(target) => {
                self.references.push(Reference { at: way.pointer(), target: target.clone(), object })
            }
            other => self.wrong_kind(other, &Kind::String, &Way::Key(way, "$ref")),
        }
    }

    fn missing(&mut self, members: &Map<String, Value>, object: &'static Object, way: &Way<'_>) {
        for name in object.required.iter().chain(object.needed_by(members)) {
            if !members.contains_key(*name) {
                self.diagnostics
                    .report(Code::EMissing, &way.pointer(), format!("{} needs the member `{name}`", object.name))
                    .help(advice::on_missing(name, object.member(name)));
            }
        }
        for name in object.expected {
            if !members.contains_key(*name) {
                self.diagnostics
                    .report(Code::WMissing, &way.pointer(), format!("{} should have the member `{name}`", object.name))
                    .help(advice::on_missing(name, object.member(name)));
            }
        }
    }

    fn unknown(&mut self, key: &str, object: &'static Object, way: &Way<'_>) {
        if key.starts_with("x-") {
            return;
        }
        let near = object.members.iter().map(|(name, _)| *name).find(|name| is_near(key, name));
        if let Some(name) = near {
            let message = format!("{} has no member {}; it is ignored", object.name, quote(key));
            self.diagnostics
                .report(Code::WUnknown, &Way::Key(way, key).pointer(), message)
                .help(format!("did you mean `{name}`?"));
        } else if object.has_paths() {
            self.diagnostics
                .report(
                    Code::EPath,
                    &Way::Key(way, key).pointer(),
                    format!("the path {} does not begin with `/`", quote(key)),
                )
                .help(format!("write {}", quote(&format!("/{key}"))));
        } else if object.rest.is_some() {
            let message = format!("{} is not a key that {} may have; it is ignored", quote(key), object.name);
            self.diagnostics.report(Code::WUnknown, &Way::Key(way, key).pointer(), message);
        }
    }

    fn wrong_kind(&mut self, value: &Value, kind: &Kind, way: &Way<'_>) {
        let message = format!("expected {}, found {}", kind.describe(), describe(value));
        self.diagnostics.report(Code::EType, &way.pointer(), message).help(advice::on(kind, value));
    }
}

/// Members whose null is a mistake even where they may be left out.
const ALWAYS_MEANT: &[&str] = &["responses", "paths", "schema", "openapi", "swagger"];

/// What was found instead, in words.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(text) => format!("the string {}", quote(text)),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Whether a key looks like a slip of the pen for a known name.
fn is_near(key: &str, name: &str) -> bool {
    let allowed = if name.len() >= 8 { 2 } else { 1 };
    key.eq_ignore_ascii_case(name)
        || (name.len() >= 4
            && key.len().abs_diff(name.len()) <= allowed
            && strsim::damerau_levenshtein(key, name) <= allowed)
}
