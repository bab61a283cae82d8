//! Trees of any dialect, in many files → one OpenAPI 3.0 document: overlays, repairs, references, normalisation.

mod jsonpath_regex;
pub(crate) mod keywords;
mod link;
mod normalise;
mod not_openapi;
mod overlay;
mod repair;
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

/// What was read, in the shape of OpenAPI 3.0, whatever it was written in.
pub(crate) struct Description {
    pub(crate) openapi: openapiv3::OpenAPI,
    /// Where the nodes of `openapi` were written.
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
    normalise::normalise(&mut tree, dialect, diagnostics);
    let Tree { root, source_map, .. } = tree;
    match serde_json::from_value(root) {
        Ok(openapi) => Some(Description { openapi, source_map }),
        Err(error) => {
            let message = format!("the document could not be brought into the shape of OpenAPI 3.0: {error}");
            diagnostics.report(Code::EInternal, &Pointer::root(), message).help("this is a fault of the generator");
            None
        }
    }
}
