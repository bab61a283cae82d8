//! The walk over a file by the table of the specification.

use serde_json::{Map, Value, json};

use super::{
    body, convert, hints, parameter, paths,
    repairer::{KeepOrRemove, Repairer, describe, shown},
    response, root, schema, security,
};
use crate::diagnostics::{Code, Diagnostics, NodePath, Pointer, quote};
use crate::document::{
    dialect::Dialect,
    source_map::Tree,
    spec::{Expected, Object, ObjectKind, SCHEMA, ValueKind},
};

/// Repairs one node of a file and all below it.
pub(in crate::document) fn repair(
    tree: &mut Tree,
    at: &Pointer,
    expected: Expected,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> KeepOrRemove {
    let Some(mut value) = tree.root.pointer_mut(at.as_str()).map(Value::take) else { return KeepOrRemove::Keep };
    let segments: Vec<_> = at.segments().map(|segment| segment.into_owned()).collect();
    let mut repairer = Repairer { dialect, tree, diagnostics };
    let fate = repairer.below(&mut value, expected, &NodePath::Root, &segments);
    if let Some(place) = tree.root.pointer_mut(at.as_str()) {
        *place = value;
    }
    tree.repaired.entry(at.clone()).or_default().push(expected);
    fate
}

impl Repairer<'_> {
    /// Rebuilds the path of a node on the stack, segment by segment.
    fn below(
        &mut self,
        value: &mut Value,
        expected: Expected,
        here: &NodePath<'_>,
        segments: &[String],
    ) -> KeepOrRemove {
        match (segments, expected) {
            ([first, rest @ ..], _) => self.below(value, expected, &NodePath::Key(here, first), rest),
            ([], Expected::Value(kind)) => self.value(value, kind, here),
            ([], Expected::Object(object)) => match value {
                Value::Object(members) => self.object(members, object, here),
                _ => KeepOrRemove::Keep,
            },
        }
    }

    pub(super) fn value(&mut self, value: &mut Value, kind: &'static ValueKind, here: &NodePath<'_>) -> KeepOrRemove {
        if kind.chosen(value).is_none() && kind.is_reference_in_place(value) {
            return KeepOrRemove::Keep;
        }
        if kind.chosen(value).is_none() && self.wrong_kind(value, kind, here) == KeepOrRemove::Remove {
            return KeepOrRemove::Remove;
        }
        if self.wrong_value(value, kind, here) == KeepOrRemove::Remove {
            return KeepOrRemove::Remove;
        }
        match (kind.chosen(value), value) {
            (Some(ValueKind::List(inner)), Value::Array(items)) => self.items(items, inner, here),
            (Some(ValueKind::Map(inner)), Value::Object(members)) => self.names(members, inner, here),
            (Some(ValueKind::Object(object)), Value::Object(members)) => return self.object(members, object, here),
            (Some(ValueKind::Schema), Value::Object(members)) => return self.object(members, &SCHEMA, here),
            _ => {}
        }
        KeepOrRemove::Keep
    }

    /// A value whose JSON type is not the one expected.
    fn wrong_kind(&mut self, value: &mut Value, kind: &'static ValueKind, here: &NodePath<'_>) -> KeepOrRemove {
        let (is_lenient, inner) = kind.lenient();
        let new = match inner {
            _ if value.is_null() => None,
            _ if is_lenient => convert::to(inner, value).map_or(Some(None), |new| Some(Some(new))),
            ValueKind::Schema => Some(Some(convert::to_schema(value))),
            ValueKind::Map(_) | ValueKind::Object(_) if *value == json!([]) && inner.may_be_empty_list() => {
                Some(Some(json!({})))
            }
            _ => None,
        };
        let Some(new) = new else {
            self.refuse_kind(value, kind, here);
            return KeepOrRemove::Keep;
        };
        let found = format!("expected {}, found {}", inner.describe(), describe(value));
        let help = hints::on(inner, value);
        let done = match &new {
            Some(Value::Object(new)) if new.is_empty() && matches!(inner, ValueKind::Schema) => {
                "it may be anything".to_owned()
            }
            Some(new) => format!("it is read as {}", shown(new)),
            None => "it is left out".to_owned(),
        };
        self.warn(Code::WType, here, format!("{found}; {done}")).help(help);
        let Some(new) = new else { return KeepOrRemove::Remove };
        if let (false, Value::Array(items)) = (value.is_array(), &new) {
            let at = here.pointer();
            (0..items.len()).for_each(|index| self.tree.source_map.record(&at.index(index), &at));
        }
        *value = new;
        KeepOrRemove::Keep
    }

    /// A value whose JSON type is right: an unknown word, a count that counts nothing.
    fn wrong_value(&mut self, value: &mut Value, kind: &'static ValueKind, here: &NodePath<'_>) -> KeepOrRemove {
        let (is_lenient, inner) = kind.lenient();
        match (if is_lenient { Some(inner) } else { kind.chosen(value) }, &*value) {
            (Some(ValueKind::OneOfKeywords(words)), Value::String(word)) if !words.contains(&word.as_str()) => {
                if !is_lenient {
                    self.refuse_keyword(word, words, here);
                    return KeepOrRemove::Keep;
                }
                let help = format!("use one of `{}`", words.join("`, `"));
                match words.iter().find(|known| known.eq_ignore_ascii_case(word.trim())) {
                    Some(known) => {
                        self.warn(Code::WType, here, format!("{} is read as `{known}`", quote(word))).help(help);
                        *value = (*known).into();
                        KeepOrRemove::Keep
                    }
                    None => {
                        let message = format!("{} is not a word that may stand here; it is left out", quote(word));
                        self.warn(Code::WType, here, message).help(help);
                        KeepOrRemove::Remove
                    }
                }
            }
            (Some(ValueKind::NonNegativeInt), Value::Number(number))
                if number.as_f64().is_none_or(|number| number < 0.0 || number.fract() != 0.0) =>
            {
                let message = format!("expected a non-negative integer, found {number}; it is left out");
                self.warn(Code::WType, here, message).help(hints::on(inner, value));
                KeepOrRemove::Remove
            }
            _ => KeepOrRemove::Keep,
        }
    }

    fn object(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        here: &NodePath<'_>,
    ) -> KeepOrRemove {
        if self.tree.is_repaired(object.kind, here) {
            return KeepOrRemove::Keep;
        }
        let is_reference = members.contains_key("$ref") && (object.reference || object.member("$ref").is_none());
        if object.reference && is_reference && !object.has_members_beside_reference(self.dialect) {
            members.retain(|key, _| key == "$ref");
            return KeepOrRemove::Keep;
        }
        self.spelling(members, object, here);
        if self.particular(members, object, here) == KeepOrRemove::Remove {
            return KeepOrRemove::Remove;
        }
        let needed = object.needed_by(members);
        members.retain(|key, member| {
            let Some(kind) = object.member(key) else {
                if key != "$ref" || !member.is_string() {
                    self.unknown((key, member), object, here);
                }
                return true;
            };
            let here = NodePath::Key(here, key);
            let is_needed = needed.contains(&key.as_str()) || object.required.contains(&key.as_str());
            let fate = if self.is_absent(member, kind, is_needed, &here) {
                KeepOrRemove::Remove
            } else {
                self.value(member, kind, &here)
            };
            if fate == KeepOrRemove::Remove {
                self.tree.removed.insert(here.pointer());
            }
            fate == KeepOrRemove::Keep
        });
        if !is_reference {
            self.missing(members, object, here);
        }
        KeepOrRemove::Keep
    }

    /// What only objects of one kind need.
    fn particular(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        here: &NodePath<'_>,
    ) -> KeepOrRemove {
        match object.kind {
            ObjectKind::Document => root::document(self, members, here),
            ObjectKind::ServerVariable => root::server_variable(self, members, here),
            ObjectKind::Paths => paths::paths(self, members, here),
            ObjectKind::Operation => {
                parameter::list(self, members, here);
                body::operation(self, members, here);
            }
            ObjectKind::PathItem => parameter::list(self, members, here),
            ObjectKind::Parameter | ObjectKind::Header => return parameter::parameter(self, members, object, here),
            ObjectKind::PlainValue => schema::types(self, members, here),
            ObjectKind::RequestBody => body::request_body(self, members, here),
            ObjectKind::Responses => response::responses(self, members, here),
            ObjectKind::Response => response::response(self, members, here),
            ObjectKind::SecurityScheme => return security::scheme(self, members, here),
            ObjectKind::Server => return root::server(self, members, here),
            ObjectKind::OAuthFlow => security::scopes(self, members, here),
            ObjectKind::Schema => schema::schema(self, members, here),
            _ => {}
        }
        KeepOrRemove::Keep
    }
}

impl Tree {
    /// Whether an object was repaired as the target of a reference before.
    fn is_repaired(&self, kind: ObjectKind, here: &NodePath<'_>) -> bool {
        !self.repaired.is_empty()
            && self.repaired.get(&here.pointer()).is_some_and(|all| {
                all.iter().any(|expected| matches!(expected, Expected::Object(object) if object.kind == kind))
            })
    }
}

impl ValueKind {
    /// Some languages write an empty object as `[]`. Of the paths and the responses too much depends.
    fn may_be_empty_list(&self) -> bool {
        !matches!(self, ValueKind::Object(object) if matches!(object.kind, ObjectKind::Paths | ObjectKind::Responses))
    }
}
