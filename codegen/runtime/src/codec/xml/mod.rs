//! XML by the rules of OpenAPI's XML Object (OAS 3.0.4 §4.8.26): names, attributes, wrapped and unwrapped arrays.

mod element;
mod read;
mod write;

pub use read::from_xml;
pub use write::to_xml;
