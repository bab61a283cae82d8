//! Tree of any dialect → one OpenAPI 3.0 document: overlays, other files, repairs, validation, references, normalisation.

mod advice;
pub(crate) mod chosen;
mod files;
mod foreign;
pub(crate) mod keywords;
mod mend;
mod moves;
mod normalise;
mod overlay;
mod refs;
pub(crate) mod schema;
mod tables;
mod validate;
mod version;

pub use files::complete;
pub(crate) use moves::Moves;

use crate::{
    diagnostics::{Code, Diagnostics, Pointer},
    source::{self, SourceId, Sources},
};

/// A document: its operations and all around them as OpenAPI 3.0 has them, and its schemas.
pub(crate) struct Description {
    /// All but the schemas. Where one was stands a reference that [`schema::SchemaId::in_slot`] reads.
    pub(crate) frame: openapiv3::OpenAPI,
    /// The schemas.
    pub(crate) schemas: schema::Schemas,
}

/// Reads a document and its overlays into the shape of OpenAPI 3.0, whatever it was written in. All that is wrong is
/// reported; `None` if that leaves nothing to generate from.
pub(crate) fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Description> {
    let mut tree = source::read(sources, SourceId::MAIN, diagnostics)?;
    overlay::apply(&mut tree, sources, diagnostics);
    let dialect = version::detect(&tree, diagnostics)?;
    files::bundle(&mut tree, dialect, sources, diagnostics)?;
    mend::mend(&mut tree, dialect, diagnostics);
    let references = validate::validate(&tree, dialect, diagnostics);
    let references = refs::check(&tree, dialect, references, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let schemas = normalise::normalise(&mut tree, dialect, references, diagnostics);
    let frame = serde_json::from_value(tree)
        .inspect_err(|error| {
            let message = format!("the document could not be brought into the shape of OpenAPI 3.0: {error}");
            diagnostics.report(Code::EInternal, &Pointer::root(), message).help("this is a fault of the generator");
        })
        .ok()?;
    Some(Description { frame, schemas })
}
