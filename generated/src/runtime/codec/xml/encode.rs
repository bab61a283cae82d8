//! The XML encoder.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::{CodecError, FieldDescriptor, Map, Sent, View, Wire, excerpt};
use super::decode::element_name;

/// Encodes `value` as an XML document in UTF-8. The root element has the name of the model.
///
/// # Errors
/// The value is not an object, or a name or text has no place in XML 1.0.
pub fn to_xml(value: &dyn Wire) -> Result<Vec<u8>, CodecError> {
    xml_of_view(value.as_view())
}

/// The XML of a value that is part of a request.
pub(in super::super) fn xml_of_view(view: View<'_>) -> Result<Vec<u8>, CodecError> {
    let mut out = Document(Writer::new(Vec::new()));
    out.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let view = view.resolved();
    let root = view.as_sent().ok_or_else(|| CodecError::new("only an object can be sent as XML"))?;
    out.element(root.object.descriptor().name, view, None)?;
    Ok(out.0.into_inner())
}

struct Document(Writer<Vec<u8>>);

impl Document {
    fn event(&mut self, event: Event<'_>) -> Result<(), CodecError> {
        self.0.write_event(event).map_err(CodecError::new)
    }

    /// An element with `view` as its content; `field` names the elements of an array's items.
    fn element(&mut self, name: &str, view: View<'_>, field: Option<&FieldDescriptor>) -> Result<(), CodecError> {
        let view = view.resolved();
        let mut start = BytesStart::new(checked_name(name)?);
        if let View::Null | View::Absent = view {
            start.extend_attributes([("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"), ("xsi:nil", "true")]);
            return self.event(Event::Empty(start));
        }
        if let Some(object) = view.as_sent() {
            attributes(&mut start, object)?;
        }
        self.event(Event::Start(start))?;
        self.content(view, field)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn content(&mut self, view: View<'_>, field: Option<&FieldDescriptor>) -> Result<(), CodecError> {
        if let Some(object) = view.as_sent() {
            return self.fields(object);
        }
        match view {
            View::Map(map) => self.entries(map),
            View::List(list) => {
                let name = field.map_or("item", |field| field.xml_item);
                (0..list.len()).try_for_each(|index| self.element(name, list.item(index).as_view(), field))
            }
            scalar => match scalar.scalar_text()? {
                Some(text) => self.event(Event::Text(BytesText::new(checked_text(&text)?))),
                None => Ok(()),
            },
        }
    }

    fn fields(&mut self, object: Sent<'_>) -> Result<(), CodecError> {
        let mut written = Ok(());
        object.for_each(&mut |field, view| {
            if written.is_ok() && !field.xml_attribute && !field.read_only {
                written = self.field(field, view.resolved());
            }
        });
        written?;
        object.additional().map_or(Ok(()), |additional| self.entries(additional))
    }

    fn field(&mut self, field: &FieldDescriptor, view: View<'_>) -> Result<(), CodecError> {
        match view {
            View::List(list) if !field.xml_wrapped => (0..list.len())
                .try_for_each(|index| self.element(field.xml_item, list.item(index).as_view(), Some(field))),
            view => self.element(element_name(field), view, Some(field)),
        }
    }

    fn entries(&mut self, map: &dyn Map) -> Result<(), CodecError> {
        map.entries().try_for_each(|(key, value)| match value.as_view().resolved() {
            View::Absent => Ok(()),
            view => self.element(key, view, None),
        })
    }
}

fn attributes(start: &mut BytesStart<'_>, object: Sent<'_>) -> Result<(), CodecError> {
    let mut written = Ok(());
    object.for_each(&mut |field, view| {
        if written.is_ok() && field.xml_attribute && !field.read_only {
            written = attribute(start, field, view);
        }
    });
    written
}

fn attribute(start: &mut BytesStart<'_>, field: &FieldDescriptor, view: &View<'_>) -> Result<(), CodecError> {
    if let View::Absent | View::Null = view.resolved() {
        return Ok(());
    }
    let text = view.scalar_text()?.ok_or_else(|| CodecError::new("only a scalar can be an XML attribute"))?;
    start.push_attribute((checked_name(field.xml_name)?, checked_text(&text)?));
    Ok(())
}

/// A name of an element or attribute: letters, digits, `_`, `-`, `.`, `:`, not beginning with a digit (XML 1.0 §2.3,
/// which also has a few characters that are no letters; they are refused).
fn checked_name(name: &str) -> Result<&str, CodecError> {
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if begins && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')) {
        return Ok(name);
    }
    Err(CodecError::new(format_args!("`{}` is not a name in XML", excerpt(name))))
}

/// A text without the characters that XML 1.0 §2.2 leaves out, which no escape can bring in.
fn checked_text(text: &str) -> Result<&str, CodecError> {
    let outside = |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    match text.find(outside) {
        None => Ok(text),
        Some(at) => Err(CodecError::new(format_args!("the character at byte {at} of a text has no place in XML"))),
    }
}
