//! What the reports are made from: the IR, what it was made of, and how Rust types and locations are written.

use super::report::Location;
use crate::diagnostics::Pointer;
use crate::emit;
use crate::ir::{Api, TypeRef};
use crate::options::Input;
use crate::source::SourceId;

/// The emitted crate and what it was made of.
pub(super) struct View<'a> {
    pub(super) api: &'a Api,
    pub(super) input: &'a Input,
    pub(super) crate_path: String,
}

impl View<'_> {
    pub(super) fn rust(&self, ty: &TypeRef) -> String {
        emit::type_text(self.api, &self.crate_path, ty)
    }

    pub(super) fn location(&self, (source, pointer): (SourceId, &Pointer)) -> Location {
        let document = (source != SourceId::MAIN).then(|| self.input.sources.get(source).name.clone());
        Location { document, pointer: pointer.as_str().to_owned() }
    }
}
