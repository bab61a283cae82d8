//! The way to a node, kept on the stack while a tree is walked.

use super::Pointer;

/// Costs nothing while all is well: it becomes a [`Pointer`] only if there is something to say.
#[derive(Clone, Copy)]
pub(crate) enum Way<'a> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'a Way<'a>, &'a str),
    /// An item of an array.
    Index(&'a Way<'a>, usize),
}

impl Way<'_> {
    /// The same way as text.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            Way::Root => Pointer::root(),
            Way::Key(parent, key) => parent.pointer().child(key),
            Way::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}
