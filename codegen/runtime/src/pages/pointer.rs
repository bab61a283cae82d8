//! Looks into a page at a JSON pointer (RFC 6901), by the names of the document.

use super::super::call_parameter::tokens;
use super::super::codec::View;

/// The value at a pointer; absent where there is none.
pub(super) fn at<'a>(view: View<'a>, pointer: &str) -> View<'a> {
    tokens(pointer).fold(declared(view), |view, name| declared(member(view, &name)))
}

/// The text of a scalar that is there and not empty, as it is sent in a query.
pub(super) fn text(view: View<'_>) -> Option<String> {
    let text = view.scalar_text().ok().flatten()?;
    (!text.is_empty()).then(|| text.into_owned())
}

fn member<'a>(view: View<'a>, name: &str) -> View<'a> {
    match view {
        View::Object(object) => match object.descriptor().find(name, 0) {
            Some(index) => object.get(index),
            None => object.additional().map_or(View::Absent, |map| entry(map.entries(), name)),
        },
        View::Map(map) => entry(map.entries(), name),
        _ => View::Absent,
    }
}

fn entry<'a>(mut entries: impl Iterator<Item = (&'a str, &'a dyn super::super::codec::Wire)>, name: &str) -> View<'a> {
    entries.find(|(key, _)| *key == name).map_or(View::Absent, |(_, value)| value.as_view())
}

/// The value that stands for one that the document does not declare.
fn declared(view: View<'_>) -> View<'_> {
    let mut view = view;
    while let View::Undeclared(value, _) = view {
        view = value.as_view();
    }
    view
}
