//! Tree of any dialect → one OpenAPI 3.0 document: overlays, validation, references, normalisation.

pub(crate) mod keywords;
mod moves;
mod normalise;
mod overlay;
mod refs;
mod tables;
mod validate;
mod version;

pub use moves::Moves;

use crate::{
    diagnostics::{Diagnostics, Pointer},
    source::{self, SourceId, Sources},
};

/// A document in the shape of OpenAPI 3.0, whatever it was written in.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the later stages read.
    pub openapi: openapiv3::OpenAPI,
    /// Where its nodes were in the source.
    pub moves: Moves,
}

/// Reads a document and its overlays. All that is wrong is reported; `None` if that leaves nothing to generate from.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut tree = source::read(sources, SourceId::MAIN, diagnostics)?;
    overlay::apply(&mut tree, sources, diagnostics);
    let dialect = version::detect(&tree, diagnostics)?;
    let references = validate::validate(&tree, dialect.root(), diagnostics);
    let references = refs::check(&tree, dialect.root(), references, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let moves = normalise::normalise(&mut tree, dialect, references, diagnostics);
    diagnostics.relocate(moves.clone());
    let openapi = match serde_json::from_value(tree) {
        Ok(openapi) => openapi,
        Err(error) => {
            diagnostics.error("E-INTERNAL", &Pointer::root(), error.to_string());
            return None;
        }
    };
    Some(Document { openapi, moves })
}
