//! [`Tree`]: a parsed value, buffered until its type is chosen, with each digit of its numbers.

use std::borrow::Cow;

/// A parsed value of any type. Texts without escapes are borrowed from the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree<'a> {
    /// A null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// The text of a number.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A text of a format without types, such as XML.
    UntypedText(Cow<'a, str>),
    /// An array.
    List(Vec<Tree<'a>>),
    /// An object. Repeated keys are kept.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// The value with owned texts.
    pub(in super::super) fn into_owned<'b>(self) -> Tree<'b> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Tree::Null,
            Self::Bool(value) => Tree::Bool(value),
            Self::Number(digits) => Tree::Number(own(digits)),
            Self::Text(text) => Tree::Text(own(text)),
            Self::UntypedText(text) => Tree::UntypedText(own(text)),
            Self::List(items) => Tree::List(items.into_iter().map(Tree::into_owned).collect()),
            Self::Object(members) => {
                Tree::Object(members.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect())
            }
        }
    }

    /// The member with this key; of several, the last.
    pub(super) fn get(&self, key: &str) -> Option<&Tree<'a>> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}
