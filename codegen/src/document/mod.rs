//! Tree of any dialect → one OpenAPI 3.0 document: overlays, other files, repairs, validation, references, normalisation.

mod advice;
pub(crate) mod chosen;
mod files;
mod foreign;
mod jsonpath_regex;
pub(crate) mod keywords;
mod mend;
mod moves;
mod normalise;
mod overlay;
mod refs;
mod tables;
mod validate;
mod version;

pub use files::complete;
pub(crate) use moves::Moves;

use crate::{
    diagnostics::{Code, Diagnostics, Pointer},
    source::{self, SourceId, Sources},
};

/// Reads a document and its overlays into the shape of OpenAPI 3.0, whatever it was written in. All that is wrong is
/// reported; `None` if that leaves nothing to generate from.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<openapiv3::OpenAPI> {
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
    normalise::normalise(&mut tree, dialect, references, diagnostics);
    serde_json::from_value(tree)
        .inspect_err(|error| {
            let message = format!("the document could not be brought into the shape of OpenAPI 3.0: {error}");
            diagnostics.report(Code::EInternal, &Pointer::root(), message).help("this is a fault of the generator");
        })
        .ok()
}
