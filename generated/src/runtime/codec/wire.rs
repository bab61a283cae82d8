//! [`Wire`], by which values and formats meet, and what passes between them: a [`View`] to encode, an [`Input`] to decode.

use std::any::Any;
use std::fmt::Debug;

use bytes::Bytes;

use super::super::file_part::FilePart;
use super::descriptor::{FieldDescriptor, StructDescriptor};
use super::error::CodecError;
use super::kind::{Undeclared, ValueKind};
use super::tree::Tree;
use super::trial::Session;

/// A value that can be encoded and decoded in any format.
pub trait Wire: DynKind {
    /// The value as formats see it, one level deep.
    fn as_view(&self) -> View<'_>;

    /// Replaces the value with the decoded input. After an error it is what it was, or a part of what was decoded.
    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError>;

    /// The kind of all values of the type.
    fn kind_of_type() -> ValueKind
    where
        Self: Sized,
    {
        ValueKind::Scalar
    }
}

/// [`Wire::kind_of_type`] of a value whose type is not known at compile time.
pub trait DynKind {
    /// The kind of all values of this value's type.
    fn kind(&self) -> ValueKind;
}

impl<T: Wire> DynKind for T {
    fn kind(&self) -> ValueKind {
        T::kind_of_type()
    }
}

/// A value as formats see it, one level deep.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: the field is left out.
    Absent,
    /// An explicit null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond `i64`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// The text of a JSON number (RFC 8259 §6) of any size and precision.
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// A string that `Debug` hides.
    Secret(&'a str),
    /// A whole body, sent without encoding.
    Bytes(&'a Bytes),
    /// A file in a form.
    File(&'a FilePart),
    /// An array.
    List(&'a dyn List),
    /// An object with arbitrary keys.
    Map(&'a dyn Map),
    /// A model.
    Object(&'a dyn Object),
    /// A union: a value of one of its branches, or of none.
    Union(&'a dyn Union),
    /// A value that the document does not list. Formats write the value as usual.
    Undeclared(&'a dyn Wire, Undeclared),
}

/// A value as a format has read it, one level deep.
pub enum Input<'a> {
    /// An explicit null, or no content at all.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond `i64`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// The text of a JSON number (RFC 8259 §6), for values of [`ValueKind::Number`] and [`ValueKind::Integer`].
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// A text of a format without types, such as XML. The receiver parses it as its own type.
    UntypedText(&'a str),
    /// A whole body, undecoded.
    Bytes(&'a Bytes),
    /// An array.
    List(&'a mut dyn Items),
    /// An object.
    Entries(&'a mut dyn Entries),
    /// The JSON text of anything but null, for values of [`ValueKind::Union`] and [`ValueKind::Any`].
    Json(JsonText<'a>),
    /// A parsed value, anything but null, for the same kinds.
    Tree(Buffered<'a>),
    /// The tag of a union, for a model that is a branch of it. All else of the model stays.
    Tag(Tag),
}

impl CodecError {
    /// A required member is missing.
    pub(super) fn missing(name: &str) -> Self {
        Self::new(format_args!("the required member `{name}` is missing"))
    }

    /// The expected type, and the type of the input.
    pub fn expected(what: &str, found: &Input<'_>) -> Self {
        let found = match found {
            Input::Null => "null",
            Input::Bool(_) => "a boolean",
            Input::Int(_) | Input::Uint(_) | Input::Float(_) | Input::Number(_) => "a number",
            Input::Text(_) => "a string",
            Input::UntypedText(_) => "a text",
            Input::Bytes(_) => "bytes",
            Input::List(_) => "an array",
            Input::Entries(_) => "an object",
            Input::Json(_) | Input::Tree(_) | Input::Tag(_) => "a value",
        };
        Self::new(format_args!("expected {what}, found {found}"))
    }
}

/// The JSON text of a value, and whether the value is part of a union.
#[derive(Clone, Copy)]
pub struct JsonText<'a> {
    pub(in super::super) text: &'a str,
    pub(super) in_union: bool,
}

/// A tree, or a part of one, that is being decoded.
#[derive(Clone, Copy)]
pub struct Buffered<'a> {
    pub(in super::super) tree: &'a Tree<'a>,
    pub(super) session: &'a Session,
}

/// An array to encode.
pub trait List {
    /// The number of items.
    fn len(&self) -> usize;
    /// The item at `index`, which is less than `len`.
    fn item(&self, index: usize) -> &dyn Wire;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An object with arbitrary keys to encode.
pub trait Map {
    /// The entries in order.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_>;
}

/// An array being decoded.
pub trait Items {
    /// Decodes the next item; false if there is none.
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError>;
}

/// An object being decoded.
pub trait Entries {
    /// Moves to the next entry. Entries without a field in `descriptor` are skipped unless it keeps additional properties.
    fn entry(&mut self, descriptor: &'static StructDescriptor) -> Result<Option<Entry>, CodecError>;
    /// Moves to the next entry and returns its key.
    fn key(&mut self) -> Result<Option<String>, CodecError>;
    /// Decodes the value of the entry that `entry` or `key` moved to.
    fn value(&mut self, into: &mut dyn Wire) -> Result<(), CodecError>;
    /// What becomes of a model whose required member `name` is missing.
    fn missing(&mut self, name: &str) -> Result<(), CodecError> {
        Err(CodecError::missing(name))
    }
    /// Decodes all entries into a model by [`decode_fields`](super::decode_fields), which is compiled for each format: calls
    /// through `dyn` would be slower.
    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError>;
}

/// An entry of an object being decoded into a model.
pub enum Entry {
    /// A declared field, by its index in the descriptor.
    Declared(usize),
    /// An additional property, by its key.
    Additional(String),
}

/// A model: its descriptor, and its fields by their index in the descriptor.
pub trait Object: DynObject + Debug + Any {
    /// The descriptor of the type.
    fn struct_descriptor() -> &'static StructDescriptor
    where
        Self: Sized;
    /// The field at `index`; [`View::Absent`] beyond the last field.
    fn get(&self, index: usize) -> View<'_>;
    /// Calls `visit` with each field that is present or required. One virtual call for all fields keeps small models fast.
    fn for_each_present<'a>(&'a self, visit: &mut dyn FnMut(&'static FieldDescriptor, &View<'a>)) {
        for (index, field) in self.descriptor().fields.iter().enumerate() {
            let view = field.sent(self.get(index));
            if field.required || !matches!(view, View::Absent) {
                visit(field, &view);
            }
        }
    }
    /// The field at `index`, to decode into.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire>;
    /// The additional properties, if the model keeps them.
    fn additional(&self) -> Option<&dyn Map> {
        None
    }
    /// The additional properties, to decode into.
    fn additional_mut(&mut self) -> Option<&mut dyn AdditionalProperties> {
        None
    }
}

/// [`Object::struct_descriptor`] of a model whose type is not known at compile time.
pub trait DynObject {
    /// The descriptor of the model's type.
    fn descriptor(&self) -> &'static StructDescriptor;
}

impl<T: Object> DynObject for T {
    fn descriptor(&self) -> &'static StructDescriptor {
        T::struct_descriptor()
    }
}

/// The field of a model for members without a field of their own (`additionalProperties`).
pub trait AdditionalProperties {
    /// Decodes the value of the current entry and inserts it under `key`.
    fn insert(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), CodecError>;
}

/// A union: a value of one of several branches, or of none.
pub trait Union: Any + Debug {
    /// The member that names the branch (`discriminator`); empty if there is none.
    fn discriminator(&self) -> &'static str;
    /// The discriminator values that select each branch, in the order of the branches.
    fn discriminator_values(&self) -> &'static [&'static [&'static str]];
    /// The kind of the branch at `index`.
    fn branch_kind(&self, index: usize) -> ValueKind;
    /// Replaces the value by the default of the branch at `index`, to decode into; beyond the last branch, by a value of no branch.
    fn select_branch(&mut self, index: usize) -> &mut dyn Wire;
    /// The index of the branch that the value is of, and its value; beyond the last branch for a value of none.
    fn branch(&self) -> (usize, &dyn Wire);
    /// The value of the branch that the value is of.
    fn branch_mut(&mut self) -> &mut dyn Wire;
    /// The branch of what a family has in common: of a discriminator value that names none, if it loses nothing.
    fn base_branch(&self) -> Option<usize> {
        None
    }
    /// The branch of a value whose discriminator names none, or that has none.
    fn default_branch(&self) -> Option<usize> {
        None
    }
}

/// A discriminator, and the text that names a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}
