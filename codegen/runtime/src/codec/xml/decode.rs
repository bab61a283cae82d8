//! The XML decoder. Texts in XML have no type, so the receiver's kind decides how an element is read.

use super::super::{
    CodecError, DecodeError, Entries, Entry, ErrorPath, FieldDescriptor, Input, Items, Object, StructDescriptor,
    ValueKind, Wire, decode_fields,
};
use super::element::Element;

/// Decodes an XML document into `value`. The name of the root element is ignored.
///
/// # Errors
/// The location and cause. Document types, undefined entities and nesting beyond 128 levels are refused.
pub fn from_xml(text: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
    let path = ErrorPath::default();
    let text = std::str::from_utf8(text).map_err(|error| path.error(error))?;
    let root = Element::parse(text).map_err(|error| path.error(error))?;
    decode_element(&root, None, value, &path).map_err(|error| path.attach(error).into())
}

fn decode_element(
    element: &Element,
    field: Option<&FieldDescriptor>,
    into: &mut dyn Wire,
    path: &ErrorPath,
) -> Result<(), CodecError> {
    if element.is_nil() {
        return into.decode_from(Input::Null);
    }
    match into.kind() {
        ValueKind::Scalar | ValueKind::Number if !element.children.is_empty() => {
            Err(CodecError::new("expected a text, found elements"))
        }
        ValueKind::Scalar | ValueKind::Number => into.decode_from(Input::UntypedText(&element.text)),
        ValueKind::Union | ValueKind::Any if element.children.is_empty() => {
            into.decode_from(Input::UntypedText(&element.text))
        }
        ValueKind::List => {
            let mut items = Children { items: element.children.iter().collect(), next: 0, field, path };
            into.decode_from(Input::List(&mut items))
        }
        ValueKind::Struct(_) | ValueKind::Map | ValueKind::Union | ValueKind::Any => {
            let mut entries = ElementEntries { element, next: 0, additional: 0, at: At::Start, path };
            into.decode_from(Input::Entries(&mut entries))
        }
    }
}

struct Children<'a> {
    items: Vec<&'a Element>,
    next: usize,
    field: Option<&'a FieldDescriptor>,
    path: &'a ErrorPath,
}

impl Items for Children<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        let Some(element) = self.items.get(self.next) else { return Ok(false) };
        decode_element(element, self.field, into, self.path).inspect_err(|_| self.path.below(self.next))?;
        self.next += 1;
        Ok(true)
    }
}

enum At<'a> {
    Start,
    Field(&'a FieldDescriptor),
    Child(&'a Element),
}

/// The attributes and child elements of an element as the members of a model, or the child elements as entries of a map.
/// `next` is the next field of the model or entry of the map, `additional` the next child element to try as an additional property.
struct ElementEntries<'a> {
    element: &'a Element,
    next: usize,
    additional: usize,
    at: At<'a>,
    path: &'a ErrorPath,
}

impl ElementEntries<'_> {
    fn has(&self, field: &FieldDescriptor) -> bool {
        match field.xml_attribute {
            true => self.element.attributes.iter().any(|(name, _)| name == local(field.xml_name)),
            false => self.element.children.iter().any(|child| child.name == local(element_name(field))),
        }
    }

    fn decode_field(&self, field: &FieldDescriptor, into: &mut dyn Wire) -> Result<(), CodecError> {
        if field.xml_attribute {
            let found = self.element.attributes.iter().find(|(name, _)| name == local(field.xml_name));
            return found.map_or(Ok(()), |(_, value)| into.decode_from(Input::UntypedText(value)));
        }
        let name = local(element_name(field));
        let mut named = self.element.children.iter().filter(|child| child.name == name);
        if into.kind() == ValueKind::List && !field.xml_wrapped {
            let mut items = Children { items: named.collect(), next: 0, field: Some(field), path: self.path };
            return into.decode_from(Input::List(&mut items));
        }
        // Of an element that occurs twice, the last counts, as for JSON members.
        named.next_back().map_or(Ok(()), |child| decode_element(child, Some(field), into, self.path))
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
            |child: &Element| descriptor.fields.iter().any(|field| child.name == local(element_name(field)));
        let mut children = self.element.children.iter().skip(self.additional);
        Ok(children.find_map(|child| {
            self.additional += 1;
            self.at = At::Child(child);
            (!is_declared(child)).then(|| Entry::Additional(child.name.clone()))
        }))
    }

    fn key(&mut self) -> Result<Option<String>, CodecError> {
        let Some(child) = self.element.children.get(self.next) else { return Ok(None) };
        self.at = At::Child(child);
        self.next += 1;
        Ok(Some(child.name.clone()))
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), CodecError> {
        let (result, step) = match self.at {
            At::Start => return Ok(()),
            At::Field(field) => (self.decode_field(field, into), field.xml_name),
            At::Child(child) => (decode_element(child, None, into, self.path), child.name.as_str()),
        };
        result.inspect_err(|_| self.path.below(step))
    }

    fn fields(&mut self, of: &mut dyn Object) -> Result<(), CodecError> {
        decode_fields(of, self)
    }
}

/// The element name of a field: that of the wrapper, or of each item of an array without a wrapper.
pub(super) fn element_name(field: &FieldDescriptor) -> &'static str {
    if field.xml_wrapped { field.xml_name } else { field.xml_item }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
