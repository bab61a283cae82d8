//! Which parts of operations are written elsewhere: parameters, bodies and responses that are references to components.

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr};

use super::operation::methods;
use super::reference::component_name;
use crate::diagnostics::Pointer;

/// Where a reference is → what it refers to, both as JSON pointers.
pub(super) fn references(openapi: &OpenAPI) -> BTreeMap<String, String> {
    let mut found = Found(BTreeMap::new());
    for (path, item) in &openapi.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        let at = Pointer::root().child("paths").child(path);
        found.list(&at, &item.parameters);
        for (method, operation) in methods(item) {
            let at = at.child(&method.as_str().to_ascii_lowercase());
            found.list(&at, &operation.parameters);
            operation.request_body.iter().for_each(|body| found.note(at.child("requestBody"), body));
            let at = at.child("responses");
            let responses = operation.responses.responses.iter().map(|(status, it)| (status.to_string(), it));
            let default = operation.responses.default.iter().map(|it| ("default".to_owned(), it));
            responses.chain(default).for_each(|(status, response)| found.note(at.child(&status), response));
        }
    }
    if let Some(components) = &openapi.components {
        found.map("parameters", &components.parameters);
        found.map("requestBodies", &components.request_bodies);
        found.map("responses", &components.responses);
    }
    found.0
}

struct Found(BTreeMap<String, String>);

impl Found {
    fn note<T>(&mut self, at: Pointer, item: &ReferenceOr<T>) {
        let ReferenceOr::Reference { reference } = item else { return };
        let kind = reference.split('/').nth(2);
        if let (Some(kind), Some(name)) = (kind, component_name(reference)) {
            let target = Pointer::root().at(["components", kind, &name]);
            self.0.insert(at.as_str().to_owned(), target.as_str().to_owned());
        }
    }

    fn list<T>(&mut self, at: &Pointer, parameters: &[ReferenceOr<T>]) {
        let at = at.child("parameters");
        parameters.iter().enumerate().for_each(|(index, parameter)| self.note(at.index(index), parameter));
    }

    fn map<T>(&mut self, kind: &str, components: &indexmap::IndexMap<String, ReferenceOr<T>>) {
        let at = Pointer::root().child("components").child(kind);
        components.iter().for_each(|(name, item)| self.note(at.child(name), item));
    }
}
