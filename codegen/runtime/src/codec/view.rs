//! What formats without types take from a [`View`]: the text of a scalar, the members of an object.

use std::borrow::Cow;

use super::bytes::{as_text, file_text};
use super::tagging::sent;
use super::{CodecError, View};

impl<'a> View<'a> {
    /// The text of a scalar, for formats without types; `None` for arrays and objects.
    ///
    /// # Errors
    /// A number is infinite or not a number.
    pub(in super::super) fn scalar_text(&self) -> Result<Option<Cow<'a, str>>, CodecError> {
        Ok(Some(match *self {
            View::Absent | View::Null => "".into(),
            View::Bool(value) => if value { "true" } else { "false" }.into(),
            View::Int(value) => value.to_string().into(),
            View::Uint(value) => value.to_string().into(),
            View::Float(value) if value.is_finite() => value.to_string().into(),
            View::Float(_) => return Err(CodecError::new("an infinite number or NaN cannot be sent")),
            // Infinity and NaN are spelled with letters.
            View::Number(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
                return Err(CodecError::new("an infinite number or NaN cannot be sent"));
            }
            View::Number(text) | View::Text(text) | View::Secret(text) => text.into(),
            View::Bytes(bytes) => as_text(bytes)?.into(),
            View::File(file) => file_text(file)?.into(),
            View::List(_) | View::Map(_) | View::Object(_) => return Ok(None),
            View::Union(union) => return sent(union).0.scalar_text(),
            View::Undeclared(value, _) => return value.as_view().scalar_text(),
        }))
    }

    /// The members that a request sends of a model or map; `None` for any other value.
    pub(in super::super) fn entries(&self) -> Option<Vec<(&'a str, View<'a>)>> {
        let view = self.resolved();
        if let Some(model) = view.as_sent() {
            let mut sent = Vec::with_capacity(model.object.descriptor().fields.len());
            model.for_each(&mut |field, view| {
                if !field.read_only {
                    sent.push((field.name, view.resolved()));
                }
            });
            let additional = model.additional().into_iter().flat_map(|additional| additional.entries());
            sent.extend(additional.map(|(key, value)| (key, value.as_view().resolved())));
            return Some(sent);
        }
        match view {
            View::Map(map) => Some(map.entries().map(|(key, value)| (key, value.as_view().resolved())).collect()),
            _ => None,
        }
    }
}
