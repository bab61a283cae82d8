//! `application/x-www-form-urlencoded` bodies.

use url::form_urlencoded::Serializer;

use super::super::style::Style;
use super::json_writer::json_text;
use super::{Fault, View, Wire};

/// How a member of a form is sent where the document does not leave it to the defaults (OAS 3.0.4, Encoding Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    pub(super) name: &'static str,
    pub(super) style: Option<Style>,
    pub(super) content_type: Option<&'static str>,
}

impl Encoding {
    /// The defaults for the member of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, style: None, content_type: None }
    }

    /// It is written as a query parameter of this style would be.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// It is sent as this media type.
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }
}

impl<'a> View<'a> {
    /// The members of an object that a request has, whatever kind of object it is; `None` for anything else.
    pub(in super::super) fn entries(&self) -> Option<Vec<(&'a str, View<'a>)>> {
        match self.plain() {
            View::Object(object) => {
                let members = object.table().members.iter().enumerate().filter(|(_, member)| !member.read_only);
                let view = |index| object.member(index).map_or(View::Absent, Wire::view).plain();
                let members = members.map(|(index, member)| (member.name, view(index)));
                let rest = object.rest().into_iter().flat_map(|rest| rest.entries());
                Some(members.chain(rest.map(|(key, value)| (key, value.view().plain()))).collect())
            }
            View::Map(map) => Some(map.entries().map(|(key, value)| (key, value.view().plain())).collect()),
            _ => None,
        }
    }
}

/// Encodes the members of an object by the defaults of OpenAPI's Encoding Object (OAS 3.0.4 §4.8.15): a scalar is its text,
/// an array repeats the name for each item, and an object is its JSON. What is absent or null is left out.
///
/// # Errors
/// The value is not an object, or holds a number that has no JSON form.
pub fn to_form(value: &dyn Wire, encodings: &[Encoding]) -> Result<Vec<u8>, Fault> {
    let mut pairs: Vec<String> = Vec::new();
    let view = value.view();
    if let View::Absent | View::Null = view {
        return Ok(Vec::new());
    }
    let entries = view.entries().ok_or_else(|| Fault::new("only an object can be sent as a form"))?;
    for (name, member) in entries {
        let encoding = encodings.iter().find(|encoding| encoding.name == name);
        match (encoding.and_then(|it| it.style), encoding.and_then(|it| it.content_type), member) {
            (_, _, View::Absent | View::Null) => {}
            (Some(style), ..) => pairs.extend(style.query(name, member)?),
            (None, Some(media_type), one) if media_type.contains("json") => {
                pairs.push(pair(name, &json_text(one)?));
            }
            (None, _, View::List(list)) => {
                for index in 0..list.len() {
                    pairs.push(one_pair(name, list.item(index).view())?);
                }
            }
            (None, _, one) => pairs.push(one_pair(name, one)?),
        }
    }
    Ok(pairs.join("&").into_bytes())
}

fn one_pair(name: &str, view: View<'_>) -> Result<String, Fault> {
    match view.lexical()? {
        Some(text) => Ok(pair(name, &text)),
        None => Ok(pair(name, &json_text(view)?)),
    }
}

fn pair(name: &str, text: &str) -> String {
    Serializer::new(String::new()).append_pair(name, text).finish()
}
