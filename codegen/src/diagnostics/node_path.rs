//! `NodePath`: the path of a node as a linked list on the stack, made into a JSON pointer on demand.

use super::Pointer;

/// Costs nothing while all is well: it becomes a [`Pointer`] only if there is something to say.
#[derive(Clone, Copy)]
pub(crate) enum NodePath<'a> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'a NodePath<'a>, &'a str),
    /// An item of an array.
    Index(&'a NodePath<'a>, usize),
}

impl NodePath<'_> {
    /// The same way as text.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            NodePath::Root => Pointer::root(),
            NodePath::Key(parent, key) => parent.pointer().child(key),
            NodePath::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}
