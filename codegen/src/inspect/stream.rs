//! How the answers of operations are read while they arrive.

use super::report::Stream;
use super::report_context::View;
use crate::ir::{self, CallParameter, Frames};

/// The stream of one operation, in the words of `x-stream`.
pub(super) fn of(view: &View<'_>, operation: &ir::Operation) -> Option<Stream> {
    let bytes = Stream {
        kind: "bytes",
        item: None,
        media_types: Vec::new(),
        whole_events: false,
        until: None,
        parameter: None,
    };
    let Some(items) = operation.stream.as_ref()?.items() else {
        return Some(Stream { media_types: operation.output.media_types.clone(), ..bytes });
    };
    Some(Stream {
        kind: if items.frames == Frames::Lines { "lines" } else { "events" },
        item: Some(view.rust(&items.item)),
        media_types: items.media_types.clone(),
        whole_events: matches!(items.frames, Frames::EventsWithText | Frames::EventsWithJson),
        until: items.until.clone(),
        parameter: items.asked_by.as_ref().map(|parameter| match parameter {
            CallParameter::Query(name) => name.as_str().to_owned(),
            CallParameter::Body(path) => ir::pages::pointer(path),
        }),
    })
}
