//! A text as a flat list of nodes with the places they begin at.

use std::{borrow::Cow, collections::BTreeMap};

use crate::diagnostics::Pointer;

/// A range of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Where every node of a text begins. Children refer to nodes by index, so nothing here is recursive.
#[derive(Default)]
pub(super) struct SpanTree<'t> {
    nodes: Vec<Node<'t>>,
}

struct Node<'t> {
    span: Span,
    shape: Shape<'t>,
}

/// What a node is made of.
pub(super) enum Shape<'t> {
    Scalar(Cow<'t, str>),
    Sequence(Vec<usize>),
    /// Keys and values in turn.
    Mapping(Vec<usize>),
    /// The node an alias stands for, if it is known.
    Alias(Option<usize>),
}

impl SpanTree<'_> {
    /// The place of a node or of its nearest ancestor; of several members with its key the last, or the `nth`.
    pub(super) fn find(&self, pointer: &Pointer, nth: Option<usize>) -> Span {
        let Some(root) = self.nodes.first() else {
            return Span::default();
        };
        let mut current = 0;
        let mut found = first_byte(root.span);
        let mut segments = pointer.segments().peekable();
        while let Some(segment) = segments.next() {
            let nth = if segments.peek().is_none() { nth } else { None };
            let Some((key, child)) = self.member(current, &segment, nth) else { break };
            let target = self.resolve(child);
            let is_scalar = matches!(self.nodes[target].shape, Shape::Scalar(_));
            found = match key {
                Some(key) if nth.is_some() || !is_scalar => self.nodes[key].span,
                _ if is_scalar || child != target => self.nodes[child].span,
                _ => first_byte(self.nodes[child].span),
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
        let pairs = || members.as_chunks::<2>().0.iter().map(|&[key, value]| (key, value));
        let mut own = pairs().filter(|&(key, _)| has_key(key, segment));
        let chosen = match nth {
            Some(nth) => own.nth(nth),
            // The last of several equal keys is the one that counts.
            None => own.next_back(),
        };
        chosen.map(|(key, value)| (Some(key), value)).or_else(|| {
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

fn first_byte(span: Span) -> Span {
    Span { start: span.start, end: span.start + 1 }
}

/// Makes an span_tree of nodes that arrive in the order of the text.
#[derive(Default)]
pub(super) struct Builder<'t> {
    nodes: Vec<Node<'t>>,
    open: Vec<usize>,
    anchors: BTreeMap<usize, usize>,
}

impl<'t> Builder<'t> {
    /// Adds a node to the innermost open one, and opens it if it is a collection.
    pub(super) fn add(&mut self, span: Span, shape: Shape<'t>) -> usize {
        let node = self.nodes.len();
        let is_collection = matches!(shape, Shape::Sequence(_) | Shape::Mapping(_));
        self.nodes.push(Node { span, shape });
        if let Some(&parent) = self.open.last()
            && let Shape::Sequence(children) | Shape::Mapping(children) = &mut self.nodes[parent].shape
        {
            children.push(node);
        }
        if is_collection {
            self.open.push(node);
        }
        node
    }

    /// Closes the innermost open collection.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Gives a node a name for aliases.
    pub(super) fn anchor(&mut self, name: usize, node: usize) {
        self.anchors.insert(name, node);
    }

    /// The node an alias stands for.
    pub(super) fn anchored(&self, name: usize) -> Option<usize> {
        self.anchors.get(&name).copied()
    }

    /// All that was added.
    pub(super) fn finish(self) -> SpanTree<'t> {
        SpanTree { nodes: self.nodes }
    }
}
