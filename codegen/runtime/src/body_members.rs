//! Sets a member of a call's JSON body by its JSON pointer (RFC 6901).

use std::borrow::Cow;
use std::sync::Arc;

use super::body_codec::BodyCodec;
use super::call::Call;
use super::codec::{Tree, from_json, to_json};

impl Call {
    /// Sets a member of the body, and makes the objects on the way to it.
    ///
    /// # Errors
    /// A sentence on why the body has no members.
    pub(super) fn set_in_body(&mut self, pointer: &str, value: Tree<'static>) -> Result<(), String> {
        let media_type = self.content_type.as_deref().or(self.operation.request_types.first().copied());
        if media_type.and_then(BodyCodec::of) != Some(BodyCodec::Json) {
            return Err(format!("`{pointer}` is a member of a JSON body, and the body is none"));
        }
        let failed = |cause: &dyn std::fmt::Display| format!("`{pointer}` cannot be set in the body: {cause}");
        let mut body = Tree::Object(Vec::new());
        if let Some(own) = &self.body {
            let json = to_json(&**own).map_err(|error| failed(&error))?;
            from_json(&json, &mut body).map_err(|error| failed(&error.message))?;
        }
        let mut place = &mut body;
        for name in tokens(pointer) {
            place = member(place, name.into_owned());
        }
        *place = value;
        self.body = Some(Arc::new(body));
        Ok(())
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
