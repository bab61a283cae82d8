//! From models to XML.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::{Fault, Map, Member, Object, View, Wire};
use super::read::element_name;

/// Encodes `value` as an XML document in UTF-8. The root element has the name of the model.
///
/// # Errors
/// The value is not an object, or a name or text has no place in XML 1.0.
pub fn to_xml(value: &dyn Wire) -> Result<Vec<u8>, Fault> {
    let mut out = Document(Writer::new(Vec::new()));
    out.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    match value.view().plain() {
        view @ View::Object(object) => out.element(object.table().name, view, None)?,
        _ => return Err(Fault::new("only an object can be sent as XML")),
    }
    Ok(out.0.into_inner())
}

struct Document(Writer<Vec<u8>>);

impl Document {
    fn event(&mut self, event: Event<'_>) -> Result<(), Fault> {
        self.0.write_event(event).map_err(Fault::new)
    }

    /// One element around `view`; `member` says how the items of an array are called.
    fn element(&mut self, name: &str, view: View<'_>, member: Option<&Member>) -> Result<(), Fault> {
        let view = view.plain();
        let mut start = BytesStart::new(checked_name(name)?);
        if let View::Null | View::Absent = view {
            start.extend_attributes([("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"), ("xsi:nil", "true")]);
            return self.event(Event::Empty(start));
        }
        if let View::Object(object) = view {
            attributes(&mut start, object)?;
        }
        self.event(Event::Start(start))?;
        self.content(view, member)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn content(&mut self, view: View<'_>, member: Option<&Member>) -> Result<(), Fault> {
        match view {
            View::Object(object) => self.members(object),
            View::Map(map) => self.entries(map),
            View::List(list) => {
                let name = member.map_or("item", |member| member.xml_item);
                (0..list.len()).try_for_each(|index| self.element(name, list.item(index).view(), member))
            }
            scalar => match scalar.lexical()? {
                Some(text) => self.event(Event::Text(BytesText::new(checked_text(&text)?))),
                None => Ok(()),
            },
        }
    }

    fn members(&mut self, object: &dyn Object) -> Result<(), Fault> {
        let mut written = Ok(());
        object.each(&mut |member, view| {
            if written.is_ok() && !member.xml_attribute && !member.read_only {
                written = self.member(member, view.plain());
            }
        });
        written?;
        object.rest().map_or(Ok(()), |rest| self.entries(rest))
    }

    fn member(&mut self, member: &Member, view: View<'_>) -> Result<(), Fault> {
        match view {
            View::List(list) if !member.xml_wrapped => (0..list.len())
                .try_for_each(|index| self.element(member.xml_item, list.item(index).view(), Some(member))),
            view => self.element(element_name(member), view, Some(member)),
        }
    }

    fn entries(&mut self, map: &dyn Map) -> Result<(), Fault> {
        map.entries().try_for_each(|(key, value)| match value.view().plain() {
            View::Absent => Ok(()),
            view => self.element(key, view, None),
        })
    }
}

fn attributes(start: &mut BytesStart<'_>, object: &dyn Object) -> Result<(), Fault> {
    let mut written = Ok(());
    object.each(&mut |member, view| {
        if written.is_ok() && member.xml_attribute && !member.read_only {
            written = attribute(start, member, view);
        }
    });
    written
}

fn attribute(start: &mut BytesStart<'_>, member: &Member, view: &View<'_>) -> Result<(), Fault> {
    if let View::Absent | View::Null = view.plain() {
        return Ok(());
    }
    let text = view.lexical()?.ok_or_else(|| Fault::new("only a scalar can be an XML attribute"))?;
    start.push_attribute((checked_name(member.xml_name)?, checked_text(&text)?));
    Ok(())
}

/// A name of an element or attribute: letters, digits, `_`, `-`, `.`, `:`, not beginning with a digit (XML 1.0 §2.3,
/// which also has a few characters that are no letters; they are refused).
fn checked_name(name: &str) -> Result<&str, Fault> {
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if begins && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')) {
        return Ok(name);
    }
    Err(Fault::new(format_args!("`{}` is not a name in XML", name.escape_debug())))
}

/// A text without the characters that XML 1.0 §2.2 leaves out, which no escape can bring in.
fn checked_text(text: &str) -> Result<&str, Fault> {
    let outside = |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    match text.find(outside) {
        None => Ok(text),
        Some(at) => Err(Fault::new(format_args!("the character at byte {at} of a text has no place in XML"))),
    }
}
