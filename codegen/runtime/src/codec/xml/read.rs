//! From XML into models: the receiver says what it can hold, the document's texts have no types of their own.

use super::super::{
    DecodeFault, Entries, Entry, Fault, Input, Items, Member, Object, Shape, Table, Trace, Wire, fill_members,
};
use super::element::Element;

/// Decodes an XML document into `value`. The name of the root element is not looked at.
///
/// # Errors
/// The place and cause. Document types, undefined entities and nesting beyond 128 levels are refused.
pub fn from_xml(text: &[u8], value: &mut dyn Wire) -> Result<(), DecodeFault> {
    let trace = Trace::default();
    let text = std::str::from_utf8(text).map_err(|error| trace.fault(error))?;
    let root = Element::parse(text).map_err(|error| trace.fault(error))?;
    fill_element(&root, None, value, &trace).map_err(|fault| trace.lead_to(fault).into())
}

fn fill_element(element: &Element, member: Option<&Member>, into: &mut dyn Wire, trace: &Trace) -> Result<(), Fault> {
    if element.is_nil() {
        return into.fill(Input::Null);
    }
    match into.shape() {
        Shape::Scalar if !element.children.is_empty() => Err(Fault::new("expected a text, found elements")),
        Shape::Scalar => into.fill(Input::Lexical(&element.text)),
        Shape::Any if element.children.is_empty() => into.fill(Input::Lexical(&element.text)),
        Shape::List => {
            let mut items = Children { items: element.children.iter().collect(), next: 0, member, trace };
            into.fill(Input::List(&mut items))
        }
        Shape::Object(_) | Shape::Map | Shape::Any => {
            let mut entries = ElementEntries { element, next: 0, rest: 0, at: At::Start, trace };
            into.fill(Input::Entries(&mut entries))
        }
    }
}

struct Children<'a> {
    items: Vec<&'a Element>,
    next: usize,
    member: Option<&'a Member>,
    trace: &'a Trace,
}

impl Items for Children<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, Fault> {
        let Some(element) = self.items.get(self.next) else { return Ok(false) };
        fill_element(element, self.member, into, self.trace).inspect_err(|_| self.trace.below(self.next))?;
        self.next += 1;
        Ok(true)
    }
}

enum At<'a> {
    Start,
    Member(&'a Member),
    Child(&'a Element),
}

/// The attributes and children of an element as the members of a model, or the children alone as entries of a map.
struct ElementEntries<'a> {
    element: &'a Element,
    next: usize,
    rest: usize,
    at: At<'a>,
    trace: &'a Trace,
}

impl ElementEntries<'_> {
    fn has(&self, member: &Member) -> bool {
        match member.xml_attribute {
            true => self.element.attributes.iter().any(|(name, _)| name == local(member.xml_name)),
            false => self.element.children.iter().any(|child| child.name == local(element_name(member))),
        }
    }

    fn fill_member(&self, member: &Member, into: &mut dyn Wire) -> Result<(), Fault> {
        if member.xml_attribute {
            let found = self.element.attributes.iter().find(|(name, _)| name == local(member.xml_name));
            return found.map_or(Ok(()), |(_, value)| into.fill(Input::Lexical(value)));
        }
        let name = local(element_name(member));
        let mut named = self.element.children.iter().filter(|child| child.name == name);
        if into.shape() == Shape::List && !member.xml_wrapped {
            let mut items = Children { items: named.collect(), next: 0, member: Some(member), trace: self.trace };
            return into.fill(Input::List(&mut items));
        }
        // Of a member that occurs twice, the last counts, as in JSON.
        named.next_back().map_or(Ok(()), |child| fill_element(child, Some(member), into, self.trace))
    }
}

impl Entries for ElementEntries<'_> {
    fn member(&mut self, table: &'static Table) -> Result<Option<Entry>, Fault> {
        let found = (self.next..table.members.len()).find(|index| self.has(&table.members[*index]));
        if let Some(index) = found {
            self.at = At::Member(&table.members[index]);
            self.next = index + 1;
            return Ok(Some(Entry::Member(index)));
        }
        self.next = table.members.len();
        if !table.rest {
            return Ok(None);
        }
        let is_member = |child: &Element| table.members.iter().any(|member| child.name == local(element_name(member)));
        let mut children = self.element.children.iter().skip(self.rest);
        Ok(children.find_map(|child| {
            self.rest += 1;
            self.at = At::Child(child);
            (!is_member(child)).then(|| Entry::Other(child.name.clone()))
        }))
    }

    fn key(&mut self) -> Result<Option<String>, Fault> {
        let Some(child) = self.element.children.get(self.next) else { return Ok(None) };
        self.at = At::Child(child);
        self.next += 1;
        Ok(Some(child.name.clone()))
    }

    fn value(&mut self, into: &mut dyn Wire) -> Result<(), Fault> {
        let (result, step) = match self.at {
            At::Start => return Ok(()),
            At::Member(member) => (self.fill_member(member, into), member.xml_name),
            At::Child(child) => (fill_element(child, None, into, self.trace), child.name.as_str()),
        };
        result.inspect_err(|_| self.trace.below(step))
    }

    fn members(&mut self, of: &mut dyn Object) -> Result<(), Fault> {
        fill_members(of, self)
    }
}

/// The element that stands for a member: the wrapper, or for an array without one, each item.
pub(super) fn element_name(member: &Member) -> &'static str {
    if member.xml_wrapped { member.xml_name } else { member.xml_item }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
