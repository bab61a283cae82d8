//! A value that has been read before it is known of which type it is, with each digit of its numbers.

use std::borrow::Cow;

use super::{Entries, Entry, Fault, Input, Items, Map, Object, Reads, Shape, Table, Trace, View, Wire, fill_members};

/// Any value, as it came; its texts are those of what was read, where they stand there without escapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree<'a> {
    /// A null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, digit by digit.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A text of a format without types.
    Lexical(Cow<'a, str>),
    /// An array.
    List(Vec<Tree<'a>>),
    /// An object. A key that occurs twice is there twice.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// The same with texts of its own.
    pub(in super::super) fn into_owned<'b>(self) -> Tree<'b> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Tree::Null,
            Self::Bool(value) => Tree::Bool(value),
            Self::Number(digits) => Tree::Number(own(digits)),
            Self::Text(text) => Tree::Text(own(text)),
            Self::Lexical(text) => Tree::Lexical(own(text)),
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

    /// Fills `value` with what is here.
    ///
    /// # Errors
    /// It does not fit.
    pub(super) fn feed(&self, value: &mut dyn Wire) -> Result<(), Fault> {
        let trace = Trace::default();
        self.feed_at(value, &trace).map_err(|fault| trace.lead_to(fault))
    }

    fn feed_at(&self, value: &mut dyn Wire, trace: &Trace) -> Result<(), Fault> {
        match self {
            Self::Null => value.fill(Input::Null),
            _ if value.reads() == Reads::Whole => value.fill(Input::Tree(self)),
            Self::Bool(bool) => value.fill(Input::Bool(*bool)),
            Self::Number(digits) if value.reads() == Reads::Digits => value.fill(Input::Lexical(digits)),
            Self::Number(digits) => value.fill(machine_number(digits)?),
            Self::Text(text) => value.fill(Input::Text(text)),
            Self::Lexical(text) => value.fill(Input::Lexical(text)),
            Self::List(items) => value.fill(Input::List(&mut Branches { items, next: 0, trace })),
            Self::Object(members) => value.fill(Input::Entries(&mut Members { members, next: 0, likely: 0, trace })),
        }
    }
}

/// What a machine's number keeps of the digits.
fn machine_number<'a>(digits: &str) -> Result<Input<'a>, Fault> {
    let whole = digits.parse().map(Input::Int).or_else(|_| digits.parse().map(Input::Uint));
    match whole.or_else(|_| digits.parse().map(Input::Float)) {
        Ok(Input::Float(value)) if !value.is_finite() => Err(Fault::new("number out of range")),
        Ok(number) => Ok(number),
        Err(_) => Err(Fault::new("expected a number")),
    }
}

impl Wire for Tree<'_> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(digits) => View::Number(digits),
            Self::Text(text) | Self::Lexical(text) => View::Text(text),
            Self::List(items) => View::List(items),
            Self::Object(members) => View::Map(members),
        }
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = match input {
            Input::Null => Self::Null,
            Input::Bool(value) => Self::Bool(value),
            Input::Int(value) => Self::Number(value.to_string().into()),
            Input::Uint(value) => Self::Number(value.to_string().into()),
            Input::Float(value) => Self::Number(format!("{value:?}").into()),
            Input::Text(text) => Self::Text(text.to_owned().into()),
            Input::Lexical(text) => Self::Lexical(text.to_owned().into()),
            Input::Json(json) => super::tree_json::parse(json)?.into_owned(),
            Input::Tree(tree) => tree.clone().into_owned(),
            other @ Input::Bytes(_) => return Err(Fault::expected("a value", &other)),
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

    fn shape(&self) -> Shape {
        Shape::Any
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
    trace: &'a Trace,
}

impl Items for Branches<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, Fault> {
        let Some(item) = self.items.get(self.next) else { return Ok(false) };
        item.feed_at(into, self.trace).inspect_err(|_| self.trace.below(self.next))?;
        self.next += 1;
        Ok(true)
    }
}

/// `next` is the member after the one that was gone to, `likely` what it is in a table.
struct Members<'a> {
    members: &'a [(Cow<'a, str>, Tree<'a>)],
    next: usize,
    likely: usize,
    trace: &'a Trace,
}

impl Entries for Members<'_> {
    fn member(&mut self, table: &'static Table) -> Result<Option<Entry>, Fault> {
        while let Some((key, _)) = self.members.get(self.next) {
            self.next += 1;
            // Servers send members in the order they declare them, so the next one is tried first.
            let is_likely = table.members.get(self.likely).is_some_and(|member| member.name == key);
            let found = || table.members.iter().position(|member| member.name == key);
            match is_likely.then_some(self.likely).or_else(found) {
                Some(index) => {
                    self.likely = index + 1;
                    return Ok(Some(Entry::Member(index)));
                }
                None if table.rest => return Ok(Some(Entry::Other(key.clone().into_owned()))),
                None => {}
            }
        }
        Ok(None)
    }

    fn key(&mut self) -> Result<Option<String>, Fault> {
        let key = self.members.get(self.next).map(|(key, _)| key.clone().into_owned());
        self.next += 1;
        Ok(key)
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), Fault> {
        let Some((key, value)) = self.next.checked_sub(1).and_then(|index| self.members.get(index)) else {
            return Ok(());
        };
        value.feed_at(into, self.trace).inspect_err(|_| self.trace.below(key))
    }

    fn members(&mut self, of: &mut dyn Object) -> Result<(), Fault> {
        fill_members(of, self)
    }
}
