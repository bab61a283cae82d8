//! Repairs what is broken in small ways, so that one slip does not cost the whole client. Each repair is a warning.
//!
//! What is left wrong afterwards changes the meaning of the document; the validator refuses it.

mod body;
mod convert;
mod parameter;
mod paths;
mod response;
mod root;
mod schema;
mod security;
mod values;

use serde_json::{Map, Value, json};

use super::{
    advice,
    tables::{Kind, Object, SCHEMA},
    validate::describe,
    version::Dialect,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Way, quote};

/// Repairs a tree in place. The diagnostics learn where renamed nodes were written.
pub(super) fn mend(tree: &mut Value, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let mut mender = Mender { dialect, diagnostics };
    mender.value(tree, dialect.root(), &Way::Root);
}

struct Mender<'d> {
    dialect: Dialect,
    diagnostics: &'d mut Diagnostics,
}

/// Whether a node stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    IsLeftOut,
}

impl Mender<'_> {
    fn value(&mut self, value: &mut Value, kind: &'static Kind, way: &Way<'_>) -> Fate {
        if kind.chosen(value).is_none() && self.wrong_kind(value, kind, way) == Fate::IsLeftOut {
            return Fate::IsLeftOut;
        }
        if let Kind::Minor(inner) = kind
            && self.wrong_value(value, inner, way) == Fate::IsLeftOut
        {
            return Fate::IsLeftOut;
        }
        match (kind.chosen(value), value) {
            (Some(Kind::List(inner)), Value::Array(items)) => self.items(items, inner, way),
            (Some(Kind::Map(inner)), Value::Object(members)) => self.names(members, inner, way),
            (Some(Kind::Object(object)), Value::Object(members)) => return self.object(members, object, way),
            (Some(Kind::Schema), Value::Object(members)) => return self.object(members, &SCHEMA, way),
            _ => {}
        }
        Fate::Stays
    }

    /// A value whose JSON type is not the one expected.
    fn wrong_kind(&mut self, value: &mut Value, kind: &'static Kind, way: &Way<'_>) -> Fate {
        let (is_minor, inner) = match kind {
            Kind::Minor(inner) => (true, *inner),
            _ => (false, kind),
        };
        // That an optional member is null has its own warning.
        if value.is_null() {
            return Fate::Stays;
        }
        let new = match inner {
            _ if is_minor => convert::to(inner, value),
            Kind::Schema => Some(convert::to_schema(value)),
            Kind::Map(_) | Kind::Object(_) if *value == json!([]) && inner.may_be_empty_list() => Some(json!({})),
            _ => return Fate::Stays,
        };
        let found = format!("expected {}, found {}", inner.describe(), describe(value));
        let help = advice::on(inner, value);
        let (done, fate) = match &new {
            Some(Value::Object(new)) if new.is_empty() && matches!(inner, Kind::Schema) => {
                ("it may be anything".to_owned(), Fate::Stays)
            }
            Some(new) => (format!("it is read as {}", shown(new)), Fate::Stays),
            None => ("it is left out".to_owned(), Fate::IsLeftOut),
        };
        self.warn(Code::WType, way, format!("{found}; {done}")).help(help);
        if let Some(new) = new {
            *value = new;
        }
        fate
    }

    /// A value whose JSON type is right: an unknown word, a count that counts nothing.
    fn wrong_value(&mut self, value: &mut Value, kind: &'static Kind, way: &Way<'_>) -> Fate {
        match (kind, &*value) {
            (Kind::Word(words), Value::String(word)) if !words.contains(&word.as_str()) => {
                let help = format!("use one of `{}`", words.join("`, `"));
                match words.iter().find(|known| known.eq_ignore_ascii_case(word.trim())) {
                    Some(known) => {
                        self.warn(Code::WType, way, format!("{} is read as `{known}`", quote(word))).help(help);
                        *value = (*known).into();
                        Fate::Stays
                    }
                    None => {
                        let message = format!("{} is not a word that may stand here; it is left out", quote(word));
                        self.warn(Code::WType, way, message).help(help);
                        Fate::IsLeftOut
                    }
                }
            }
            (Kind::Count, Value::Number(number))
                if number.as_f64().is_none_or(|number| number < 0.0 || number.fract() != 0.0) =>
            {
                let message = format!("expected a non-negative integer, found {number}; it is left out");
                self.warn(Code::WType, way, message).help(advice::on(kind, value));
                Fate::IsLeftOut
            }
            _ => Fate::Stays,
        }
    }

    fn items(&mut self, items: &mut Vec<Value>, kind: &'static Kind, way: &Way<'_>) {
        let is_minor = matches!(kind, Kind::Minor(_) | Kind::Object(_) | Kind::Schema);
        let mut fates = Vec::with_capacity(items.len());
        for (index, item) in items.iter_mut().enumerate() {
            let way = Way::Index(way, index);
            fates.push(if item.is_null() && is_minor && kind.chosen(item).is_none() {
                self.warn(Code::WNull, &way, "an item of a list is null; it is left out").help("remove it");
                Fate::IsLeftOut
            } else {
                self.value(item, kind, &way)
            });
        }
        self.leave_out(items, &fates, way);
    }

    /// Takes items out of a list. Those after them are still found where they were written.
    fn leave_out(&mut self, items: &mut Vec<Value>, fates: &[Fate], way: &Way<'_>) {
        if !fates.contains(&Fate::IsLeftOut) {
            return;
        }
        let at = way.pointer();
        let kept = fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::Stays);
        for (now, (before, _)) in kept.enumerate().filter(|(now, (before, _))| now < before) {
            self.diagnostics.moves().record(&at.index(now), &at.index(before));
        }
        let mut fates = fates.iter();
        items.retain(|_| fates.next() != Some(&Fate::IsLeftOut));
    }

    /// The members of an object whose keys are names.
    fn names(&mut self, members: &mut Map<String, Value>, kind: &'static Kind, way: &Way<'_>) {
        members.retain(|key, member| {
            // An extension among the names; what reads the result would take it for one of them.
            if key.starts_with("x-") && !kind.fits(member) {
                return false;
            }
            let way = Way::Key(way, key);
            if member.is_null() && kind.chosen(member).is_none() {
                *member = kind.nothing();
                let message = format!("{} is null; it is read as {}", quote(key), shown(member));
                self.warn(Code::WNull, &way, message)
                    .help(format!("give it a value ({}) or remove it", kind.describe()));
            }
            self.value(member, kind, &way) == Fate::Stays
        });
    }

    fn object(&mut self, members: &mut Map<String, Value>, object: &'static Object, way: &Way<'_>) -> Fate {
        let is_reference = object.reference && members.get("$ref").is_some_and(Value::is_string);
        if !is_reference {
            self.spelling(members, object, way);
            if self.particular(members, object, way) == Fate::IsLeftOut {
                return Fate::IsLeftOut;
            }
        }
        members.retain(|key, member| match object.member(key) {
            Some(kind) => self.value(member, kind, &Way::Key(way, key)) == Fate::Stays,
            None => true,
        });
        Fate::Stays
    }

    /// Keys that are known ones but for their case.
    fn spelling(&mut self, members: &mut Map<String, Value>, object: &'static Object, way: &Way<'_>) {
        let known =
            |key: &str| object.members.iter().map(|(name, _)| *name).find(|name| name.eq_ignore_ascii_case(key));
        let wrong: Vec<(String, &str)> = members
            .keys()
            .filter(|key| object.member(key).is_none())
            .filter_map(|key| Some((key.clone(), known(key)?)))
            .collect();
        for (key, name) in wrong {
            if !members.contains_key(name) {
                let at = Way::Key(way, &key);
                self.warn(
                    Code::WKey,
                    &at,
                    format!("{} has no member {}; it is read as `{name}`", object.name, quote(&key)),
                )
                .help(format!("write `{name}`"));
                self.rename(members, &key, name, way);
            }
        }
    }

    /// Gives a member another key in its old place.
    fn rename(&mut self, members: &mut Map<String, Value>, from: &str, to: &str, way: &Way<'_>) {
        let renamed = std::mem::take(members).into_iter();
        *members =
            renamed.map(|(key, value)| if key == from { (to.to_owned(), value) } else { (key, value) }).collect();
        let at = way.pointer();
        self.diagnostics.moves().record(&at.child(to), &at.child(from));
    }

    /// What only objects of one kind need.
    fn particular(&mut self, members: &mut Map<String, Value>, object: &'static Object, way: &Way<'_>) -> Fate {
        match object.name {
            "the document" => root::document(self, members, way),
            "a server variable" => root::server_variable(self, members, way),
            "the paths" => paths::paths(self, members, way),
            "an operation" => {
                parameter::list(self, members, way);
                body::operation(self, members, way);
            }
            "a path item" => parameter::list(self, members, way),
            "a parameter" | "a header" => return parameter::parameter(self, members, object, way),
            "a plain value" => schema::types(self, members, way),
            "a request body" => body::request_body(self, members, way),
            "the responses" => response::responses(self, members, way),
            "a response" => response::response(self, members, way),
            "a security scheme" => return security::scheme(self, members, way),
            "a server" => return root::server(self, members, way),
            "an OAuth flow" => security::scopes(self, members, way),
            "a schema" => schema::schema(self, members, way),
            _ => {}
        }
        Fate::Stays
    }

    fn warn(&mut self, code: Code, way: &Way<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, &way.pointer(), message)
    }
}

/// A value that stands in for another, in words.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list of one".to_owned(),
        Value::Object(_) => "an object of that type".to_owned(),
        other => describe(other),
    }
}

impl Kind {
    /// What null in its place stands for.
    fn nothing(&self) -> Value {
        match self {
            Kind::Minor(inner) => inner.nothing(),
            Kind::List(_) => json!([]),
            Kind::Map(_) | Kind::Object(_) | Kind::Schema => json!({}),
            Kind::String => json!(""),
            _ => Value::Null,
        }
    }

    /// Some languages write an empty object as `[]`. Of the paths and the responses too much depends.
    fn may_be_empty_list(&self) -> bool {
        !matches!(self, Kind::Object(object) if matches!(object.name, "the paths" | "the responses"))
    }
}
