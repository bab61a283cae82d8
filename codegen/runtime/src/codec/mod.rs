//! The codec: encodes and decodes models as JSON, XML, form and multipart bodies.
//!
//! A format knows only [`Wire`], with which it looks at a value ([`Wire::as_view`]) and decodes into it ([`Wire::decode_from`]);
//! a model knows only its [`StructDescriptor`]. Both meet through `dyn`, so that a model adds little compile time.

mod arbitrary_precision;
mod containers;
mod debug_eq;
mod error;
mod form;
mod json_value;
mod json_writer;
pub(crate) mod macros;
mod multipart;
mod object;
mod scalars;
mod serde_bridge;
mod serde_impls;
mod tree;
mod tree_json;
mod trial;
mod union;
#[cfg(feature = "xml")]
mod xml;

use bytes::Bytes;
pub use containers::{Maybe, decode_tuple};
pub use debug_eq::debug_object;
use error::Context;
pub use error::{CodecError, DecodeError};
pub(super) use error::{excerpt, limited};
pub use form::{Encoding, to_form};
pub(super) use json_value::nearest_value;
pub(super) use json_writer::json_text;
pub use json_writer::to_json;
pub use multipart::to_multipart;
pub use object::{
    AdditionalProperties, DynObject, FieldDescriptor, Object, StructDescriptor, decode_fields, decode_object,
};
pub(super) use scalars::text;
pub use scalars::{decode_integer_enum, decode_string_enum, single_value_default};
pub use serde_bridge::{deserialize, from_json, serialize};
pub use tree::{Buffered, Tree};
pub use union::{Union, decode_union};
#[cfg(feature = "xml")]
pub use xml::{from_xml, to_xml};

use super::file_part::FilePart;

/// A value that can be encoded and decoded in any format.
pub trait Wire: DynKind {
    /// The value as formats see it, one level deep.
    fn as_view(&self) -> View<'_>;

    /// Replaces the value with the decoded input. After an error the value is unspecified.
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

/// The kinds of values that a type can hold. Formats ask for the kind before they read a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A boolean, a float or a string.
    Scalar,
    /// An integer of the machine.
    Integer,
    /// A number of any size and precision.
    Number,
    /// An array.
    List,
    /// An object with arbitrary keys.
    Map,
    /// An object with these fields.
    Struct(&'static StructDescriptor),
    /// One of several types.
    Union,
    /// Any JSON value. `null` is one of them, so an `Option` around the type keeps `null` apart from an absent member.
    Any,
}

impl ValueKind {
    /// Whether values of this kind are neither arrays nor objects.
    pub(super) fn is_scalar(self) -> bool {
        matches!(self, Self::Scalar | Self::Integer | Self::Number)
    }

    /// The form in which a value of this kind is handed its input.
    fn input_mode(self, integers: IntegerMode) -> InputMode {
        match self {
            Self::Integer if integers == IntegerMode::ByText => InputMode::LosslessNumbers,
            Self::Scalar | Self::Integer | Self::List | Self::Map | Self::Struct(_) => InputMode::Native,
            Self::Number => InputMode::LosslessNumbers,
            Self::Union | Self::Any => InputMode::Buffered,
        }
    }
}

/// How integers are read. `1e18` and `9223372036854775807.0` are integers too, but as floats they are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum IntegerMode {
    /// As machine numbers, which is twice as fast. Where a float is to be an integer, the document is read again by text.
    #[default]
    ByValue,
    /// By their text.
    ByText,
}

/// The form in which a value is handed its input.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InputMode {
    /// Level by level; numbers as `i64`, `u64` or `f64`.
    Native,
    /// Level by level; numbers as text ([`Input::Number`]).
    LosslessNumbers,
    /// Buffered: the whole value is parsed first ([`Input::Json`], [`Input::Tree`]), because the type cannot be chosen from its beginning.
    Buffered,
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
    /// An enum value not listed in the document, or a union value that matched no variant. Formats write the value as usual.
    Undeclared(&'a dyn Wire, Undeclared),
}

/// The kinds of values that a document does not declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {
    /// A value other than the only one of an enum (`const`).
    Constant,
    /// A value beside the several of an enum.
    EnumValue,
    /// A value that matched no variant of a union.
    Variant,
}

impl Undeclared {
    /// The view of a value that is none of the `declared` ones of an enum.
    pub fn enum_value(value: &dyn Wire, declared: usize) -> View<'_> {
        View::Undeclared(value, if declared == 1 { Self::Constant } else { Self::EnumValue })
    }
}

impl View<'_> {
    /// The view with [`View::Undeclared`] resolved to the value inside.
    pub(super) fn resolved(self) -> Self {
        match self {
            View::Undeclared(value, _) => value.as_view().resolved(),
            other => other,
        }
    }
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
}

/// The JSON text of a value, and whether the value is part of a union.
#[derive(Clone, Copy)]
pub struct JsonText<'a> {
    pub(super) text: &'a str,
    in_union: bool,
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
    /// Decodes all entries into a model: [`decode_fields`], compiled once per format, which is faster than through `dyn`.
    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError>;
}

/// An entry of an object being decoded into a model.
pub enum Entry {
    /// A declared field, by its index in the descriptor.
    Declared(usize),
    /// An additional property, by its key.
    Additional(String),
}
