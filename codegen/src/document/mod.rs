//! Trees of any dialect, in many files → one OpenAPI 3.0 document: overlays, repairs, references, schemas.

mod dialect;
mod dynamic_refs;
pub(crate) mod internal_extensions;
mod jsonpath_regex;
mod link;
mod not_openapi;
pub(crate) mod operation_filter;
mod overlay;
mod repair;
pub(crate) mod schema;
mod source_map;
mod spec;
pub mod support;
mod upgrade;
mod version;
mod without_effect;

pub use link::complete;
pub(crate) use source_map::{Reporter, SourceMap};

use crate::{
    diagnostics::{Diagnostics, Pointer},
    source::{self, SourceId, Sources},
};
use dialect::Dialect;
use source_map::Tree;
use spec::Expected;

/// A document: its operations and all around them as OpenAPI 3.0 has them, and its schemas.
pub(crate) struct Description {
    /// All but the schemas. Where one was stands a reference that [`schema::SchemaId::in_slot`] reads.
    pub(crate) frame: openapiv3::OpenAPI,
    /// The schemas.
    pub(crate) schemas: schema::Schemas,
    /// The version in the document's own words: `Swagger 2.0`, `OpenAPI 3.1.0`.
    pub(crate) written_in: String,
    /// Where the nodes of the frame and the schemas were written.
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
    if dialect == Dialect::OpenApi31 {
        dynamic_refs::settle(&mut tree);
    }
    let mut tree = link::link(tree, dialect, sources, diagnostics)?;
    without_effect::report(&mut tree, dialect, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let written_in = upgrade::written_in(&tree.root);
    if dialect == Dialect::Swagger2 {
        link::move_sections(&mut tree);
        upgrade::swagger2::convert(&mut tree.root, &mut tree.source_map, diagnostics);
    }
    let reporter = Reporter { source_map: &tree.source_map, diagnostics: &mut *diagnostics };
    let schemas = schema::take_out(&mut tree.root, dialect, reporter);
    let frame = upgrade::frame(&mut tree, dialect, diagnostics)?;
    Some(Description { frame, schemas, written_in, source_map: tree.source_map })
}
