//! Decoding of values from a [`Tree`], and of a [`Tree`] from any input.

use std::any::Any;
use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::error::Context;
use super::kind::{InputMode, IntegerMode};
use super::trial::{self, Session};
use super::{
    Buffered, CodecError, DecodeError, Entries, Entry, FieldDescriptor, Input, Items, Map, Object, StructDescriptor,
    Tree, Undeclared, ValueKind, View, Wire, decode_fields, tree_json,
};

impl<'a> Buffered<'a> {
    /// Decodes the tree into `value`.
    ///
    /// # Errors
    /// The tree does not match the type.
    pub(super) fn decode_into(self, value: &mut dyn Wire) -> Result<(), CodecError> {
        let context = Context::new(IntegerMode::ByText);
        self.decode_at(value, &context).map_err(|error| context.attach(error))
    }

    /// Decodes the tree, the member `key` of an object, into `value`.
    ///
    /// # Errors
    /// The tree does not match the type.
    pub(super) fn decode_member(self, key: &str, value: &mut dyn Wire) -> Result<(), CodecError> {
        let context = Context::new(IntegerMode::ByText);
        self.decode_at(value, &context).map_err(|error| {
            context.below(key);
            context.attach(error)
        })
    }

    fn decode_at(self, value: &mut dyn Wire, context: &Context) -> Result<(), CodecError> {
        let kind = value.kind();
        self.session.step(1);
        match (self.tree, kind.input_mode(IntegerMode::ByText)) {
            (Tree::Null, _) => value.decode_from(Input::Null),
            // Anything matches, so the value is built only once the branches around it are chosen.
            (Tree::List(_) | Tree::Object(_), _) if kind == ValueKind::Any && self.session.is_nested_trial() => {
                self.session.skip();
                Ok(())
            }
            (_, InputMode::Buffered) => value.decode_from(Input::Tree(self)),
            (Tree::Bool(bool), _) => value.decode_from(Input::Bool(*bool)),
            (Tree::Number(digits), InputMode::LosslessNumbers) => value.decode_from(Input::Number(digits)),
            (Tree::Number(digits), InputMode::Native) => value.decode_from(machine_number(digits)?),
            (Tree::Text(text), _) => value.decode_from(Input::Text(text)),
            (Tree::UntypedText(text), _) => value.decode_from(Input::UntypedText(text)),
            (Tree::List(items), _) => {
                value.decode_from(Input::List(&mut Branches { items, next: 0, session: self.session, context }))
            }
            (Tree::Object(members), _) => {
                let at = trial::address(self.tree);
                value.decode_from(Input::Entries(&mut Members {
                    at,
                    members,
                    next: 0,
                    likely: 0,
                    session: self.session,
                    context,
                }))
            }
        }?;
        // Unions note by themselves what they choose, unless they are null.
        if self.session.is_trial() && (kind != ValueKind::Union || *self.tree == Tree::Null) {
            let undeclared = value.as_view().undeclared();
            undeclared.into_iter().for_each(|kind| self.session.undeclared(kind));
            self.session.matched(undeclared != Some(Undeclared::Variant));
        }
        Ok(())
    }
}

/// Decodes a JSON document in which members may be missing or of other types: those keep their defaults.
///
/// Gives the places that do not match, in the order of the document, but no more than a thousand.
///
/// # Errors
/// The text is not JSON, or the value as a whole is of another type.
pub fn from_json_tolerantly(text: &[u8], value: &mut dyn Wire) -> Result<Vec<DecodeError>, DecodeError> {
    let text = std::str::from_utf8(text).map_err(CodecError::new)?;
    serde_json::from_str::<IgnoredAny>(text).map_err(CodecError::new)?;
    let (tree, session) = (tree_json::parse(text)?, Session::tolerant());
    Buffered { tree: &tree, session: &session }.decode_into(value)?;
    Ok(session.into_found())
}

/// The machine number of a JSON number.
fn machine_number<'a>(digits: &str) -> Result<Input<'a>, CodecError> {
    let whole = digits.parse().map(Input::Int).or_else(|_| digits.parse().map(Input::Uint));
    match whole.or_else(|_| digits.parse().map(Input::Float)) {
        Ok(Input::Float(value)) if !value.is_finite() => Err(CodecError::new("number out of range")),
        Ok(number) => Ok(number),
        Err(_) => Err(CodecError::new("expected a number")),
    }
}

