//! Descriptors: the names and flags of a model's fields, as the document declares them.

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
    /// The only text of the member, the tag of a union, which is sent where the value has none.
    pub tag: Option<&'static str>,
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
            tag: None,
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

    /// The only text of the member, which names the type in unions.
    pub const fn tag(mut self, text: &'static str) -> Self {
        self.tag = Some(text);
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
