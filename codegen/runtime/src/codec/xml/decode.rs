//! The XML decoder. Texts in XML have no type, so the receiver's kind decides how an element is read.

use super::super::error::Context;
use super::super::{
    CodecError, DecodeError, Entries, Entry, FieldDescriptor, Input, Items, Object, StructDescriptor, ValueKind, Wire,
    decode_fields,
};
use super::element::{Children, Document, Element, local};

/// Decodes an XML document into `value`. The name of the root element is ignored.
///
/// # Errors
/// The location and cause. Document types, undefined entities and nesting beyond 128 levels are refused.
pub fn from_xml(text: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
    let context = Context::default();
    let text = std::str::from_utf8(text).map_err(|error| context.error(error))?;
    // Some servers send the text of a scalar without an element around it.
    if value.kind().is_scalar() && !text.trim_start().starts_with('<') {
        return value.decode_from(Input::UntypedText(text)).map_err(DecodeError::from);
    }
    let document = Document::parse(text).map_err(|error| context.error(error))?;
    decode_element(document.root(), None, value, &context).map_err(|error| context.attach(error).into())
}

fn decode_element(
    element: Element<'_>,
    field: Option<&FieldDescriptor>,
    into: &mut dyn Wire,
    context: &Context,
) -> Result<(), CodecError> {
    if element.is_nil() {
        return into.decode_from(Input::Null);
    }
    match into.kind() {
        kind if kind.is_scalar() && element.has_children() => Err(CodecError::new("expected a text, found elements")),
        ValueKind::Scalar | ValueKind::Integer | ValueKind::Number => {
            into.decode_from(Input::UntypedText(&element.text()))
        }
        ValueKind::Union | ValueKind::Any if !element.has_children() => {
            into.decode_from(Input::UntypedText(&element.text()))
        }
        ValueKind::List => {
            let mut items = ElementItems { children: element.children(), name: None, index: 0, field, context };
            into.decode_from(Input::List(&mut items))
        }
        ValueKind::Struct(_) | ValueKind::Map | ValueKind::Union | ValueKind::Any => {
            let mut entries = ElementEntries { element, next: 0, children: element.children(), at: At::Start, context };
            into.decode_from(Input::Entries(&mut entries))
        }
    }
}

/// Child elements as the items of an array: all of them, or those with this name.
struct ElementItems<'a> {
    children: Children<'a>,
    name: Option<&'static str>,
    index: usize,
    field: Option<&'a FieldDescriptor>,
    context: &'a Context,
}

impl Items for ElementItems<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        let name = self.name;
        let Some(element) = self.children.find(|child| name.is_none_or(|name| child.name() == name)) else {
            return Ok(false);
        };
        decode_element(element, self.field, into, self.context).inspect_err(|_| self.context.below_item(self.index))?;
        self.index += 1;
        Ok(true)
    }
}

enum At<'a> {
    Start,
    Field(&'static FieldDescriptor),
    Child(Element<'a>),
}

/// The attributes and child elements of an element as the members of a model, or the child elements as entries of a map.
/// `next` is the next field of the model, `children` are the next child elements to try as entries.
struct ElementEntries<'a> {
    element: Element<'a>,
    next: usize,
    children: Children<'a>,
    at: At<'a>,
    context: &'a Context,
}

impl ElementEntries<'_> {
    fn has(&self, field: &FieldDescriptor) -> bool {
        match field.xml_attribute {
            true => self.element.attribute(local(field.xml_name)).is_some(),
            false => self.element.children().any(|child| child.name() == local(element_name(field))),
        }
    }

    fn decode_field(&self, field: &'static FieldDescriptor, into: &mut dyn Wire) -> Result<(), CodecError> {
        if field.xml_attribute {
            let found = self.element.attribute(local(field.xml_name));
            return found.map_or(Ok(()), |value| into.decode_from(Input::UntypedText(&value)));
        }
        let (name, children) = (local(element_name(field)), self.element.children());
        if into.kind() == ValueKind::List && !field.xml_wrapped {
            let (name, field) = (Some(name), Some(field));
            let mut items = ElementItems { children, name, index: 0, field, context: self.context };
            return into.decode_from(Input::List(&mut items));
        }
        // Of an element that occurs twice, the last counts, as for JSON members.
        let last = children.filter(|child| child.name() == name).last();
        last.map_or(Ok(()), |child| decode_element(child, Some(field), into, self.context))
    }
}

impl Entries for ElementEntries<'_> {
    fn entry(&mut self, descriptor: &'static StructDescriptor) -> Result<Option<Entry>, CodecError> {
        let found = (self.next..descriptor.fields.len()).find(|index| self.has(&descriptor.fields[*index]));
        if let Some(index) = found {
            self.at = At::Field(&descriptor.fields[index]);
            self.next = index + 1;
            return Ok(Some(Entry::Declared(index)));
        }
        self.next = descriptor.fields.len();
        if !descriptor.additional {
            return Ok(None);
        }
        let is_declared =
            |child: &Element<'_>| descriptor.fields.iter().any(|field| child.name() == local(element_name(field)));
        let Some(child) = self.children.find(|child| !is_declared(child)) else { return Ok(None) };
        self.at = At::Child(child);
        Ok(Some(Entry::Additional(child.name().to_owned())))
    }

    fn key(&mut self) -> Result<Option<String>, CodecError> {
        let Some(child) = self.children.next() else { return Ok(None) };
        self.at = At::Child(child);
        Ok(Some(child.name().to_owned()))
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), CodecError> {
        let (result, step) = match self.at {
            At::Start => return Ok(()),
            At::Field(field) => (self.decode_field(field, into), field.xml_name),
            At::Child(child) => (decode_element(child, None, into, self.context), child.name()),
        };
        result.inspect_err(|_| self.context.below(step))
    }

    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError> {
        decode_fields(of, self)
    }
}

/// The element name of a field: that of the wrapper, or of each item of an array without a wrapper.
pub(super) fn element_name(field: &FieldDescriptor) -> &'static str {
    if field.xml_wrapped { field.xml_name } else { field.xml_item }
}