impl Wire for Tree<'_> {
    fn as_view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(digits) => View::Number(digits),
            Self::Text(text) | Self::UntypedText(text) => View::Text(text),
            Self::List(items) => View::List(items),
            Self::Object(members) => View::Map(members),
        }
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Null => Self::Null,
            Input::Bool(value) => Self::Bool(value),
            Input::Int(value) => Self::Number(value.to_string().into()),
            Input::Uint(value) => Self::Number(value.to_string().into()),
            Input::Float(value) => Self::Number(format!("{value:?}").into()),
            Input::Number(digits) => Self::Number(digits.to_owned().into()),
            Input::Text(text) => Self::Text(text.to_owned().into()),
            Input::UntypedText(text) => Self::UntypedText(text.to_owned().into()),
            Input::Json(json) => tree_json::parse(json.text)?.into_owned(),
            Input::Tree(value) => value.tree.clone().into_owned(),
            other @ (Input::Bytes(_) | Input::Tag(_)) => return Err(CodecError::expected("a value", &other)),
            Input::List(items) => {
                let mut list = Vec::new();
                let mut item = Self::Null;
                while items.next(&mut item)? {
                    list.push(std::mem::take(&mut item));
                }
                Self::List(list)
            }
            Input::Entries(entries) => {
                let mut members = Vec::new();
                while let Some(key) = entries.key()? {
                    let mut value = Self::Null;
                    entries.value(&mut value)?;
                    members.push((key.into(), value));
                }
                Self::Object(members)
            }
        };
        Ok(())
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::Any
    }
}

impl Map for Vec<(Cow<'_, str>, Tree<'_>)> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (&**key, value as &dyn Wire)))
    }
}

struct Branches<'a> {
    items: &'a [Tree<'a>],
    next: usize,
    session: &'a Session,
    context: &'a Context,
}

impl Items for Branches<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        let Some(tree) = self.items.get(self.next) else { return Ok(false) };
        let item = Buffered { tree, session: self.session };
        match self.session.tolerance() {
            Some(tolerance) => tolerance.at(&self.next, || item.decode_into(into)),
            None => item.decode_at(into, self.context).inspect_err(|_| self.context.below_item(self.next))?,
        }
        self.next += 1;
        Ok(true)
    }
}

/// `at` is the address of the object, `next` the index of the next member, `likely` that of its field in the descriptor, if
/// members come in order.
struct Members<'a> {
    at: usize,
    members: &'a [(Cow<'a, str>, Tree<'a>)],
    next: usize,
    likely: usize,
    session: &'a Session,
    context: &'a Context,
}

impl Members<'_> {
    /// Notes what becomes of a member in a trial.
    fn note(&self, field: Option<&FieldDescriptor>, is_kept: bool, value: &Tree<'_>) {
        match field {
            Some(field) => self.session.keep(field.constant.is_some_and(|json| !is_constant(value, json))),
            None if is_kept => {}
            None => self.session.lose(value),
        }
    }
}

/// Whether a value is the one that is written as `json`, a scalar other than a string.
fn is_constant(value: &Tree<'_>, json: &str) -> bool {
    match value {
        Tree::Null => json == "null",
        Tree::Bool(value) => value.to_string() == json,
        Tree::Number(digits) => *digits == json || digits.parse::<f64>().ok() == json.parse().ok(),
        Tree::UntypedText(text) => *text == json,
        Tree::Text(_) | Tree::List(_) | Tree::Object(_) => false,
    }
}

impl Entries for Members<'_> {
    fn entry(&mut self, descriptor: &'static StructDescriptor) -> Result<Option<Entry>, CodecError> {
        while let Some((key, value)) = self.members.get(self.next) {
            self.next += 1;
            self.session.step(1);
            let found = descriptor.find(key, self.likely);
            if self.session.is_trial() {
                self.note(found.map(|index| &descriptor.fields[index]), descriptor.additional, value);
            }
            match found {
                Some(index) => {
                    self.likely = index + 1;
                    return Ok(Some(Entry::Declared(index)));
                }
                None if descriptor.additional => return Ok(Some(Entry::Additional(key.clone().into_owned()))),
                None => {}
            }
        }
        Ok(None)
    }

    fn key(&mut self) -> Result<Option<String>, CodecError> {
        let key = self.members.get(self.next).map(|(key, _)| key.clone().into_owned());
        self.next += 1;
        Ok(key)
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), CodecError> {
        let Some((key, tree)) = self.next.checked_sub(1).and_then(|index| self.members.get(index)) else {
            return Ok(());
        };
        let value = Buffered { tree, session: self.session };
        match self.session.tolerance() {
            Some(tolerance) => tolerance.at(key, || value.decode_into(into)),
            None => value.decode_at(into, self.context).inspect_err(|_| self.context.below(key))?,
        }
        Ok(())
    }

    fn missing(&mut self, name: &str) -> Result<(), CodecError> {
        let error = CodecError::missing(name);
        match self.session.tolerance() {
            Some(tolerance) => tolerance.note(error),
            None => return Err(error),
        }
        Ok(())
    }

    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError> {
        if !self.session.is_nested_trial() {
            return decode_fields(of, self);
        }
        let model: &dyn Any = of;
        let (key, session) = ((self.at, model.type_id()), self.session);
        let decode = || {
            let (result, loss, is_whole) = session.trial(|| decode_fields(of, self));
            if !is_whole {
                session.skip();
            }
            (result.map(|()| None), loss)
        };
        session.once(key, decode).map(drop)
    }
}
