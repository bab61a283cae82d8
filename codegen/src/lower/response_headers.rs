//! The headers that the document declares for responses, each once for all operations.

use std::collections::BTreeMap;

use openapiv3::{Header, Operation, ParameterSchemaOrContent, ReferenceOr, Response};

use super::lowering::Lowering;
use super::parameter::is_token;
use crate::diagnostics::{Code, Pointer, quote};
use crate::document::schema::SchemaId;
use crate::ir::{ResponseHeader, TypeRef, WireName};

/// The headers so far, by their names in small letters.
#[derive(Default)]
pub(super) struct ResponseHeaders(BTreeMap<String, ResponseHeader>);

impl ResponseHeaders {
    /// Adds the headers of all responses of an operation.
    pub(super) fn add<'a>(&mut self, lowering: &mut Lowering<'a>, operation: &'a Operation, at: &Pointer) {
        let at = at.child("responses");
        let default = operation.responses.default.iter().map(|response| ("default".to_owned(), response));
        let others = operation.responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        for (status, response) in others.chain(default) {
            self.add_response(lowering, response, &at.child(&status));
        }
    }

    fn add_response<'a>(&mut self, lowering: &mut Lowering<'a>, response: &'a ReferenceOr<Response>, at: &Pointer) {
        let Some((response, at)) = lowering.resolve(response, at, |all, name| all.responses.get(name)) else { return };
        for (name, header) in &response.headers {
            let at = at.child("headers").child(name);
            let Some((header, at)) = lowering.resolve(header, &at, |all, name| all.headers.get(name)) else { continue };
            // OpenAPI leaves it to the media types.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            if !is_token(name) {
                let message = format!("{} is not the name of a header, so nothing reads it", quote(name));
                lowering.warn(Code::WParameter, &at, message);
                continue;
            }
            self.add_header(lowering, name, header);
        }
    }

    /// Adds a header. One that is declared with several types is a text, which is what all of them are written as.
    fn add_header(&mut self, lowering: &Lowering<'_>, name: &str, header: &Header) {
        let ty = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => {
                SchemaId::in_slot(schema).map_or(TypeRef::String, |id| lowering.plain_value(id))
            }
            ParameterSchemaOrContent::Content(_) => TypeRef::String,
        };
        let docs = header.description.clone().unwrap_or_default();
        let is_deprecated = header.deprecated == Some(true);
        let known = self.0.entry(name.to_ascii_lowercase()).or_insert_with(|| ResponseHeader {
            wire: WireName::new(name),
            name: Default::default(),
            ty: ty.clone(),
            deprecated: is_deprecated,
            docs: String::new(),
        });
        if known.ty != ty {
            known.ty = TypeRef::String;
        }
        if known.docs.trim().is_empty() {
            known.docs = docs;
        }
        known.deprecated &= is_deprecated;
    }

    /// All of them, in the order of their names.
    pub(super) fn into_list(self) -> Vec<ResponseHeader> {
        self.0.into_values().collect()
    }
}
