//! A value that has been read before it is known of which type it is, with each digit of its numbers.

use super::{Entries, Entry, Fault, Input, Items, Map, Object, Reads, Shape, Table, Trace, View, Wire, fill_members};

/// Any value, as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree {
    /// A null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, digit by digit.
    Number(String),
    /// A string.
    Text(String),
    /// A text of a format without types.
    Lexical(String),
    /// An array.
    List(Vec<Tree>),
    /// An object. A key that occurs twice is there twice.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The member with this key; of several, the last.
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
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
            Self::Object(members) => value.fill(Input::Entries(&mut Members { members, next: 0, trace })),
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

impl Wire for Tree {
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
            Input::Int(value) => Self::Number(value.to_string()),
            Input::Uint(value) => Self::Number(value.to_string()),
            Input::Float(value) => Self::Number(format!("{value:?}")),
            Input::Text(text) => Self::Text(text.to_owned()),
            Input::Lexical(text) => Self::Lexical(text.to_owned()),
            Input::Json(json) => super::tree_json::parse(json)?,
            Input::Tree(tree) => tree.clone(),
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
                    members.push((key, value));
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

impl Map for Vec<(String, Tree)> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value as &dyn Wire)))
    }
}

struct Branches<'a> {
    items: &'a [Tree],
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

/// `next` is the member after the one that was gone to.
struct Members<'a> {
    members: &'a [(String, Tree)],
    next: usize,
    trace: &'a Trace,
}

impl Entries for Members<'_> {
    fn member(&mut self, table: &'static Table) -> Result<Option<Entry>, Fault> {
        while let Some((key, _)) = self.members.get(self.next) {
            self.next += 1;
            match table.members.iter().position(|member| member.name == key) {
                Some(index) => return Ok(Some(Entry::Member(index))),
                None if table.rest => return Ok(Some(Entry::Other(key.clone()))),
                None => {}
            }
        }
        Ok(None)
    }

    fn key(&mut self) -> Result<Option<String>, Fault> {
        let key = self.members.get(self.next).map(|(key, _)| key.clone());
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
