//! [`Tree`]: a parsed value, buffered until its type is chosen, with each digit of its numbers.

use std::borrow::Cow;

use super::{
    CodecError, Entries, Entry, ErrorPath, Input, InputMode, Items, Map, Object, StructDescriptor, ValueKind, View,
    Wire, decode_fields,
};

/// A parsed value of any type. Texts without escapes are borrowed from the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree<'a> {
    /// A null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// The text of a number.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A text of a format without types, such as XML.
    UntypedText(Cow<'a, str>),
    /// An array.
    List(Vec<Tree<'a>>),
    /// An object. Repeated keys are kept.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// The value with owned texts.
    pub(in super::super) fn into_owned<'b>(self) -> Tree<'b> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Tree::Null,
            Self::Bool(value) => Tree::Bool(value),
            Self::Number(digits) => Tree::Number(own(digits)),
            Self::Text(text) => Tree::Text(own(text)),
            Self::UntypedText(text) => Tree::UntypedText(own(text)),
            Self::List(items) => Tree::List(items.into_iter().map(Tree::into_owned).collect()),
            Self::Object(members) => {
                Tree::Object(members.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect())
            }
        }
    }

    /// The member with this key; of several, the last.
    pub(super) fn get(&self, key: &str) -> Option<&Tree<'a>> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Decodes the tree into `value`.
    ///
    /// # Errors
    /// The tree does not match the type.
    pub(super) fn decode_into(&self, value: &mut dyn Wire) -> Result<(), CodecError> {
        let path = ErrorPath::default();
        self.decode_at(value, &path).map_err(|error| path.attach(error))
    }

    fn decode_at(&self, value: &mut dyn Wire, path: &ErrorPath) -> Result<(), CodecError> {
        match self {
            Self::Null => value.decode_from(Input::Null),
            _ if value.kind().input_mode() == InputMode::Buffered => value.decode_from(Input::Tree(self)),
            Self::Bool(bool) => value.decode_from(Input::Bool(*bool)),
            Self::Number(digits) if value.kind().input_mode() == InputMode::LosslessNumbers => {
                value.decode_from(Input::Number(digits))
            }
            Self::Number(digits) => value.decode_from(machine_number(digits)?),
            Self::Text(text) => value.decode_from(Input::Text(text)),
            Self::UntypedText(text) => value.decode_from(Input::UntypedText(text)),
            Self::List(items) => value.decode_from(Input::List(&mut Branches { items, next: 0, path })),
            Self::Object(members) => {
                value.decode_from(Input::Entries(&mut Members { members, next: 0, likely: 0, path }))
            }
        }
    }
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
            Input::Json(json) => super::tree_json::parse(json)?.into_owned(),
            Input::Tree(tree) => tree.clone().into_owned(),
            other @ Input::Bytes(_) => return Err(CodecError::expected("a value", &other)),
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
    path: &'a ErrorPath,
}

impl Items for Branches<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        let Some(item) = self.items.get(self.next) else { return Ok(false) };
        item.decode_at(into, self.path).inspect_err(|_| self.path.below(self.next))?;
        self.next += 1;
        Ok(true)
    }
}

/// `next` is the index of the next member, `likely` that of its field in the descriptor, if members come in order.
struct Members<'a> {
    members: &'a [(Cow<'a, str>, Tree<'a>)],
    next: usize,
    likely: usize,
    path: &'a ErrorPath,
}

impl Entries for Members<'_> {
    fn entry(&mut self, descriptor: &'static StructDescriptor) -> Result<Option<Entry>, CodecError> {
        while let Some((key, _)) = self.members.get(self.next) {
            self.next += 1;
            match descriptor.find(key, self.likely) {
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
        let Some((key, value)) = self.next.checked_sub(1).and_then(|index| self.members.get(index)) else {
            return Ok(());
        };
        value.decode_at(into, self.path).inspect_err(|_| self.path.below(key))
    }

    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError> {
        decode_fields(of, self)
    }
}
