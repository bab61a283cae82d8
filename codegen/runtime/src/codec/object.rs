//! Objects with a table of members: what a model is to a format.

use std::fmt::Debug;

use super::{Entries, Entry, Fault, Input, Map, View, Wire};

/// A model: its table, and its members by their index in the table.
pub trait Object: Debug {
    /// The members' wire names and flags.
    fn table(&self) -> &'static Table;
    /// A look at the member at `index`; beyond the last, at nothing.
    fn look(&self, index: usize) -> View<'_>;
    /// Shows the members that are there, or have to be. One call for all of them is what makes a model with few fast.
    fn each<'a>(&'a self, show: &mut dyn FnMut(&'static Member, &View<'a>)) {
        for (index, member) in self.table().members.iter().enumerate() {
            let view = self.look(index);
            if member.required || !matches!(view, View::Absent) {
                show(member, &view);
            }
        }
    }
    /// The member at `index`, to be filled.
    fn member_mut(&mut self, index: usize) -> Option<&mut dyn Wire>;
    /// The members that are not in the table, if the document has a place for them.
    fn rest(&self) -> Option<&dyn Map> {
        None
    }
    /// The same, to be filled.
    fn rest_mut(&mut self) -> Option<&mut dyn Rest> {
        None
    }
}

/// The place for members that are not in the table.
pub trait Rest {
    /// Reads the value of the entry with this key.
    fn read(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault>;
}

/// The wire format of a model.
#[derive(PartialEq, Eq)]
pub struct Table {
    /// The name of the model; of the root element in XML.
    pub name: &'static str,
    /// The members in the order of the document.
    pub members: &'static [Member],
    /// Whether other members are kept too (`additionalProperties`).
    pub rest: bool,
}

/// One member of a model on the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The name in JSON and in forms.
    pub name: &'static str,
    /// Whether the name is the same in a JSON string.
    pub is_plain: bool,
    /// Whether it must be there. If it may be null, null is written rather than nothing.
    pub required: bool,
    /// Whether the server alone says it, so that no request has it (`readOnly`).
    pub read_only: bool,
    /// Whether the client alone says it, so that responses need not have it (`writeOnly`).
    pub write_only: bool,
    /// The only value it can have, as JSON; it tells the types of a union apart.
    pub constant: Option<&'static str>,
    /// The name of the element or attribute in XML.
    pub xml_name: &'static str,
    /// The name of each item's element, for an array.
    pub xml_item: &'static str,
    /// Whether it is an attribute in XML.
    pub xml_attribute: bool,
    /// Whether an array has an element around its items in XML.
    pub xml_wrapped: bool,
}

impl Member {
    /// An optional member, an element of the same name in XML.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            is_plain: is_plain(name),
            required: false,
            read_only: false,
            write_only: false,
            constant: None,
            xml_name: name,
            xml_item: name,
            xml_attribute: false,
            xml_wrapped: false,
        }
    }

    /// It must be there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The server alone says it (`readOnly`).
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// The client alone says it (`writeOnly`).
    pub const fn write_only(mut self) -> Self {
        self.write_only = true;
        self
    }

    /// It has one value only (`const`), written as JSON.
    pub const fn constant(mut self, json: &'static str) -> Self {
        self.constant = Some(json);
        self
    }

    /// It has another name in XML (`xml.name`), and so have its items, unless they have one of their own.
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = name;
        self.xml_item = name;
        self
    }

    /// The element of each item has another name in XML (`items.xml.name`).
    pub const fn xml_item(mut self, name: &'static str) -> Self {
        self.xml_item = name;
        self
    }

    /// It is an attribute in XML (`xml.attribute`).
    pub const fn xml_attribute(mut self) -> Self {
        self.xml_attribute = true;
        self
    }

    /// The array has an element around its items (`xml.wrapped`).
    pub const fn xml_wrapped(mut self) -> Self {
        self.xml_wrapped = true;
        self
    }
}

/// Whether a text has no character that JSON escapes (RFC 8259 §7).
const fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] < 0x20 || bytes[index] == b'"' || bytes[index] == b'\\' {
            return false;
        }
        index += 1;
    }
    true
}

/// Fills a model from an object. Of a member that occurs twice, the last counts. Members that are not in the table go
/// where the model has a place for them, and are passed over if it has none.
///
/// # Errors
/// The input is not an object, a member does not fit, or a required one is missing.
pub fn fill_object<T: Object + Default>(model: &mut T, input: Input<'_>) -> Result<(), Fault> {
    *model = T::default();
    match input {
        Input::Entries(entries) => entries.members(model),
        other => Err(Fault::expected("an object", &other)),
    }
}

/// Reads all entries into a model.
///
/// # Errors
/// A member does not fit, or a required one is missing.
pub fn fill_members<E: Entries>(object: &mut dyn Object, entries: &mut E) -> Result<(), Fault> {
    let table = object.table();
    let mut seen = Seen::default();
    while let Some(entry) = entries.member(table)? {
        match entry {
            Entry::Member(index) => {
                seen.mark(index);
                if let Some(member) = object.member_mut(index) {
                    entries.value(member)?;
                }
            }
            Entry::Other(key) => {
                if let Some(rest) = object.rest_mut() {
                    rest.read(key, entries)?;
                }
            }
        }
    }
    let is_missing = |index: usize, member: &Member| member.required && !member.write_only && !seen.has(index);
    match table.members.iter().enumerate().find(|(index, member)| is_missing(*index, member)) {
        Some((_, member)) => Err(Fault::new(format_args!("the required member `{}` is missing", member.name))),
        None => Ok(()),
    }
}

/// Which members have been read: bits, and a list for the rare model with more than 128 of them.
#[derive(Default)]
struct Seen {
    first: u128,
    rest: Vec<usize>,
}

impl Seen {
    fn mark(&mut self, index: usize) {
        match index {
            0..128 => self.first |= 1 << index,
            _ => self.rest.push(index),
        }
    }

    fn has(&self, index: usize) -> bool {
        match index {
            0..128 => self.first & (1 << index) != 0,
            _ => self.rest.contains(&index),
        }
    }
}
