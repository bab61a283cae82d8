//! The tag of a union on sending: the text of the discriminator that names the branch, where a value has none or another branch's.

use super::{FieldDescriptor, Map, Object, Tag, Undeclared, Union, View};

/// A model as it is sent: with the tag of the union that it is a branch of, where it has another one or none.
#[derive(Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) object: &'a dyn Object,
    tag: Option<Tag>,
}

impl<'a> Sent<'a> {
    /// A model that is no branch of a union.
    pub(super) fn alone(object: &'a dyn Object) -> Self {
        Self { object, tag: None }
    }

    /// A model that is a branch of a union.
    pub(super) fn of(union: &'a dyn Union) -> Option<Self> {
        match sent(union) {
            (View::Object(object), tag) => Some(Self { object, tag }),
            _ => None,
        }
    }

    /// Calls `visit` with each field that is sent.
    pub(super) fn for_each(self, visit: &mut dyn FnMut(&'static FieldDescriptor, &View<'a>)) {
        let Some(tag) = self.tag else { return self.object.for_each_present(visit) };
        for (index, field) in self.object.descriptor().fields.iter().enumerate() {
            let view = if field.name == tag.name { View::Text(tag.text) } else { field.sent(self.object.get(index)) };
            if field.required || !matches!(view, View::Absent) {
                visit(field, &view);
            }
        }
    }

    /// The additional properties that are sent.
    pub(super) fn additional(self) -> Option<&'a dyn Map> {
        self.object.additional()
    }
}

/// The value of a union's branch, and the tag to send with it unless it has a right one. The innermost of unions within unions
/// that tells its branches by the same member decides.
pub(super) fn sent(union: &dyn Union) -> (View<'_>, Option<Tag>) {
    let (index, value) = union.branch();
    let (view, tag, is_decided) = match value.as_view() {
        View::Union(inner) => {
            let (view, tag) = sent(inner);
            (view, tag, tag.is_some() || inner.discriminator() == union.discriminator())
        }
        view => (view, None, false),
    };
    match view {
        View::Object(object) if !is_decided => (view, missing_tag(union, index, object)),
        _ => (view, tag),
    }
}

/// The tag of the branch at `index`, if `object` has none, or that of another branch. A tag that names no branch may be one that
/// the caller knows better than the document.
fn missing_tag(union: &dyn Union, index: usize, object: &dyn Object) -> Option<Tag> {
    let name = union.discriminator();
    let own = *union.discriminator_values().get(index)?;
    let text = *own.first()?;
    let at = object.descriptor().fields.iter().position(|field| field.name == name)?;
    let is_right = match object.get(at).resolved() {
        View::Absent | View::Null => union.default_branch() == Some(index),
        View::Text(text) if own.contains(&text) => true,
        View::Text("") => union.default_branch() == Some(index),
        View::Text(text) => branch_named(union, text).is_none(),
        _ => true,
    };
    (!is_right).then_some(Tag { name, text })
}

/// Gives the branch of a union its tag, if it has none or another branch's.
pub fn tagged<U: Union>(mut union: U) -> U {
    if let (_, Some(tag)) = sent(&union) {
        // A branch without a place for it has no tag.
        let _ = union.branch_mut().decode_from(super::Input::Tag(tag));
    }
    union
}

/// The branch that a discriminator value names.
pub(super) fn branch_named(union: &dyn Union, value: &str) -> Option<usize> {
    union.discriminator_values().iter().position(|values| values.contains(&value))
}

impl<'a> View<'a> {
    /// A model as it is sent, with its tag.
    pub(super) fn as_sent(self) -> Option<Sent<'a>> {
        match self {
            View::Object(object) => Some(Sent::alone(object)),
            View::Union(union) => Sent::of(union),
            _ => None,
        }
    }

    /// The view with [`View::Undeclared`] resolved to the value inside, and so a union, unless it has to add its tag.
    pub(super) fn resolved(self) -> Self {
        match self {
            View::Undeclared(value, _) => value.as_view().resolved(),
            View::Union(union) => match sent(union) {
                (view, None) => view.resolved(),
                _ => self,
            },
            other => other,
        }
    }

    /// What the document does not declare of the value itself.
    pub(super) fn undeclared(self) -> Option<Undeclared> {
        match self {
            View::Undeclared(_, kind) => Some(kind),
            View::Union(union) => {
                let is_of_none = union.branch().0 >= union.discriminator_values().len();
                is_of_none.then_some(Undeclared::Variant)
            }
            _ => None,
        }
    }
}

impl FieldDescriptor {
    /// A member as it is sent: the only text of a tag, where the value has none.
    #[inline]
    pub(super) fn sent<'a>(&self, view: View<'a>) -> View<'a> {
        match self.tag {
            Some(text) if matches!(view.resolved(), View::Absent | View::Null | View::Text("")) => View::Text(text),
            _ => view,
        }
    }
}
