//! The codec: encodes and decodes models as JSON, XML, form and multipart bodies.
//!
//! A format knows only [`Wire`], with which it looks at a value ([`Wire::as_view`]) and decodes into it ([`Wire::decode_from`]);
//! a model knows only its [`StructDescriptor`]. Both meet through `dyn`, so that a model adds little compile time.

mod arbitrary_precision;
mod buffered;
mod bytes;
mod containers;
mod debug_eq;
mod descriptor;
mod error;
mod escape;
mod form;
mod form_fields;
mod json_value;
mod json_writer;
mod keyed;
mod kind;
pub(crate) mod macros;
mod maybe;
mod multipart;
mod number_text;
mod object;
mod scalars;
mod seed;
mod serde_bridge;
mod style;
mod tagging;
mod tolerance;
mod tree;
mod tree_json;
mod trial;
mod union;
mod view;
mod wire;
#[cfg(feature = "xml")]
mod xml;

pub use buffered::from_json_tolerantly;
pub use containers::decode_tuple;
pub use debug_eq::{debug_object, debug_union, equal};
pub use descriptor::{FieldDescriptor, StructDescriptor};
pub use error::{CodecError, DecodeError};
pub(super) use error::{excerpt, limited};
pub(super) use form::to_query;
pub use form::{Encoding, to_form};
pub(super) use json_value::nearest_value;
pub use json_writer::to_json;
pub use keyed::{Keyed, decode_keyed};
pub use kind::{Undeclared, ValueKind};
pub use maybe::{IntoMaybe, Maybe, list, map};
pub use multipart::to_multipart;
pub(super) use number_text::{is_number_held, whole_number};
pub use object::{decode_fields, decode_object};
pub(super) use scalars::text;
pub use scalars::{decode_integer_enum, decode_string_enum};
pub use serde_bridge::{deserialize, from_json, serialize};
pub use style::Style;
use tagging::Sent;
pub use tagging::tagged;
pub use tree::Tree;
pub use union::decode_union;
pub use wire::{
    AdditionalProperties, Buffered, DynKind, DynObject, Entries, Entry, Input, Items, JsonText, List, Map, Object, Tag,
    Union, View, Wire,
};
#[cfg(feature = "xml")]
pub use xml::{from_xml, to_xml};
