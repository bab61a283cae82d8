//! An XML document as a tree of elements, bounded and without entities of its own.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Nesting beyond this is refused, as serde_json does for JSON.
const MAX_DEPTH: usize = 128;

/// An element: local names throughout, since servers choose their prefixes freely.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    /// Parses a document and gives its root.
    ///
    /// # Errors
    /// A message with the byte offset: not well-formed, nested too deeply, or with a document type (which could define
    /// entities and is never needed).
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        // The bottom of the stack is no element; the root becomes its child.
        let mut stack = vec![Self::default()];
        loop {
            // quick-xml's own message would repeat the document.
            let event =
                reader.read_event().map_err(|_| format!("not well-formed at byte {}", reader.error_position()))?;
            let end = matches!(event, Event::Eof);
            take(event, &mut stack).map_err(|error| format!("{error} at byte {}", reader.buffer_position()))?;
            if end {
                break;
            }
        }
        if stack.len() > 1 {
            return Err("the document ends inside an element".into());
        }
        let mut bottom = stack.pop().unwrap_or_default();
        match (bottom.children.pop(), bottom.children.is_empty() && bottom.text.trim_ascii().is_empty()) {
            (Some(root), true) => Ok(root),
            _ => Err("the document must be one root element".into()),
        }
    }

    /// Whether the element says that it is null (XML Schema's `xsi:nil`).
    pub(super) fn is_nil(&self) -> bool {
        self.attributes.iter().any(|(name, value)| name == "nil" && matches!(value.as_str(), "true" | "1"))
    }
}

fn take(event: Event<'_>, stack: &mut Vec<Element>) -> Result<(), String> {
    match event {
        Event::Start(start) => {
            if stack.len() > MAX_DEPTH {
                return Err(format!("more than {MAX_DEPTH} levels"));
            }
            stack.push(open(&start)?);
        }
        Event::Empty(start) => {
            let element = open(&start)?;
            top(stack)?.children.push(element);
        }
        Event::End(_) => {
            let element = stack.pop().ok_or("an element ends that has not begun")?;
            top(stack)?.children.push(element);
        }
        Event::Text(text) => top(stack)?.text.push_str(&text.xml10_content()),
        Event::CData(text) => top(stack)?.text.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => top(stack)?.text.push(character(&reference)?),
        Event::DocType(_) => return Err("a document type is not accepted".into()),
        Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
    }
    Ok(())
}

fn top(stack: &mut [Element]) -> Result<&mut Element, String> {
    stack.last_mut().ok_or_else(|| "an element ends that has not begun".into())
}

fn open(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| "an attribute is not well-formed")?;
        element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character);
    }
    match &*reference.xml10_content() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        // Its name may be part of a password that was not escaped.
        _ => Err("an entity is not defined".into()),
    }
}
