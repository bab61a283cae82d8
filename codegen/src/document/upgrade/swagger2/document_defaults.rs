//! What the operations of a Swagger 2.0 document share.

use serde_json::{Map, Value};

use crate::diagnostics::Pointer;
use crate::document::SourceMap;

/// The members that an operation's parts are made from.
pub(super) struct Shared {
    /// `parameters` of the document, by name.
    pub(super) parameters: Map<String, Value>,
    /// `responses` of the document, by name.
    pub(super) responses: Map<String, Value>,
    pub(super) consumes: Option<Value>,
    pub(super) produces: Option<Value>,
}

/// The media types of an operation's bodies: its own list under `consumes` or `produces`, or that of the document.
pub(super) struct MediaTypes {
    pub(super) names: Vec<String>,
    /// The list; nothing, if there is none.
    list: Option<Pointer>,
}

impl MediaTypes {
    /// Takes the list under `key` out of an operation. JSON, where a document says nothing.
    pub(super) fn take(
        operation: &mut Map<String, Value>,
        key: &str,
        (at, shared): (&Pointer, Option<&Value>),
    ) -> Self {
        let own = operation.shift_remove(key).map(|list| (at.child(key), list));
        let found = own.or_else(|| Some((Pointer::root().child(key), shared?.clone())));
        let names = found.iter().filter_map(|(_, list)| list.as_array()).flatten().filter_map(Value::as_str);
        let names: Vec<String> = names.map(str::to_owned).collect();
        match names.is_empty() {
            true => Self { names: vec!["application/json".to_owned()], list: None },
            false => Self { names, list: found.map(|(list, _)| list) },
        }
    }

    /// Notes that the media types of the body at `at` are written in the list.
    pub(super) fn record(&self, at: &Pointer, source_map: &mut SourceMap) {
        let Some(list) = &self.list else { return };
        // The list alone: what was repaired in it is of no use below each of the names.
        let (id, list) = source_map.source(list);
        for name in &self.names {
            source_map.place(&at.at(["content", name]), id, &list);
        }
    }
}
