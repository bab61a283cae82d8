//! The members of a form in the usual encoding (OAS 3.0.4 §4.8.15): a scalar is its text, an array repeats the name for each
//! item, and an object is its JSON. What is absent or null is left out.

use url::form_urlencoded::Serializer;

use super::json_writer::{INITIAL_CAPACITY, json_text};
use super::{CodecError, View};

/// An object whose members are all in the usual encoding.
///
/// # Errors
/// The value is not an object, or holds a number that has no JSON form.
pub(super) fn usual_form(view: View<'_>) -> Result<String, CodecError> {
    let mut out = String::with_capacity(INITIAL_CAPACITY);
    for (name, member) in members(view)? {
        add_usual(&mut out, name, member)?;
    }
    Ok(out)
}

/// The members of a form; none if there is no value.
///
/// # Errors
/// The value is not an object.
pub(super) fn members(view: View<'_>) -> Result<Vec<(&str, View<'_>)>, CodecError> {
    match view {
        View::Absent | View::Null => Ok(Vec::new()),
        view => view.entries().ok_or_else(|| CodecError::new("only an object can be sent as a form")),
    }
}

/// Adds a member in the usual encoding.
///
/// # Errors
/// It holds a number that has no JSON form.
pub(super) fn add_usual(out: &mut String, name: &str, member: View<'_>) -> Result<(), CodecError> {
    match member {
        View::Absent | View::Null => Ok(()),
        View::List(list) => (0..list.len()).try_for_each(|index| add_one(out, name, list.item(index).as_view())),
        one => add_one(out, name, one),
    }
}

fn add_one(out: &mut String, name: &str, view: View<'_>) -> Result<(), CodecError> {
    match view.scalar_text()? {
        Some(text) => add_pair(out, name, &text),
        None => add_pair(out, name, &json_text(view)?),
    }
    Ok(())
}

/// Adds a name and a text.
pub(super) fn add_pair(out: &mut String, name: &str, text: &str) {
    Serializer::for_suffix(out, 0).append_pair(name, text);
}
