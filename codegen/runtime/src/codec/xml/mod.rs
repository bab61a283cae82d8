//! XML by the rules of OpenAPI's XML Object (OAS 3.0.4 §4.8.26): names, attributes, wrapped and unwrapped arrays.

mod decode;
mod element;
mod encode;

pub use decode::from_xml;
pub use encode::to_xml;
pub(super) use encode::xml_of_view;
