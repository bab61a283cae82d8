//! The XML Object of a schema (OAS 3.0.4 §4.8.26), which travels under a key of ours.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use super::super::Lowering;
use super::super::reference::component_name;
use crate::diagnostics::{Code, Pointer};
use crate::document::keywords::XML;
use crate::ir::{WireName, Xml};

/// `xml.name`.
pub(super) fn name(schema: &Schema) -> Option<WireName> {
    Some(WireName::new(keyword(schema, "name")?.as_str()?))
}

/// How a property is written. Namespaces are warned of: they are not supported.
pub(super) fn member(lowering: &mut Lowering<'_>, property: &ReferenceOr<Schema>, key: &str, at: &Pointer) -> Xml {
    let ReferenceOr::Item(schema) = property else { return Xml::default() };
    let is_set = |flag: &str| keyword(schema, flag) == Some(&Value::Bool(true));
    if keyword(schema, "namespace").is_some() {
        lowering.warn(Code::WXmlNamespace, at, "XML namespaces are not supported; the element is written without one");
    }
    let mut xml = Xml { name: name(schema), attribute: is_set("attribute"), ..Xml::default() };
    let is_other = |name: &WireName, default: &str| name.as_str() != default;
    if let SchemaKind::Type(Type::Array(array)) = &schema.schema_kind {
        xml.wrapped = is_set("wrapped");
        // Without a wrapper the array's own name counts for nothing; with one it is also the items', if they have none.
        if !xml.wrapped {
            xml.name = None;
        }
        let default = xml.name.as_ref().map_or(key, WireName::as_str);
        let item = array.items.as_ref().and_then(|items| item_name(lowering, items));
        xml.item = item.filter(|name| is_other(name, default));
    }
    Xml { name: xml.name.filter(|name| is_other(name, key)), ..xml }
}

fn item_name(lowering: &Lowering<'_>, items: &ReferenceOr<Box<Schema>>) -> Option<WireName> {
    match items {
        ReferenceOr::Item(schema) => name(schema),
        ReferenceOr::Reference { reference } => {
            let schemas = &lowering.openapi.components.as_ref()?.schemas;
            let target = schemas.get(&*component_name(reference)?)?;
            name(lowering.resolve(target, |all, name| all.schemas.get(name))?)
        }
    }
}

fn keyword<'a>(schema: &'a Schema, name: &str) -> Option<&'a Value> {
    schema.schema_data.extensions.get(XML)?.get(name)
}
