//! Builds the tree of spans of a YAML text, from the events of the parser.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{Event, Parser};

use super::span_tree::{Builder, Shape, Span, SpanTree};

/// Reads as far as the text can be read.
pub(super) fn span_tree(text: &str) -> SpanTree<'_> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let start = span.start.byte_offset().unwrap_or(0);
        let span = Span { start, end: span.end.byte_offset().unwrap_or(start).max(start) };
        let (shape, anchor) = match event {
            Event::Scalar(text, _, anchor, _) => (Shape::Scalar(Cow::Owned(text.into_owned())), anchor),
            Event::Alias(anchor) => (Shape::Alias(builder.anchored(anchor)), 0),
            Event::SequenceStart(_, anchor, _) => (Shape::Sequence(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => (Shape::Mapping(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                builder.close();
                continue;
            }
            _ => continue,
        };
        let node = builder.add(span, shape);
        if anchor != 0 {
            builder.anchor(anchor, node);
        }
    }
    builder.finish()
}
