//! JSON pointers (RFC 6901): the way all stages name a node of the document.

use std::{borrow::Cow, fmt};

/// The path from the root of a document to a node, such as `/paths/~1users/get`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer that is already spelled as one, with `~0` and `~1` for `~` and `/`.
    pub fn from_escaped(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The member `key` of this object.
    pub fn child(&self, key: &str) -> Self {
        let mut text = self.0.clone();
        push_key(&mut text, key);
        Self(text)
    }

    /// The members of members: `root.at(["paths", "/users", "get"])`.
    pub fn at<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = self.0.clone();
        keys.into_iter().for_each(|key| push_key(&mut text, key));
        Self(text)
    }

    /// The item `index` of this array.
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The node that `below` names, seen from this one.
    pub fn joined(&self, below: &Pointer) -> Self {
        Self(format!("{}{}", self.0, below.0))
    }

    /// The node around this one; the root has none.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|slash| Self(self.0[..slash].to_owned()))
    }

    /// The keys and indices from the root to this node, unescaped.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        let mut parts = self.0.split('/');
        // What comes before the first slash is empty.
        parts.next();
        parts.map(unescape)
    }

    /// The pointer as text; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn push_key(text: &mut String, key: &str) {
    text.push('/');
    for character in key.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn keys_are_escaped_and_read_back() {
        let pointer = Pointer::root().child("paths").child("/a~b").index(3);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/3");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["paths", "/a~b", "3"]);
        assert_eq!(pointer.parent().and_then(|it| it.parent()).map(|it| it.to_string()), Some("/paths".to_owned()));
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().segments().count(), 0);
    }
}
