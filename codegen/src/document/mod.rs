//! Trees of any dialect, in many files → one OpenAPI 3.0 document: overlays, repairs, references, normalisation.

mod dialect;
mod jsonpath_regex;
pub(crate) mod keywords;
mod link;
mod normalise;
mod not_openapi;
mod overlay;
mod repair;
pub(crate) mod schema;
mod source_map;
mod spec;
pub(crate) mod tag_filter;
mod version;

pub use link::complete;
pub(crate) use source_map::{Reporter, SourceMap};

use crate::{
    diagnostics::{Code, Diagnostics, Pointer},
    source::{self, SourceId, Sources},
};
use source_map::Tree;
use spec::Expected;

/// A document: its operations and all around them as OpenAPI 3.0 has them, and its schemas.
pub(crate) struct Description {
    /// All but the schemas. Where one was stands a reference that [`schema::SchemaId::in_slot`] reads.
    pub(crate) frame: openapiv3::OpenAPI,
    /// The schemas.
    pub(crate) schemas: schema::Schemas,
    /// Where the nodes of both were written.
    pub(crate) source_map: SourceMap,
}

/// Reads a document, its overlays and the files it refers to. All that is wrong is reported; `None` if that leaves
/// nothing to generate from.
pub(crate) fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Description> {
    let root = source::read(sources, SourceId::MAIN, diagnostics)?;
    let mut tree = Tree::new(root, SourceId::MAIN);
    overlay::apply(&mut tree, sources, diagnostics)?;
    let dialect = version::detect(&tree, diagnostics)?;
    let document = Expected::Value(dialect.root());
    repair::repair(&mut tree, &Pointer::root(), document, dialect, diagnostics);
    let mut tree = link::link(tree, dialect, sources, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    let schemas = normalise::normalise(&mut tree, dialect, diagnostics);
    let Tree { root, source_map, .. } = tree;
    match serde_json::from_value(root) {
        Ok(frame) => Some(Description { frame, schemas, source_map }),
        Err(error) => {
            let message = format!("the document could not be brought into the shape of OpenAPI 3.0: {error}");
            diagnostics.report(Code::EInternal, &Pointer::root(), message).help("this is a fault of the generator");
            None
        }
    }
}
