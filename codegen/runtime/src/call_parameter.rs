//! [`CallParameter`]: what the client sets in a call by itself, for the next page or a stream.

use std::borrow::Cow;
use std::sync::Arc;

use super::body_codec::BodyCodec;
use super::call::{Call, CallBody};
use super::codec::{Tree, Wire, from_json, to_json};
use super::url_path::encoded_pair;

/// A parameter of a call that the client sets by itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum CallParameter {
    None,
    /// A query parameter.
    Query(&'static str),
    /// A member of the JSON body, by its JSON pointer (RFC 6901).
    Body(&'static str),
}

impl Call {
    /// Sets a parameter, in the place of any value that it has.
    ///
    /// # Errors
    /// A sentence on why the body has no such member.
    pub(super) fn set(&mut self, parameter: CallParameter, value: Tree<'static>) -> Result<(), String> {
        match parameter {
            CallParameter::None => Ok(()),
            CallParameter::Query(name) => {
                let own = encoded_pair(name, "");
                self.query.retain(|pair| !pair.starts_with(&own));
                let text = value.as_view().scalar_text().ok().flatten();
                self.query.push(encoded_pair(name, &text.unwrap_or_default()));
                Ok(())
            }
            CallParameter::Body(pointer) => self.set_in_body(pointer, value),
        }
    }

    /// Sets a member of the body, and makes the objects on the way to it.
    fn set_in_body(&mut self, pointer: &str, value: Tree<'static>) -> Result<(), String> {
        let media_type = self.content_type.as_deref().or(self.operation.request_types.first().copied());
        if media_type.and_then(BodyCodec::of) != Some(BodyCodec::Json) {
            return Err(format!("`{pointer}` is a member of a JSON body, and the body is none"));
        }
        let failed = |cause: &dyn std::fmt::Display| format!("`{pointer}` cannot be set in the body: {cause}");
        let mut body = Tree::Object(Vec::new());
        if let Some(own) = &self.body {
            let own = own.value().ok_or_else(|| failed(&"it is given as it is to be sent"))?;
            let json = to_json(own).map_err(|error| failed(&error))?;
            from_json(&json, &mut body).map_err(|error| failed(&error.message))?;
        }
        let mut place = &mut body;
        for name in tokens(pointer) {
            place = member(place, name.into_owned());
        }
        *place = value;
        self.body = Some(CallBody::Encoded(Arc::new(body)));
        Ok(())
    }
}

impl CallBody {
    /// The value that is encoded, if one is.
    pub(super) fn value(&self) -> Option<&(dyn Wire + Send + Sync)> {
        match self {
            Self::Encoded(value) => Some(&**value),
            Self::Raw(_) => None,
        }
    }
}

/// The names that a pointer is made of.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|token| match token.contains('~') {
        true => token.replace("~1", "/").replace("~0", "~").into(),
        false => token.into(),
    })
}

/// The member with this name, made if there is none.
fn member<'a>(tree: &'a mut Tree<'static>, name: String) -> &'a mut Tree<'static> {
    if !matches!(tree, Tree::Object(_)) {
        *tree = Tree::Object(Vec::new());
    }
    let Tree::Object(members) = tree else { return tree };
    let index = members.iter().rposition(|(key, _)| *key == name).unwrap_or(members.len());
    if index == members.len() {
        members.push((name.into(), Tree::Null));
    }
    &mut members[index].1
}
