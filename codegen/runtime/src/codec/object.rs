//! Models as the codec sees them: an [`Object`] with a [`StructDescriptor`] that lists its fields.

use std::any::Any;
use std::fmt::Debug;

use super::{CodecError, Entries, Entry, Input, Map, View, Wire};

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
            let view = self.get(index);
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

/// The wire format of a model.
#[derive(PartialEq, Eq)]
pub struct StructDescriptor {
    /// The name of the model, and of its root element in XML.
    pub name: &'static str,
    /// The fields in the order of the document.
    pub fields: &'static [FieldDescriptor],
    /// Whether additional properties are kept (`additionalProperties`).
    pub additional: bool,
}

impl StructDescriptor {
    /// The index of the field with this member name. The field at `likely` is tried first: servers send members in the
    /// order in which the document declares them.
    pub fn find(&self, name: &str, likely: usize) -> Option<usize> {
        match self.fields.get(likely) {
            Some(field) if field.name == name => Some(likely),
            _ => self.fields.iter().position(|field| field.name == name),
        }
    }
}

/// The wire format of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FieldDescriptor {
    /// The member name, in JSON and in forms.
    pub name: &'static str,
    /// Whether a JSON string holds the name without escapes.
    pub needs_no_escape: bool,
    /// Whether the member is required. A required member that is nullable is written as null rather than left out.
    pub required: bool,
    /// Whether only responses have the member (`readOnly`).
    pub read_only: bool,
    /// Whether only requests have the member (`writeOnly`), so that responses may lack it.
    pub write_only: bool,
    /// The only value of the member (`const`), as JSON. Unions are decoded by it.
    pub constant: Option<&'static str>,
    /// The name of the element or attribute in XML.
    pub xml_name: &'static str,
    /// The element name of each item of an array.
    pub xml_item: &'static str,
    /// Whether the member is an attribute in XML.
    pub xml_attribute: bool,
    /// Whether an array has an element around its items in XML.
    pub xml_wrapped: bool,
}

impl FieldDescriptor {
    /// An optional member, which is an element of the same name in XML.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            needs_no_escape: needs_no_escape(name),
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

    /// The member is required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Only responses have the member (`readOnly`).
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Only requests have the member (`writeOnly`).
    pub const fn write_only(mut self) -> Self {
        self.write_only = true;
        self
    }

    /// The only value of the member (`const`), as JSON.
    pub const fn constant(mut self, json: &'static str) -> Self {
        self.constant = Some(json);
        self
    }

    /// The name in XML (`xml.name`), also of an array's items unless `xml_item` follows.
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = name;
        self.xml_item = name;
        self
    }

    /// The element name of each item of an array (`items.xml.name`).
    pub const fn xml_item(mut self, name: &'static str) -> Self {
        self.xml_item = name;
        self
    }

    /// The member is an attribute in XML (`xml.attribute`).
    pub const fn xml_attribute(mut self) -> Self {
        self.xml_attribute = true;
        self
    }

    /// The array has an element around its items in XML (`xml.wrapped`).
    pub const fn xml_wrapped(mut self) -> Self {
        self.xml_wrapped = true;
        self
    }
}

/// Whether a text has no character that JSON escapes (RFC 8259 §7).
const fn needs_no_escape(text: &str) -> bool {
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

/// Decodes an object into a model. Of a member that occurs twice, the last value counts. Additional properties are kept if
/// the model has a field for them, and skipped otherwise.
///
/// # Errors
/// The input is not an object, a value does not match its field, or a required member is missing.
pub fn decode_object<T: Object + Default>(model: &mut T, input: Input<'_>) -> Result<(), CodecError> {
    *model = T::default();
    match input {
        Input::Entries(entries) => entries.fields(model),
        other => Err(CodecError::expected("an object", &other)),
    }
}

/// Decodes all entries into a model.
///
/// # Errors
/// A value does not match its field, or a required member is missing.
pub fn decode_fields<E: Entries>(object: &mut dyn Object, entries: &mut E) -> Result<(), CodecError> {
    let descriptor = object.descriptor();
    let mut seen = Seen::default();
    while let Some(entry) = entries.entry(descriptor)? {
        match entry {
            Entry::Declared(index) => {
                seen.mark(index);
                if let Some(field) = object.get_mut(index) {
                    entries.value(field)?;
                }
            }
            Entry::Additional(key) => {
                if let Some(additional) = object.additional_mut() {
                    additional.insert(key, entries)?;
                }
            }
        }
    }
    let is_missing = |index: usize, field: &FieldDescriptor| field.required && !field.write_only && !seen.has(index);
    match descriptor.fields.iter().enumerate().find(|(index, field)| is_missing(*index, field)) {
        Some((_, field)) => Err(CodecError::new(format_args!("the required member `{}` is missing", field.name))),
        None => Ok(()),
    }
}

/// The fields decoded so far: a bit set, and a list for the rare model with more than 128 fields.
#[derive(Default)]
struct Seen {
    first: u128,
    beyond: Vec<usize>,
}

impl Seen {
    fn mark(&mut self, index: usize) {
        match index {
            0..128 => self.first |= 1 << index,
            _ => self.beyond.push(index),
        }
    }

    fn has(&self, index: usize) -> bool {
        match index {
            0..128 => self.first & (1 << index) != 0,
            _ => self.beyond.contains(&index),
        }
    }
}
