//! The XML Object of a schema (OAS 3.0.4 §4.8.26): how a member is written in XML.

use super::super::lowering::Lowering;
use crate::diagnostics::Code;
use crate::document::schema::{Schema, Type};
use crate::ir::{WireName, Xml};

/// `xml.name`.
pub(super) fn name(schema: &Schema) -> Option<WireName> {
    Some(WireName::new(schema.about.xml.as_ref()?.name.as_deref()?))
}

/// How a property is written. Namespaces and text without an element are warned of: they are not supported.
pub(super) fn member(lowering: &mut Lowering<'_>, schema: &Schema, key: &str) -> Xml {
    let said = schema.about.xml.as_deref().cloned().unwrap_or_default();
    if said.namespace {
        let message = "XML namespaces are not supported; the element is written without one";
        lowering.warn(Code::WXmlNamespace, &schema.at, message);
    }
    if said.is_text {
        let message = "XML text beside other members is not supported; it is written as an element";
        lowering.warn(Code::WUnsupported, &schema.at, message);
    }
    let mut xml = Xml { name: name(schema), attribute: said.attribute, ..Xml::default() };
    let is_other = |name: &WireName, default: &str| name.as_str() != default;
    if schema.is_just(Type::Array) {
        xml.wrapped = said.wrapped;
        // Without a wrapper the array's own name counts for nothing; with one it is also the items', if they have none.
        if !xml.wrapped {
            xml.name = None;
        }
        let default = xml.name.as_ref().map_or(key, WireName::as_str);
        let item = schema.items.and_then(|items| name(&*lowering.target(items)?));
        xml.item = item.filter(|name| is_other(name, default));
    }
    Xml { name: xml.name.filter(|name| is_other(name, key)), ..xml }
}
