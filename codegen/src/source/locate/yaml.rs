//! Positions in YAML: the parser's events as a flat outline of nodes.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Parser, Span as EventSpan};

use super::{Span, choose};
use crate::diagnostics::Pointer;

/// Where every node of a text begins. Children refer to nodes by index, so nothing here is recursive.
pub(super) struct Outline {
    nodes: Vec<Node>,
}

struct Node {
    span: Span,
    shape: Shape,
}

enum Shape {
    Scalar(String),
    Sequence(Vec<usize>),
    /// Keys and values in turn.
    Mapping(Vec<usize>),
    /// The node an alias stands for, if it is known.
    Alias(Option<usize>),
}

impl Outline {
    /// Reads as far as the text can be read.
    pub(super) fn of(text: &str) -> Self {
        let mut builder = Builder { nodes: Vec::new(), open: Vec::new(), anchors: BTreeMap::new() };
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            builder.take(event, &span);
        }
        Self { nodes: builder.nodes }
    }

    pub(super) fn find(&self, pointer: &Pointer, nth: Option<usize>) -> Span {
        let Some(root) = self.nodes.first() else {
            return Span::default();
        };
        let mut current = 0;
        let mut found = Span { start: root.span.start, end: root.span.start + 1 };
        let mut segments = pointer.segments().peekable();
        while let Some(segment) = segments.next() {
            let nth = if segments.peek().is_none() { nth } else { None };
            let Some((key, child)) = self.member(current, &segment, nth) else { break };
            let target = self.resolve(child);
            let is_scalar = matches!(self.nodes[target].shape, Shape::Scalar(_));
            found = match key {
                Some(key) if nth.is_some() || !is_scalar => self.nodes[key].span,
                _ if is_scalar || child != target => self.nodes[child].span,
                _ => Span { start: self.nodes[child].span.start, end: self.nodes[child].span.start + 1 },
            };
            current = target;
        }
        found
    }

    fn member(&self, node: usize, segment: &str, nth: Option<usize>) -> Option<(Option<usize>, usize)> {
        match &self.nodes[node].shape {
            Shape::Sequence(items) => Some((None, *items.get(segment.parse::<usize>().ok()?)?)),
            Shape::Mapping(members) => self.mapping_member(members, segment, nth),
            Shape::Scalar(_) | Shape::Alias(_) => None,
        }
    }

    fn mapping_member(&self, members: &[usize], segment: &str, nth: Option<usize>) -> Option<(Option<usize>, usize)> {
        let has_key = |key: usize, wanted: &str| matches!(&self.nodes[self.resolve(key)].shape, Shape::Scalar(text) if text == wanted);
        let pairs = || members.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        let own = pairs().filter(|&(key, _)| has_key(key, segment)).map(|(key, value)| (Some(key), value)).collect();
        choose(own, nth).or_else(|| {
            // What is merged in by `<<` is at the place it was written.
            pairs()
                .filter(|&(key, _)| has_key(key, "<<"))
                .find_map(|(_, value)| self.member(self.resolve(value), segment, nth))
        })
    }

    fn resolve(&self, node: usize) -> usize {
        match self.nodes[node].shape {
            Shape::Alias(Some(target)) => target,
            _ => node,
        }
    }
}

struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
    anchors: BTreeMap<usize, usize>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &EventSpan) {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                self.add(span, Shape::Scalar(text.into_owned()), anchor);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.add(span, Shape::Alias(target), 0);
            }
            Event::SequenceStart(_, anchor, _) => {
                let node = self.add(span, Shape::Sequence(Vec::new()), anchor);
                self.open.push(node);
            }
            Event::MappingStart(_, anchor, _) => {
                let node = self.add(span, Shape::Mapping(Vec::new()), anchor);
                self.open.push(node);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn add(&mut self, span: &EventSpan, shape: Shape, anchor: usize) -> usize {
        let node = self.nodes.len();
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        self.nodes.push(Node { span: Span { start, end }, shape });
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        if let Some(&parent) = self.open.last()
            && let Shape::Sequence(children) | Shape::Mapping(children) = &mut self.nodes[parent].shape
        {
            children.push(node);
        }
        node
    }
}
