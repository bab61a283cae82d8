//! Between models and wire formats: every value can be looked at ([`Wire::view`]) and filled ([`Wire::fill`]).
//!
//! A format (JSON, XML, form) knows these two and nothing of any model; a model knows its table of members and nothing
//! of any format. All of it goes through `dyn`, so that a model costs the compiler little more than its fields.

mod containers;
mod digits;
mod fault;
mod form;
mod inspect;
mod json;
mod json_value;
mod json_writer;
mod multipart;
mod object;
mod own_types;
mod scalars;
pub(crate) mod tables;
mod tree;
mod tree_json;
mod union;
#[cfg(feature = "xml")]
mod xml;

use bytes::Bytes;
pub use containers::{Maybe, fill_tuple};
use fault::Trace;
pub use fault::{DecodeFault, Fault};
pub use form::{Encoding, to_form};
pub use inspect::debug_object;
pub use json::{deserialize, from_json, serialize};
pub(super) use json_writer::json_text;
pub use json_writer::to_json;
pub use multipart::to_multipart;
pub use object::{Member, Object, Rest, Table, fill_members, fill_object};
pub(super) use scalars::text;
pub use scalars::{fill_i64, fill_text, only};
pub use tree::Tree;
pub use union::{Union, fill_union};
#[cfg(feature = "xml")]
pub use xml::{from_xml, to_xml};

use super::file_part::FilePart;

/// A value that travels: it can be looked at and filled.
pub trait Wire {
    /// What the value holds now.
    fn view(&self) -> View<'_>;

    /// Replaces the value with what has come in. After an error the value is unspecified.
    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault>;

    /// What the value will hold, for formats in which a text can be anything.
    fn shape(&self) -> Shape {
        match self.view() {
            View::Object(object) => Shape::Object(object.table()),
            View::List(_) => Shape::List,
            _ => Shape::Scalar,
        }
    }

    /// The same of a new value of the type, for those around it.
    fn type_shape() -> Shape
    where
        Self: Sized + Default,
    {
        Self::default().shape()
    }

    /// How it wants to be given what a format has read.
    fn reads(&self) -> Reads {
        Reads::Plain
    }

    /// The same of the type, for those around it.
    fn type_reads() -> Reads
    where
        Self: Sized,
    {
        Reads::Plain
    }

    /// Whether null is a value of the type like any other, so that an option around it keeps null apart from nothing.
    fn takes_null() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// How a value is given what a format has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Level by level, numbers as the machine has them.
    Plain,
    /// The same, but numbers digit by digit ([`Input::Lexical`]).
    Digits,
    /// All at once, because it takes more than a look to know what it is.
    Whole,
}

/// A look at a value, one level deep.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing: the member is left out.
    Absent,
    /// An explicit null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number beyond `i64`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A number as it is written (RFC 8259 §6), of any size and precision.
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// A string that `Debug` hides.
    Secret(&'a str),
    /// A whole body as it is.
    Bytes(&'a Bytes),
    /// A file in a form.
    File(&'a FilePart),
    /// An array.
    List(&'a dyn List),
    /// An object with keys of its own.
    Map(&'a dyn Map),
    /// An object with a table of members.
    Object(&'a dyn Object),
    /// A value that the document does not name, where it names so many others; all there are for a value of no type of a
    /// union. Formats write it like any other.
    Unknown(&'a dyn Wire, usize),
}

impl View<'_> {
    /// The same without the word that it is not known.
    pub(super) fn plain(self) -> Self {
        match self {
            View::Unknown(value, _) => value.view().plain(),
            other => other,
        }
    }
}

/// What a format has read, one level deep.
pub enum Input<'a> {
    /// An explicit null, or no content at all.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number beyond `i64`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(&'a str),
    /// A text of a format without types; it is whatever the receiver takes it for.
    Lexical(&'a str),
    /// A whole body as it is.
    Bytes(&'a Bytes),
    /// An array.
    List(&'a mut dyn Items),
    /// An object.
    Entries(&'a mut dyn Entries),
    /// The JSON of anything but null, for what reads all at once.
    Json(&'a str),
    /// Anything but null that has been read already, for what reads all at once.
    Tree(&'a Tree<'a>),
}

/// What a value can hold, see [`Wire::shape`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A boolean, number or string.
    Scalar,
    /// An array.
    List,
    /// An object with keys of its own.
    Map,
    /// An object with this table of members.
    Object(&'static Table),
    /// Anything.
    Any,
}

/// An array that is looked at.
pub trait List {
    /// How many items there are.
    fn len(&self) -> usize;
    /// The item at `index`, below `len`.
    fn item(&self, index: usize) -> &dyn Wire;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An object with keys of its own that is looked at.
pub trait Map {
    /// The entries in order.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_>;
}

/// An array that is being read.
pub trait Items {
    /// Reads the next item; false when there is none.
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, Fault>;
}

/// An object that is being read.
pub trait Entries {
    /// Goes to the next entry. Those that are no member of `table` are passed over, unless it has a place for them.
    fn member(&mut self, table: &'static Table) -> Result<Option<Entry>, Fault>;
    /// Goes to the next entry and gives its key.
    fn key(&mut self) -> Result<Option<String>, Fault>;
    /// Reads the value of the entry that `member` or `key` went to.
    fn value(&mut self, into: &mut dyn Wire) -> Result<(), Fault>;
    /// Reads all entries into a model: [`fill_members`], once for each format, which is faster than for all at once.
    fn members(&mut self, of: &mut dyn Object) -> Result<(), Fault>;
}

/// An entry of an object that is being read into a model.
pub enum Entry {
    /// A member, by its index in the table.
    Member(usize),
    /// Another one, by its key.
    Other(String),
}
