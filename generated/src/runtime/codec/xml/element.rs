//! A parsed XML document: its elements as ranges of the text, bounded in depth and memory, and without entities of its own.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Nesting beyond this is refused, as serde_json does for JSON.
const MAX_DEPTH: usize = 128;

/// A document. Its elements are in the order of their start tags, with 24 bytes each.
pub(super) struct Document<'a> {
    text: &'a str,
    elements: Vec<Node>,
}

/// An element by offsets in the text: what is between the brackets of its start tag, the name therein, and its content.
struct Node {
    tag: [u32; 2],
    name_length: u32,
    content: [u32; 2],
    /// The index of the first element behind this one and all within.
    next: u32,
}

impl<'a> Document<'a> {
    /// Parses a document.
    ///
    /// # Errors
    /// A message with the byte offset: the document is not well-formed, nested too deeply, or has a document type (which could
    /// define entities and is never needed).
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let mut parser = Parser::new(text)?;
        let mut reader = Reader::from_str(text);
        loop {
            let start = reader.buffer_position();
            // quick-xml's own message would repeat the document.
            let event =
                reader.read_event().map_err(|_| format!("not well-formed at byte {}", reader.error_position()))?;
            if let Event::Eof = event {
                break;
            }
            let end = reader.buffer_position();
            parser.take(event, start, end).map_err(|error| format!("{error} at byte {end}"))?;
        }
        match (parser.open.is_empty(), parser.roots) {
            (false, _) => Err("the document ends inside an element".into()),
            (true, 1) => Ok(parser.document),
            (true, _) => Err("the document must be one root element".into()),
        }
    }

    /// The root element.
    pub(super) fn root(&'a self) -> Element<'a> {
        Element { document: self, index: 0 }
    }
}

/// A document in progress, and the indices of the elements that are open.
struct Parser<'a> {
    document: Document<'a>,
    open: Vec<usize>,
    roots: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, String> {
        u32::try_from(text.len()).map_err(|_| "the document is larger than 4 GiB")?;
        // Counted first: a list that grows would take twice its size.
        let follows_start = |pair: &&[u8]| pair[0] == b'<' && !matches!(pair[1], b'/' | b'!' | b'?');
        let count = text.as_bytes().windows(2).filter(follows_start).count();
        let document = Document { text, elements: Vec::with_capacity(count) };
        Ok(Self { document, open: Vec::new(), roots: 0 })
    }

    fn take(&mut self, event: Event<'_>, start: u64, end: u64) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(format!("more than {MAX_DEPTH} levels"));
                }
                let index = self.begin(&tag, end, ">")?;
                self.open.push(index);
            }
            Event::Empty(tag) => drop(self.begin(&tag, end, "/>")?),
            Event::End(_) => {
                let index = self.open.pop().ok_or("an element ends that has not begun")?;
                let next = offset(self.document.elements.len())?;
                if let Some(element) = self.document.elements.get_mut(index) {
                    element.content[1] = offset(start)?;
                    element.next = next;
                }
            }
            Event::Text(text) if self.open.is_empty() && !text.xml10_content().trim_ascii().is_empty() => {
                return Err("the document must be one root element".into());
            }
            Event::CData(_) | Event::GeneralRef(_) if self.open.is_empty() => {
                return Err("the document must be one root element".into());
            }
            Event::GeneralRef(reference) => drop(character(&reference)?),
            Event::DocType(_) => return Err("a document type is not accepted".into()),
            Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    /// Adds the element whose start tag ends at `end`; returns its index.
    fn begin(&mut self, tag: &BytesStart<'_>, end: u64, bracket: &str) -> Result<usize, String> {
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| "an attribute is not well-formed")?;
        }
        let end = offset(end)?;
        let last = end.saturating_sub(offset(bracket.len())?);
        let first = last.saturating_sub(offset(tag.len())?);
        let index = self.document.elements.len();
        let node = Node {
            tag: [first, last],
            name_length: offset(tag.name().as_ref().len())?,
            content: [end, end],
            next: offset(index + 1)?,
        };
        self.document.elements.push(node);
        self.roots += usize::from(self.open.is_empty());
        Ok(index)
    }
}

/// An offset or index. None is larger than the text, whose length is one of 32 bits.
fn offset(value: impl TryInto<u32>) -> Result<u32, String> {
    value.try_into().map_err(|_| "the document is larger than 4 GiB".to_owned())
}

/// An element: local names throughout, since servers choose their prefixes freely.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    document: &'a Document<'a>,
    index: usize,
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.document.elements[self.index]
    }

    fn slice(self, [start, end]: [u32; 2]) -> &'a str {
        self.document.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The local name.
    pub(super) fn name(self) -> &'a str {
        let [start, _] = self.node().tag;
        local(self.slice([start, start.saturating_add(self.node().name_length)]))
    }

    /// The value of the attribute with this local name.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        let tag = BytesStart::from_content(self.slice(self.node().tag), self.node().name_length as usize);
        let mut attributes = tag.attributes().filter_map(Result::ok);
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// Whether the element says that it is null (XML Schema's `xsi:nil`).
    pub(super) fn is_nil(self) -> bool {
        self.slice(self.node().tag).contains("nil") && matches!(self.attribute("nil").as_deref(), Some("true" | "1"))
    }

    /// The elements directly within.
    pub(super) fn children(self) -> Children<'a> {
        Children { document: self.document, next: self.index + 1, end: self.node().next as usize }
    }

    /// Whether there are elements within.
    pub(super) fn has_children(self) -> bool {
        self.node().next as usize > self.index + 1
    }

    /// The text of an element without elements within.
    pub(super) fn text(self) -> String {
        let mut text = String::new();
        let mut reader = Reader::from_str(self.slice(self.node().content));
        // The content has been read once, so there is no error.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.extend(character(&reference)),
                Event::Eof => break,
                _ => {}
            }
        }
        text
    }
}

/// The children of an element, in order.
#[derive(Clone, Copy)]
pub(super) struct Children<'a> {
    document: &'a Document<'a>,
    next: usize,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let element = (self.next < self.end).then_some(Element { document: self.document, index: self.next })?;
        self.next = element.node().next as usize;
        Some(element)
    }
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
        // The name may be part of a password that was not escaped.
        _ => Err("an entity is not defined".into()),
    }
}

/// The name without its namespace prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
