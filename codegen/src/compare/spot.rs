//! Where a change is, in the words of the IR, and the node of the document that it is.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::{Pointer, Position};
use crate::document::SourceMap;
use crate::inspect::SourceTrees;
use crate::ir::{Api, HttpMethod, Operation, Parameter, Place, Statuses, TypeId};
use crate::source::{SourceId, Sources};

/// What a change is at.
#[derive(Clone, Copy)]
pub(super) enum Spot<'a> {
    /// A key of the document.
    Key(&'static str),
    /// A type.
    Type(TypeId),
    /// A member of an object.
    Member(TypeId, &'a str),
    /// A value of an enum.
    Value(TypeId, &'a str),
    /// An operation.
    Operation(&'a Operation),
    /// A key of an operation.
    Of(&'a Operation, &'static str),
    /// A parameter of an operation.
    Parameter(&'a Operation, &'a Parameter),
    /// A response of an operation.
    Response(&'a Operation, Statuses),
    /// A header of the responses of these operations.
    Header(&'a [Operation], &'a str),
    /// A security scheme.
    Scheme(&'a str),
}

/// Finds the nodes of one document.
pub(super) struct Places<'a> {
    source_map: &'a SourceMap,
    trees: SourceTrees<'a>,
    /// The first schemas that types are defined by.
    types: BTreeMap<TypeId, Pointer>,
}

impl<'a> Places<'a> {
    pub(super) fn new(api: &Api, sources: &'a Sources, source_map: &'a SourceMap) -> Self {
        let mut types = BTreeMap::new();
        for schema in api.schemas.iter().filter(|schema| schema.defines) {
            let Some(id) = schema.ty.named() else { continue };
            types.entry(id).or_insert_with(|| Pointer::from_escaped(&*schema.pointer));
        }
        Self { source_map, trees: SourceTrees::new(sources), types }
    }

    /// The position of what a change is at: where it was written, or the nearest node around it that was.
    pub(super) fn position(&mut self, spot: Spot<'_>) -> Position {
        let pointer = match spot {
            Spot::Key(key) => Pointer::root().child(key),
            Spot::Type(id) => self.type_def(id),
            Spot::Member(id, name) => self.type_def(id).at(["properties", name]),
            Spot::Value(id, value) => return self.value(id, value),
            Spot::Operation(operation) => at(operation),
            Spot::Of(operation, key) => at(operation).child(key),
            Spot::Parameter(operation, parameter) => return self.parameter(operation, parameter),
            Spot::Response(operation, statuses) => at(operation).child("responses").child(&status_key(statuses)),
            Spot::Header(operations, name) => return self.header(operations, name),
            Spot::Scheme(name) => Pointer::root().at(["components", "securitySchemes", name]),
        };
        self.written(&pointer)
    }

    fn type_def(&self, id: TypeId) -> Pointer {
        self.types.get(&id).cloned().unwrap_or_default()
    }

    fn written(&mut self, pointer: &Pointer) -> Position {
        let (source, pointer) = self.source_map.source(pointer);
        let around = std::iter::successors(Some(pointer), Pointer::parent);
        let found = around.into_iter().find_map(|pointer| self.trees.find(source, &pointer));
        Position::from((source, &found.unwrap_or_default()))
    }

    /// The item of the list of an enum's values.
    fn value(&mut self, id: TypeId, value: &str) -> Position {
        let list = self.type_def(id).child("enum");
        let (source, list) = self.source_map.source(&list);
        let values = self.trees.node(source, &list).and_then(Value::as_array);
        let text = |item: &Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
        match values.and_then(|values| values.iter().position(|item| text(item) == value)) {
            Some(index) => Position::from((source, &list.index(index))),
            None => self.written(&self.type_def(id).child("enum")),
        }
    }

    /// The item of the parameters of the operation or of its path.
    fn parameter(&mut self, operation: &Operation, parameter: &Parameter) -> Position {
        let at = at(operation);
        for owner in std::iter::successors(Some(at.clone()), Pointer::parent).take(2) {
            let (source, list) = self.source_map.source(&owner.child("parameters"));
            let count = self.trees.node(source, &list).and_then(Value::as_array).map_or(0, Vec::len);
            let found = (0..count).map(|index| list.index(index)).find(|at| self.is_parameter(source, at, parameter));
            if let Some(found) = found {
                return Position::from((source, &found));
            }
        }
        self.written(&at)
    }

    /// The first response that has the header in place, not by a reference.
    fn header(&mut self, operations: &[Operation], name: &str) -> Position {
        for responses in operations.iter().map(|operation| at(operation).child("responses")) {
            let (source, responses) = self.source_map.source(&responses);
            let Some(Value::Object(all)) = self.trees.node(source, &responses) else { continue };
            let has_it = |response: &Value| response.get("headers").is_some_and(|headers| headers.get(name).is_some());
            if let Some((status, _)) = all.iter().find(|(_, response)| has_it(response)) {
                return Position::from((source, &responses.at([status, "headers", name])));
            }
        }
        self.written(&Pointer::root().child("paths"))
    }

    fn is_parameter(&mut self, source: SourceId, at: &Pointer, parameter: &Parameter) -> bool {
        let target = self.trees.node(source, at).and_then(|node| node.get("$ref")?.as_str()?.strip_prefix('#'));
        let at = target.map_or_else(|| at.clone(), Pointer::from_escaped);
        let Some(node) = self.trees.node(source, &at) else { return false };
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        text("name") == Some(parameter.wire.as_str()) && text("in") == Some(place(parameter.place))
    }
}

/// An operation in the document that was lowered.
fn at(operation: &Operation) -> Pointer {
    let path = Pointer::root().at(["paths", operation.path.as_str()]);
    match &operation.http_method {
        HttpMethod::Other(query) if query == "QUERY" => path.child("query"),
        HttpMethod::Other(other) => path.at(["additionalOperations", other]),
        known => path.child(&known.as_str().to_ascii_lowercase()),
    }
}

/// A status as the key of a response.
fn status_key(statuses: Statuses) -> String {
    match statuses {
        Statuses::One(status) => status.to_string(),
        Statuses::Hundred(first) => format!("{first}XX"),
        Statuses::Rest => "default".to_owned(),
    }
}

/// Where a parameter is sent, in the word of OpenAPI.
pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}
